/** What people draw that is no figure, or more than one: it has to be left as it is. */
import type { Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { letter, word } from './letters.ts';
import { crossedFigure, figureAndMore, type Maker, stickAndKnob, twoFigures } from './mixed-figures.ts';
import { blob, bowTie, chevron, closedMess, dented, spiky, unfinished } from './near-figures.ts';
import type { Hand } from './pen.ts';
import { brace, bracket, branching, dots, hatching, scribble, spiral, splines, sticks, underlines } from './scrawls.ts';
import { things } from './things.ts';

const kinds: readonly (readonly [Maker, number])[] = [
  [letter, 5],
  [word, 4],
  [bracket, 2],
  [brace, 1.2],
  [spiral, 1.5],
  [scribble, 2.5],
  [hatching, 2],
  [underlines, 1.5],
  [unfinished, 3.5],
  [chevron, 2],
  [blob, 2],
  [splines, 2],
  [sticks, 2.5],
  [branching, 1.5],
  [twoFigures, 3.5],
  [figureAndMore, 3.5],
  [crossedFigure, 1.5],
  [bowTie, 1],
  [dented, 1.5],
  [dots, 0.5],
  [stickAndKnob, 3.5],
  [spiky, 1.5],
  [closedMess, 1.5],
  [things, 5],
];

export function other(hand: Hand, random: Random): Point[][] {
  return random.weighted(kinds)(hand, random);
}
