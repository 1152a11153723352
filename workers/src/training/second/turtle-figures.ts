/** What the second generator draws: the vocabulary, and things outside of it. */
import type { Point } from '../../recognition/points.ts';
import type { Shape } from '../../recognition/vocabulary.ts';
import type { Random } from '../random.ts';
import { drive, type Move, type Stroke, someDrive, through } from './turtle.ts';
import { negatives } from './turtle-negatives.ts';
import { box, closed, ellipse, polar, ring } from './turtle-outlines.ts';

type Plan = (random: Random) => Stroke[];

export function generateSecond(shape: Shape, random: Random): Point[][] {
  return drive(plans[shape](random), someDrive(random), random);
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
