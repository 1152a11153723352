/** Negatives that are nearly a figure: a side is missing, a corner is dented, sides cross. */
import { around, between, type Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { boxCorners, roundTrip } from './figures.ts';
import { sides, turned } from './knot-strokes.ts';
import { type Hand, missed, place } from './pen.ts';

/** A figure with sides left out. */
export function unfinished(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  if (kind < 0.35) {
    const corners = boxCorners(1, random.between(0.3, 1));
    const share = random.between(0.2, 0.85);
    const end = between(around(corners, 2), around(corners, 3), share);
    const knots = [
      around(corners, 0),
      around(corners, 1),
      around(corners, 2),
      random.chance(0.5) ? end : around(corners, 3),
    ];
    return turned(
      [
        sides(
          knots.map((knot) => missed(knot, hand.aim, random)),
          hand,
          random,
        ),
      ],
      random,
    );
  }
  if (kind < 0.55) {
    const corners = boxCorners(1, random.between(0.3, 1));
    const missing = random.whole(0, 3);
    const drawn = [0, 1, 2, 3].filter((i) => i !== missing);
    return random
      .shuffle(drawn)
      .map((i) =>
        sides(
          [missed(around(corners, i), hand.aim, random), missed(around(corners, i + 1), hand.aim, random)],
          hand,
          random,
        ),
      );
  }
  if (kind < 0.8) {
    const count = random.whole(5, 8);
    // With one or two sides missing of many it would still be seen as what it is.
    const kept = random.whole(2, count - 3);
    const knots = Array.from({ length: kept + 1 }, (_, i) => {
      const angle = (i * 2 * Math.PI) / count;
      return missed({ x: 0.5 * Math.cos(angle), y: 0.5 * Math.sin(angle) }, hand.aim + 0.02, random);
    });
    return place([sides(knots, hand, random)], random.between(0, 7), 0);
  }
  // The outline of a star that stops half way.
  const kept = random.whole(4, 7);
  const inner = random.between(0.18, 0.3);
  const knots = Array.from({ length: kept + 1 }, (_, i) => {
    const angle = (i * Math.PI) / 5;
    const radius = i % 2 === 0 ? 0.5 : inner;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  return place([sides(knots, hand, random)], random.between(0, 7), 0);
}

/** Carets, equal-armed Vs, corners, arrow heads without a shaft. */
export function chevron(hand: Hand, random: Random): Point[][] {
  const open = random.between(0.25, 1.25);
  const other = random.between(0.8, 1.2);
  const knots = [
    { x: Math.cos(open), y: Math.sin(open) },
    { x: 0, y: 0 },
    { x: other * Math.cos(open), y: -other * Math.sin(open) },
  ].map((knot) => missed(knot, hand.aim, random));
  const angle = random.chance(0.5)
    ? -Math.PI / 2 + random.normal(0.15)
    : (random.whole(0, 3) * Math.PI) / 2 + random.normal(0.3);
  // A V whose arms open upward with unequal lengths would be a check.
  return place([sides(knots, hand, random)], angle === 0 ? 0.1 : angle, 0);
}

/** A closed smooth outline that is no ellipse. */
export function blob(hand: Hand, random: Random): Point[][] {
  const waves = [2, 3, 5, 6].map((n) => ({
    n,
    height: random.between(0.15, 0.3) / Math.sqrt(n - 1),
    phase: random.between(0, 7),
  }));
  const chosen = random.shuffle(waves).slice(0, random.whole(1, 3));
  const strong = chosen.some((wave) => wave.n > 2) ? chosen : [...chosen, around(waves, 1)];
  const knots = Array.from({ length: 64 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    const radius = 0.4 * strong.reduce((r, wave) => r + wave.height * Math.cos(wave.n * angle + wave.phase), 1);
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  return [roundTrip(knots, hand, random)];
}

/** Four corners whose sides cross. */
export function bowTie(hand: Hand, random: Random): Point[][] {
  const corners = boxCorners(1, random.between(0.4, 1.2)).map((corner) => missed(corner, hand.aim, random));
  const knots = [0, 1, 3, 2, 0].map((i) => around(corners, i));
  return turned([sides(knots, hand, random)], random);
}

/** A closed outline with a corner pushed in: boomerangs, steps, L-shapes. */
export function dented(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  let corners: Point[];
  if (kind < 0.4) {
    const deep = random.between(0.1, 0.35);
    corners = [
      { x: 0, y: -0.5 },
      { x: 0.5, y: 0.5 },
      { x: random.normal(0.08), y: 0.5 - deep * 2 },
      { x: -0.5, y: 0.5 },
    ];
  } else if (kind < 0.7) {
    const [a, b] = [random.between(0.25, 0.7), random.between(0.25, 0.7)];
    corners = [
      { x: 0, y: 0 },
      { x: a, y: 0 },
      { x: a, y: b },
      { x: 1, y: b },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ];
  } else {
    const arm = random.between(0.15, 0.35);
    corners = [
      [-arm, -0.5],
      [arm, -0.5],
      [arm, -arm],
      [0.5, -arm],
      [0.5, arm],
      [arm, arm],
      [arm, 0.5],
      [-arm, 0.5],
      [-arm, arm],
      [-0.5, arm],
      [-0.5, -arm],
      [-arm, -arm],
    ].map(([x = 0, y = 0]) => ({ x, y }));
  }
  const knots = [...corners, around(corners, 0)].map((corner) => missed(corner, hand.aim, random));
  return place([sides(knots, hand, random)], random.between(0, 7), 0);
}

/** An outline with teeth of all sizes. */
export function spiky(hand: Hand, random: Random): Point[][] {
  const count = random.whole(7, 16);
  const flat = random.between(0.4, 1);
  const knots = Array.from({ length: count + 1 }, (_, i) => {
    const angle = ((i % count) * 2 * Math.PI) / count + random.normal(0.12);
    const radius = random.between(0.18, 0.5);
    return { x: radius * Math.cos(angle), y: flat * radius * Math.sin(angle) };
  });
  const open = random.chance(0.4) ? knots.slice(0, -random.whole(1, 3)) : [...knots.slice(0, -1), around(knots, 0)];
  return place([sides(open, hand, random)], random.between(0, 7), 0);
}

/** A few corners anywhere, joined in any order until they close. */
export function closedMess(hand: Hand, random: Random): Point[][] {
  const count = random.whole(5, 9);
  const corners = Array.from({ length: count }, () => ({ x: random.normal(0.35), y: random.normal(0.3) }));
  return [sides([...corners, missed(around(corners, 0), 0.03, random)], hand, random)];
}
