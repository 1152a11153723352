/**
 * What the network sees of a drawing: six channels for each of `POINTS` points, and measures of the whole. The measures
 * (after CALI, PaleoSketch) say what convolutions see badly: how the ink lies on its hull, and how well simple figures
 * fit. Their order is part of the weights' version.
 */
import { frameAt, hullOf, largestQuadrilateral, largestTriangle, leastRectangle, reduced, thinHull } from './hull.ts';
import type { Sample } from './ink.ts';
import { POINTS } from './ink.ts';
import { areaOf, around, distance, distanceToOutline, lengthOf, type Path, type Point, spread } from './points.ts';

export const CHANNELS = 6;
export const MEASURES = 30;

/** x, y, the direction's cosine and sine, whether a stroke begins or ends here; point after point. */
export function writeChannels(sample: Sample, into: Float32Array, offset: number): void {
  let at = offset;
  for (const stroke of sample.strokes) {
    for (let i = 0; i < stroke.length; i++) {
      const point = around(stroke, i);
      const before = stroke[i - 1] ?? point;
      const after = stroke[i + 1] ?? point;
      const length = distance(before, after) || 1;
      into[at] = point.x;
      into[at + 1] = point.y;
      into[at + 2] = (after.x - before.x) / length;
      into[at + 3] = (after.y - before.y) / length;
      into[at + 4] = i === 0 ? 1 : 0;
      into[at + 5] = i === stroke.length - 1 ? 1 : 0;
      at += CHANNELS;
    }
  }
}

export function writeMeasures(sample: Sample, into: Float32Array, offset: number): void {
  const points = sample.strokes.flat();
  const measures = [...overall(sample, points), ...ofHull(sample, points), ...cornersOf(sample.strokes)];
  into.set(measures, offset);
}

function overall(sample: Sample, points: Path): number[] {
  const frame = frameAt(points, 0);
  const upright = Math.abs(Math.sin(frame.angle)) > 0.5;
  const aspect = Math.log(frame.long / Math.max(frame.short, 0.05 * frame.long)) / 2;
  const lengths = sample.strokes.map(lengthOf);
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1;
  const chords = sample.strokes.reduce((sum, path) => sum + distance(around(path, 0), around(path, -1)), 0);
  const gap = distance(around(around(sample.strokes, 0), 0), around(around(sample.strokes, -1), -1));
  const [turned, wound] = turning(sample.strokes);
  return [
    upright ? -aspect : aspect,
    Math.log2(sample.strokes.length) / 3,
    gap / 2,
    chords / total,
    Math.min(turned / (2 * Math.PI), 8) / 4,
    Math.min(wound / (2 * Math.PI), 4) / 2,
    Math.max(...lengths) / total,
    Math.min(total / 8, 4) / 2,
  ];
}

function ofHull(sample: Sample, points: Path): number[] {
  const hull = hullOf(points);
  const area = areaOf(hull);
  if (hull.length < 3 || area < 1e-4) return flat;
  const thin = thinHull(hull, 16);
  const outline = [...hull, around(hull, 0)];
  const perimeter = lengthOf(outline);
  const triangle = largestTriangle(thin);
  const quad = largestQuadrilateral(thin);
  const frame = leastRectangle(hull);
  const straight = frameAt(hull, 0);
  const diagonal = Math.hypot(straight.long, straight.short);
  const toHull = points.map((point) => distanceToOutline(point, hull));
  const near = (0.06 * diagonal) ** 2;
  const inked = spread(outline, 48).map((spot) =>
    points.some((point) => (spot.x - point.x) ** 2 + (spot.y - point.y) ** 2 < near),
  );
  const covered = inked.filter(Boolean).length / 48;
  const eight = reduced(hull, 8);
  const six = reduced(eight, 6);
  const five = reduced(six, 5);
  const off = (corners: Path) => (mean(points.map((point) => distanceToOutline(point, corners))) / diagonal) * 8;
  const total = sample.strokes.reduce((sum, path) => sum + lengthOf(path), 0);
  return [
    Math.min(total / perimeter, 4) / 2,
    area / Math.max(straight.long * straight.short, 1e-6),
    (4 * Math.PI * area) / (perimeter * perimeter),
    areaOf(triangle) / area,
    areaOf(quad) / area,
    area / Math.max(frame.long * frame.short, 1e-6),
    Math.min(Math.log(frame.long / Math.max(frame.short, 1e-3)), 4) / 2,
    Math.abs(Math.sin(2 * frame.angle)),
    (mean(toHull) / diagonal) * 8,
    toHull.filter((d) => d < 0.04 * diagonal).length / points.length,
    covered,
    ellipseResidue(hull, points) * 4,
    off(triangle),
    off(quad),
    ...anglesOf(quad),
    off(five),
    off(six),
    off(eight),
    longestGap(inked) * 2,
  ];
}

