/** Outlines of the second generator that figures and negatives share. */
import type { Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { type Move, type Stroke, through } from './turtle.ts';

export const polar = (radius: number, angle: number, flat = 1): Point => ({
  x: radius * Math.cos(angle),
  y: flat * radius * Math.sin(angle),
});

/** Closed corners in one stroke, in one per side, or in two halves. */
export function closed(corners: readonly Point[], random: Random): Stroke[] {
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

export function box(random: Random, slant: number): Point[] {
  const [w, h] = [random.between(0.5, 1.4), random.between(0.35, 1)];
  return [
    { x: slant * h, y: 0 },
    { x: w + slant * h, y: 0 },
    { x: w, y: h },
    { x: 0, y: h },
  ];
}

export function ellipse(random: Random): Stroke[] {
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

export function ring(count: number, random: Random, loose: number): Point[] {
  const turn = random.between(0, 7);
  const flat = random.between(0.6, 1);
  return Array.from({ length: count }, (_, i) =>
    polar(0.5 * (1 + random.normal(loose)), turn + (i * 2 * Math.PI) / count + random.normal(loose), flat),
  );
}
