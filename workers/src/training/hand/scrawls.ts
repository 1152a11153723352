/** Negatives that are no outline: brackets, spirals, scribbles, hatching, forks. */
import { type Point, rotate } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { sides, turned } from './knot-strokes.ts';
import { smooth, wander } from './marks.ts';
import { draw, type Hand, missed, place } from './pen.ts';

export function bracket(hand: Hand, random: Random): Point[][] {
  const depth = random.between(0.1, 0.6);
  const knots = [
    { x: depth, y: -0.5 },
    { x: 0, y: -0.5 },
    { x: 0, y: 0.5 },
    { x: depth * random.between(0.7, 1.3), y: 0.5 },
  ];
  const one = [
    sides(
      knots.map((knot) => missed(knot, hand.aim, random)),
      hand,
      random,
    ),
  ];
  if (random.chance(0.25))
    one.push(
      sides(
        knots.map(({ x, y }) => missed({ x: 1.2 - x, y }, hand.aim, random)),
        hand,
        random,
      ),
    );
  return turned(one, random);
}

export function brace(hand: Hand, random: Random): Point[][] {
  const d = random.between(0.12, 0.3);
  const n = random.between(0.05, 0.2);
  const knots = [
    { x: d, y: -0.5 },
    { x: d * 0.3, y: -0.45 },
    { x: d * 0.25, y: -0.2 },
    { x: d * 0.2, y: -0.06 },
    { x: -n, y: 0 },
    { x: d * 0.2, y: 0.06 },
    { x: d * 0.25, y: 0.2 },
    { x: d * 0.3, y: 0.45 },
    { x: d, y: 0.5 },
  ];
  return turned([draw(smooth(knots.map((knot) => missed(knot, hand.aim * 0.6, random))), hand, random)], random);
}

export function spiral(hand: Hand, random: Random): Point[][] {
  const turns = random.between(1.6, 5);
  const inner = random.between(0, 0.15);
  const square = random.chance(0.12);
  const count = square ? Math.round(turns * 4) : 150;
  const path = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * turns * 2 * Math.PI;
    const radius = inner + ((0.5 - inner) * i) / count;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) * 0.9 };
  });
  const flipped = random.chance(0.5) ? path.map(({ x, y }) => ({ x, y: -y })) : path;
  return place([draw(random.chance(0.5) ? flipped : flipped.reverse(), hand, random)], random.between(0, 7), 0);
}

export function scribble(hand: Hand, random: Random): Point[][] {
  const count = random.whole(8, 30);
  const flat = random.between(0.2, 1);
  const knots = Array.from({ length: count }, () => ({ x: random.normal(0.28), y: random.normal(0.28) * flat }));
  const path = random.chance(0.6) ? smooth(knots) : knots;
  return place([draw(path, hand, random)], random.between(0, 7), 0);
}

export function hatching(hand: Hand, random: Random): Point[][] {
  const count = random.whole(3, 12);
  const height = random.between(0.3, 1);
  const lean = random.between(-0.6, 0.6);
  const strokes = Array.from({ length: count }, (_, i) => {
    const x = i / count;
    return [missed({ x, y: 0 }, 0.03, random), missed({ x: x + lean * height, y: height }, 0.03, random)];
  });
  const joined = random.chance(0.4) && count > 4;
  const paths = joined ? [strokes.flatMap((path, i) => (i % 2 === 0 ? path : [...path].reverse()))] : strokes;
  return place(
    paths.map((path) => sides(path, hand, random)),
    random.between(0, 7),
    0,
  );
}

/** Lines side by side, or one above the other: no single figure. */
export function underlines(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 4);
  const apart = random.between(0.1, 0.5);
  const strokes = Array.from({ length: count }, (_, i) => {
    const from = { x: random.normal(0.05), y: i * apart };
    return sides([from, { x: random.between(0.6, 1), y: i * apart + random.normal(0.04) }], hand, random);
  });
  return turned(strokes, random, 0.4);
}

export function splines(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 4);
  return Array.from({ length: count }, () => {
    const off = { x: random.normal(0.3), y: random.normal(0.3) };
    const path = wander(random).map(({ x, y }) => ({ x: x + off.x, y: y + off.y }));
    return draw(path, hand, random);
  });
}

/** A few straight strokes anywhere. */
export function sticks(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 6);
  return Array.from({ length: count }, () => {
    const from = { x: random.normal(0.4), y: random.normal(0.4) };
    const angle = random.chance(0.6) ? (random.whole(0, 3) * Math.PI) / 2 + random.normal(0.05) : random.between(0, 7);
    const length = random.between(0.2, 1);
    return sides([from, { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) }], hand, random);
  });
}

/** T, Y, forks, asterisks, trees: strokes that meet. */
export function branching(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  const ray = (from: Point, angle: number, length: number) =>
    sides(
      [missed(from, hand.aim, random), { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) }],
      hand,
      random,
    );
  const centre = { x: 0, y: 0 };
  if (kind < 0.35) {
    const count = random.whole(3, 4);
    const turn = random.between(0, 7);
    return Array.from({ length: count }, (_, i) => {
      const angle = turn + (i * Math.PI) / count;
      const arm = { x: 0.5 * Math.cos(angle), y: 0.5 * Math.sin(angle) };
      return sides([missed(arm, 0.03, random), missed({ x: -arm.x, y: -arm.y }, 0.03, random)], hand, random);
    });
  }
  if (kind < 0.6) {
    const strokes = [
      ray(centre, 0, 1),
      ray({ x: random.between(-0.05, 0.05), y: 0 }, Math.PI / 2, random.between(0.2, 0.5)),
    ];
    strokes.push(ray(centre, -Math.PI / 2, random.between(0.2, 0.5)));
    if (random.chance(0.4)) strokes.push(ray({ x: 1, y: -0.3 }, Math.PI / 2, 0.6));
    return turned(strokes.slice(random.whole(0, 1)), random);
  }
  if (kind < 0.8) {
    const turn = random.between(0, 7);
    return [0, 1, 2].map((i) => ray(centre, turn + i * 2.1 + random.normal(0.2), random.between(0.3, 0.6)));
  }
  // A fork: prongs that start within the shaft and point along it.
  const strokes = [ray(centre, 0, 1)];
  for (const way of [-1, 1]) {
    const from = { x: random.between(0.3, 0.6), y: 0 };
    const knee = { x: from.x + 0.08, y: way * random.between(0.12, 0.3) };
    strokes.push(sides([from, knee, { x: random.between(0.85, 1.05), y: knee.y }], hand, random));
  }
  return turned(strokes, random);
}

export function dots(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 6);
  return Array.from({ length: count }, () => {
    const at = { x: random.normal(0.4), y: random.normal(0.4) };
    return draw(
      [at, rotate({ x: 0.02, y: 0 }, random.between(0, 7))].map((p, i) =>
        i === 0 ? at : { x: at.x + p.x, y: at.y + p.y },
      ),
      hand,
      random,
    );
  });
}
