/**
 * A second generator, never trained on. It shares nothing with `training/hand` but the vocabulary: there a hand aims at
 * corners and misses them; here a pen drives along with a heading that drifts and turns that come out wrong, so errors
 * add up on the way, corners are curves of their own, and whether a figure closes is luck.
 */
import type { Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';

export interface Drive {
  /** Drift of the heading, radians per unit of way. */
  readonly drift: number;
  /** Error of a turn and of a length, relative. */
  readonly error: number;
  /** Way over which a corner is taken. */
  readonly corner: number;
  /** Noise of each point. */
  readonly noise: number;
  /** How far a new stroke starts from where it should. */
  readonly jump: number;
}

/** Forward by a length, or along an arc that turns by `by`; a sharp turn has no length. */
export type Move = readonly [length: number, by: number];

export interface Stroke {
  readonly from: Point;
  readonly heading: number;
  readonly moves: readonly Move[];
}

export function someDrive(random: Random): Drive {
  const haste = random.next() ** 1.5;
  return {
    drift: 0.05 + 0.35 * haste,
    error: 0.01 + 0.055 * haste,
    corner: random.between(0, 0.07) * (0.3 + haste),
    noise: random.between(0, 0.004),
    jump: 0.006 + 0.04 * haste,
  };
}

const STEP = 0.012;

export function drive(strokes: readonly Stroke[], how: Drive, random: Random): Point[][] {
  const size = random.between(40, 400);
  return strokes.map(({ from, heading, moves }) => {
    let [x, y] = [from.x + random.normal(how.jump), from.y + random.normal(how.jump)];
    let angle = heading + random.normal(how.error);
    let bend = 0;
    let owed = 0;
    const path: Point[] = [{ x, y }];
    for (const [length, by] of moves) {
      if (length === 0) {
        owed += by * (1 + random.normal(how.error * 0.7));
        continue;
      }
      const real = length * (1 + random.normal(how.error));
      const steps = Math.max(1, Math.round(real / STEP));
      for (let i = 0; i < steps; i++) {
        // The heading's drift is pulled back, as an eye pulls back a hand.
        bend = 0.94 * bend + random.normal(how.drift * 0.25);
        const paid = how.corner < STEP ? owed : owed * Math.min(1, (2.5 * STEP) / how.corner);
        owed -= paid;
        angle += paid + by / steps + bend * STEP;
        x += (real / steps) * Math.cos(angle);
        y += (real / steps) * Math.sin(angle);
        path.push({ x: x + random.normal(how.noise), y: y + random.normal(how.noise) });
      }
    }
    const every = random.whole(1, 4);
    return path
      .filter((_, i) => i % every === 0 || i === path.length - 1)
      .map((point) => ({ x: point.x * size, y: point.y * size }));
  });
}

/** The straight way through given places, as moves. */
export function through(places: readonly Point[], joined = true): Stroke[] {
  const legs = places.slice(1).map((to, i) => {
    const from = places[i] ?? to;
    return {
      from,
      length: Math.hypot(to.x - from.x, to.y - from.y),
      heading: Math.atan2(to.y - from.y, to.x - from.x),
    };
  });
  if (!joined) return legs.map(({ from, length, heading }) => ({ from, heading, moves: [[length, 0]] }));
  const [first] = legs;
  if (first === undefined) return [];
  const moves: Move[] = [];
  for (const [i, leg] of legs.entries()) {
    const before = legs[i - 1];
    if (before !== undefined)
      moves.push([0, Math.atan2(Math.sin(leg.heading - before.heading), Math.cos(leg.heading - before.heading))]);
    moves.push([leg.length, 0]);
  }
  return [{ from: first.from, heading: first.heading, moves }];
}
