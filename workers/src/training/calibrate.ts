/** Chooses what turns logits into an answer, on validation drawings only. */
import { sampleInk } from '../recognition/ink.ts';
import { type Chance, type Model, readModel } from '../recognition/model.ts';
import { layers } from '../recognition/network.ts';
import { isClean, shapes } from '../recognition/vocabulary.ts';
import { encodeWeights, type Weights } from '../recognition/weights.ts';
import type { Drawing } from './judge.ts';

export interface Calibration {
  readonly temperature: number;
  readonly threshold: number;
}

/** False snaps that validation may have. Below the .05 that are promised: others draw differently. */
const MOST_FALSE_SNAPS = 0.025;

export function packed(version: string, weights: Weights, { temperature, threshold }: Calibration): Uint8Array {
  const columnsOf = (name: string) => layers.find((layer) => name.startsWith(`${layer.name}.`))?.outputs ?? 1;
  return encodeWeights({ version, shapes, temperature, threshold }, weights, columnsOf);
}

/**
 * The temperature under which the truth is least surprising, then the lowest threshold that keeps false snaps within
 * their bound.
 */
export function calibrate(version: string, weights: Weights, validation: readonly Drawing[]): Calibration {
  let temperature = 1;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of [0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2]) {
    const model = readModel(packed(version, weights, { temperature: candidate, threshold: 0 }));
    const surprise = surpriseOf(validation, model);
    if (surprise >= least) continue;
    least = surprise;
    temperature = candidate;
  }
  const model = readModel(packed(version, weights, { temperature, threshold: 0 }));
  const judged = validation.flatMap(({ shape, paths }) => {
    const chances = chancesOf(paths, model);
    return chances === null ? [] : [{ truth: shape, chances }];
  });
  for (let threshold = 0.3; threshold < 0.95; threshold += 0.01) {
    const left = judged.filter(({ truth }) => !isClean(truth));
    const snapped = left.filter(({ chances }) => snaps(chances, threshold)).length;
    if (snapped <= MOST_FALSE_SNAPS * left.length) return { temperature, threshold: Math.round(threshold * 100) / 100 };
  }
  return { temperature, threshold: 0.95 };
}

function snaps(chances: readonly Chance[], threshold: number): boolean {
  const [first] = chances;
  if (first === undefined || !isClean(first.shape)) return false;
  const boxes = ['rectangle', 'rounded_rect'];
  const chance = boxes.includes(first.shape)
    ? chances.filter(({ shape }) => boxes.includes(shape)).reduce((sum, entry) => sum + entry.chance, 0)
    : first.chance;
  return chance >= threshold;
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
