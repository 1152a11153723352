/** Learning itself: cross-entropy, Adam with decaying steps, and a running mean of the weights, which is what is kept. */
import * as tf from '@tensorflow/tfjs-core';
import { CHANNELS, MEASURES } from '../recognition/features.ts';
import { POINTS } from '../recognition/ink.ts';
import { shapes } from '../recognition/vocabulary.ts';
import type { Weights } from '../recognition/weights.ts';
import { TensorNet } from '../tensors/tensor-net.ts';
import { crossEntropy } from '../tensors/tensor-ops.ts';
import { ExampleStore, type Examples, emptyExamples, type Source } from './batches.ts';
import type { Random } from './random.ts';

export interface Course {
  readonly steps: number;
  /** Steps over which the rate would fall to nothing; a part that goes on later ends before. */
  readonly fall: number;
  readonly batch: number;
  readonly rate: number;
  /** Drawings made before the first step. */
  readonly first: number;
  readonly source: Source;
  readonly random: Random;
  report(step: number, loss: number): void;
}

/** From `start`, or from nothing but chance. */
export function learn(course: Course, start: Weights | null = null): Weights {
  const { steps, batch, random } = course;
  const net = new TensorNet(random);
  if (start !== null) net.assign(start);
  const adam = new Adam(net);
  const store = new ExampleStore(24_000, course.source, random);
  store.renew(course.first);
  const examples = emptyExamples(batch);
  let mean = 0;
  for (let step = 0; step < steps; step++) {
    store.renew(Math.round(batch * 0.35));
    store.take(examples);
    const loss = adam.step(rateAt(step, course), () => lossOf(net, examples));
    mean = step === 0 ? loss : 0.99 * mean + 0.01 * loss;
    if ((step + 1) % 100 === 0) course.report(step + 1, mean);
  }
  return adam.mean();
}

/** Rises over the first steps, then falls along a cosine. */
function rateAt(step: number, { fall, rate }: Course): number {
  const warm = Math.min(1, (step + 1) / Math.min(200, fall / 10));
  return rate * warm * (0.01 + 0.99 * 0.5 * (1 + Math.cos((Math.PI * step) / fall)));
}

/** A little doubt in each label: some drawings could be either of two shapes. */
const DOUBT = 0.03;

function lossOf(net: TensorNet, { count, channels, measures, labels }: Examples): tf.Scalar {
  const targets = new Float32Array(count * shapes.length).fill(DOUBT / shapes.length);
  for (const [i, label] of labels.entries()) {
    const at = i * shapes.length + label;
    targets[at] = (targets[at] ?? 0) + 1 - DOUBT;
  }
  const logits = net.forward(
    tf.tensor3d(channels, [count, POINTS, CHANNELS]),
    tf.tensor2d(measures, [count, MEASURES]),
  );
  return crossEntropy(logits, tf.tensor2d(targets, [count, shapes.length]));
}

interface Moment {
  readonly variable: tf.Variable;
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly mean: Float32Array;
}

/** On typed arrays: the library's own takes a kernel call for each of a dozen small steps. */
class Adam {
  private readonly moments: ReadonlyMap<string, Moment>;
  private readonly list: tf.Variable[];
  private count = 0;

  constructor(net: TensorNet) {
    this.moments = new Map(
      [...net.variables].map(([name, variable]) => {
        const values = Float32Array.from(variable.dataSync());
        const empty = () => new Float32Array(values.length);
        return [name, { variable, values, first: empty(), second: empty(), mean: Float32Array.from(values) }];
      }),
    );
    this.list = [...net.variables.values()];
  }

  step(rate: number, loss: () => tf.Scalar): number {
    this.count++;
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, this.list);
      for (const moment of this.moments.values()) {
        const slope = grads[moment.variable.name];
        if (slope === undefined) continue;
        this.move(moment, slope.dataSync() as Float32Array, rate);
        moment.variable.assign(tf.tensor(moment.values, moment.variable.shape));
      }
      return value.dataSync()[0] ?? 0;
    });
  }

  mean(): Weights {
    return new Map([...this.moments].map(([name, { mean }]) => [name, mean]));
  }

  private move({ values, first, second, mean }: Moment, slopes: Float32Array, rate: number): void {
    const corrected = (rate * Math.sqrt(1 - 0.999 ** this.count)) / (1 - 0.9 ** this.count);
    const keep = Math.min(0.998, this.count / (this.count + 20));
    for (let i = 0; i < values.length; i++) {
      const slope = slopes[i] as number;
      const m = 0.9 * (first[i] as number) + 0.1 * slope;
      const v = 0.999 * (second[i] as number) + 0.001 * slope * slope;
      first[i] = m;
      second[i] = v;
      const value = (values[i] as number) * (1 - rate * 0.01) - (corrected * m) / (Math.sqrt(v) + 1e-8);
      values[i] = value;
      mean[i] = keep * (mean[i] as number) + (1 - keep) * value;
    }
  }
}
