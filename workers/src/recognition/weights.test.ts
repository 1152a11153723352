import { describe, expect, test } from 'vitest';
import { shapes } from './vocabulary.ts';
import { decodeWeights, encodeWeights, WeightsError } from './weights.ts';

const header = { version: 'test', shapes, thresholds: shapes.map(() => 0.5), temperature: 1 };
const matrices = new Map([
  ['a.kernel', Float32Array.from([0.5, -2, 0.25, 1, 0, 2])],
  ['a.bias', Float32Array.from([0.123456, -7])],
]);
const bytes = () => encodeWeights(header, matrices, () => 2);

describe('the file of weights', () => {
  test('gives back what was written, each column to 1/127 of its greatest, a bias exactly [REC-7]', () => {
    const { header: read, weights } = decodeWeights(bytes());
    expect(read).toMatchObject(header);
    const kernel = weights.get('a.kernel') ?? [];
    for (const [i, value] of (matrices.get('a.kernel') ?? []).entries()) {
      expect(Math.abs((kernel[i] ?? Number.NaN) - value)).toBeLessThanOrEqual((i % 2 === 0 ? 0.5 : 2) / 254 + 1e-6);
    }
    expect([...(weights.get('a.bias') ?? [])].map((value) => value.toFixed(5))).toEqual(['0.12346', '-7.00000']);
  });

  test('is refused when it is cut anywhere, goes on, or is of another format [REC-7]', () => {
    const whole = bytes();
    for (let length = 0; length < whole.length; length += 3) {
      expect(() => decodeWeights(whole.slice(0, length)), `cut to ${length}`).toThrow(WeightsError);
    }
    expect(() => decodeWeights(Uint8Array.from([...whole, 0]))).toThrow(WeightsError);
    expect(() => decodeWeights(whole.map((byte, i) => (i === 4 ? 9 : byte)))).toThrow(WeightsError);
    expect(() => decodeWeights(new TextEncoder().encode('<!doctype html><title>Not found</title>'))).toThrow(
      WeightsError,
    );
  });

  test('is refused when it is for another vocabulary or a matrix has no size [REC-7]', () => {
    const other = encodeWeights({ ...header, shapes: ['line'] }, matrices, () => 2);
    expect(() => decodeWeights(other)).toThrow(WeightsError);
    const empty = encodeWeights(header, new Map([['a.kernel', new Float32Array(0)]]), () => 2);
    expect(() => decodeWeights(empty)).toThrow(WeightsError);
  });
});
