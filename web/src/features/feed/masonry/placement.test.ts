import { createChance } from '@draftroom/core/contract/chance';
import { describe, expect, it } from 'vitest';
import { assignColumns, cardsWithin, columnsFor, layOut, neighbour, shapeOf } from './placement.ts';

const sizes = { columnWidth: 300, gap: 16, caption: 44 };

function someShapes(count: number, seed = 7): number[] {
  const chance = createChance(seed);
  return Array.from({ length: count }, () => shapeOf({ width: 400 + chance(1_200), height: 300 + chance(1_500) }));
}

function laidOut(shapes: readonly number[], columns: number) {
  return layOut(shapes, assignColumns(shapes, columns), columns, sizes);
}

describe('columns of the masonry', () => {
  it('are one on a phone and six on the widest windows', () => {
    const padding = 32;
    const counts = [390, 1024, 1600, 2560, 5120].map((window) => columnsFor(window - padding, 16));
    expect(counts).toEqual([1, 3, 5, 6, 6]);
    expect(columnsFor(0, 16)).toBe(1);
  });

  it('take shapes as they are, but neither slivers nor towers, nor pictures without a size', () => {
    expect(shapeOf({ width: 800, height: 800 })).toBe(1);
    expect(shapeOf({ width: 8_000, height: 10 })).toBe(0.6);
    expect(shapeOf({ width: 10, height: 8_000 })).toBe(1.5);
    expect(shapeOf({ width: 0, height: 10 })).toBe(shapeOf(null));
  });
});

describe('placing cards', () => {
  it('fills the first row from the left', () => {
    expect(assignColumns([1, 1, 1, 1], 4)).toEqual([0, 1, 2, 3]);
  });

  it.each([1, 2, 3, 5, 6])('never moves what is placed when more comes, with %i columns', (columns) => {
    const shapes = someShapes(400);
    let assigned: number[] = [];
    for (const loaded of [30, 60, 61, 200, 400]) {
      const before = layOut(shapes.slice(0, assigned.length), assigned, columns, sizes).boxes;
      assigned = assignColumns(shapes.slice(0, loaded), columns, assigned);
      const after = layOut(shapes.slice(0, loaded), assigned, columns, sizes).boxes;
      expect(after.slice(0, before.length)).toEqual(before);
    }
    expect(assigned).toEqual(assignColumns(shapes, columns));
  });

  it('never lets two cards of a column touch, and keeps the columns about as long', () => {
    const { boxes, height } = laidOut(someShapes(300), 4);
    const ends = [0, 0, 0, 0];
    for (const box of boxes) {
      expect(box.top).toBeGreaterThanOrEqual(ends[box.column] ?? 0);
      ends[box.column] = box.top + box.height + sizes.gap;
    }
    expect(Math.max(...ends) - sizes.gap).toBe(height);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(2 * 1.5 * sizes.columnWidth);
  });

  it('has no height without cards', () => {
    expect(laidOut([], 3).height).toBe(0);
  });
});

describe('the window of rendered cards', () => {
  it('holds each card that is to be seen, and few others', () => {
    const layout = laidOut(someShapes(10_000), 5);
    const [start, end] = [40_000, 42_000];
    const within = cardsWithin(layout, start, end);
    expect(within.length).toBeGreaterThan(15);
    expect(within.length).toBeLessThan(60);
    for (const [index, { top, height }] of layout.boxes.entries()) {
      if (top < end && top + height > start) expect(within).toContain(index);
    }
  });
});

describe('arrow keys', () => {
  const layout = laidOut(someShapes(40), 3);

  it('go down and up a column and back to where they began', () => {
    const below = neighbour(layout, 1, 'down');
    expect(below).not.toBeNull();
    expect(layout.boxes[below ?? 0]?.column).toBe(1);
    expect(neighbour(layout, below ?? 0, 'up')).toBe(1);
  });

  it('go sideways to the card that stands most beside', () => {
    const from = 10;
    const here = layout.boxes[from];
    const beside = neighbour(layout, from, (here?.column ?? 0) < 2 ? 'right' : 'left');
    const box = layout.boxes[beside ?? -1];
    expect(Math.abs((box?.column ?? 9) - (here?.column ?? 0))).toBe(1);
    expect((box?.top ?? 0) < (here?.top ?? 0) + (here?.height ?? 0)).toBe(true);
    expect((box?.top ?? 0) + (box?.height ?? 0) > (here?.top ?? 0)).toBe(true);
  });

  it('stop at the edges', () => {
    expect(neighbour(layout, 0, 'up')).toBeNull();
    expect(neighbour(layout, 0, 'left')).toBeNull();
    expect(neighbour(layout, 2, 'right')).toBeNull();
    expect(neighbour(layout, 99, 'down')).toBeNull();
  });
});
