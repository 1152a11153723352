/** Small pictures and signs that contain figures or look like one, and are none. */
import { around, type Path, type Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { boxCorners } from './figures.ts';
import { smooth } from './marks.ts';
import { draw, type Hand, missed, place, side } from './pen.ts';

type Sketch = readonly Path[];

const at = (...pairs: readonly number[]): Point[] => {
  const points: Point[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) points.push({ x: pairs[i] ?? 0, y: pairs[i + 1] ?? 0 });
  return points;
};

const turn = (from: number, to: number, x: number, y: number, rx: number, ry = rx): Point[] =>
  Array.from({ length: 24 }, (_, i) => {
    const angle = from + ((to - from) * i) / 23;
    return { x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) };
  });

const circle = (x: number, y: number, rx: number, ry = rx) => turn(0, 2 * Math.PI, x, y, rx, ry);

const sketches: readonly ((r: Random) => Sketch)[] = [
  // Heart
  () => [
    [
      ...smooth(at(0, 0.5, -0.35, 0.15, -0.5, -0.15, -0.3, -0.42, -0.08, -0.35, 0, -0.18)),
      ...smooth(at(0, -0.18, 0.08, -0.35, 0.3, -0.42, 0.5, -0.15, 0.35, 0.15, 0, 0.5)),
    ],
  ],
  // Crescent
  (r) => [[...turn(0.9, 5.4, 0, 0, 0.5), ...turn(5.1, 1.2, 0.2, 0, r.between(0.35, 0.45)), { x: 0.3, y: 0.39 }]],
  // Cloud
  (r) => {
    const n = r.whole(5, 9);
    return [
      Array.from({ length: n }, (_, i) => (i * 2 * Math.PI) / n).flatMap((a) =>
        turn(a - 1.3, a + 1.3, 0.35 * Math.cos(a), 0.22 * Math.sin(a), 0.17).slice(2, 22),
      ),
    ];
  },
  // Arch
  (r) => {
    const inner = r.between(0.2, 0.36);
    return [
      [
        ...turn(Math.PI, 2 * Math.PI, 0, 0, 0.5),
        { x: 0.5, y: 0.4 },
        { x: inner, y: 0.4 },
        ...turn(2 * Math.PI, Math.PI, 0, 0, inner),
        { x: -inner, y: 0.4 },
        { x: -0.5, y: 0.4 },
        { x: -0.5, y: 0 },
      ],
    ];
  },
  // Half disc
  (r) => [[...turn(r.between(-0.1, 0.1), Math.PI, 0, 0, 0.5), { x: 0.5, y: 0 }]],
  // Slice
  (r) => [[{ x: 0, y: 0 }, ...turn(0, r.between(0.8, 2.2), 0, 0, 0.6), { x: 0, y: 0 }]],
  // Speech bubble
  (r) => [
    at(
      -0.5,
      -0.35,
      0.5,
      -0.35,
      0.5,
      0.2,
      r.between(0, 0.2),
      0.2,
      r.between(-0.3, 0),
      0.5,
      -0.15,
      0.2,
      -0.5,
      0.2,
      -0.5,
      -0.35,
    ),
  ],
  () => [[...turn(1.9, 7.5, 0, -0.1, 0.5, 0.35), { x: -0.1, y: 0.5 }, { x: -0.16, y: 0.22 }]],
  // Cube
  (r) => {
    const d = r.between(0.15, 0.35);
    return [
      at(-0.5, 0.5, -0.5, -0.2, 0.2, -0.2, 0.2, 0.5, -0.5, 0.5),
      at(-0.5, -0.2, -0.5 + d, -0.2 - d, 0.2 + d, -0.2 - d, 0.2, -0.2),
      at(0.2 + d, -0.2 - d, 0.2 + d, 0.5 - d, 0.2, 0.5),
    ];
  },
  // Cylinder
  (r) => {
    const ry = r.between(0.08, 0.16);
    return [
      circle(0, -0.4, 0.35, ry),
      at(-0.35, -0.4, -0.35, 0.4),
      at(0.35, -0.4, 0.35, 0.4),
      turn(Math.PI, 0, 0, 0.4, 0.35, ry),
    ];
  },
  () => [
    circle(0, -0.4, 0.3, 0.1),
    [{ x: -0.3, y: -0.4 }, { x: -0.3, y: 0.4 }, ...turn(Math.PI, 0, 0, 0.4, 0.3, 0.1), { x: 0.3, y: -0.4 }],
  ],
  // House
  () => [at(-0.4, 0.5, -0.4, 0, 0.4, 0, 0.4, 0.5, -0.4, 0.5), at(-0.5, 0, 0, -0.5, 0.5, 0)],
  // Smiling face
  (r) => [
    circle(0, 0, 0.5),
    circle(-0.17, -0.15, 0.04),
    circle(0.17, -0.15, 0.04),
    turn(0.4, 2.7, 0, 0, r.between(0.2, 0.32)),
  ],
  // Person
  () => [circle(0, -0.38, 0.12), at(0, -0.26, 0, 0.15), at(-0.25, -0.1, 0.25, -0.1), at(-0.2, 0.5, 0, 0.15, 0.2, 0.5)],
  // Lightning
  () => [at(0.1, -0.5, -0.2, 0.05, 0.02, 0.02, -0.12, 0.5, 0.25, -0.12, 0.02, -0.08, 0.1, -0.5)],
  // Eight and infinity
  (r) => {
    const tall = r.between(0.3, 0.6);
    return [
      Array.from({ length: 48 }, (_, i) => ({
        x: 0.5 * Math.sin((i / 46) * 2 * Math.PI),
        y: tall * Math.sin((i / 46) * 4 * Math.PI) * 0.5,
      })),
    ];
  },
  // Drop
  () => [smooth(at(0, -0.5, -0.22, 0, -0.3, 0.25, 0, 0.5, 0.3, 0.25, 0.22, 0, 0, -0.5))],
  // Stairs
  (r) => {
    const n = r.whole(3, 6);
    return [Array.from({ length: 2 * n }, (_, i) => ({ x: Math.ceil(i / 2) / n, y: -Math.floor(i / 2) / n }))];
  },
  // Flag, lollipop, magnifier
  () => [at(0, 0.5, 0, -0.5, 0.5, -0.35, 0, -0.15)],
  (r) => [circle(0, -0.25, 0.25), at(0, 0, r.normal(0.05), 0.6)],
  () => [circle(-0.1, -0.1, 0.3), at(0.12, 0.12, 0.5, 0.5)],
  // Table grid
  (r) => [
    boxAround(1, 0.7),
    at(-0.5, r.normal(0.1), 0.5, r.normal(0.05)),
    at(r.normal(0.15), -0.35, r.normal(0.1), 0.35),
  ],
  // Envelope, window
  () => [boxAround(1, 0.65), at(-0.5, -0.32, 0, 0.05, 0.5, -0.32)],
  () => [boxAround(1, 1), at(0, -0.5, 0, 0.5), at(-0.5, 0, 0.5, 0)],
  // Rings
  (r) => [circle(0, 0, 0.5), circle(r.normal(0.03), r.normal(0.03), r.between(0.15, 0.38))],
  (r) => [circle(-0.25, 0, 0.3), circle(0.25, r.normal(0.05), 0.3)],
  // Sun, flower
  (r) => [
    circle(0, 0, 0.22),
    ...Array.from({ length: r.whole(5, 9) }, (_, i) =>
      at(0.3 * Math.cos(i * 0.8), 0.3 * Math.sin(i * 0.8), 0.5 * Math.cos(i * 0.8), 0.5 * Math.sin(i * 0.8)),
    ),
  ],
  (r) => {
    const n = r.whole(4, 7);
    return [
      Array.from({ length: 80 }, (_, i) => (i / 79) * 2 * Math.PI).map((a) => ({
        x: (0.32 + 0.16 * Math.cos(n * a)) * Math.cos(a),
        y: (0.32 + 0.16 * Math.cos(n * a)) * Math.sin(a),
      })),
    ];
  },
  // Fish, leaf, eye
  () => [
    [...smooth(at(0.5, 0.2, 0.1, -0.15, -0.3, -0.2, -0.5, 0, -0.3, 0.2, 0.1, 0.15, 0.5, -0.2)), { x: 0.5, y: 0.2 }],
  ],
  () => [[...turn(-2.4, -0.74, 0, 0.36, 0.68), ...turn(0.74, 2.4, 0, -0.56, 0.68)], at(-0.6, -0.1, 0.5, -0.1)],
  () => [[...turn(-2.4, -0.74, 0, 0.36, 0.68), ...turn(0.74, 2.4, 0, -0.56, 0.68)]],
  // Cup, bottle, tooth
  () => [at(-0.3, -0.4, -0.25, 0.4, 0.25, 0.4, 0.3, -0.4), circle(0, -0.4, 0.3, 0.06), turn(-1.4, 1.4, 0.28, 0, 0.2)],
  () => [
    smooth(at(-0.08, -0.5, -0.08, -0.2, -0.22, 0, -0.22, 0.5, 0.22, 0.5, 0.22, 0, 0.08, -0.2, 0.08, -0.5, -0.08, -0.5)),
  ],
  // Gear, sawtooth outline, block arrow is an arrow and stands elsewhere
  (r) => {
    const n = r.whole(7, 12);
    return [
      Array.from({ length: n * 4 + 1 }, (_, i) => {
        const a = (Math.floor(i / 2) * Math.PI) / n + (i % 2) * 0.05;
        const radius = Math.floor(i / 2) % 2 === 0 ? 0.5 : 0.38;
        return { x: radius * Math.cos(a), y: radius * Math.sin(a) };
      }),
    ];
  },
  // Hourglass with lids, ladder, comb
  () => [at(-0.3, -0.5, 0.3, -0.5, -0.3, 0.5, 0.3, 0.5, -0.3, -0.5)],
  (r) => [
    at(-0.2, -0.5, -0.2, 0.5),
    at(0.2, -0.5, 0.2, 0.5),
    ...Array.from({ length: r.whole(3, 5) }, (_, i) => at(-0.2, -0.35 + i * 0.2, 0.2, -0.35 + i * 0.2)),
  ],
  // Loop with tail, pigtail, treble-like
  (r) => [smooth(at(-0.5, 0.4, 0, 0.1, 0.25, -0.25, 0, -0.45, -0.25, -0.25, 0, 0.1, 0.5, r.between(0.2, 0.5)))],
  (r) => [
    smooth(at(0, 0.5, 0, -0.2, 0.2, -0.5, 0.3, -0.3, 0, 0, -0.3, 0.2, -0.1, 0.45, 0.2, 0.3, r.between(-0.1, 0.1), 0.1)),
  ],
  // Note, quarter with flag
  () => [circle(-0.1, 0.4, 0.13, 0.1), at(0.03, 0.4, 0.03, -0.5, 0.25, -0.25)],
  // Equal, parallel with a slash, identity
  () => [at(-0.4, -0.12, 0.4, -0.12), at(-0.4, 0.12, 0.4, 0.12), at(-0.15, 0.4, 0.15, -0.4)],
  // Tick in a box, radio
  () => [boxAround(0.8, 0.8), at(-0.25, 0, -0.05, 0.25, 0.5, -0.5)],
  (r) => [circle(0, 0, 0.5), circle(0, 0, r.between(0.02, 0.1))],
  // Kite with tail
  () => [at(0, -0.5, 0.25, -0.15, 0, 0.2, -0.25, -0.15, 0, -0.5), smooth(at(0, 0.2, 0.1, 0.3, -0.05, 0.4, 0.08, 0.5))],
  // Sailing boat
  () => [at(-0.5, 0.2, 0.5, 0.2, 0.3, 0.5, -0.3, 0.5, -0.5, 0.2), at(0, 0.2, 0, -0.5, 0.4, 0.05, 0, 0.05)],
  // Two triangles that touch at a tip, a crown
  () => [at(-0.5, 0.4, -0.5, -0.3, -0.2, 0.05, 0, -0.4, 0.2, 0.05, 0.5, -0.3, 0.5, 0.4, -0.5, 0.4)],
  // T-shirt, cross outline done elsewhere; a plug
  () => [
    at(
      -0.2,
      -0.5,
      -0.5,
      -0.25,
      -0.4,
      -0.1,
      -0.25,
      -0.2,
      -0.25,
      0.5,
      0.25,
      0.5,
      0.25,
      -0.2,
      0.4,
      -0.1,
      0.5,
      -0.25,
      0.2,
      -0.5,
      -0.2,
      -0.5,
    ),
  ],
  // Axes
  () => [at(0, -0.5, 0, 0.5, 0.9, 0.5)],
  (r) => [
    at(0, -0.5, 0, 0.5, 0.9, 0.5),
    smooth(at(0.05, 0.4, 0.3, r.between(-0.2, 0.3), 0.55, r.between(-0.3, 0.3), 0.85, r.between(-0.5, 0.2))),
  ],
];

function boxAround(width: number, height: number): Point[] {
  const corners = boxCorners(width, height);
  return [...corners, around(corners, 0)];
}

export function things(hand: Hand, random: Random): Point[][] {
  const squash = random.between(0.7, 1.3);
  const flip = random.sign();
  const sketch = random
    .pick(sketches)(random)
    .map((path) => path.map(({ x, y }) => ({ x: x * squash * flip, y })));
  const angular = (path: Path) => path.length <= 14;
  const strokes = sketch.map((path) => {
    const knots = path.map((knot) => missed(knot, hand.aim * (angular(path) ? 0.8 : 0.15), random));
    if (!angular(path)) return draw(knots, hand, random);
    const drawn: Point[] = [];
    for (let i = 1; i < knots.length; i++) drawn.push(...side(around(knots, i - 1), around(knots, i), hand, random));
    return draw(drawn, hand, random);
  });
  const some = random.chance(0.2) ? random.shuffle(strokes) : strokes;
  return place(
    some.map((path) => (random.chance(0.15) ? [...path].reverse() : path)),
    random.chance(0.85) ? random.normal(0.12) : random.between(0, 7),
    random.normal(0.1),
  );
}
