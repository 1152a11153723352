import { elementsOf, seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { formatExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { flowchart } from '@draftroom/core/model/drawing/templates/flowchart';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { drawingOf, versionDrawing } from './version-drawing.ts';

describe('[BOARD-12] the drawing of a version', () => {
  it('is the one that was in the document', () => {
    let made = 0;
    const words = { start: 'Start', step: 'Step', question: 'Fine?', yes: 'yes', no: 'no', fix: 'Mend', end: 'End' };
    const doc = new Y.Doc();
    const files: [string, string][] = [['picture', 'a'.repeat(64)]];
    seedDrawing(doc, { elements: flowchart(() => `id${++made}`, words), files });
    const text = JSON.stringify({ elements: elementsOf(doc).toJSON(), files: doc.getMap('files').toJSON() });
    const shown = versionDrawing(text);
    expect(shown).toEqual(drawingOf(doc));
    expect(shown.elements.length).toBeGreaterThan(10);
    expect([...shown.files]).toEqual(files);
    const ofFile = versionDrawing(formatExcalidraw(doc), shown.files);
    expect(ofFile.elements.map(({ id }) => id)).toEqual(shown.elements.map(({ id }) => id));
    expect(ofFile.files).toBe(shown.files);
  });

  it('is empty for a version without one', () => {
    expect(versionDrawing('{}')).toEqual({ elements: [], files: new Map() });
  });
});
