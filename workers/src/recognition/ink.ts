import { boxOf, lengthOf, type Path, type Point, spread } from './points.ts';

/** What a pen leaves between down and up: x, y in any unit, and the time in milliseconds when it is known. */
export type Stroke = readonly (readonly [x: number, y: number, t?: number])[];

export type InkProblem = 'not-a-drawing' | 'not-finite' | 'out-of-range';

/** Input that no answer could be honest about. */
export class InkError extends Error {
  override readonly name = 'InkError';
  readonly code: InkProblem;

  constructor(code: InkProblem) {
    super(`ink: ${code}`);
    this.code = code;
  }
}

/** Beyond this, a difference of two coordinates is no longer exact to a pixel. */
const FARTHEST = 1e9;
/**
 * A stroke with more points than this is thinned before anything is measured. Each by itself: a sheet full of strokes
 * must not cost any of them its corners.
 */
const MOST_POINTS = 1024;

export interface Ink {
  /** Strokes with something in them, in the order in which they were drawn. */
  readonly paths: readonly Path[];
  /** Where each path stood among the strokes that were given. */
  readonly places: readonly number[];
}

/** Strokes as checked paths; empty strokes are left out. Throws `InkError`. */
export function readInk(strokes: readonly Stroke[]): Ink {
  if (!Array.isArray(strokes)) throw new InkError('not-a-drawing');
  const paths: Path[] = [];
  const places: number[] = [];
  for (const [place, stroke] of strokes.entries()) {
    const path = readStroke(stroke);
    if (path.length === 0) continue;
    paths.push(path);
    places.push(place);
  }
  return { paths, places };
}

function readStroke(stroke: Stroke): Point[] {
  if (!Array.isArray(stroke)) throw new InkError('not-a-drawing');
  const stride = Math.max(1, Math.ceil(stroke.length / MOST_POINTS));
  const path: Point[] = [];
  for (const [i, point] of stroke.entries()) {
    if (!Array.isArray(point)) throw new InkError('not-a-drawing');
    const [x, y] = point;
    if (typeof x !== 'number' || typeof y !== 'number') throw new InkError('not-a-drawing');
    if (!(Number.isFinite(x) && Number.isFinite(y))) throw new InkError('not-finite');
    if (Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST) throw new InkError('out-of-range');
    if (i % stride !== 0 && i !== stroke.length - 1) continue;
    const last = path[path.length - 1];
    if (last === undefined || last.x !== x || last.y !== y) path.push({ x, y });
  }
  return path;
}

/** How many points a drawing is seen as. Divisible by eight: the network halves it three times. */
export const POINTS = 64;
/** More strokes than this leave each too few points to tell a shape by. */
export const MOST_STROKES = 24;

export interface Sample {
  /** The stroke's points in a box of side 2 around 0, its longer side filled. */
  readonly strokes: readonly Path[];
  /** Half of the longer side in the drawing's own unit. */
  readonly scale: number;
  readonly centre: Point;
}

/** `POINTS` points, shared among the strokes by length. Null where there is nothing to see: no ink, or one dot. */
export function sampleInk(paths: readonly Path[]): Sample | null {
  if (paths.length === 0 || paths.length > MOST_STROKES) return null;
  const box = boxOf(paths);
  const scale = Math.max(box.width, box.height) / 2;
  if (!(scale > 0)) return null;
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const counts = shareOut(paths.map(lengthOf));
  const strokes = paths.map((path, i) =>
    spread(path, counts[i] ?? 2).map(({ x, y }) => ({ x: (x - centre.x) / scale, y: (y - centre.y) / scale })),
  );
  return { strokes, scale, centre };
}

/**
 * A few points for each stroke, so that a small arrow head is still seen, and the rest by length; what rounding leaves
 * goes to the longest.
 */
function shareOut(lengths: readonly number[]): number[] {
  const least = Math.max(2, Math.min(5, Math.floor(POINTS / 2 / lengths.length)));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const free = POINTS - least * lengths.length;
  const counts = lengths.map((length) => least + (total > 0 ? Math.floor((free * length) / total) : 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const left = POINTS - counts.reduce((sum, count) => sum + count, 0);
  counts[longest] = (counts[longest] ?? least) + left;
  return counts;
}