/** Measures of ink that has no area: a straight line. */
const flat = [0.5, 0, 0, 1, 1, 0, 2, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

/** Turning of the pen within strokes, radians: all of it, and what is left when left and right cancel. */
function turning(strokes: readonly Path[]): [number, number] {
  let all = 0;
  let signed = 0;
  for (const path of strokes) {
    for (let i = 2; i < path.length; i++) {
      const [a, b, c] = [around(path, i - 2), around(path, i - 1), around(path, i)];
      const cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
      const dot = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
      const angle = cross === 0 && dot === 0 ? 0 : Math.atan2(cross, dot);
      all += Math.abs(angle);
      signed += angle;
    }
  }
  return [all, Math.abs(signed)];
}

/** The longest run of bare spots around a closed outline, as a share of it. */
function longestGap(inked: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < 2 * inked.length; i++) {
    run = around(inked, i) ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return Math.min(longest, inked.length) / inked.length;
}

/** How much of the turning happens in few places (1 where it is even, as on a circle), and how many corners stand out. */
function cornersOf(strokes: readonly Path[]): number[] {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let corners = 0;
  for (const path of strokes) {
    const turns = path.map((point, i) => {
      const [a, b] = [path[i - 2], path[i + 2]];
      if (a === undefined || b === undefined) return 0;
      const cross = (point.x - a.x) * (b.y - point.y) - (point.y - a.y) * (b.x - point.x);
      const dot = (point.x - a.x) * (b.x - point.x) + (point.y - a.y) * (b.y - point.y);
      return cross === 0 && dot === 0 ? 0 : Math.abs(Math.atan2(cross, dot));
    });
    for (const [i, turn] of turns.entries()) {
      count++;
      sum += turn;
      squares += turn * turn;
      const beside = Math.max(turns[i - 2] ?? 0, turns[i - 1] ?? 0);
      const following = Math.max(turns[i + 1] ?? 0, turns[i + 2] ?? 0);
      if (turn > 0.45 && turn > beside && turn >= following) corners++;
    }
  }
  const even = sum * sum < 1e-6 ? 1 : (squares * count) / (sum * sum);
  return [Math.min(even, 12) / 6, Math.min(corners, 16) / 8];
}

/** How far, relative to its radius, the ink lies from the ellipse with the moments of its hull. */
function ellipseResidue(hull: Path, points: Path): number {
  const { centre, xx, xy, yy } = hullMoments(hull);
  const determinant = xx * yy - xy * xy;
  if (determinant < 1e-9) return 0.25;
  const off = points.map(({ x, y }) => {
    const dx = x - centre.x;
    const dy = y - centre.y;
    const squared = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
    // A filled ellipse has a quarter of its squared half axis as variance.
    return Math.abs(Math.sqrt(Math.max(squared, 0)) / 2 - 1);
  });
  return Math.min(mean(off), 0.5);
}

export interface Moments {
  readonly centre: Point;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Centre and second moments of the area inside a hull. */
export function hullMoments(hull: Path): Moments {
  const origin = around(hull, 0);
  let [area, cx, cy, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let i = 1; i + 1 < hull.length; i++) {
    const a = { x: around(hull, i).x - origin.x, y: around(hull, i).y - origin.y };
    const b = { x: around(hull, i + 1).x - origin.x, y: around(hull, i + 1).y - origin.y };
    const doubled = a.x * b.y - b.x * a.y;
    area += doubled / 2;
    cx += (doubled * (a.x + b.x)) / 6;
    cy += (doubled * (a.y + b.y)) / 6;
    xx += (doubled * (a.x * a.x + a.x * b.x + b.x * b.x)) / 12;
    yy += (doubled * (a.y * a.y + a.y * b.y + b.y * b.y)) / 12;
    xy += (doubled * (2 * a.x * a.y + a.x * b.y + b.x * a.y + 2 * b.x * b.y)) / 24;
  }
  if (area === 0) return { centre: origin, xx: 0, xy: 0, yy: 0 };
  cx /= area;
  cy /= area;
  return {
    centre: { x: origin.x + cx, y: origin.y + cy },
    xx: xx / area - cx * cx,
    xy: xy / area - cx * cy,
    yy: yy / area - cy * cy,
  };
}

/** Mean |cosine| at the corners (0 for a rectangle) and how far opposite sides are from parallel. */
function anglesOf(quad: Path): number[] {
  if (quad.length < 4) return [1, 1];
  const sides = [0, 1, 2, 3].map((i) => {
    const a = around(quad, i);
    const b = around(quad, i + 1);
    const length = distance(a, b) || 1;
    return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  });
  const cosine = (i: number, j: number) => {
    const a = around(sides, i);
    const b = around(sides, j);
    return a.x * b.x + a.y * b.y;
  };
  const corners = [0, 1, 2, 3].map((i) => Math.abs(cosine(i, i + 1)));
  return [mean(corners), 2 + cosine(0, 2) + cosine(1, 3)];
}

/** Floats that one drawing takes. */
export const CHANNEL_FLOATS = POINTS * CHANNELS;
