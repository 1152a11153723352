/** What the second generator draws outside of the vocabulary. */
import type { Random } from '../random.ts';
import { type Stroke, through } from './turtle.ts';
import { box, closed, ellipse, polar, ring } from './turtle-outlines.ts';

/** The straight way through places, without lifting the pen. */
function lines(...places: (readonly [x: number, y: number])[]): Stroke[] {
  return through(places.map(([x, y]) => ({ x, y })));
}

export const negatives: readonly ((random: Random) => Stroke[])[] = [
  // Spiral
  (r) => [
    {
      from: { x: 0, y: 0 },
      heading: r.between(0, 7),
      moves: Array.from({ length: 14 }, (_, i) => [0.06 + 0.05 * i, 1.2] as const),
    },
  ],
  // Bracket, corner, caret
  (r) => lines([0.3, 0], [0, 0], [0, 1], [r.between(0.2, 0.6), 1]),
  (r) => lines([0, 0], [0, 1], [r.between(0.7, 1.2), 1]),
  (r) => lines([0, 1], [0.5, 0], [r.between(0.9, 1.1), 1]),
  // H, N, T, E
  () => [...lines([0, 0], [0, 1]), ...lines([0.7, 0], [0.7, 1]), ...lines([0, 0.5], [0.7, 0.5])],
  () => lines([0, 1], [0, 0], [0.7, 1], [0.7, 0]),
  () => [...lines([0, 0], [1, 0]), ...lines([0.5, 0], [0.5, 1])],
  () => [...lines([0.6, 0], [0, 0], [0, 1], [0.6, 1]), ...lines([0, 0.5], [0.5, 0.5])],
  // P and D
  () => [
    ...lines([0, 0], [0, 1]),
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
    ...lines([0, 0], [0, 1]),
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
  (r) => [...closed(box(r, 0), r), ...lines([0.1, 0.1], [0.5, 0.35])],
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
  () => lines([0, 0], [1, 0.6], [1, 0], [0, 0.6], [0, 0]),
];
