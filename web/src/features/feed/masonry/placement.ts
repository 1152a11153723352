/**
 * Where the cards of a masonry stand. Pure. A card goes to the shortest column, and which one that is depends on nothing
 * but the number of columns and the shapes before it: more cards, or a wider window with as many columns, never move a
 * card to another column.
 */

export interface Box {
  readonly column: number;
  /** Pixels from the top of the masonry. */
  readonly top: number;
  readonly height: number;
}

export interface Sizes {
  /** Pixels. */
  readonly columnWidth: number;
  readonly gap: number;
  /** Below each picture, the same for all. */
  readonly caption: number;
}

export interface Layout {
  readonly columns: number;
  readonly columnWidth: number;
  readonly boxes: readonly Box[];
  readonly height: number;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

const narrowest = 280;
const mostColumns = 6;
/** Height over width. A banner or a long page shows its middle; the design page shows all of it. */
const flattest = 0.6;
const tallest = 1.5;
/** Of a card without a picture. */
const plateRatio = 0.75;
/** The caption and the gap, in column widths, as far as the choice of a column goes. */
const betweenCards = 0.1;

export function columnsFor(width: number, gap: number): number {
  return Math.max(1, Math.min(mostColumns, Math.floor((width + gap) / (narrowest + gap))));
}

export function shapeOf(picture: { readonly width: number; readonly height: number } | null): number {
  if (picture === null || !(picture.width > 0) || !(picture.height > 0)) return plateRatio;
  return Math.min(tallest, Math.max(flattest, picture.height / picture.width));
}

/** Columns of the first cards, as worked out before; only what follows them is placed. */
export function assignColumns(shapes: readonly number[], columns: number, before: readonly number[] = []): number[] {
  const lengths = new Array<number>(columns).fill(0);
  const assigned: number[] = [];
  for (const [index, shape] of shapes.entries()) {
    const column = before[index] ?? shortest(lengths);
    assigned.push(column);
    lengths[column] = (lengths[column] ?? 0) + shape + betweenCards;
  }
  return assigned;
}

export function layOut(
  shapes: readonly number[],
  assigned: readonly number[],
  columns: number,
  { columnWidth, gap, caption }: Sizes,
): Layout {
  const ends = new Array<number>(columns).fill(0);
  const boxes = shapes.map((shape, index) => {
    const column = assigned[index] ?? 0;
    const top = ends[column] ?? 0;
    const height = Math.round(columnWidth * shape) + caption;
    ends[column] = top + height + gap;
    return { column, top, height };
  });
  return { columns, columnWidth, boxes, height: Math.max(0, ...ends.map((end) => end - gap)) };
}

/** Indexes of the cards that touch the stretch from `start` to `end`, in their order. */
export function cardsWithin({ boxes }: Layout, start: number, end: number): number[] {
  const within: number[] = [];
  for (const [index, box] of boxes.entries()) {
    if (box.top < end && box.top + box.height > start) within.push(index);
  }
  return within;
}

/** The card that an arrow key leads to; null at an edge. Sideways it is the one that stands most beside this one. */
export function neighbour({ boxes }: Layout, from: number, direction: Direction): number | null {
  const here = boxes[from];
  if (here === undefined) return null;
  if (direction === 'down' || direction === 'up') {
    const step = direction === 'down' ? 1 : -1;
    for (let index = from + step; index >= 0 && index < boxes.length; index += step) {
      if (boxes[index]?.column === here.column) return index;
    }
    return null;
  }
  const column = here.column + (direction === 'right' ? 1 : -1);
  const middle = here.top + here.height / 2;
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, box] of boxes.entries()) {
    if (box.column !== column) continue;
    const distance = Math.abs(box.top + box.height / 2 - middle);
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}

/** The leftmost of columns that are as good as equal, so that rows read from the left. */
function shortest(lengths: readonly number[]): number {
  const least = Math.min(...lengths);
  return lengths.findIndex((length) => length <= least + 0.02);
}
