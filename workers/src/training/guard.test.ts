import { describe, expect, test } from 'vitest';
import { shippedModel } from '../testing/shipped-model.ts';
import { generate } from './hand/generate.ts';
import { figuresOf, judge } from './judge.ts';
import { generateSecond } from './second/turtle-figures.ts';
import { generated } from './sets.ts';
import { mayBeFigure, readStrokes } from './strokes-data.ts';

const model = shippedModel();

/** Bars well under what `MODEL-CARD.md` measures: they catch a broken model, not a slightly worse one. */
describe('the shipped weights', () => {
  test.each([
    ['the generator of training', generate, 0.88],
    ['the second generator', generateSecond, 0.9],
  ])('on drawings of %s are right and leave alone what is no figure [REC-12]', (_, make, bar) => {
    const figures = figuresOf(generated(make, 31, 20).map((drawing) => judge(drawing, model)));
    expect(figures.correct).toBeGreaterThan(bar);
    expect(figures.falseSnaps).toBeLessThan(0.1);
    expect(figures.medianDistance).toBeLessThan(0.0125);
  });

  test('on doodles of people that training never saw replace few [REC-12]', () => {
    const doodles = readStrokes('quickdraw').filter((drawing) => drawing.part === 'test' && !mayBeFigure(drawing));
    const some = doodles.filter((_, i) => i % 5 === 0);
    const figures = figuresOf(some.map((drawing) => judge(drawing, model)));
    expect(figures.falseSnaps).toBeLessThan(0.04);
  });
});
