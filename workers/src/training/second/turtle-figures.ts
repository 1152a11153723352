/** What the second generator draws: the vocabulary, and things outside of it. */
import type { Point } from '../../recognition/points.ts';
import type { Shape } from '../../recognition/vocabulary.ts';
import type { Random } from '../random.ts';
import { drive, type Move, type Stroke, someDrive, through } from './turtle.ts';

type Plan = (random: Random) => Stroke[];

export function generateSecond(shape: Shape, random: Random): Point[][] {
  return drive(plans[shape](random), someDrive(random), random);
}

const polar = (radius: number, angle: number, flat = 1): Point => ({
  x: radius * Math.cos(angle),
  y: flat * radius * Math.sin(angle),
});

/** Closed corners in one stroke, in one per side, or in two halves. */
function closed(corners: readonly Point[], random: Random): Stroke[] {
  const from = random.whole(0, corners.length - 1);
  const turned = [...corners.slice(from), ...corners.slice(0, from)];
  const order = random.chance(0.5) ? turned : turned.reverse();
  const [first] = order;
  if (first === undefined) return [];
  const loop = [...order, first];
  const kind = random.next();
  if (kind < 0.45) return through(loop);
  if (kind < 0.75) return through(loop, false);
  const cut = random.whole(1, loop.length - 2);
  return [...through(loop.slice(0, cut + 1)), ...through(loop.slice(cut))];
}

function box(random: Random, slant: number): Point[] {
  const [w, h] = [random.between(0.5, 1.4), random.between(0.35, 1)];
  return [
    { x: slant * h, y: 0 },
    { x: w + slant * h, y: 0 },
    { x: w, y: h },
    { x: 0, y: h },
  ];
}

function rounded(random: Random): Stroke[] {
  const [w, h] = [random.between(0.7, 1.5), random.between(0.4, 0.9)];
  const r = Math.min(w, h) * random.between(0.2, 0.5);
  const quarter: Move = [(Math.PI / 2) * r, Math.PI / 2];
  const moves: Move[] = [
    [Math.max(w - 2 * r, 0.01), 0],
    quarter,
    [Math.max(h - 2 * r, 0.01), 0],
    quarter,
    [Math.max(w - 2 * r, 0.01), 0],
    quarter,
    [Math.max(h - 2 * r, 0.01), 0],
    quarter,
  ];
  if (random.chance(0.6)) return [{ from: { x: r, y: 0 }, heading: 0, moves }];
  return [
    { from: { x: r, y: 0 }, heading: 0, moves: moves.slice(0, 4) },
    { from: { x: w - r, y: h }, heading: Math.PI, moves: moves.slice(4) },
  ];
}

function ellipse(random: Random): Stroke[] {
  const [a, b] = [0.5, random.between(0.2, 0.5)];
  const start = random.between(0, 7);
  const way = random.sign();
  const round = random.between(0.97, 1.12);
  const moves: Move[] = [];
  const at = (t: number) => ({ x: a * Math.cos(t), y: b * Math.sin(t) });
  const slope = (t: number) => Math.atan2(way * b * Math.cos(t), way * -a * Math.sin(t));
  for (let i = 0; i < 24; i++) {
    const [t, u] = [start + (way * i * round * 2 * Math.PI) / 24, start + (way * (i + 1) * round * 2 * Math.PI) / 24];
    const [p, q] = [at(t), at(u)];
    const turn = slope(u) - slope(t);
    moves.push([Math.hypot(q.x - p.x, q.y - p.y), Math.atan2(Math.sin(turn), Math.cos(turn))]);
  }
  return [{ from: at(start), heading: slope(start), moves }];
}

function ring(count: number, random: Random, loose: number): Point[] {
  const turn = random.between(0, 7);
  const flat = random.between(0.6, 1);
  return Array.from({ length: count }, (_, i) =>
    polar(0.5 * (1 + random.normal(loose)), turn + (i * 2 * Math.PI) / count + random.normal(loose), flat),
  );
}

