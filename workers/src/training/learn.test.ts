import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHANNEL_FLOATS, CHANNELS, MEASURES } from '../recognition/features.ts';
import { POINTS } from '../recognition/ink.ts';
import { Network } from '../recognition/network.ts';
import { shapes } from '../recognition/vocabulary.ts';
import { startTensors } from '../tensors/start-tensors.ts';
import { TensorNet } from '../tensors/tensor-net.ts';
import { emptyExamples, writeExample } from './batches.ts';
import { generate } from './hand/generate.ts';
import { learn } from './learn.ts';
import { Random } from './random.ts';
import { generateSecond } from './second/turtle-figures.ts';

beforeAll(startTensors);

const course = (seed: number) => ({
  steps: 3,
  fall: 3,
  batch: 16,
  rate: 1e-3,
  first: 60,
  random: new Random(seed),
  source: { others: 0.25, real: 0, realOthers: 0, drawings: new Map() },
  report: () => undefined,
});

describe('training', () => {
  test('from one seed gives the same weights, from another others [REC-6]', () => {
    const [one, same, other] = [learn(course(5)), learn(course(5)), learn(course(6))];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test.each(['wasm', 'cpu'])(
    'gives a network whose answers are those of TensorFlow.js on %s to 1e-4 [REC-5]',
    async (backend) => {
      await tf.setBackend(backend);
      const random = new Random(11);
      const net = new TensorNet(random);
      const plain = new Network(net.values());
      const examples = emptyExamples(56);
      for (let i = 0; i < examples.count; i++) {
        const shape = shapes[i % shapes.length] ?? 'other';
        expect(writeExample(examples, i, generate(shape, random), shape)).toBe(true);
      }
      const logits = tf.tidy(() =>
        net
          .forward(
            tf.tensor3d(examples.channels, [examples.count, POINTS, CHANNELS]),
            tf.tensor2d(examples.measures, [examples.count, MEASURES]),
          )
          .dataSync(),
      );
      for (let i = 0; i < examples.count; i++) {
        const own = plain.run(
          examples.channels.slice(i * CHANNEL_FLOATS, (i + 1) * CHANNEL_FLOATS),
          examples.measures.slice(i * MEASURES, (i + 1) * MEASURES),
        );
        for (const [j, value] of own.entries()) {
          expect(Math.abs(value - (logits[i * shapes.length + j] ?? Number.NaN))).toBeLessThan(1e-4);
        }
      }
      await tf.setBackend('wasm');
    },
  );

  test('follows the slope that a small change of a weight shows [REC-5]', () => {
    const random = new Random(12);
    const net = new TensorNet(random);
    const examples = emptyExamples(4);
    for (let i = 0; i < 4; i++) writeExample(examples, i, generate(shapes[i] ?? 'other', random), shapes[i] ?? 'other');
    const score = () => {
      const logits = net.forward(
        tf.tensor3d(examples.channels, [4, POINTS, CHANNELS]),
        tf.tensor2d(examples.measures, [4, MEASURES]),
      );
      return net.score(logits);
    };
    const { grads } = tf.variableGrads(score, [...net.variables.values()]);
    for (const variable of net.variables.values()) {
      const values = Float32Array.from(variable.dataSync());
      const slopes = Array.from(grads[variable.name]?.dataSync() ?? []);
      const at = slopes.indexOf(Math.max(...slopes));
      const moved = (by: number) => {
        variable.assign(
          tf.tensor(
            values.map((value, i) => (i === at ? value + by : value)),
            variable.shape,
          ),
        );
        return tf.tidy(() => score().dataSync()[0] ?? Number.NaN);
      };
      const step = 4e-3;
      const measured = (moved(step) - moved(-step)) / (2 * step);
      variable.assign(tf.tensor(values, variable.shape));
      expect(Math.abs(measured - (slopes[at] ?? 0))).toBeLessThan(0.02 + 0.15 * Math.abs(measured));
    }
  });
});

describe('generators', () => {
  test.each([
    ['of training', generate],
    ['the second', generateSecond],
  ])('%s: one seed is one row of drawings, all of them ink [REC-6]', (_, make) => {
    const row = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 140 }, (_, i) => make(shapes[i % shapes.length] ?? 'other', random));
    };
    expect(row(3)).toEqual(row(3));
    expect(row(4)).not.toEqual(row(3));
    for (const strokes of row(3)) {
      expect(strokes.length).toBeGreaterThan(0);
      for (const { x, y } of strokes.flat()) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    }
  });
});
