/** The recogniser in TensorFlow.js: the same weights and the same answers, many drawings at a time. */
import * as tf from '@tensorflow/tfjs-core';
import { CHANNEL_FLOATS, CHANNELS, MEASURES, writeChannels, writeMeasures } from '../recognition/features.ts';
import { POINTS, type Sample } from '../recognition/ink.ts';
import { type Chance, type Model, ranked, readModel } from '../recognition/model.ts';
import { shapes } from '../recognition/vocabulary.ts';
import { decodeWeights } from '../recognition/weights.ts';
import { TensorNet } from './tensor-net.ts';

const batch = 128;

export class TensorModel {
  /** The same model one drawing at a time. */
  readonly plain: Model;
  readonly #net: TensorNet;
  readonly #temperature: number;

  /** Throws `WeightsError`. `startTensors` comes first. */
  constructor(bytes: Uint8Array) {
    this.plain = readModel(bytes);
    const { header, weights } = decodeWeights(bytes);
    this.#temperature = header.temperature;
    this.#net = new TensorNet({ normal: () => 0 });
    this.#net.assign(weights);
  }

  /** For each sample all shapes, likeliest first. */
  chances(samples: readonly Sample[]): Chance[][] {
    const answers: Chance[][] = [];
    for (let start = 0; start < samples.length; start += batch) {
      for (const logits of this.#run(samples.slice(start, start + batch))) {
        answers.push(ranked(logits, this.#temperature));
      }
    }
    return answers;
  }

  #run(samples: readonly Sample[]): Float32Array[] {
    const count = samples.length;
    const channels = new Float32Array(count * CHANNEL_FLOATS);
    const measures = new Float32Array(count * MEASURES);
    for (const [i, sample] of samples.entries()) {
      writeChannels(sample, channels, i * CHANNEL_FLOATS);
      writeMeasures(sample, measures, i * MEASURES);
    }
    const logits = tf.tidy(() =>
      this.#net
        .forward(tf.tensor3d(channels, [count, POINTS, CHANNELS]), tf.tensor2d(measures, [count, MEASURES]))
        .dataSync(),
    );
    return samples.map((_, i) => Float32Array.from(logits.slice(i * shapes.length, (i + 1) * shapes.length)));
  }
}
