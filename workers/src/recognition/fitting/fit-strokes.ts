/** Figures that are strokes: lines, crosses, checks. */
import { around, distance, lengthOf, type Path, type Point } from '../points.ts';
import type { FittedCheck, FittedCross, FittedLine } from './fitted.ts';
import { knotsOf } from './knots.ts';

/** A line within this of level or upright is made so. */
const LEVEL = (3 * Math.PI) / 180;

export function fitLine(points: Path): FittedLine {
  const [from, to] = axisOf(points);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const off = angle - Math.round(angle / (Math.PI / 2)) * (Math.PI / 2);
  if (Math.abs(off) > LEVEL) return { shape: 'line', from, to };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const level = Math.abs(to.x - from.x) > Math.abs(to.y - from.y);
  return level
    ? { shape: 'line', from: { x: from.x, y: middle.y }, to: { x: to.x, y: middle.y } }
    : { shape: 'line', from: { x: middle.x, y: from.y }, to: { x: middle.x, y: to.y } };
}

export function fitCross(strokes: readonly Path[]): FittedCross {
  const [one, two] = barsOf(strokes);
  return { shape: 'cross', bars: [axisOf(one), axisOf(two)] };
}

/** Two longest strokes; of a cross in one stroke the first and the last of its straight pieces. */
function barsOf(strokes: readonly Path[]): [Path, Path] {
  const byLength = [...strokes].sort((a, b) => lengthOf(b) - lengthOf(a));
  const [first = [], second] = byLength;
  if (second !== undefined && lengthOf(second) > 0.3 * lengthOf(first)) return [first, second];
  const knots = knotsOf(first, 0.08);
  const pieces = knots.slice(1).map((to, i) => [around(knots, i), to] as const);
  const longest = [...pieces].sort((a, b) => distance(...b) - distance(...a));
  return [[...around(longest, 0)], [...(longest[1] ?? around(longest, 0))]];
}

export function fitCheck(strokes: readonly Path[]): FittedCheck {
  const points = strokes.flat();
  const [a, b] = [around(points, 0), around(points, -1)];
  const corner = points.reduce((lowest, point) => (point.y > lowest.y ? point : lowest), a);
  return { shape: 'check', points: a.x <= b.x ? [a, corner, b] : [b, corner, a] };
}

/** The principal axis of ink, from its first end to its other: the direction of drawing where it has one. */
function axisOf(points: Path): [Point, Point] {
  const count = points.length || 1;
  const centre = {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  };
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - centre.x) ** 2;
    xy += (x - centre.x) * (y - centre.y);
    yy += (y - centre.y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = points.map(({ x, y }) => (x - centre.x) * cos + (y - centre.y) * sin);
  const [low, high] = [Math.min(...along), Math.max(...along)];
  const at = (t: number) => ({ x: centre.x + t * cos, y: centre.y + t * sin });
  const forwards = (along[0] ?? 0) <= (along[along.length - 1] ?? 0);
  return forwards ? [at(low), at(high)] : [at(high), at(low)];
}
