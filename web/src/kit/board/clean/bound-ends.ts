/** Where an arrow meets the shape that it is bound to, and how the canvas notes it. Pure. */
import type { Binding, DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import {
  around,
  distance,
  distanceToOutline,
  type Path,
  type Point,
  rotate,
} from '@draftroom/workers/recognition/points';
import { outlineOf } from './ink-strokes.ts';

/** Between an arrow's end and the shape, in units of the sheet. */
export const gap = 5;
/** An arrow that passes a shape's middle this closely was meant for it, as a share of the shape's size. */
const aimed = 0.25;

export interface BoundEnd {
  readonly at: Point;
  readonly binding: Binding;
}

/** The end of an arrow that comes from `from` and was drawn to `to`, which touches the shape or nearly does. */
export function boundEnd(from: Point, to: Point, shape: DrawingElement): BoundEnd {
  const middle = middleOf(shape);
  const drawn = focusOf(shape, from, to);
  const meets = crossings(from, to, shape).length > 0;
  const focus = !meets || Math.abs(drawn) < aimed ? 0 : drawn;
  const at = focus === 0 ? stopBefore(from, middle, shape) : stopBefore(from, to, shape);
  return { at, binding: { elementId: shape.id, focus, gap } };
}

/**
 * The canvas's own measure of where an arrow aims: the ray through its end crosses the diagonals of the shape (the axes
 * of a diamond); of the crossings the one nearest to the middle counts, as a share of half a diagonal, with a sign for
 * the side on which the ray passes the middle.
 */
function focusOf(shape: DrawingElement, from: Point, to: Point): number {
  if (distance(from, to) < 1e-6) return 0;
  const middle = middleOf(shape);
  const straight = (point: Point): Point => rotate({ x: point.x - middle.x, y: point.y - middle.y }, -shape.angle);
  const [a, b] = [straight(from), straight(to)];
  const ray = { x: b.x - a.x, y: b.y - a.y };
  const side = -Math.sign(ray.x * b.y - ray.y * b.x);
  const { width, height } = shape;
  const axes: Point[] =
    shape.type === 'diamond'
      ? [
          { x: 0, y: height / 2 },
          { x: width / 2, y: 0 },
        ]
      : [
          { x: width / 2, y: height / 2 },
          { x: width / 2, y: -height / 2 },
        ];
  const shares = axes.flatMap((axis) => {
    const across = ray.x * axis.y - ray.y * axis.x;
    if (Math.abs(across) < 1e-9) return [];
    // b + s · ray = t · axis
    const s = (b.y * axis.x - b.x * axis.y) / across;
    const t = (ray.x * b.y - ray.y * b.x) / across;
    return s < 0 ? [] : [Math.abs(t)];
  });
  return side * (shares.length === 0 ? 0 : Math.min(...shares));
}

/** On the way from one point to another, `gap` before the first crossing of the outline. */
function stopBefore(from: Point, to: Point, shape: DrawingElement): Point {
  const [first] = crossings(from, to, shape);
  if (first === undefined) return to;
  const away = distance(from, first);
  // No room left for a gap: the arrow begins at the shape itself.
  if (away <= gap) return first;
  const outline = outlineOf(shape);
  const at = (back: number): Point => ({
    x: first.x + ((from.x - first.x) * back) / away,
    y: first.y + ((from.y - first.y) * back) / away,
  });
  // Where the arrow comes in flat, so many units along it are fewer from the outline.
  const near = distanceToOutline(at(gap), outline, false);
  return at(Math.min(away / 2, gap * (near > 0 ? Math.min(3, gap / near) : 1)));
}

/** Where the ray crosses the outline, nearest first. */
function crossings(from: Point, to: Point, shape: DrawingElement): Path {
  const outline = outlineOf(shape);
  const ray = { x: to.x - from.x, y: to.y - from.y };
  const found: { at: Point; s: number }[] = [];
  for (let i = 1; i < outline.length; i++) {
    const [a, b] = [around(outline, i - 1), around(outline, i)];
    const edge = { x: b.x - a.x, y: b.y - a.y };
    const across = ray.x * edge.y - ray.y * edge.x;
    if (Math.abs(across) < 1e-9) continue;
    const s = ((a.x - from.x) * edge.y - (a.y - from.y) * edge.x) / across;
    const t = ((a.x - from.x) * ray.y - (a.y - from.y) * ray.x) / across;
    if (s >= 0 && t >= 0 && t <= 1) found.push({ s, at: { x: from.x + s * ray.x, y: from.y + s * ray.y } });
  }
  return found.sort((one, other) => one.s - other.s).map(({ at }) => at);
}

export function middleOf({ x, y, width, height }: DrawingElement): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
