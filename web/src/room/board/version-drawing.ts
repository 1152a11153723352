import { type DrawingElement, readDrawing, readFiles } from '@draftroom/core/model/drawing/drawing-document';
import * as Y from 'yjs';

export interface ShownDrawing {
  elements: readonly DrawingElement[];
  files: ReadonlyMap<string, string>;
}

export function drawingOf(doc: Y.Doc): ShownDrawing {
  return { elements: readDrawing(doc), files: readFiles(doc) };
}

/** The drawing in the JSON of a version, which has the maps of the document; read as any document is. */
export function versionDrawing(text: string): ShownDrawing {
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
