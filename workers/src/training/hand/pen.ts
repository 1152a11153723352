/**
 * How a hand moves a pen along what it means to draw. Lengths are shares of the drawing's size, which is about 1 here;
 * `finish` brings it to pixels, with the sampling and rounding of a mouse, a pen or a finger.
 */
import {
  around,
  between,
  distance,
  lengthOf,
  type Path,
  type Point,
  rotate,
  spread,
} from '../../recognition/points.ts';
import type { Random } from '../random.ts';

/** What stays the same while one person draws one thing. */
export interface Hand {
  /** How far corners are rounded: a hurried pen cuts them. */
  readonly rounding: number;
  /** Fast small shaking. */
  readonly tremor: number;
  /** Slow wandering off the line. */
  readonly wander: number;
  /** How far sides are bent, as sagitta per length. */
  readonly bow: number;
  /** How far corners and ends miss their place. */
  readonly aim: number;
  /** Chance of a small flick where the pen comes down or leaves. */
  readonly hooks: number;
}

export function someHand(random: Random): Hand {
  const care = random.next();
  const scale = 0.25 + 1.6 * care * care + (random.chance(0.06) ? 0.6 : 0);
  const shaky = random.chance(0.2) ? 0.006 : 0.002;
  return {
    rounding: random.weighted([
      [0, 0.22],
      [random.between(0.002, 0.026) * scale, 0.58],
      // A mouse in a hurry: every corner is a small arc, whatever was meant.
      [random.between(0.018, 0.042), 0.2],
    ]),
    tremor: random.between(0, shaky) * scale,
    wander: random.between(0.002, 0.016) * scale,
    bow: random.between(0, 0.07) * scale,
    aim: random.between(0.005, 0.042) * scale,
    hooks: random.chance(0.3) ? random.between(0.1, 0.6) : 0,
  };
}

/** A path as the pen leaves it: rounded, wandering, shaking, with hooks at its ends. */
export function draw(path: Path, hand: Hand, random: Random): Point[] {
  const length = lengthOf(path);
  if (length < 1e-6) return [...path];
  const count = Math.max(8, Math.min(200, Math.round(length * 70)));
  const smoothed = round(spread(path, count), (hand.rounding * count) / length);
  const shaken = shake(smoothed, length, hand, random);
  return random.chance(hand.hooks) ? hooked(shaken, random) : shaken;
}

/** A straight side that is slightly bent, as knots. */
export function side(a: Point, b: Point, hand: Hand, random: Random): Point[] {
  const bow = random.normal(hand.bow) * 0.7;
  const skew = random.between(0.7, 1.4);
  const normal = { x: a.y - b.y, y: b.x - a.x };
  return Array.from({ length: 9 }, (_, i) => {
    const t = i / 8;
    const bent = bow * 4 * t ** skew * (1 - t ** skew);
    const spot = between(a, b, t);
    return { x: spot.x + normal.x * bent, y: spot.y + normal.y * bent };
  });
}

export function missed(point: Point, by: number, random: Random): Point {
  return { x: point.x + random.normal(by), y: point.y + random.normal(by) };
}

/** Points in drawing units, turned and slanted a little as a sheet or a wrist would. */
export function place(paths: readonly Path[], turn: number, slant: number): Point[][] {
  return paths.map((path) => path.map((point) => rotate({ x: point.x + slant * point.y, y: point.y }, turn)));
}

/** To pixels: a size on screen, the device's sampling, and its rounding. */
export function finish(paths: readonly Path[], random: Random): Point[][] {
  const size = Math.exp(random.between(Math.log(28), Math.log(520)));
  const step = random.weighted([
    [random.between(1, 4), 3],
    [random.between(4, 14), 3],
    [random.between(14, 30), 1],
  ]);
  const grid = random.weighted([
    [1, 5],
    [0.1, 3],
    [2, 1],
  ]);
  const simplified = random.chance(0.25) ? random.between(0.4, 2.2) * Math.min(1, size / 200) : 0;
  return paths.map((path) => {
    const scaled = path.map(({ x, y }) => ({ x: x * size, y: y * size }));
    const sampled = sampledAt(scaled, Math.min(step, size / 12), random);
    const kept = simplified > 0 ? simplify(sampled, simplified) : sampled;
    return kept.map(({ x, y }) => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid }));
  });
}

