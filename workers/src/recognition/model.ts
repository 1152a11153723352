import { CHANNEL_FLOATS, MEASURES, writeChannels, writeMeasures } from './features.ts';
import type { Sample } from './ink.ts';
import { Network } from './network.ts';
import { type Shape, shapes } from './vocabulary.ts';
import { decodeWeights, WeightsError } from './weights.ts';

export interface Chance {
  readonly shape: Shape;
  readonly chance: number;
}

/** Weights made ready. One model serves any number of calls. */
export interface Model {
  readonly version: string;
  /** Least chance at which ink is replaced by a shape. */
  thresholdOf(shape: Shape): number;
  /** All shapes, likeliest first; the chances sum to 1. */
  chances(sample: Sample): Chance[];
}

/** The bytes come from whoever can read them: a page fetches, Node reads a file. Throws `WeightsError`. */
export function readModel(bytes: Uint8Array): Model {
  const { header, weights } = decodeWeights(bytes);
  const { version, thresholds, temperature } = header;
  const whole = Array.isArray(thresholds) && shapes.every((_, i) => Number(thresholds[i]) >= 0);
  if (!(whole && temperature > 0)) throw new WeightsError('no calibration');
  let network: Network;
  try {
    network = new Network(weights);
  } catch (error) {
    throw new WeightsError(`another network: ${error instanceof Error ? error.message : ''}`);
  }
  return {
    version,
    thresholdOf: (shape) => thresholds[shapes.indexOf(shape)] ?? 1,
    chances: (sample) => {
      const channels = new Float32Array(CHANNEL_FLOATS);
      const measures = new Float32Array(MEASURES);
      writeChannels(sample, channels, 0);
      writeMeasures(sample, measures, 0);
      return ranked(network.run(channels, measures), temperature);
    },
  };
}

export type LoadBytes = () => Promise<Uint8Array>;

/** A model that is loaded at the first need and kept; after a failure the next need tries again. */
export function lazyModel(load: LoadBytes): () => Promise<Model> {
  let loading: Promise<Model> | null = null;
  return () => {
    loading ??= load().then(readModel);
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
}

/** Chances from logits, likeliest first. */
export function ranked(logits: Float32Array, temperature: number): Chance[] {
  const most = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp((logit - most) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return shapes.map((shape, i) => ({ shape, chance: (weights[i] ?? 0) / total })).sort((a, b) => b.chance - a.chance);
}