function arrow(random: Random): Stroke[] {
  const heading = random.between(-Math.PI, Math.PI);
  const kind = random.next();
  const shaft: Move[] =
    kind < 0.6
      ? [[1, 0]]
      : kind < 0.8
        ? [[1, random.between(0.5, 1.6) * random.sign()]]
        : [
            [random.between(0.3, 0.7), 0],
            [0, (Math.PI / 2) * random.sign()],
            [random.between(0.3, 0.7), 0],
          ];
  const [size, open] = [random.between(0.1, 0.35), random.between(0.35, 0.8)];
  if (random.chance(0.4)) {
    return [
      {
        from: { x: 0, y: 0 },
        heading,
        moves: [...shaft, [0, Math.PI - open], [size, 0], [0, Math.PI], [size, 0], [0, Math.PI + 2 * open], [size, 0]],
      },
    ];
  }
  let [x, y, angle] = [0, 0, heading];
  for (const [length, by] of shaft) {
    const steps = 30;
    for (let i = 0; i < (length === 0 ? 1 : steps); i++) {
      angle += length === 0 ? by : by / steps;
      x += (length / steps) * Math.cos(angle);
      y += (length / steps) * Math.sin(angle);
    }
  }
  const tip = { x, y };
  const [left, right] = [angle + Math.PI - open, angle + Math.PI + open];
  const main: Stroke = { from: { x: 0, y: 0 }, heading, moves: shaft };
  if (random.chance(0.5))
    return [main, { from: tip, heading: left, moves: [[size, 0]] }, { from: tip, heading: right, moves: [[size, 0]] }];
  const start = { x: tip.x + size * Math.cos(left), y: tip.y + size * Math.sin(left) };
  return [
    main,
    {
      from: start,
      heading: left + Math.PI,
      moves: [
        [size, 0],
        [0, Math.PI + 2 * open],
        [size, 0],
      ],
    },
  ];
}

function cross(random: Random): Stroke[] {
  const turn = random.chance(0.4) ? random.normal(0.08) : Math.PI / 4 + random.normal(0.12);
  return [0, 1].map((i) => {
    const heading = turn + (i * Math.PI) / 2 + (random.chance(0.3) ? Math.PI : 0);
    const length = random.between(0.7, 1.1);
    return { from: polar(length / 2, heading + Math.PI), heading, moves: [[length, 0]] };
  });
}

function star(random: Random): Stroke[] {
  const turn = random.normal(0.2) - Math.PI / 2;
  if (random.chance(0.55)) return through([0, 2, 4, 1, 3, 0].map((i) => polar(0.5, turn + (i * 2 * Math.PI) / 5)));
  const count = random.whole(5, 6);
  return closed(
    Array.from({ length: 2 * count }, (_, i) => polar(i % 2 === 0 ? 0.5 : 0.23, turn + (i * Math.PI) / count)),
    random,
  );
}

function check(random: Random): Stroke[] {
  return [
    {
      from: { x: 0, y: 0 },
      heading: random.between(0.6, 1.2),
      moves: [
        [random.between(0.2, 0.4), 0],
        [0, -random.between(1.4, 2)],
        [random.between(0.7, 1), random.normal(0.15)],
      ],
    },
  ];
}

function curve(random: Random): Stroke[] {
  const heading = random.between(0, 7);
  const from = { x: 0, y: 0 };
  const kind = random.next();
  if (kind < 0.35) return [{ from, heading, moves: [[1, random.between(1, 3.6) * random.sign()]] }];
  const count = random.whole(2, 7);
  const way = random.sign();
  if (kind < 0.65) {
    const bend = random.between(1.4, 3);
    return [
      {
        from,
        heading,
        moves: Array.from(
          { length: count },
          (_, i) => [0.4, (i % 2 === 0 ? way : -way) * bend * (i === 0 ? 0.5 : 1)] as const,
        ),
      },
    ];
  }
  const sharp = random.between(1.6, 2.7);
  return [
    {
      from,
      heading,
      moves: Array.from(
        { length: count + 2 },
        (_, i) =>
          [
            [0.4, 0],
            [0, (i % 2 === 0 ? way : -way) * sharp],
          ] as const,
      ).flat(),
    },
  ];
}

