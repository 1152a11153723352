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

/** Share of what is to be left alone that may be replaced, in each set of validation drawings. */
const MOST_FALSE_SNAPS = 0.04;
/** Below it is a guess. */
const LOWEST = 0.45;
/** Chosen on validation drawings: above it more arrows and rectangles are missed for few false snaps fewer. */
const HIGHEST = 0.66;
/** No bound on false snaps is worth a figure that is missed more often than this leaves. */
const LEAST_CORRECT = 0.75;

export function packed(version: string, weights: Weights, { temperature, thresholds }: Calibration): Uint8Array {
  const columnsOf = (name: string) => layers.find((layer) => name.startsWith(`${layer.name}.`))?.outputs ?? 1;
  return encodeWeights({ version, shapes, temperature, thresholds }, weights, columnsOf);
}

/**
 * The temperature under which the truth is least surprising, then thresholds that keep the false snaps of every set
 * within their bound.
 */
export function calibrate(version: string, weights: Weights, sets: readonly (readonly Drawing[])[]): Calibration {
  const none = shapes.map(() => 0);
  const validation = sets.flat();
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
  return { temperature, thresholds: thresholdsFor(sets.map((drawings) => answersTo(drawings, model))) };
}

interface Answers {
  /** How many drawings are to be left alone. */
  readonly left: number;
  /** Per shape: how many were drawn, the chances of right answers, and of false snaps to it. */
  readonly drawn: readonly number[];
  readonly right: readonly (readonly number[])[];
  readonly snapped: readonly (readonly number[])[];
}

function answersTo(drawings: readonly Drawing[], model: Model): Answers {
  const drawn = shapes.map(() => 0);
  const right: number[][] = shapes.map(() => []);
  const snapped: number[][] = shapes.map(() => []);
  for (const { shape, paths } of drawings) {
    const { shape: answer, confidence } = recognizePaths(paths, model);
    const at = shapes.indexOf(shape);
    drawn[at] = (drawn[at] ?? 0) + 1;
    if (!isClean(answer)) continue;
    if (answer === shape) right[at]?.push(confidence);
    else if (!isClean(shape)) snapped[shapes.indexOf(answer)]?.push(confidence);
  }
  return { left: drawings.filter(({ shape }) => !isClean(shape)).length, drawn, right, snapped };
}

/**
 * While a set has too many false snaps, the threshold rises by a hundredth where that undoes most of them for each
 * right answer that it loses.
 */
function thresholdsFor(sets: readonly Answers[]): number[] {
  const thresholds = shapes.map(() => LOWEST);
  for (;;) {
    const over = sets.filter((set) => falseSnaps(set, thresholds) > MOST_FALSE_SNAPS * set.left);
    let best = 0;
    let chosen: readonly [number, number] | null = null;
    for (const at of shapes.keys()) {
      for (let next = (thresholds[at] ?? 0) + 0.01; next <= HIGHEST; next += 0.01) {
        const gain = over.reduce((sum, set) => sum + within(set.snapped[at], thresholds[at] ?? 0, next) / set.left, 0);
        if (gain === 0) continue;
        const cost = sets.reduce(
          (sum, set) => sum + within(set.right[at], thresholds[at] ?? 0, next) / Math.max(set.drawn[at] ?? 0, 1),
          0,
        );
        const worth = gain / (cost + 0.001);
        if (worth <= best || sets.some((set) => correctAt(set, at, next) < LEAST_CORRECT)) continue;
        best = worth;
        chosen = [at, next];
      }
    }
    if (chosen === null) return thresholds.map((threshold) => Math.round(threshold * 100) / 100);
    thresholds[chosen[0]] = chosen[1];
  }
}

function falseSnaps({ snapped }: Answers, thresholds: readonly number[]): number {
  return snapped.reduce((sum, chances, at) => sum + within(chances, thresholds[at] ?? 0, 2), 0);
}

/** Of drawings too few to say anything, all count as correct. */
function correctAt({ drawn, right }: Answers, at: number, threshold: number): number {
  const count = drawn[at] ?? 0;
  return count < 8 ? 1 : within(right[at], threshold, 2) / count;
}

function within(chances: readonly number[] | undefined, from: number, to: number): number {
  return chances?.filter((chance) => chance >= from && chance < to).length ?? 0;
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
