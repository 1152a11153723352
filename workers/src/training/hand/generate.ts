/** One drawing of a wanted shape as a hand makes it. Everything comes from the given chance. */
import type { Point } from '../../recognition/points.ts';
import type { Shape } from '../../recognition/vocabulary.ts';
import type { Random } from '../random.ts';
import { diamond, ellipse, parallelogram, polygon, rectangle, roundedRectangle, star, triangle } from './figures.ts';
import { arrow, check, cross, curve, line } from './marks.ts';
import { other } from './negatives.ts';
import { finish, type Hand, someHand } from './pen.ts';

const makers: Readonly<Record<Shape, (hand: Hand, random: Random) => Point[][]>> = {
  line,
  arrow,
  rectangle,
  rounded_rect: roundedRectangle,
  ellipse,
  triangle,
  diamond,
  parallelogram,
  star,
  polygon,
  cross,
  check,
  curve,
  other,
};

export function generate(shape: Shape, random: Random): Point[][] {
  const strokes = finish(makers[shape](someHand(random), random), random);
  return strokes.filter((stroke) => stroke.length > 0);
}
