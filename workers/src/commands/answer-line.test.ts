import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedModel } from '../testing/shipped-model.ts';
import { answerLine } from './answer-line.ts';

const model = shippedModel();
const square = '[[[0,0,1],[100,2,2],[99,101,3],[1,99,4],[0,1,5]]]';

describe('the recognize command', () => {
  test('answers a line with the shape and its confidence [REC-9]', () => {
    const answer = JSON.parse(answerLine(`{"id":"a","strokes":${square}}`, model));
    expect(answer).toMatchObject({ id: 'a', shape: 'rectangle' });
    expect(answer.confidence).toBeGreaterThan(0);
  });

  test.each([
    ['not json', { error: 'not-json' }],
    ['null', { error: 'not-a-drawing' }],
    ['[]', { error: 'not-a-drawing' }],
    ['{"id":3}', { id: 3, error: 'not-a-drawing' }],
    ['{"id":"x","strokes":"no"}', { id: 'x', error: 'not-a-drawing' }],
    ['{"id":"x","strokes":[[[1e999,0],[0,0]]]}', { id: 'x', error: 'not-finite' }],
    ['{"id":"x","strokes":[[[null,0],[0,0]]]}', { id: 'x', error: 'not-a-drawing' }],
    ['{"id":"x","strokes":[]}', { id: 'x', shape: 'other', confidence: 1 }],
  ])('answers %s with what is wrong [REC-9]', (line, expected) => {
    expect(JSON.parse(answerLine(line, model))).toEqual(expected);
  });

  test('goes on after a line that is no drawing, and keeps the order [REC-9]', async () => {
    const child = spawn(process.execPath, ['--conditions=draftroom-source', join(import.meta.dirname, 'recognize.ts')]);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stdin.end(`{"id":1,"strokes":${square}}\n{broken\n\n{"id":2,"strokes":${square}}`);
    await once(child, 'close');
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ id: 1, shape: 'rectangle' }, { error: 'not-json' }, { id: 2, shape: 'rectangle' }]);
  });
});
