/** Chooses what turns logits into an answer, on validation drawings only. */
import { sampleInk } from '../recognition/ink.ts';
import { type Chance, type Model, readModel } from '../recognition/model.ts';
import { layers } from '../recognition/network.ts';
import { recognizePaths } from '../recognition/recognize.ts';
import { isClean, shapes } from '../recognition/vocabulary.ts';
import { encodeWeights, type Weights } from '../recognition/weights.ts';
import type { Drawing } from './judge.ts';

export interface Calibration {
  readonly temperature: number;
  /** In the vocabulary's order. */
  readonly thresholds: readonly number[];
}

/** Share of what is to be left alone that validation may see replaced by each single figure. */
const MOST_FALSE_SNAPS = 0.0035;
/** Below it is a guess; and above it only the tidiest would be taken. */
const LOWEST = 0.45;
const HIGHEST = 0.62;

export function packed(version: string, weights: Weights, { temperature, thresholds }: Calibration): Uint8Array {
  const columnsOf = (name: string) => layers.find((layer) => name.startsWith(`${layer.name}.`))?.outputs ?? 1;
  return encodeWeights({ version, shapes, temperature, thresholds }, weights, columnsOf);
}

/**
 * The temperature under which the truth is least surprising, then for each figure the lowest threshold that keeps
 * its false snaps within their bound.
 */
export function calibrate(version: string, weights: Weights, validation: readonly Drawing[]): Calibration {
  const none = shapes.map(() => 0);
  let temperature = 1;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of [0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2]) {
    const model = readModel(packed(version, weights, { temperature: candidate, thresholds: none }));
    const surprise = surpriseOf(validation, model);
    if (surprise >= least) continue;
    least = surprise;
    temperature = candidate;
  }
  // At no threshold every figure that lies on its ink is told, with the chance that a threshold would look at.
  const model = readModel(packed(version, weights, { temperature, thresholds: none }));
  const left = validation.filter(({ shape }) => !isClean(shape));
  const snaps = left.map(({ paths }) => recognizePaths(paths, model));
  const thresholds = shapes.map((shape) => {
    const taken = snaps.filter((snap) => snap.shape === shape).map(({ confidence }) => confidence);
    const first = taken.sort((a, b) => b - a)[Math.floor(MOST_FALSE_SNAPS * left.length)] ?? 0;
    return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(first * 100 + 1e-9) / 100));
  });
  return { temperature, thresholds };
}

function surpriseOf(drawings: readonly Drawing[], model: Model): number {
  let sum = 0;
  for (const { shape, paths } of drawings) {
    const chance = chancesOf(paths, model)?.find((entry) => entry.shape === shape)?.chance ?? 1;
    sum -= Math.log(Math.max(chance, 1e-6));
  }
  return sum / drawings.length;
}

function chancesOf(paths: Drawing['paths'], model: Model): Chance[] | null {
  const sample = sampleInk(paths);
  return sample === null ? null : model.chances(sample);
}
