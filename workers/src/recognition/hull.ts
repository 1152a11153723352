import { around, type Path, type Point } from './points.ts';

/** The convex hull of points, in order around it, without its first point repeated (monotone chain). */
export function hullOf(points: Path): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** At most `count` corners of a hull, at regular places in its list; enough for what is searched in it. */
export function thinHull(hull: Path, count: number): Path {
  if (hull.length <= count) return hull;
  return Array.from({ length: count }, (_, i) => around(hull, Math.floor((i * hull.length) / count)));
}

/** The hull with the corners taken away, one after the other, that change its area least. */
export function reduced(hull: Path, count: number): Point[] {
  const corners = [...hull];
  while (corners.length > count) {
    let at = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < corners.length; i++) {
      const [a, b, c] = [around(corners, i - 1), around(corners, i), around(corners, i + 1)];
      const area = Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
      if (area >= least) continue;
      least = area;
      at = i;
    }
    corners.splice(at, 1);
  }
  return corners;
}

export function largestTriangle(hull: Path): Point[] {
  let best = -1;
  let found: Point[] = hull.slice(0, 3);
  for (const [i, a] of hull.entries()) {
    for (let j = i + 1; j < hull.length; j++) {
      const b = around(hull, j);
      for (let k = j + 1; k < hull.length; k++) {
        const c = around(hull, k);
        const area = Math.abs(turn(a, b, c));
        if (area <= best) continue;
        best = area;
        found = [a, b, c];
      }
    }
  }
  return found;
}

/** The quadrilateral of largest area with corners on the hull: the best farthest corners on both sides of a diagonal. */
export function largestQuadrilateral(hull: Path): Point[] {
  let best = -1;
  let found: Point[] = [...hull.slice(0, 4)];
  for (const [i, a] of hull.entries()) {
    for (let k = i + 2; k < hull.length; k++) {
      const c = around(hull, k);
      const one = farthest(hull.slice(i + 1, k), a, c);
      const other = farthest([...hull.slice(k + 1), ...hull.slice(0, i)], a, c);
      if (one === null || other === null) continue;
      const area = Math.abs(turn(a, c, one)) + Math.abs(turn(a, c, other));
      if (area <= best) continue;
      best = area;
      found = [a, one, c, other];
    }
  }
  return found;
}

export interface Frame {
  /** Direction of the longer side, radians in (-π/2, π/2]. */
  readonly angle: number;
  readonly long: number;
  readonly short: number;
  readonly centre: Point;
}

/** The rectangle of least area around a hull; one of its sides lies on a side of the hull. */
export function leastRectangle(hull: Path): Frame {
  let best: Frame = { angle: 0, long: 0, short: 0, centre: hull[0] ?? { x: 0, y: 0 } };
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < hull.length; i++) {
    const a = around(hull, i - 1);
    const b = around(hull, i);
    if (a.x === b.x && a.y === b.y) continue;
    const frame = frameAt(hull, Math.atan2(b.y - a.y, b.x - a.x));
    if (frame.long * frame.short >= least) continue;
    least = frame.long * frame.short;
    best = frame;
  }
  return best;
}

/** The rectangle around points whose sides have the given direction. */
export function frameAt(points: Path, angle: number): Frame {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    minU = Math.min(minU, u);
    maxU = Math.max(maxU, u);
    minV = Math.min(minV, v);
    maxV = Math.max(maxV, v);
  }
  const [u, v] = [(minU + maxU) / 2, (minV + maxV) / 2];
  const centre = { x: u * cos - v * sin, y: u * sin + v * cos };
  const wide = maxU - minU >= maxV - minV;
  const turned = wide ? angle : angle + Math.PI / 2;
  return {
    angle: Math.atan2(Math.sin(turned), Math.cos(turned)),
    long: wide ? maxU - minU : maxV - minV,
    short: wide ? maxV - minV : maxU - minU,
    centre,
  };
}

function halfHull(sorted: Path): Point[] {
  const half: Point[] = [];
  for (const point of sorted) {
    while (half.length >= 2 && turn(around(half, -2), around(half, -1), point) <= 0) half.pop();
    half.push(point);
  }
  return half;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function farthest(hull: Path, a: Point, c: Point): Point | null {
  let found: Point | null = null;
  let most = -1;
  for (const point of hull) {
    const height = Math.abs(turn(a, c, point));
    if (height > most) {
      most = height;
      found = point;
    }
  }
  return found;
}
