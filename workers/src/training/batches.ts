/** Balanced batches: generated and real drawings mixed within each shape, with the features the network reads. */
import { CHANNEL_FLOATS, MEASURES, writeChannels, writeMeasures } from '../recognition/features.ts';
import { sampleInk } from '../recognition/ink.ts';
import { around, distance, type Path, type Point, rotate } from '../recognition/points.ts';
import { type Shape, shapes } from '../recognition/vocabulary.ts';
import { generate } from './hand/generate.ts';
import type { Random } from './random.ts';
import type { RealDrawing } from './strokes-data.ts';

export interface Examples {
  readonly count: number;
  readonly channels: Float32Array;
  readonly measures: Float32Array;
  readonly labels: Int32Array;
}

export interface Source {
  /** Share of `other` among all. */
  readonly others: number;
  /** Share of real drawings within a shape that has any, and within `other`. */
  readonly real: number;
  readonly realOthers: number;
  readonly drawings: ReadonlyMap<Shape, readonly RealDrawing[]>;
}

export function byShape(drawings: readonly RealDrawing[]): Map<Shape, RealDrawing[]> {
  return Map.groupBy(drawings, ({ shape }) => shape);
}

export function emptyExamples(count: number): Examples {
  return {
    count,
    channels: new Float32Array(count * CHANNEL_FLOATS),
    measures: new Float32Array(count * MEASURES),
    labels: new Int32Array(count),
  };
}

/** False where there is nothing to see in the ink. */
export function writeExample(examples: Examples, at: number, paths: readonly Path[], shape: Shape): boolean {
  const sample = sampleInk(paths);
  if (sample === null) return false;
  writeChannels(sample, examples.channels, at * CHANNEL_FLOATS);
  writeMeasures(sample, examples.measures, at * MEASURES);
  examples.labels[at] = shapes.indexOf(shape);
  return true;
}

const figures = shapes.filter((shape) => shape !== 'other');

/**
 * A store of examples of which a part is drawn anew before each batch: drawing costs as much as learning, and a
 * drawing seen three times, thousands of steps apart, is as good as a new one.
 */
export class ExampleStore {
  private readonly store: Examples;
  private filled = 0;
  private oldest = 0;
  private readonly source: Source;
  private readonly random: Random;

  constructor(size: number, source: Source, random: Random) {
    this.store = emptyExamples(size);
    this.source = source;
    this.random = random;
  }

  renew(count: number): void {
    for (let i = 0; i < count; i++) {
      this.drawOne(this.oldest);
      this.oldest = (this.oldest + 1) % this.store.count;
      this.filled = Math.min(this.filled + 1, this.store.count);
    }
  }

  /** Copies a random batch out of the store. */
  take(batch: Examples): void {
    for (let i = 0; i < batch.count; i++) {
      const at = this.random.whole(0, this.filled - 1);
      batch.channels.set(
        this.store.channels.subarray(at * CHANNEL_FLOATS, (at + 1) * CHANNEL_FLOATS),
        i * CHANNEL_FLOATS,
      );
      batch.measures.set(this.store.measures.subarray(at * MEASURES, (at + 1) * MEASURES), i * MEASURES);
      batch.labels[i] = this.store.labels[at] ?? 0;
    }
  }

  private drawOne(at: number): void {
    const shape = this.random.chance(this.source.others) ? 'other' : this.random.pick(figures);
    for (;;) if (writeExample(this.store, at, this.draw(shape), shape)) return;
  }

  private draw(shape: Shape): Point[][] {
    const real = this.source.drawings.get(shape) ?? [];
    const share = shape === 'other' ? this.source.realOthers : this.source.real;
    if (real.length > 0 && this.random.chance(share)) return varied(this.random.pick(real), this.random);
    return generate(shape, this.random);
  }
}

/** A real drawing as the same person might draw it another time. */
function varied({ paths, shape }: RealDrawing, random: Random): Point[][] {
  const turn = random.normal(shape === 'ellipse' || shape === 'curve' ? 0.4 : 0.07);
  const stretch = Math.exp(random.normal(0.16));
  const slant = random.normal(shape === 'other' || shape === 'curve' ? 0.12 : 0.025);
  const mirror = shape !== 'check' && random.chance(0.4) ? -1 : 1;
  const size = Math.max(1, ...paths.flat().map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) / 2;
  const jitter = random.chance(0.5) ? random.between(0, 0.006) * size : 0;
  const moved = paths.map((path) =>
    path.map(({ x, y }) => {
      const point = rotate({ x: mirror * stretch * (x + slant * y), y }, turn);
      return { x: point.x + random.normal(jitter), y: point.y + random.normal(jitter) };
    }),
  );
  const directed = moved.map((path) => (random.chance(0.3) ? path.reverse() : path));
  const ordered = random.chance(0.25) ? random.shuffle(directed) : directed;
  const [only] = ordered;
  if (ordered.length === 1 && only !== undefined && only.length > 6 && random.chance(0.4))
    return [restarted(only, random)];
  return ordered;
}

/** A closed stroke that begins elsewhere. */
function restarted(path: Point[], random: Random): Point[] {
  const reach = Math.max(...path.map((point) => distance(point, around(path, 0))));
  if (distance(around(path, 0), around(path, -1)) > 0.12 * reach) return path;
  const from = random.whole(1, path.length - 2);
  return [...path.slice(from), ...path.slice(0, from + 1)];
}
