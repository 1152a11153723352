/** In how many strokes, in which order and direction a hand draws the sides of a figure. */
import { around, between, lengthOf, type Path, type Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { draw, type Hand, missed, side } from './pen.ts';

export interface Habits {
  /** Chance that the whole outline is one stroke. */
  readonly oneStroke: number;
  /** How much of its last side, at most, a hand may leave out because everyone sees what is meant. */
  readonly open: number;
}

/** A closed outline with straight sides. */
export function outline(corners: Path, hand: Hand, random: Random, habits: Habits): Point[][] {
  const strokes = random.chance(habits.oneStroke)
    ? [oneStroke(corners, habits.open, hand, random)]
    : runs(corners, hand, random);
  if (habits.open >= 1 && strokes.length > 3 && random.chance(0.15)) withoutShortest(strokes);
  if (random.chance(0.04)) strokes.push(retraced(corners, hand, random));
  return strokes;
}

/** Around in one go. It may start within a side, end early, or go on over its own beginning. */
function oneStroke(corners: Path, open: number, hand: Hand, random: Random): Point[] {
  const backwards = random.chance(0.5);
  const first = random.whole(0, corners.length - 1);
  const order = corners.map((_, i) => around(corners, first + (backwards ? -i : i)));
  const within = random.chance(0.2) ? random.between(0.15, 0.85) : 0;
  const start = between(around(order, 0), around(order, 1), within);
  const knots = order.slice(1).map((corner) => missed(corner, hand.aim * 0.7, random));
  const mouth = missed(around(order, 0), hand.aim * 0.7, random);
  const route = within > 0 ? [start, ...knots, mouth, start] : [mouth, ...knots, mouth];
  const closed = route.map((point, i) => (i === route.length - 1 ? missed(point, hand.aim * 1.2, random) : point));
  const path: Point[] = [];
  for (let i = 1; i < closed.length; i++) path.push(...side(around(closed, i - 1), around(closed, i), hand, random));
  return draw(closing(path, route, open, random), hand, random);
}

/** The way a contour ends: with a gap, on the spot, or with a tail over its beginning. */
function closing(path: Point[], route: Path, open: number, random: Random): Point[] {
  const kind = random.next();
  if (kind < 0.25) {
    const most = random.chance(0.4) ? open : Math.min(open, 0.4);
    const short = Math.floor(9 * most * Math.sqrt(random.next()));
    return short > 0 ? path.slice(0, -short) : path;
  }
  if (kind < 0.45) {
    const [a, b] = [around(route, 0), around(route, 1)];
    const end = around(path, -1);
    const share = random.between(0.05, 0.6) * random.next();
    const drift = random.normal(0.03);
    path.push({
      x: end.x + (b.x - a.x) * share - (b.y - a.y) * drift,
      y: end.y + (b.y - a.y) * share + (b.x - a.x) * drift,
    });
    // A crossing tail goes on straight where the last side was heading.
    return path;
  }
  if (kind < 0.53) {
    const [a, b] = [around(path, -3), around(path, -1)];
    const share = random.between(0.1, 0.8);
    path.push({ x: b.x + (b.x - a.x) * share, y: b.y + (b.y - a.y) * share });
  }
  return path;
}

/** Contiguous sides shared among two or more strokes, each drawn from either end, mostly in order. */
function runs(corners: Path, hand: Hand, random: Random): Point[][] {
  const sides = corners.length;
  const count = random.chance(0.45) ? sides : random.whole(2, Math.max(2, sides));
  const starts = random
    .shuffle(corners.map((_, i) => i))
    .slice(0, count)
    .sort((a, b) => a - b);
  const parallel = random.chance(0.3);
  const strokes = starts.map((start, i) => {
    const end = i + 1 < starts.length ? around(starts, i + 1) : around(starts, 0) + sides;
    const knots = Array.from({ length: end - start + 1 }, (_, j) =>
      missed(around(corners, start + j), hand.aim * 0.8, random),
    );
    const ends = overshot(knots, hand, random);
    // Writers pull sides in one direction: down and to the right.
    const [from, to] = [around(ends, 0), around(ends, -1)];
    const natural = from.x + from.y <= to.x + to.y;
    const path = natural === random.chance(0.8) ? ends : ends.reverse();
    const drawn: Point[] = [];
    for (let j = 1; j < path.length; j++) drawn.push(...side(around(path, j - 1), around(path, j), hand, random));
    return draw(drawn, hand, random);
  });
  if (parallel && strokes.length === 4) return [0, 2, 1, 3].map((i) => around(strokes, i));
  return random.chance(0.3) ? random.shuffle(strokes) : strokes;
}

/** Ends that go past their corner or stop before it. */
function overshot(knots: Point[], hand: Hand, random: Random): Point[] {
  const moved = (from: Point, end: Point): Point => {
    const by = random.chance(0.2) ? random.normal(0.08) : random.normal(hand.aim * 1.3);
    const share = Math.max(-0.18, Math.min(0.22, by));
    return between(from, end, 1 + share);
  };
  const ends = [...knots];
  ends[0] = moved(around(knots, 1), around(knots, 0));
  ends[ends.length - 1] = moved(around(knots, -2), around(knots, -1));
  return ends;
}

/** Of many strokes one is missing: the game, or the writer, was content before. */
function withoutShortest(strokes: Point[][]): void {
  const lengths = strokes.map(lengthOf);
  strokes.splice(lengths.indexOf(Math.min(...lengths)), 1);
}

/** A side that is drawn once more over itself. */
function retraced(corners: Path, hand: Hand, random: Random): Point[] {
  const at = random.whole(0, corners.length - 1);
  const [a, b] = [around(corners, at), around(corners, at + 1)];
  const from = missed(between(a, b, random.between(0, 0.3)), hand.aim, random);
  const to = missed(between(a, b, random.between(0.7, 1)), hand.aim, random);
  return draw(side(from, to, hand, random), hand, random);
}
