/** Rectangles, rounded rectangles, ellipses and diamonds. */
import { hullMoments } from '../features.ts';
import { hullOf, largestQuadrilateral, leastRectangle, thinHull } from '../hull.ts';
import { around, distance, type Path, type Point, rotate } from '../points.ts';
import { refineCorners } from './fit-corners.ts';
import { distanceOf, type FittedBox } from './fitted.ts';

/** Below this a figure was meant to stand straight. */
const STRAIGHT = (7 * Math.PI) / 180;
/** Sides that differ by less were meant to be equal. */
const EQUAL = 1.08;

/**
 * A hull's box is pulled out by every overshoot, so each side lies where the ink nearest to it has its median.
 */
export function fitRectangle(points: Path): FittedBox {
  const frame = leastRectangle(hullOf(points));
  const candidates = [0, quarterTurn(frame.angle)].map((angle) => boxAt(points, angle));
  const [straight, turned] = [around(candidates, 0), around(candidates, 1)];
  if (Math.abs(turned.angle) < STRAIGHT) return straight;
  return distanceOf(points, turned) < 0.85 * distanceOf(points, straight) ? turned : straight;
}

export function fitRoundedRectangle(points: Path): FittedBox {
  const box = fitRectangle(points);
  const short = Math.min(box.width, box.height);
  const candidates = [0.12, 0.2, 0.28, 0.36, 0.43, 0.5].map(
    (share): FittedBox => ({ ...box, shape: 'rounded_rect', radius: share * short }),
  );
  return best(points, candidates);
}

/** From the moments of the hull, then scaled to the middle of the ink. */
export function fitEllipse(points: Path): FittedBox {
  const hull = hullOf(points);
  const { centre, xx, xy, yy } = hullMoments(hull);
  const half = Math.atan2(2 * xy, xx - yy) / 2;
  const [one, two] = [half, half + Math.PI / 2].map((angle) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return 2 * Math.sqrt(Math.max(0, xx * cos * cos + 2 * xy * cos * sin + yy * sin * sin));
  }) as [number, number];
  const ratio = Math.max(one, two) / Math.max(1e-9, Math.min(one, two));
  const round = ratio < EQUAL;
  const turned = ellipseAt(points, centre, one, two, quarterTurn(half), half);
  if (round) {
    const radius = (one + two) / 2;
    return ellipseAt(points, centre, radius, radius, 0, 0);
  }
  if (Math.abs(turned.angle) >= (1.4 * STRAIGHT) / Math.min(1, ratio - 1 + 0.4)) return turned;
  return ellipseAt(points, centre, 2 * Math.sqrt(xx), 2 * Math.sqrt(yy), 0, 0);
}

export function fitDiamond(points: Path): FittedBox {
  const hull = hullOf(points);
  const corners = refineCorners(largestQuadrilateral(thinHull(hull, 20)), points);
  // The corner that is highest starts the list, so that 0 and 2 are the standing diagonal.
  const top = corners.reduce((at, corner, i) => (corner.y < around(corners, at).y ? i : at), 0);
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => around(corners, top + i)) as [Point, Point, Point, Point];
  const centre = { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
  const lean = Math.atan2(c.x - a.x, c.y - a.y);
  const [right, left] = b.x > d.x ? [b, d] : [d, b];
  const tilt = Math.atan2(right.y - left.y, right.x - left.x);
  const angle = (tilt - lean) / 2;
  const free: FittedBox = { shape: 'diamond', centre, width: distance(b, d), height: distance(a, c), angle, radius: 0 };
  return Math.abs(angle) < 1.3 * STRAIGHT ? { ...free, angle: 0 } : free;
}

function boxAt(points: Path, angle: number): FittedBox {
  const turned = points.map((point) => rotate(point, -angle));
  let [left, right] = limits(turned.map(({ x }) => x));
  let [top, bottom] = limits(turned.map(({ y }) => y));
  for (let pass = 0; pass < 2; pass++) {
    const sides: [number[], number[], number[], number[]] = [[], [], [], []];
    for (const { x, y } of turned) {
      const away = [Math.abs(x - left), Math.abs(x - right), Math.abs(y - top), Math.abs(y - bottom)];
      const nearest = away.indexOf(Math.min(...away));
      sides[nearest]?.push(nearest < 2 ? x : y);
    }
    left = median(sides[0]) ?? left;
    right = median(sides[1]) ?? right;
    top = median(sides[2]) ?? top;
    bottom = median(sides[3]) ?? bottom;
  }
  const centre = rotate({ x: (left + right) / 2, y: (top + bottom) / 2 }, angle);
  return { shape: 'rectangle', centre, width: right - left, height: bottom - top, angle, radius: 0 };
}

function ellipseAt(points: Path, centre: Point, a: number, b: number, angle: number, along: number): FittedBox {
  const [cos, sin] = [Math.cos(along), Math.sin(along)];
  const radii = points.map(({ x, y }) => {
    const [dx, dy] = [x - centre.x, y - centre.y];
    return Math.hypot((dx * cos + dy * sin) / a, (dy * cos - dx * sin) / b);
  });
  const scale = median(radii) ?? 1;
  const swapped = Math.abs(angle - along) > 0.1;
  const [width, height] = swapped ? [b, a] : [a, b];
  return { shape: 'ellipse', centre, width: 2 * scale * width, height: 2 * scale * height, angle, radius: 0 };
}

/** The same direction of sides within an eighth of a turn from straight. */
function quarterTurn(angle: number): number {
  const quarter = Math.PI / 2;
  return angle - Math.round(angle / quarter) * quarter;
}

function best(points: Path, candidates: readonly FittedBox[]): FittedBox {
  const distances = candidates.map((candidate) => distanceOf(points, candidate));
  return around(candidates, distances.indexOf(Math.min(...distances)));
}

function limits(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
