/** The network on typed arrays: what a page, an extension or a worker runs. `tensors/tensor-net.ts` is what is trained. */
import { CHANNELS, MEASURES } from './features.ts';
import { POINTS } from './ink.ts';
import { shapes } from './vocabulary.ts';
import type { Weights } from './weights.ts';

export interface Layer {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
}

export const layers: readonly Layer[] = [
  { name: 'first', inputs: 5 * 2 * CHANNELS, outputs: 36 },
  { name: 'second', inputs: 3 * 72, outputs: 72 },
  { name: 'third', inputs: 3 * 72, outputs: 72 },
  { name: 'fourth', inputs: 3 * 144, outputs: 112 },
  { name: 'hidden', inputs: 2 * 112 + MEASURES, outputs: 96 },
  { name: 'output', inputs: 96, outputs: shapes.length },
];

interface Filled {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

export class Network {
  private readonly filled: ReadonlyMap<string, Filled>;

  /** Throws a RangeError when weights are missing or of another size. */
  constructor(weights: Weights) {
    this.filled = new Map(
      layers.map(({ name, inputs, outputs }) => {
        const kernel = weights.get(`${name}.kernel`);
        const bias = weights.get(`${name}.bias`);
        if (kernel?.length !== inputs * outputs || bias?.length !== outputs) throw new RangeError(`weights: ${name}`);
        return [name, { kernel, bias, inputs, outputs }];
      }),
    );
  }

  /** Logits of one drawing, in the order of `shapes`. */
  run(channels: Float32Array, measures: Float32Array): Float32Array {
    // Pairing neighbours is reading the same numbers with half the length and twice the depth.
    const first = this.convolve('first', channels, POINTS / 2, 5);
    const second = this.convolve('second', first, POINTS / 4, 3);
    const third = this.convolve('third', second, POINTS / 4, 3);
    for (let i = 0; i < third.length; i++) third[i] = at(third, i) + at(second, i);
    const fourth = this.convolve('fourth', third, POINTS / 8, 3);
    const hidden = relu(this.dense('hidden', pooled(fourth, POINTS / 8, measures), 0));
    return this.dense('output', hidden, 0);
  }

  private convolve(name: string, x: Float32Array, length: number, width: number): Float32Array {
    const { outputs } = this.layer(name);
    const depth = x.length / length;
    const reach = (width - 1) / 2;
    const padded = new Float32Array((length + 2 * reach) * depth);
    padded.set(x, reach * depth);
    const result = new Float32Array(length * outputs);
    for (let i = 0; i < length; i++) result.set(this.dense(name, padded, i * depth), i * outputs);
    return relu(result);
  }

  /** One row times the layer's matrix, read from an offset. */
  private dense(name: string, x: Float32Array, offset: number): Float32Array {
    const { kernel, bias, inputs, outputs } = this.layer(name);
    const sums = Float32Array.from(bias);
    for (let i = 0; i < inputs; i++) {
      const value = at(x, offset + i);
      if (value === 0) continue;
      const row = i * outputs;
      for (let j = 0; j < outputs; j++) sums[j] = at(sums, j) + value * at(kernel, row + j);
    }
    return sums;
  }

  private layer(name: string): Filled {
    const layer = this.filled.get(name);
    if (layer === undefined) throw new RangeError(`weights: ${name}`);
    return layer;
  }
}

/** Indices come from the layers' sizes, which the constructor has checked. */
function at(values: Float32Array, index: number): number {
  return values[index] as number;
}

function relu(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (at(values, i) < 0) values[i] = 0;
  return values;
}

/** Mean and greatest of each channel over the length, then the measures of the whole. */
function pooled(x: Float32Array, length: number, measures: Float32Array): Float32Array {
  const depth = x.length / length;
  const row = new Float32Array(2 * depth + measures.length);
  for (let j = 0; j < depth; j++) {
    let sum = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      const value = at(x, i * depth + j);
      sum += value;
      if (value > most) most = value;
    }
    row[j] = sum / length;
    row[depth + j] = most;
  }
  row.set(measures, 2 * depth);
  return row;
}
