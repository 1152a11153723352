/** Strokes that go straight from knot to knot, and how drawings lie. */
import { around, type Path, type Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { draw, type Hand, place, side } from './pen.ts';

export function sides(knots: Path, hand: Hand, random: Random): Point[] {
  const path: Point[] = [];
  for (let i = 1; i < knots.length; i++) path.push(...side(around(knots, i - 1), around(knots, i), hand, random));
  return draw(path, hand, random);
}

export function turned(strokes: Point[][], random: Random, loose = 0.1): Point[][] {
  const quarter = (random.whole(0, 3) * Math.PI) / 2;
  return place(strokes, quarter + random.normal(loose), random.normal(0.08));
}