const negatives: readonly Plan[] = [
  // Spiral
  (r) => [
    {
      from: { x: 0, y: 0 },
      heading: r.between(0, 7),
      moves: Array.from({ length: 14 }, (_, i) => [0.06 + 0.05 * i, 1.2] as const),
    },
  ],
  // Bracket, corner, caret
  (r) =>
    through([
      { x: 0.3, y: 0 },
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: r.between(0.2, 0.6), y: 1 },
    ]),
  (r) =>
    through([
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: r.between(0.7, 1.2), y: 1 },
    ]),
  (r) =>
    through([
      { x: 0, y: 1 },
      { x: 0.5, y: 0 },
      { x: r.between(0.9, 1.1), y: 1 },
    ]),
  // H, N, T, E
  () => [
    ...through([
      { x: 0, y: 0 },
      { x: 0, y: 1 },
    ]),
    ...through([
      { x: 0.7, y: 0 },
      { x: 0.7, y: 1 },
    ]),
    ...through([
      { x: 0, y: 0.5 },
      { x: 0.7, y: 0.5 },
    ]),
  ],
  () =>
    through([
      { x: 0, y: 1 },
      { x: 0, y: 0 },
      { x: 0.7, y: 1 },
      { x: 0.7, y: 0 },
    ]),
  () => [
    ...through([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ]),
    ...through([
      { x: 0.5, y: 0 },
      { x: 0.5, y: 1 },
    ]),
  ],
  () => [
    ...through([
      { x: 0.6, y: 0 },
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: 0.6, y: 1 },
    ]),
    ...through([
      { x: 0, y: 0.5 },
      { x: 0.5, y: 0.5 },
    ]),
  ],
  // P and D
  () => [
    ...through([
      { x: 0, y: 0 },
      { x: 0, y: 1 },
    ]),
    {
      from: { x: 0, y: 0 },
      heading: 0,
      moves: [
        [0.2, 0],
        [0.75, Math.PI],
        [0.2, 0],
      ],
    },
  ],
  () => [
    ...through([
      { x: 0, y: 0 },
      { x: 0, y: 1 },
    ]),
    {
      from: { x: 0, y: 0 },
      heading: 0,
      moves: [
        [0.1, 0],
        [1.5, Math.PI],
        [0.1, 0],
      ],
    },
  ],
  // Scribble
  (r) => [
    {
      from: { x: 0, y: 0 },
      heading: 0,
      moves: Array.from({ length: r.whole(8, 20) }, () => [r.between(0.1, 0.6), r.normal(2.5)] as const),
    },
  ],
  // Hatching
  (r) =>
    Array.from({ length: r.whole(4, 9) }, (_, i) => ({
      from: { x: i * 0.15, y: 0 },
      heading: 1.2,
      moves: [[r.between(0.6, 0.9), 0]] as const,
    })),
  // Asterisk
  (r) =>
    [0, 1, 2].map((i) => ({
      from: polar(0.5, i * 1.05 + Math.PI),
      heading: i * 1.05,
      moves: [[r.between(0.9, 1.1), 0]] as const,
    })),
  // Two figures
  (r) => [
    ...ellipse(r),
    ...ellipse(r).map((stroke) => ({ ...stroke, from: { x: stroke.from.x + r.between(0.6, 1.3), y: stroke.from.y } })),
  ],
  (r) => [
    ...closed(box(r, 0), r),
    ...through([
      { x: 0.1, y: 0.1 },
      { x: 0.5, y: 0.35 },
    ]),
  ],
  (r) => [
    ...ellipse(r),
    ...closed(
      ring(3, r, 0.03).map(({ x, y }) => ({ x: x * 0.4, y: y * 0.4 })),
      r,
    ),
  ],
  // Three sides
  (r) => through(box(r, 0)),
  // Heart
  () => [
    {
      from: { x: 0, y: 0 },
      heading: -Math.PI / 3,
      moves: [
        [0.12, -0.2],
        [0.9, 3.6],
        [0.55, 0.3],
        [0, 1.5],
        [0.55, 0.3],
        [0.9, 3.6],
      ],
    },
  ],
  // Question mark, S
  () => [
    {
      from: { x: 0, y: 0.2 },
      heading: -1.2,
      moves: [
        [0.9, 3.6],
        [0.35, -1.2],
      ],
    },
    { from: { x: 0.25, y: 1.1 }, heading: 0, moves: [[0.04, 0]] },
  ],
  // Bow tie
  () =>
    through([
      { x: 0, y: 0 },
      { x: 1, y: 0.6 },
      { x: 1, y: 0 },
      { x: 0, y: 0.6 },
      { x: 0, y: 0 },
    ]),
];

const plans: Readonly<Record<Shape, Plan>> = {
  line: (r) => [{ from: { x: 0, y: 0 }, heading: r.between(0, 7), moves: [[1, r.normal(0.08)]] }],
  arrow,
  rectangle: (r) => closed(box(r, r.normal(0.02)), r),
  rounded_rect: rounded,
  ellipse,
  triangle: (r) => closed(ring(3, r, 0.09), r),
  diamond: (r) => {
    const [w, h] = [r.between(0.35, 0.6), r.between(0.35, 0.6)];
    return closed(
      [
        { x: 0, y: -h },
        { x: w, y: 0 },
        { x: 0, y: h },
        { x: -w, y: 0 },
      ],
      r,
    );
  },
  parallelogram: (r) => closed(box(r, r.between(0.35, 0.8) * r.sign()), r),
  star,
  polygon: (r) => closed(ring(r.pick([5, 6, 6, 8]), r, 0.03), r),
  cross,
  check,
  curve,
  other: (r) => r.pick(negatives)(r),
};
