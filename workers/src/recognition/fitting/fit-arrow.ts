/** Arrows as what they are made of: an open shaft, and a compact head at one end or at both. */
import { around, boxOf, distance, distanceToOutline, lengthOf, type Path, type Point, spread } from '../points.ts';
import type { FittedArrow } from './fitted.ts';
import { knotsOf, simplified } from './knots.ts';

export interface ArrowParts {
  readonly shaft: Path;
  /** Ink of the heads at the shaft's first and last point. */
  readonly atStart: Path;
  readonly atEnd: Path;
}

export function fitArrow(strokes: readonly Path[]): FittedArrow {
  const { shaft, atStart, atEnd } = partsOf(strokes);
  const length = lengthOf(shaft);
  const head = Math.max(
    0.08 * length,
    ...[...atStart.map((p) => distance(p, around(shaft, 0))), ...atEnd.map((p) => distance(p, around(shaft, -1)))],
  );
  const startHead = atStart.length > 0 && atEnd.length > 0;
  // A head that is only at the start: the shaft was drawn from its tip.
  const points = atStart.length > 0 && atEnd.length === 0 ? [...shaft].reverse() : shaft;
  const bends = simplified(points, 0.035 * length);
  const corners = bends.slice(1, -1);
  if (corners.length === 0)
    return { shape: 'arrow', points: straight(bends), curved: false, startHead, endHead: true, head };
  const elbow = corners.length <= 4 && corners.every((_, i) => isCorner(points, bends, i + 1, length));
  const kept = elbow ? squared(bends) : simplified(points, 0.02 * length).slice(0, 32);
  return { shape: 'arrow', points: kept, curved: !elbow, startHead, endHead: true, head: Math.min(head, 0.5 * length) };
}

/** Splits the ink of an arrow. The shaft is the stroke that reaches furthest, with what continues it. */
export function partsOf(strokes: readonly Path[]): ArrowParts {
  const [first, ...rest] = [...strokes].sort((a, b) => reachOf(b) - reachOf(a));
  if (first === undefined) return { shaft: [], atStart: [], atEnd: [] };
  if (rest.length === 0) return splitStroke(first);
  let shaft: Point[] = [...first];
  const atStart: Point[] = [];
  const atEnd: Point[] = [];
  for (const stroke of rest) {
    const joined = lengthOf(stroke) > 0.45 * lengthOf(first) ? continued(shaft, stroke) : null;
    if (joined !== null) {
      shaft = joined;
      continue;
    }
    const middle = around(spread(stroke, 9), 4);
    (distance(middle, around(shaft, 0)) < distance(middle, around(shaft, -1)) ? atStart : atEnd).push(...stroke);
  }
  if (atStart.length + atEnd.length === 0) return splitStroke(shaft);
  return { shaft, atStart, atEnd };
}

/** In one stroke the head is what comes after the tip, and stays close to it. */
function splitStroke(stroke: Path): ArrowParts {
  const knots = knotsOf(stroke, 0.04);
  for (let i = 1; i + 1 < knots.length; i++) {
    const tip = around(knots, i);
    const at = stroke.indexOf(tip);
    const shaft = stroke.slice(0, at + 1);
    const head = stroke.slice(at);
    const reach = Math.max(...head.map((point) => distance(point, tip)));
    const [before, after] = [around(knots, i - 1), around(knots, i + 1)];
    if (reach < 0.55 * lengthOf(shaft) && turn(before, tip, after) > 1.6) return { shaft, atStart: [], atEnd: head };
  }
  return { shaft: stroke, atStart: [], atEnd: [] };
}

/** How far a stroke gets: a head that is scribbled full is long, but stays where it is. */
function reachOf(path: Path): number {
  const box = boxOf([path]);
  return Math.hypot(box.width, box.height);
}

function continued(shaft: Path, stroke: Path): Point[] | null {
  const near = 0.12 * lengthOf(shaft);
  const ends = [stroke, [...stroke].reverse()];
  for (const path of ends) {
    if (distance(around(shaft, -1), around(path, 0)) < near) return [...shaft, ...path];
    if (distance(around(shaft, 0), around(path, -1)) < near) return [...path, ...shaft];
  }
  return null;
}

/** Whether a head could be one: compact, and open to the shaft's side. Used where the whole is in doubt. */
export function isHead(head: Path, shaft: Path): boolean {
  const length = lengthOf(shaft);
  const size = Math.max(...head.map((point) => distance(point, around(head, 0))));
  const tip = [around(shaft, 0), around(shaft, -1)].sort(
    (a, b) => distanceToOutline(a, head, false) - distanceToOutline(b, head, false),
  )[0];
  return tip !== undefined && size < 0.6 * length && distanceToOutline(tip, head, false) < 0.15 * length;
}

function straight(points: Path): Path {
  const [a, b] = [around(points, 0), around(points, -1)];
  const flat = Math.abs(a.y - b.y) < 0.05 * Math.abs(a.x - b.x);
  const upright = Math.abs(a.x - b.x) < 0.05 * Math.abs(a.y - b.y);
  if (flat)
    return [
      { x: a.x, y: (a.y + b.y) / 2 },
      { x: b.x, y: (a.y + b.y) / 2 },
    ];
  if (upright)
    return [
      { x: (a.x + b.x) / 2, y: a.y },
      { x: (a.x + b.x) / 2, y: b.y },
    ];
  return [a, b];
}

/** A bend that turns at once, with straight sides before and after. */
function isCorner(points: Path, bends: Path, at: number, length: number): boolean {
  const angle = turn(around(bends, at - 1), around(bends, at), around(bends, at + 1));
  if (angle < 0.9 || angle > 2.2) return false;
  const dense = spread(points, 60);
  return dense.every((point) => distanceToOutline(point, bends, false) < 0.04 * length);
}

/** Elbows with every side level or upright, if they nearly are. */
function squared(bends: Path): Path {
  const level = bends
    .slice(1)
    .map((point, i) => Math.abs(point.x - around(bends, i).x) > Math.abs(point.y - around(bends, i).y));
  if (level.some((now, i) => i > 0 && now === level[i - 1])) return bends;
  return bends.map((point, i) => {
    // Each inner corner takes one coordinate from the side before it and keeps the other.
    if (i === 0 || i === bends.length - 1) return point;
    const before = around(bends, i - 1);
    return level[i - 1] === true ? { x: point.x, y: before.y } : { x: before.x, y: point.y };
  });
}

function turn(a: Point, b: Point, c: Point): number {
  const one = Math.atan2(b.y - a.y, b.x - a.x);
  const two = Math.atan2(c.y - b.y, c.x - b.x);
  return Math.abs(Math.atan2(Math.sin(two - one), Math.cos(two - one)));
}
