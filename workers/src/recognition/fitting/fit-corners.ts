/** Figures that are their corners: triangles, parallelograms, polygons, stars. */
import { hullOf, largestQuadrilateral, largestTriangle, reduced, thinHull } from '../hull.ts';
import { around, distance, distanceToSegment, type Path, type Point } from '../points.ts';
import { distanceOf, type FittedCorners } from './fitted.ts';

export function fitTriangle(points: Path): FittedCorners {
  return { shape: 'triangle', corners: refineCorners(largestTriangle(thinHull(hullOf(points), 24)), points) };
}

export function fitParallelogram(points: Path): FittedCorners {
  const corners = refineCorners(largestQuadrilateral(thinHull(hullOf(points), 24)), points);
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => around(corners, i)) as [Point, Point, Point, Point];
  const centre = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  const one = level({ x: (b.x - a.x + c.x - d.x) / 4, y: (b.y - a.y + c.y - d.y) / 4 });
  const two = level({ x: (d.x - a.x + c.x - b.x) / 4, y: (d.y - a.y + c.y - b.y) / 4 });
  const at = (i: number, j: number) => ({ x: centre.x + i * one.x + j * two.x, y: centre.y + i * one.y + j * two.y });
  return { shape: 'parallelogram', corners: [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)] };
}

/** As many corners as the ink needs: each further one must bring it closer. */
export function fitPolygon(points: Path): FittedCorners {
  const hull = hullOf(points);
  const size = Math.max(...hull.map((corner) => distance(corner, around(hull, 0)))) || 1;
  let found: FittedCorners = { shape: 'polygon', corners: hull.slice(0, 8) };
  let least = Number.POSITIVE_INFINITY;
  for (let count = 8; count >= 4; count--) {
    const corners = refineCorners(reduced(hull, count), points);
    const candidate: FittedCorners = { shape: 'polygon', corners };
    const cost = distanceOf(points, candidate) / size + 0.0015 * count;
    if (cost >= least) continue;
    least = cost;
    found = candidate;
  }
  return found;
}

/** Tips on the hull; between them either the corners of an outline, or the lines of a star drawn through. */
export function fitStar(points: Path): FittedCorners {
  const hull = hullOf(points);
  let found: FittedCorners = { shape: 'star', corners: hull };
  let least = Number.POSITIVE_INFINITY;
  for (const count of [5, 6, 4, 7, 8]) {
    if (hull.length < count) continue;
    const tips = reduced(hull, count);
    for (const corners of [through(tips), notched(tips, points)]) {
      if (corners === null) continue;
      const candidate: FittedCorners = { shape: 'star', corners };
      const cost = distanceOf(points, candidate) * (count === 5 ? 0.9 : 1);
      if (cost >= least) continue;
      least = cost;
      found = candidate;
    }
  }
  return found;
}

/**
 * Corners where the lines meet that lie best on the ink of each side. A corner moves only as far as a hand rounds or
 * overshoots it.
 */
export function refineCorners(corners: Path, points: Path): Point[] {
  let current = [...corners];
  for (let pass = 0; pass < 2; pass++) {
    const sides = current.map((_, i) => [around(current, i), around(current, i + 1)] as const);
    const ink: Point[][] = sides.map(() => []);
    for (const point of points) {
      const away = sides.map(([a, b]) => distanceToSegment(point, a, b));
      ink[away.indexOf(Math.min(...away))]?.push(point);
    }
    const lines = sides.map(([a, b], i) => lineThrough(ink[i] ?? [], a, b));
    current = current.map((corner, i) => {
      const meeting = crossing(around(lines, i - 1), around(lines, i));
      const reach = 0.3 * Math.min(distance(corner, around(current, i - 1)), distance(corner, around(current, i + 1)));
      return meeting !== null && distance(meeting, corner) < reach ? meeting : corner;
    });
  }
  return current;
}

interface Line {
  readonly at: Point;
  readonly dx: number;
  readonly dy: number;
}

/** The principal axis of the ink in the middle of a side; the side itself where there is too little. */
function lineThrough(ink: Path, a: Point, b: Point): Line {
  const length = distance(a, b) || 1;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const middle = ink.filter((point) => {
    const share = ((point.x - a.x) * ux + (point.y - a.y) * uy) / length;
    return share > 0.08 && share < 0.92;
  });
  if (middle.length < 4) return { at: a, dx: ux, dy: uy };
  const at = {
    x: middle.reduce((sum, { x }) => sum + x, 0) / middle.length,
    y: middle.reduce((sum, { y }) => sum + y, 0) / middle.length,
  };
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of middle) {
    xx += (x - at.x) ** 2;
    xy += (x - at.x) * (y - at.y);
    yy += (y - at.y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const line = { at, dx: Math.cos(angle), dy: Math.sin(angle) };
  // Ink that does not lie along its side says nothing about it.
  return Math.abs(line.dx * ux + line.dy * uy) > 0.95 ? line : { at: a, dx: ux, dy: uy };
}

function crossing(one: Line, two: Line): Point | null {
  const determinant = one.dx * two.dy - one.dy * two.dx;
  if (Math.abs(determinant) < 0.05) return null;
  const t = ((two.at.x - one.at.x) * two.dy - (two.at.y - one.at.y) * two.dx) / determinant;
  return { x: one.at.x + t * one.dx, y: one.at.y + t * one.dy };
}

/** Nearly level or upright directions are made so. */
function level(direction: Point): Point {
  const length = Math.hypot(direction.x, direction.y);
  if (Math.abs(direction.y) < 0.09 * length) return { x: Math.sign(direction.x) * length, y: 0 };
  if (Math.abs(direction.x) < 0.09 * length) return { x: 0, y: Math.sign(direction.y) * length };
  return direction;
}

function through(tips: Path): Path | null {
  return tips.length === 5 ? [0, 2, 4, 1, 3].map((i) => around(tips, i)) : null;
}

/** Between two tips the outline comes closest to the centre: there its notches are. */
function notched(tips: Path, points: Path): Path {
  const centre = {
    x: tips.reduce((sum, { x }) => sum + x, 0) / tips.length,
    y: tips.reduce((sum, { y }) => sum + y, 0) / tips.length,
  };
  const angleOf = (point: Point) => Math.atan2(point.y - centre.y, point.x - centre.x);
  return tips.flatMap((tip, i) => {
    const next = around(tips, i + 1);
    const from = angleOf(tip);
    const sweep = wrapped(angleOf(next) - from);
    const within = points.filter((point) => {
      const share = wrapped(angleOf(point) - from) / sweep;
      return share > 0.25 && share < 0.75;
    });
    const notch = within.reduce<Point | null>(
      (nearest, point) => (nearest === null || distance(point, centre) < distance(nearest, centre) ? point : nearest),
      null,
    );
    return [tip, notch ?? { x: (tip.x + next.x + centre.x) / 3, y: (tip.y + next.y + centre.y) / 3 }];
  });
}

function wrapped(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}
