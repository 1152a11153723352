/** A drawing from the bytes of its document, refused when it is more than any drawing. */

import { HubError } from '@draftroom/core/contract/errors';
import { because } from '@draftroom/core/contract/reasons';
import { elementsOf, readDrawing, readFiles } from '@draftroom/core/model/drawing/drawing-document';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import * as Y from 'yjs';

const mostElements = 50_000;
const mostPoints = 500_000;

export interface StoredDrawing {
  readonly elements: readonly DrawingElement[];
  /** The asset of each picture. */
  readonly files: ReadonlyMap<string, string>;
}

/** Throws `bad_drawing`. */
export function readState(updates: readonly Uint8Array[]): StoredDrawing {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    if (elementsOf(doc).size > mostElements) {
      throw new HubError('bad_drawing', { reason: because('drawingManyElements', { most: mostElements }) });
    }
    const elements = readDrawing(doc);
    const points = elements.reduce((sum, element) => sum + ('points' in element ? element.points.length : 0), 0);
    if (points > mostPoints) {
      throw new HubError('bad_drawing', { reason: because('drawingManyPoints', { most: mostPoints }) });
    }
    return { elements, files: readFiles(doc) };
  } finally {
    doc.destroy();
  }
}
