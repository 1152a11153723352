/** Where threads are on a drawing: a share of an element, or a point of the sheet. Pure. */
import { type DrawingAnchor, sheetElementId } from '@draftroom/core/contract/anchor';
import type { Point, Rect } from './board-view.ts';

/** What an anchor needs of an element. */
export interface Anchored extends Rect {
  readonly id: string;
  readonly angle: number;
  /** Of lines, arrows and ink, from x and y, which are the first of them and not their upper left. */
  readonly points?: readonly (readonly [x: number, y: number])[];
}

export interface DrawingPlace extends Point {
  state: 'attached' | 'orphaned';
}

/** On the uppermost element at a point, else on the sheet. `elements` go from the lowest to the uppermost. */
export function anchorAt(elements: readonly Anchored[], documentId: string, at: Point): DrawingAnchor {
  const element = elements.findLast((one) => contains(one, at));
  if (element === undefined) {
    return { surface: 'drawing', state: 'attached', documentId, elementId: sheetElementId, x: 0, y: 0, fallback: at };
  }
  return anchorOn(element, documentId, at);
}

export function anchorOn(element: Anchored, documentId: string, at?: Point): DrawingAnchor {
  const box = boxOf(element);
  const within = at === undefined ? { x: box.x + box.width, y: box.y } : turned(at, box, -element.angle);
  const [x, y] = [share(within.x - box.x, box.width), share(within.y - box.y, box.height)];
  const fallback = pointOn(element, x, y);
  return { surface: 'drawing', state: 'attached', documentId, elementId: element.id, x, y, fallback };
}

export function placeOf(anchor: DrawingAnchor, elements: ReadonlyMap<string, Anchored>): DrawingPlace {
  if (anchor.elementId === sheetElementId) return { ...anchor.fallback, state: 'attached' };
  const element = elements.get(anchor.elementId);
  if (element === undefined) return { ...anchor.fallback, state: 'orphaned' };
  return { ...pointOn(element, anchor.x, anchor.y), state: 'attached' };
}

function pointOn(element: Anchored, x: number, y: number): Point {
  const box = boxOf(element);
  return turned({ x: box.x + x * box.width, y: box.y + y * box.height }, box, element.angle);
}

/** Thin things are hit a little beside them, too. */
const reach = 4;

function contains(element: Anchored, at: Point): boolean {
  const box = boxOf(element);
  const { x, y } = turned(at, box, -element.angle);
  return x >= box.x - reach && x <= box.x + box.width + reach && y >= box.y - reach && y <= box.y + box.height + reach;
}

/** Where an element lies before it is turned. */
function boxOf({ x, y, width, height, points = [] }: Anchored): Rect {
  if (points.length === 0) return { x, y, width, height };
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const [pointX, pointY] of points) {
    left = Math.min(left, pointX);
    top = Math.min(top, pointY);
    right = Math.max(right, pointX);
    bottom = Math.max(bottom, pointY);
  }
  return { x: x + left, y: y + top, width: right - left, height: bottom - top };
}

/** Round the middle of a box. */
function turned({ x, y }: Point, box: Rect, angle: number): Point {
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - middleX, y - middleY];
  return { x: middleX + dx * cos - dy * sin, y: middleY + dx * sin + dy * cos };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0.5 : Math.min(1, Math.max(0, part / whole));
}
