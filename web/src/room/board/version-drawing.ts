import { type DrawingElement, readDrawing, readFiles } from '@draftroom/core/model/drawing/drawing-document';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import * as Y from 'yjs';

export interface ShownDrawing {
  elements: readonly DrawingElement[];
  files: ReadonlyMap<string, string>;
}

export function drawingOf(doc: Y.Doc): ShownDrawing {
  return { elements: readDrawing(doc), files: readFiles(doc) };
}

/**
 * The drawing of a version: a file, or the maps of the document, read as any document is. A file does not say which
 * assets its pictures are; the document does, unless they were taken off it since.
 */
export function versionDrawing(text: string, now: ReadonlyMap<string, string> = new Map()): ShownDrawing {
  if (/^\s*\{\s*"type"\s*:\s*"excalidraw"/.test(text)) return { elements: parseExcalidraw(text).elements, files: now };
  const { elements = {}, files = {} } = JSON.parse(text) as Record<string, Record<string, unknown>>;
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const [id, properties] of Object.entries(elements)) {
      const stored = new Y.Map<unknown>();
      for (const [key, value] of Object.entries(properties as object)) {
        stored.set(key, key === 'text' && typeof value === 'string' ? new Y.Text(value) : value);
      }
      doc.getMap('elements').set(id, stored);
    }
    for (const [id, asset] of Object.entries(files)) doc.getMap('files').set(id, asset);
  });
  return drawingOf(doc);
}
