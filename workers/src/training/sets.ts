/** Which drawings are for what. Only `validationSets` may decide anything; the test sets are looked at once. */
import { type Shape, shapes } from '../recognition/vocabulary.ts';
import { generate } from './hand/generate.ts';
import type { Drawing } from './judge.ts';
import { Random } from './random.ts';
import { generateSecond } from './second/turtle-figures.ts';
import { mayBeFigure, type RealDrawing } from './strokes-data.ts';

/** Seeds far from any that training uses. */
const VALIDATION_SEED = 900_001;
const TEST_SEED = 900_002;
const SECOND_SEED = 900_003;

/** One set a source: each has to keep its bounds by itself. */
export function validationSets(real: readonly RealDrawing[], withDoodles: boolean): Drawing[][] {
  const known = real.filter((drawing) => drawing.part === 'validation' && !mayBeFigure(drawing));
  const of = (source: RealDrawing['source']) => known.filter((drawing) => drawing.source === source);
  const people = withDoodles ? [of('quickdraw'), of('omniglot')] : [of('omniglot')];
  return [...people, generated(generate, VALIDATION_SEED, 100)];
}

export const setNames = [
  'quickdraw',
  'quickdraw, doubtful words too',
  'omniglot',
  'own generator',
  'second generator',
  'five single-stroke shapes, own generator',
  'five single-stroke shapes, second generator',
] as const;

export function testSets(real: readonly RealDrawing[], withDoodles: boolean): Map<string, Drawing[]> {
  // A model that never saw the doodles is tested on what another would have trained on, too: all of their figures,
  // and of the many others every third.
  const doodles = real
    .filter(({ source, part }) => source === 'quickdraw' && (!withDoodles || part === 'test'))
    .filter(({ shape }, i) => withDoodles || shape !== 'other' || i % 3 === 0);
  const letters = real.filter(({ source, part }) => source === 'omniglot' && part === 'test');
  const own = generated(generate, TEST_SEED, 100);
  const second = generated(generateSecond, SECOND_SEED, 100);
  return new Map<string, Drawing[]>([
    ['quickdraw', doodles.filter((drawing) => !mayBeFigure(drawing))],
    ['quickdraw, doubtful words too', doodles],
    ['omniglot', letters],
    ['own generator', own],
    ['second generator', second],
    ['five single-stroke shapes, own generator', singles(own)],
    ['five single-stroke shapes, second generator', singles(second)],
  ]);
}

const five: readonly Shape[] = ['line', 'arrow', 'rectangle', 'ellipse', 'diamond'];

function singles(drawings: readonly Drawing[]): Drawing[] {
  return drawings.filter(({ shape, paths }) => paths.length === 1 && five.includes(shape));
}

export function generated(
  make: (shape: Shape, random: Random) => Drawing['paths'],
  seed: number,
  each: number,
): Drawing[] {
  const random = new Random(seed);
  return shapes.flatMap((shape) => {
    const count = shape === 'other' ? each * 4 : each;
    return Array.from({ length: count }, () => ({ shape, paths: make(shape, random) }));
  });
}
