/** Drawings as `.excalidraw` files, version 2, and as what Excalidraw puts on the clipboard. */
import type * as Y from 'yjs';
import { because, reasons } from '../../contract/reasons.ts';
import { readDrawing } from './drawing-document.ts';
import type { DrawingElement } from './drawing-element.ts';
import { elementId, isRecord, own } from './element-values.ts';
import { type DrawingProblem, note, parseJson, readFileElements, refuse, toFileElement } from './file-elements.ts';

/** A picture that lies in the file itself. */
export interface EmbeddedPicture {
  /** What image elements name it by. */
  readonly id: string;
  /** What the file says that it is; whoever uses the bytes looks at them. */
  readonly mediaType: string;
  readonly dataUrl: string;
}

export interface DrawingFile {
  readonly elements: DrawingElement[];
  readonly files: readonly EmbeddedPicture[];
  /** What was left out, at most a hundred. */
  readonly problems: readonly DrawingProblem[];
}

const mostPictures = 1_000;
const pictureTypes = ['png', 'jpeg', 'jfif', 'gif', 'webp', 'bmp', 'x-icon', 'avif', 'svg+xml'];
const dataUrlPattern = /^data:image\/([a-z+-]+)(?:;charset=[\w-]+)?(;base64)?,/;

/** Throws `bad_drawing` with the reason for what is no drawing, or one that nobody could work with. */
export function parseExcalidraw(text: string): DrawingFile {
  const file = parseJson(text);
  const list = isRecord(file) ? own(file, 'elements') : null;
  if (!isRecord(file) || !Array.isArray(list) || !isDrawing(own(file, 'type'))) throw refuse(because('drawingNone'));
  const problems: DrawingProblem[] = [];
  const elements = readFileElements(list, problems);
  return { elements, files: readPictures(own(file, 'files'), problems), problems };
}

/** `pictures` are put into the file; without them it names what it does not hold. */
export function formatExcalidraw(doc: Y.Doc, pictures: Iterable<EmbeddedPicture> = []): string {
  return formatElements(readDrawing(doc), pictures);
}

export function formatElements(drawing: readonly DrawingElement[], pictures: Iterable<EmbeddedPicture> = []): string {
  const files: Record<string, unknown> = {};
  for (const { id, mediaType, dataUrl } of pictures) {
    files[id] = { mimeType: mediaType, id, dataURL: dataUrl, created: 1 };
  }
  const elements = drawing.map((element) => toFileElement(element, (id) => Object.hasOwn(files, id)));
  const file = {
    type: 'excalidraw',
    version: 2,
    source: 'draftroom',
    elements,
    appState: { gridSize: null, viewBackgroundColor: '#ffffff' },
    files,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function isDrawing(type: unknown): boolean {
  return type === 'excalidraw' || type === 'excalidraw/clipboard';
}

function readPictures(files: unknown, problems: DrawingProblem[]): EmbeddedPicture[] {
  if (!isRecord(files)) return [];
  const entries = Object.entries(files);
  if (entries.length > mostPictures) throw refuse(because('drawingManyFiles', { most: mostPictures }));
  const pictures: EmbeddedPicture[] = [];
  for (const [at, [key, value]] of entries.entries()) {
    const id = elementId(key);
    const dataUrl = isRecord(value) ? own(value, 'dataURL') : null;
    const type = typeof dataUrl === 'string' ? (dataUrlPattern.exec(dataUrl.slice(0, 100))?.[1] ?? '') : '';
    if (id === undefined || typeof dataUrl !== 'string' || !pictureTypes.includes(type)) {
      note(problems, { at, what: 'picture', reason: reasons.drawingPicture });
    } else {
      pictures.push({ id, mediaType: `image/${type}`, dataUrl });
    }
  }
  return pictures;
}