/** Ramer, Douglas, Peucker. */
function simplify(path: Path, tolerance: number): Point[] {
  if (path.length < 3) return [...path];
  const a = around(path, 0);
  const b = around(path, -1);
  const length = distance(a, b);
  let worst = 0;
  let at = 0;
  for (let i = 1; i + 1 < path.length; i++) {
    const p = around(path, i);
    const off =
      length < 1e-9 ? distance(p, a) : Math.abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
    if (off > worst) {
      worst = off;
      at = i;
    }
  }
  if (worst <= tolerance) return [a, b];
  return [...simplify(path.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(path.slice(at), tolerance)];
}

function round(path: Path, sigma: number): Point[] {
  if (sigma < 0.4) return [...path];
  const reach = Math.max(1, Math.round(sigma));
  let current = [...path];
  for (let pass = 0; pass < 2; pass++) {
    current = current.map((point, i) => {
      // The ends stay where they are: the window shrinks towards them.
      const r = Math.min(reach, i, current.length - 1 - i);
      if (r === 0) return point;
      let [x, y] = [0, 0];
      for (let j = i - r; j <= i + r; j++) {
        const p = around(current, j);
        x += p.x;
        y += p.y;
      }
      return { x: x / (2 * r + 1), y: y / (2 * r + 1) };
    });
  }
  return current;
}

function shake(path: Path, length: number, hand: Hand, random: Random): Point[] {
  const waves = [1, 2, 3].map((n) => ({
    rate: n * random.between(0.35, 1) * Math.max(1, length) * 2 * Math.PI,
    phaseX: random.between(0, 7),
    phaseY: random.between(0, 7),
    height: (hand.wander * random.normal()) / n,
  }));
  let [tx, ty] = [0, 0];
  return path.map((point, i) => {
    const t = i / path.length;
    tx = 0.6 * tx + random.normal(hand.tremor);
    ty = 0.6 * ty + random.normal(hand.tremor);
    let [x, y] = [point.x + tx, point.y + ty];
    for (const wave of waves) {
      x += wave.height * Math.sin(wave.rate * t + wave.phaseX);
      y += wave.height * Math.sin(wave.rate * t + wave.phaseY);
    }
    return { x, y };
  });
}

function hooked(path: readonly Point[], random: Random): Point[] {
  const flick = (at: Point) => {
    const angle = random.between(0, 2 * Math.PI);
    const length = random.between(0.01, 0.05);
    return { x: at.x + Math.cos(angle) * length, y: at.y + Math.sin(angle) * length };
  };
  const bent = [...path];
  if (random.chance(0.6)) bent.unshift(flick(around(path, 0)));
  if (random.chance(0.6)) bent.push(flick(around(path, -1)));
  return bent;
}

/** Points as a device reports them: closer together where the pen is slow, which is where it turns. */
function sampledAt(path: Path, step: number, random: Random): Point[] {
  const kept: Point[] = [around(path, 0)];
  let walked = 0;
  let next = step * random.between(0.6, 1.4);
  for (let i = 1; i < path.length; i++) {
    const before = around(path, i - 1);
    const point = around(path, i);
    const after = around(path, Math.min(i + 1, path.length - 1));
    walked += distance(before, point);
    const turn =
      Math.abs((point.x - before.x) * (after.y - point.y) - (point.y - before.y) * (after.x - point.x)) /
      (distance(before, point) * distance(point, after) || 1);
    if (walked < next && i + 1 < path.length && !(turn > 0.4 && random.chance(0.5))) continue;
    kept.push(point);
    walked = 0;
    next = step * random.between(0.6, 1.4);
  }
  if (around(kept, -1) !== around(path, -1)) kept.push(around(path, -1));
  return kept;
}
