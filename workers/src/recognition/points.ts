/** A point of a drawing; y grows downward, as on a screen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Path = readonly Point[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The entry at an index that counts around the list, so that -1 is the last one. */
export function around<T>(list: readonly T[], index: number): T {
  const entry = list[((index % list.length) + list.length) % list.length];
  if (entry === undefined) throw new RangeError('an empty list has no entries');
  return entry;
}

export function distance(a: Point, b: Point): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  // Several times faster than Math.hypot, and coordinates are far from where it would matter.
  return Math.sqrt(dx * dx + dy * dy);
}

export function lengthOf(path: Path): number {
  let length = 0;
  let before: Point | undefined;
  for (const point of path) {
    if (before !== undefined) length += distance(before, point);
    before = point;
  }
  return length;
}

export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

export function rotate(point: Point, angle: number): Point {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: point.x * cos - point.y * sin, y: point.x * sin + point.y * cos };
}

export function boxOf(paths: readonly Path[]): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const path of paths) {
    for (const { x, y } of path) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

export function distanceToSegment(point: Point, a: Point, b: Point): number {
  return Math.sqrt(squareToSegment(point, a, b));
}

/** Distance to an outline given by its corners. */
export function distanceToOutline(point: Point, corners: Path, closed = true): number {
  let nearest = Number.POSITIVE_INFINITY;
  let before = closed ? corners[corners.length - 1] : undefined;
  for (const corner of corners) {
    if (before !== undefined) {
      const square = squareToSegment(point, before, corner);
      if (square < nearest) nearest = square;
    }
    before = corner;
  }
  return Math.sqrt(nearest);
}

function squareToSegment(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  let ox = point.x - a.x;
  let oy = point.y - a.y;
  const squared = dx * dx + dy * dy;
  if (squared > 0) {
    const along = (ox * dx + oy * dy) / squared;
    const share = along < 0 ? 0 : along > 1 ? 1 : along;
    ox -= share * dx;
    oy -= share * dy;
  }
  return ox * ox + oy * oy;
}

/** Area of a closed outline, positive whatever its direction. */
export function areaOf(corners: Path): number {
  let doubled = 0;
  let before = corners[corners.length - 1];
  for (const corner of corners) {
    if (before !== undefined) doubled += before.x * corner.y - corner.x * before.y;
    before = corner;
  }
  return Math.abs(doubled) / 2;
}

/** `count` points at equal distances along a path, its ends included. */
export function spread(path: Path, count: number): Point[] {
  const step = lengthOf(path) / (count - 1);
  const points: Point[] = [around(path, 0)];
  let walked = 0;
  for (let i = 1; i < path.length && points.length < count; i++) {
    const a = around(path, i - 1);
    const b = around(path, i);
    const side = distance(a, b);
    while (side > 0 && points.length < count && walked + side >= step * points.length - 1e-9) {
      points.push(between(a, b, Math.min(1, (step * points.length - walked) / side)));
    }
    walked += side;
  }
  while (points.length < count) points.push(around(path, -1));
  return points;
}
