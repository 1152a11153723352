import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { describe, expect, it } from 'vitest';
import { outlineOf } from './outline.ts';

function element(id: string, type: string, at: [number, number], more: object = {}): DrawingElement {
  const base = { width: 100, height: 60, frameId: null, boundElements: [], groupIds: [] };
  return { ...base, id, type, x: at[0], y: at[1], ...more } as unknown as DrawingElement;
}

describe('[BOARD-10] the outline of a drawing', () => {
  it('reads row by row, as a hand has set them', () => {
    const boxes = [
      element('below', 'ellipse', [0, 200]),
      element('right', 'diamond', [200, -10]),
      element('left', 'rectangle', [0, 12]),
    ];
    expect(outlineOf(boxes).map(({ id }) => id)).toEqual(['left', 'right', 'below']);
  });

  it('says words where they are, and what arrows join', () => {
    const items = outlineOf([
      element('a', 'rectangle', [0, 0]),
      element('a-words', 'text', [10, 10], {
        containerId: 'a',
        text: 'Order\nreceived',
        originalText: 'Order received',
      }),
      element('b', 'ellipse', [300, 0]),
      element('arrow', 'arrow', [120, 5], {
        startBinding: { elementId: 'a' },
        endBinding: { elementId: 'b' },
      }),
      element('loose', 'arrow', [0, 300], { startBinding: { elementId: 'gone' }, endBinding: null }),
      element('frame', 'frame', [0, 600], { name: 'Sketch' }),
      element('in', 'text', [10, 700], { containerId: null, text: 'x', originalText: 'x', frameId: 'frame' }),
    ]);
    expect(items).toEqual([
      { id: 'a', kind: 'rectangle', words: 'Order received', from: null, to: null, frame: null },
      { id: 'arrow', kind: 'arrow', words: '', from: 'Order received', to: '', frame: null },
      { id: 'b', kind: 'ellipse', words: '', from: null, to: null, frame: null },
      { id: 'loose', kind: 'arrow', words: '', from: null, to: null, frame: null },
      { id: 'frame', kind: 'frame', words: 'Sketch', from: null, to: null, frame: null },
      { id: 'in', kind: 'text', words: 'x', from: null, to: null, frame: 'Sketch' },
    ]);
  });

  it('cuts what is long, and lists words whose box is gone', () => {
    const [item] = outlineOf([
      element('t', 'text', [0, 0], { containerId: 'gone', text: 'a'.repeat(200), originalText: 'a'.repeat(200) }),
    ]);
    expect(item?.words).toHaveLength(80);
  });
});
