/** What a person brings to a board: drawings, libraries, and pictures, some of which hold a drawing. */

import { HubError } from '@draftroom/core/contract/errors';
import { because } from '@draftroom/core/contract/reasons';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { parseLibrary } from '@draftroom/core/model/drawing/library-file';
import { loadFromBlob, restoreElements } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { insertScene } from './insert-scene.ts';
import { dropPicture } from './picture-drop.ts';

export type Taken =
  | { kind: 'drawing'; elements: number; leftOut: number }
  | { kind: 'library'; shapes: number; leftOut: number }
  | { kind: 'picture' };

/** The largest file that is read at all. */
const mostBytes = 64 * 1024 * 1024;

/** Throws a `HubError` with the reason for what is broken, or none of these; the board is as it was. */
export async function takeFile(api: ExcalidrawImperativeAPI, host: ParentNode, file: File): Promise<Taken> {
  const megabytes = mostBytes / 1024 / 1024;
  if (file.size > mostBytes) throw new HubError('bad_drawing', { reason: because('largerThan', { megabytes }) });
  if (/^image\//.test(file.type) || /\.(png|svg|jpe?g|gif|webp|avif)$/i.test(file.name)) {
    const held = (await mayHoldDrawing(file)) ? await heldDrawing(file) : null;
    if (held !== null) return await takeDrawing(api, held);
    dropPicture(host, file);
    return { kind: 'picture' };
  }
  const text = await file.text();
  if (/\.excalidrawlib$/i.test(file.name) || /^\s*\{\s*"type"\s*:\s*"excalidrawlib"/.test(text)) {
    return await takeLibrary(api, text);
  }
  return await takeDrawing(api, text);
}

async function takeDrawing(api: ExcalidrawImperativeAPI, text: string): Promise<Taken> {
  const { elements, files, problems } = parseExcalidraw(text);
  await insertScene(api, { elements, pictures: files });
  return { kind: 'drawing', elements: elements.length, leftOut: problems.length };
}

async function takeLibrary(api: ExcalidrawImperativeAPI, text: string): Promise<Taken> {
  const { items, problems } = parseLibrary(text);
  const libraryItems = items.map((item) => ({
    ...item,
    elements: restoreElements(item.elements as unknown as Parameters<typeof restoreElements>[0], null),
  }));
  await api.updateLibrary({ libraryItems: libraryItems as never, merge: true, openLibraryMenu: true });
  return { kind: 'library', shapes: items.length, leftOut: problems.length };
}

/** Pictures that the canvas exports may carry their drawing, in words that stand in them as they are. */
export async function mayHoldDrawing(file: Blob): Promise<boolean> {
  if (!/^image\/(png|svg\+xml)$/.test(file.type)) return false;
  return new TextDecoder('latin1').decode(await file.arrayBuffer()).includes('application/vnd.excalidraw+json');
}

/** As the text of a file: it goes through the same reading as every file. */
async function heldDrawing(file: Blob): Promise<string | null> {
  try {
    const { elements, files } = await loadFromBlob(file, null, null);
    return JSON.stringify({ type: 'excalidraw', version: 2, elements, files });
  } catch {
    return null;
  }
}
