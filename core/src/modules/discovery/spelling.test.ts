import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostSlips, slipsBetween } from './spelling.ts';

test('counts missing, further, other and swapped letters as one slip each', () => {
  const words: [string, string, number][] = [
    ['harbour', 'harbour', 0],
    ['harbur', 'harbour', 1],
    ['harrbour', 'harbour', 1],
    ['harpour', 'harbour', 1],
    ['habrour', 'harbour', 1],
    ['ahrbour', 'harbour', 1],
    ['harbuor', 'harbour', 1],
    ['lighthose', 'lighthouse', 1],
    ['clokc', 'clock', 1],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ];
  for (const [typed, meant, slips] of words) expect([typed, slipsBetween(typed, meant)]).toEqual([typed, slips]);
});

test('is the same both ways, nought for equal words only, and no more than the longer word has letters', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = slipsBetween(a, b);
      expect(slips).toBe(slipsBetween(b, a));
      expect(slips === 0).toBe(a === b);
      expect(slips).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
    }),
  );
});

test('a short word may hold one slip, a longer one two', () => {
  expect([mostSlips('clock'), mostSlips('harbour')]).toEqual([1, 2]);
});
