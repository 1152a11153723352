/** What people draw that is no figure, or more than one: it has to be left as it is. */
import { around, between, type Path, type Point, rotate } from '../../recognition/points.ts';
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
import { letter, word } from './letters.ts';
import { arrow, check, cross, curve, line, smooth, wander } from './marks.ts';
import { draw, type Hand, missed, place, side } from './pen.ts';
import { things } from './things.ts';

type Maker = (hand: Hand, random: Random) => Point[][];

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

function sides(knots: Path, hand: Hand, random: Random): Point[] {
  const path: Point[] = [];
  for (let i = 1; i < knots.length; i++) path.push(...side(around(knots, i - 1), around(knots, i), hand, random));
  return draw(path, hand, random);
}

function turned(strokes: Point[][], random: Random, loose = 0.1): Point[][] {
  const quarter = (random.whole(0, 3) * Math.PI) / 2;
  return place(strokes, quarter + random.normal(loose), random.normal(0.08));
}

function bracket(hand: Hand, random: Random): Point[][] {
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

function brace(hand: Hand, random: Random): Point[][] {
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

function spiral(hand: Hand, random: Random): Point[][] {
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

function scribble(hand: Hand, random: Random): Point[][] {
  const count = random.whole(8, 30);
  const flat = random.between(0.2, 1);
  const knots = Array.from({ length: count }, () => ({ x: random.normal(0.28), y: random.normal(0.28) * flat }));
  const path = random.chance(0.6) ? smooth(knots) : knots;
  return place([draw(path, hand, random)], random.between(0, 7), 0);
}

function hatching(hand: Hand, random: Random): Point[][] {
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
function underlines(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 4);
  const apart = random.between(0.1, 0.5);
  const strokes = Array.from({ length: count }, (_, i) => {
    const from = { x: random.normal(0.05), y: i * apart };
    return sides([from, { x: random.between(0.6, 1), y: i * apart + random.normal(0.04) }], hand, random);
  });
  return turned(strokes, random, 0.4);
}

/** A figure with sides left out. */
function unfinished(hand: Hand, random: Random): Point[][] {
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
    const kept = random.whole(3, count - 2);
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
function chevron(hand: Hand, random: Random): Point[][] {
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
function blob(hand: Hand, random: Random): Point[][] {
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

function splines(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 4);
  return Array.from({ length: count }, () => {
    const off = { x: random.normal(0.3), y: random.normal(0.3) };
    const path = wander(random).map(({ x, y }) => ({ x: x + off.x, y: y + off.y }));
    return draw(path, hand, random);
  });
}

/** A few straight strokes anywhere. */
function sticks(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, 6);
  return Array.from({ length: count }, () => {
    const from = { x: random.normal(0.4), y: random.normal(0.4) };
    const angle = random.chance(0.6) ? (random.whole(0, 3) * Math.PI) / 2 + random.normal(0.05) : random.between(0, 7);
    const length = random.between(0.2, 1);
    return sides([from, { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) }], hand, random);
  });
}

/** T, Y, forks, asterisks, trees: strokes that meet. */
function branching(hand: Hand, random: Random): Point[][] {
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
function twoFigures(hand: Hand, random: Random): Point[][] {
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
function figureAndMore(hand: Hand, random: Random): Point[][] {
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
function crossedFigure(hand: Hand, random: Random): Point[][] {
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

/** Four corners whose sides cross. */
function bowTie(hand: Hand, random: Random): Point[][] {
  const corners = boxCorners(1, random.between(0.4, 1.2)).map((corner) => missed(corner, hand.aim, random));
  const knots = [0, 1, 3, 2, 0].map((i) => around(corners, i));
  return turned([sides(knots, hand, random)], random);
}

/** A closed outline with a corner pushed in: boomerangs, steps, L-shapes. */
function dented(hand: Hand, random: Random): Point[][] {
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

function dots(hand: Hand, random: Random): Point[][] {
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

/** A long stroke with something at its end that is no arrow head: lollipops, hammers, hooks, pins, brooms. */
function stickAndKnob(hand: Hand, random: Random): Point[][] {
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

/** An outline with teeth of all sizes. */
function spiky(hand: Hand, random: Random): Point[][] {
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
function closedMess(hand: Hand, random: Random): Point[][] {
  const count = random.whole(5, 9);
  const corners = Array.from({ length: count }, () => ({ x: random.normal(0.35), y: random.normal(0.3) }));
  return [sides([...corners, missed(around(corners, 0), 0.03, random)], hand, random)];
}
