import { describe, expect, it } from 'vitest';
import { between, fitted, kept, toSheet, toWindow, zoomed } from './pan-zoom.ts';

const sheet = { width: 2_000, height: 1_000 };
const window = { width: 500, height: 500 };

describe('a sheet in its window', () => {
  it('is seen whole and in the middle at first, and never blown up', () => {
    expect(fitted(sheet, window)).toEqual({ scale: 0.25, x: 0, y: 125 });
    expect(fitted({ width: 100, height: 50 }, window)).toEqual({ scale: 1, x: 200, y: 225 });
  });

  it('keeps what is under the pointer where it is while it is zoomed', () => {
    const at = { x: 130, y: 260 };
    const before = fitted(sheet, window);
    const after = zoomed(before, 3, at, 0.1);
    expect(after.scale).toBeCloseTo(0.75);
    expect(toSheet(at, after).x).toBeCloseTo(toSheet(at, before).x);
    expect(toWindow(toSheet(at, before), after).y).toBeCloseTo(at.y);
  });

  it('cannot be lost out of sight', () => {
    for (const x of [-1e9, 1e9]) {
      const view = kept({ scale: 0.25, x, y: x }, sheet, window);
      expect(view.x).toBeLessThanOrEqual(window.width - 48);
      expect(view.x + sheet.width * view.scale).toBeGreaterThanOrEqual(48);
    }
  });

  it('has parts between two of its points, clipped to it, and points where the two are one', () => {
    expect(between({ x: -50, y: 900 }, { x: 400, y: 1_200 }, sheet, 4)).toEqual({
      x: 0,
      y: 900,
      width: 400,
      height: 100,
    });
    expect(between({ x: 10, y: 10 }, { x: 12, y: 11 }, sheet, 4)).toBeNull();
    expect(between({ x: -50, y: -50 }, { x: -10, y: -10 }, sheet, 4)).toBeNull();
  });
});
