import { describe, expect, it } from 'vitest';
import { createBoardView, sheetShowing, sightOf, toSheet, toWindow } from './board-view.ts';

describe('[BOARD-4] a followed view', () => {
  it('is shown whole in a window of another shape, and is the same view where the window is the same', () => {
    const theirs = { ...createBoardView().get(), scrollX: -120, scrollY: 40, zoom: 2, width: 800, height: 600 };
    const sight = sightOf(theirs);
    expect(sheetShowing(sight, theirs)).toEqual({ scrollX: -120, scrollY: 40, zoom: 2 });
    const narrow = { width: 300, height: 700 };
    const sheet = sheetShowing(sight, narrow);
    if (sheet === null) throw new Error('no sheet');
    const corners = [sight, { x: sight.x + sight.width, y: sight.y + sight.height }].map((at) => toWindow(at, sheet));
    for (const { x, y } of corners) {
      expect(x).toBeGreaterThanOrEqual(-1e-6);
      expect(x).toBeLessThanOrEqual(narrow.width + 1e-6);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(narrow.height);
    }
  });

  it('never leads nowhere, whatever a peer says', () => {
    const window = { width: 800, height: 600 };
    expect(sheetShowing({ x: 0, y: 0, width: 0, height: 0 }, window)).toMatchObject({ zoom: 30 });
    expect(sheetShowing({ x: Number.NaN, y: 0, width: 10, height: 10 }, window)).toBeNull();
    expect(sheetShowing({ x: 0, y: 0, width: Number.NaN, height: 10 }, window)).toBeNull();
    expect(sheetShowing({ x: 0, y: 0, width: 1e300, height: 10 }, window)).toMatchObject({ zoom: 0.1 });
  });

  it('goes from the sheet to the window and back', () => {
    const sheet = { scrollX: 7, scrollY: -3, zoom: 1.5 };
    expect(toSheet(toWindow({ x: 10, y: 20 }, sheet), sheet)).toEqual({ x: 10, y: 20 });
  });
});
