import { around, boxOf, distance, distanceToSegment, type Path, type Point } from '../points.ts';

/** The corners of a stroke: what is left when nothing may move further than a share of the stroke's diagonal. */
export function knotsOf(path: Path, share: number): Point[] {
  const box = boxOf([path]);
  return simplified(path, share * Math.hypot(box.width, box.height));
}

/** Ramer, Douglas, Peucker, without recursion: a stroke may have thousands of points. */
export function simplified(path: Path, tolerance: number): Point[] {
  if (path.length < 3) return [...path];
  const kept = new Set([0, path.length - 1]);
  const open: [number, number][] = [[0, path.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const [a, b] = [around(path, from), around(path, to)];
    let worst = tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const point = around(path, i);
      const off = a === b ? distance(point, a) : distanceToSegment(point, a, b);
      if (off <= worst) continue;
      worst = off;
      at = i;
    }
    if (at < 0) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return [...kept].sort((a, b) => a - b).map((i) => around(path, i));
}
