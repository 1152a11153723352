/** Where threads are on a drawing: a share of an element, or a point of the sheet. Pure. */
import { type DrawingAnchor, sheetElementId } from '@draftroom/core/contract/anchor';
import type { Point, Rect } from './board-view.ts';

/** What an anchor needs of an element. */
export interface Anchored extends Rect {
  readonly id: string;
  readonly angle: number;
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
  const within =
    at === undefined ? { x: element.x + element.width, y: element.y } : turned(at, element, -element.angle);
  const [x, y] = [share(within.x - element.x, element.width), share(within.y - element.y, element.height)];
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
  return turned({ x: element.x + x * element.width, y: element.y + y * element.height }, element, element.angle);
}

/** Thin things are hit a little beside them, too. */
const reach = 4;

function contains(element: Anchored, at: Point): boolean {
  const { x, y } = turned(at, element, -element.angle);
  return (
    x >= element.x - reach &&
    x <= element.x + element.width + reach &&
    y >= element.y - reach &&
    y <= element.y + element.height + reach
  );
}

/** Round the middle of the element. */
function turned({ x, y }: Point, element: Rect, angle: number): Point {
  const [middleX, middleY] = [element.x + element.width / 2, element.y + element.height / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - middleX, y - middleY];
  return { x: middleX + dx * cos - dy * sin, y: middleY + dx * sin + dy * cos };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0.5 : Math.min(1, Math.max(0, part / whole));
}
