/** The network in TensorFlow.js, for training and for many drawings at once. `recognition/network.ts` is the same without the library. */
import * as tf from '@tensorflow/tfjs-core';
import { CHANNELS } from '../recognition/features.ts';
import { POINTS } from '../recognition/ink.ts';
import { layers } from '../recognition/network.ts';
import type { Weights } from '../recognition/weights.ts';
import { convolution, crossEntropy, layer, pooled, shaped, sum } from './tensor-ops.ts';

export class TensorNet {
  readonly variables: ReadonlyMap<string, tf.Variable>;

  /** `random` makes the weights that a training begins with. */
  constructor(random: { normal(deviation: number): number }) {
    this.variables = new Map(
      layers.flatMap(({ name, inputs, outputs }) => {
        const deviation = Math.sqrt(2 / inputs);
        const kernel = Float32Array.from({ length: inputs * outputs }, () => random.normal(deviation));
        return [
          [`${name}.kernel`, tf.variable(tf.tensor2d(kernel, [inputs, outputs]))],
          [`${name}.bias`, tf.variable(tf.zeros([outputs]))],
        ] as const;
      }),
    );
  }

  /** Logits. */
  forward(channels: tf.Tensor, measures: tf.Tensor): tf.Tensor2D {
    const batch = channels.shape[0] ?? 0;
    let x = shaped(channels, [batch, POINTS / 2, CHANNELS * 2]);
    x = pair(this.convolve('first', x, 5));
    x = this.convolve('second', x, 3);
    x = pair(sum(x, this.convolve('third', x, 3)));
    x = this.convolve('fourth', x, 3);
    const hidden = this.dense('hidden', pooled(x, measures), true);
    return this.dense('output', hidden, false) as tf.Tensor2D;
  }

  /** A number that depends on every weight, for checks of slopes. */
  score(logits: tf.Tensor): tf.Scalar {
    const [rows = 0, columns = 0] = logits.shape;
    const targets = tf.tensor2d(
      Float32Array.from({ length: rows * columns }, () => 1 / columns),
      [rows, columns],
    );
    return crossEntropy(logits, targets);
  }

  values(): Weights {
    return new Map([...this.variables].map(([name, variable]) => [name, Float32Array.from(variable.dataSync())]));
  }

  assign(values: Weights): void {
    for (const [name, variable] of this.variables) {
      const data = values.get(name);
      if (data === undefined) throw new Error(`no weights ${name}`);
      tf.tidy(() => variable.assign(tf.tensor(data, variable.shape)));
    }
  }

  private convolve(name: string, x: tf.Tensor, width: number): tf.Tensor {
    const { kernel, bias } = this.layer(name);
    return convolution(x, kernel, bias, width);
  }

  private dense(name: string, x: tf.Tensor, rectified: boolean): tf.Tensor {
    const { kernel, bias } = this.layer(name);
    return layer(x, kernel, bias, rectified);
  }

  private layer(name: string): { kernel: tf.Variable; bias: tf.Variable } {
    const kernel = this.variables.get(`${name}.kernel`);
    const bias = this.variables.get(`${name}.bias`);
    if (kernel === undefined || bias === undefined) throw new Error(`no layer ${name}`);
    return { kernel, bias };
  }
}

/** Halves the length, doubles the depth. */
function pair(x: tf.Tensor): tf.Tensor {
  const [batch = 0, length = 0, depth = 0] = x.shape;
  return shaped(x, [batch, length / 2, depth * 2]);
}
