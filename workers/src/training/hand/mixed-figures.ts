/** Negatives that are more than one figure, or a figure and something else. */
import { around, type Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import {
  boxCorners,
  contourParts,
  diamond,
  ellipse,
  ellipseKnots,
  polygon,
  rectangle,
  roundedRectangle,
  roundTrip,
  star,
  triangle,
} from './figures.ts';
import { sides } from './knot-strokes.ts';
import { letter, word } from './letters.ts';
import { arrow, check, cross, curve, line, smooth } from './marks.ts';
import { blob } from './near-figures.ts';
import { draw, type Hand, place, side } from './pen.ts';
import { spiral } from './scrawls.ts';

export type Maker = (hand: Hand, random: Random) => Point[][];

const anyFigure: readonly Maker[] = [
  ellipse,
  rectangle,
  triangle,
  diamond,
  star,
  polygon,
  roundedRectangle,
  ellipse,
  rectangle,
];
const anyMark: readonly Maker[] = [line, arrow, curve, cross, check, letter, word, line];

function moved(strokes: Point[][], scale: number, x: number, y: number): Point[][] {
  return strokes.map((path) => path.map((point) => ({ x: point.x * scale + x, y: point.y * scale + y })));
}

/** Two or three figures beside, over or inside each other; sometimes without lifting the pen. */
export function twoFigures(hand: Hand, random: Random): Point[][] {
  const first = random.pick(anyFigure)(hand, random);
  const inside = random.chance(0.4);
  const scale = inside ? random.between(0.25, 0.7) : random.between(0.5, 1.1);
  const away = inside ? 0 : random.between(0.6, 1.4);
  const angle = random.chance(0.7) ? random.pick([0, 0.5]) * Math.PI : random.between(0, 7);
  const kind = random.chance(0.5) ? random.pick(anyFigure) : random.pick(anyFigure);
  const second = moved(
    kind(hand, random),
    scale,
    away * Math.cos(angle) + random.normal(0.05),
    away * Math.sin(angle) + random.normal(0.05),
  );
  if (first.length === 1 && second.length === 1 && random.chance(0.25)) return [[...first.flat(), ...second.flat()]];
  return [...first, ...second];
}

/** A figure with writing or lines in it, or something that sticks out of it. */
export function figureAndMore(hand: Hand, random: Random): Point[][] {
  const figure = random.pick(anyFigure)(hand, random);
  const count = random.whole(1, 2);
  const strokes = [...figure];
  for (let i = 0; i < count; i++) {
    const outside = random.chance(0.45);
    const scale = outside ? random.between(0.4, 1.1) : random.between(0.25, 0.55);
    const angle = (random.whole(0, 3) * Math.PI) / 2;
    const away = outside ? random.between(0.45, 0.7) : random.between(0, 0.15);
    strokes.push(...moved(random.pick(anyMark)(hand, random), scale, away * Math.cos(angle), away * Math.sin(angle)));
  }
  return strokes;
}

/** Struck through, divided, quartered, with a line or a cross from edge to edge. */
export function crossedFigure(hand: Hand, random: Random): Point[][] {
  const [width, height] = [random.between(0.6, 1), random.between(0.5, 1)];
  const round = random.chance(0.5);
  const figure = round
    ? [roundTrip(ellipseKnots(random, hand, width, height), hand, random)]
    : contourParts(
        boxCorners(width, height).flatMap((corner, i, all) =>
          side(corner, around(all, i + 1), hand, random).slice(0, 8),
        ),
        hand,
        random,
      );
  const angles = random.pick([[0], [1.57], [0.78], [-0.78], [0, 1.57], [0.78, -0.78]]);
  const bars = angles.map((angle) => {
    const reach = random.between(0.42, 0.62);
    const tip = { x: width * reach * Math.cos(angle), y: height * reach * Math.sin(angle) };
    const off = angles.length === 1 && random.chance(0.4) ? random.normal(0.15) : 0;
    return sides(
      [
        { x: -tip.x, y: -tip.y + off * height },
        { x: tip.x, y: tip.y + off * height },
      ],
      hand,
      random,
    );
  });
  return [...figure, ...bars];
}

/** A long stroke with something at its end that is no arrow head: lollipops, hammers, hooks, pins, brooms. */
export function stickAndKnob(hand: Hand, random: Random): Point[][] {
  const stick = sides(
    [
      { x: 0, y: 0 },
      { x: 1, y: random.normal(0.05) },
    ],
    hand,
    random,
  );
  const size = random.between(0.08, 0.45);
  const kind = random.next();
  let knob: Point[][];
  if (kind < 0.35) {
    const maker = random.pick([ellipse, rectangle, triangle, diamond, cross, star, letter, blob, spiral]);
    knob = moved(maker(hand, random), size, 1 + size * random.between(-0.1, 0.6), random.normal(0.03));
  } else if (kind < 0.55) {
    // Across the end, or beside it.
    const at = random.between(0.8, 1);
    const lean = random.normal(0.12);
    const reach = size * random.between(0.3, 1);
    knob = [
      sides(
        [
          { x: at - lean, y: -reach },
          { x: at + lean, y: reach * random.between(0, 1.2) },
        ],
        hand,
        random,
      ),
    ];
  } else if (kind < 0.75) {
    // Bent back on one side only, or spread forwards.
    const forwards = random.chance(0.5);
    const ways = forwards ? [-1, 0, 1].slice(random.whole(0, 1)) : [random.sign()];
    knob = ways.map((way) => {
      const angle = forwards ? way * random.between(0.3, 0.8) : Math.PI + way * random.between(0.5, 1.3);
      const end = { x: 1 + size * Math.cos(angle), y: size * Math.sin(angle) };
      return sides([{ x: 1, y: 0 }, end], hand, random);
    });
    if (!forwards) knob.push(...moved(ellipse(hand, random), 0.1, 0, 0));
  } else {
    const path = smooth(
      Array.from({ length: random.whole(4, 8) }, () => ({
        x: 1 + random.normal(size / 2),
        y: random.normal(size / 2),
      })),
    );
    knob = [draw(path, hand, random)];
  }
  const strokes = [stick, ...knob];
  const joined = strokes.length === 2 && random.chance(0.25) ? [strokes.flat()] : strokes;
  return place(joined, random.between(0, 7), 0);
}
