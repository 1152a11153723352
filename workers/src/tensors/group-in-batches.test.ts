import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { group } from '../recognition/group.ts';
import { type Sample, type Stroke, sampleInk } from '../recognition/ink.ts';
import { shapes } from '../recognition/vocabulary.ts';
import { generate } from '../training/hand/generate.ts';
import { Random } from '../training/random.ts';
import { groupInBatches } from './group-in-batches.ts';
import { startTensors } from './start-tensors.ts';
import { TensorModel } from './tensor-model.ts';

const weights = readFileSync(join(import.meta.dirname, '../../models/shapes.weights'));
const { strokes: flowchart } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/rough-flowchart.json'), 'utf8'),
) as { strokes: Stroke[] };

let model: TensorModel;
beforeAll(async () => {
  await startTensors();
  model = new TensorModel(weights);
});

function samples(count: number): Sample[] {
  const random = new Random(3);
  const made: Sample[] = [];
  for (let i = 0; made.length < count; i++) {
    const sample = sampleInk(generate(shapes[i % shapes.length] ?? 'other', random));
    if (sample !== null) made.push(sample);
  }
  return made;
}

describe('the recogniser in batches', () => {
  test('gives the chances of the plain one to 1e-4, over several batches [DJOB-7]', () => {
    const drawings = samples(300);
    const answers = model.chances(drawings);
    for (const [i, sample] of drawings.entries()) {
      const plain = new Map(model.plain.chances(sample).map(({ shape, chance }) => [shape, chance]));
      for (const { shape, chance } of answers[i] ?? []) {
        expect(Math.abs(chance - (plain.get(shape) ?? Number.NaN))).toBeLessThan(1e-4);
      }
    }
  });

  test('groups ink as the plain one does [DJOB-7]', () => {
    const shape = ({ strokes, recognition }: ReturnType<typeof group>[number]) => [strokes, recognition.shape];
    expect(groupInBatches(flowchart, model).map(shape)).toEqual(group(flowchart, model.plain).map(shape));
    expect(groupInBatches([], model)).toEqual([]);
  });
});
