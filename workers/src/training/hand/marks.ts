/** The open figures of the vocabulary: lines, arrows, crosses, checks, curves. */
import { around, between, distance, type Path, type Point, rotate, spread } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { draw, type Hand, missed, place, side } from './pen.ts';

export function line(hand: Hand, random: Random): Point[][] {
  const angle = random.chance(0.6) ? (random.whole(0, 3) * Math.PI) / 2 + random.normal(0.06) : random.between(0, 7);
  const end = rotate({ x: 1, y: 0 }, angle);
  const start = { x: 0, y: 0 };
  const kind = random.next();
  if (kind < 0.86) return [draw(side(start, end, hand, random), hand, random)];
  if (kind < 0.94) {
    const share = random.between(0.25, 0.75);
    const first = draw(side(start, between(start, end, share + random.normal(0.03)), hand, random), hand, random);
    const joint = missed(between(start, end, share), 0.012, random);
    return [first, draw(side(joint, end, hand, random), hand, random)];
  }
  // Drawn there and back, in one stroke or two, to make it bolder.
  const back = side(missed(end, 0.012, random), missed(start, 0.02, random), hand, random);
  const there = side(start, end, hand, random);
  return random.chance(0.5)
    ? [draw(there, hand, random), draw(back, hand, random)]
    : [draw([...there, ...back], hand, random)];
}

/** A shaft with a head at one end, seldom at both. */
export function arrow(hand: Hand, random: Random): Point[][] {
  const shaft = shaftKnots(hand, random);
  const size = Math.exp(random.between(Math.log(0.08), Math.log(0.42)));
  const kind = random.next();
  if (kind < 0.33) return oneStrokeArrow(shaft, size, hand, random);
  const shafts = shaftStrokes(shaft, hand, random);
  const heads = head(shaft, size, hand, random);
  if (random.chance(0.07)) heads.push(...head([...shaft].reverse(), size * random.between(0.8, 1.2), hand, random));
  return random.chance(0.1) ? [...heads, ...shafts] : [...shafts, ...heads];
}

function shaftKnots(hand: Hand, random: Random): Point[] {
  const kind = random.next();
  let knots: Point[];
  if (kind < 0.56) {
    knots = side({ x: 0, y: 0 }, { x: 1, y: 0 }, hand, random);
  } else if (kind < 0.76) {
    const bend = random.between(0.08, 0.55) * random.sign();
    const skew = random.between(0.3, 0.7);
    const second = random.chance(0.2) ? -bend * random.between(0.5, 1) : bend;
    knots = bezier({ x: 0, y: 0 }, { x: skew * 0.6, y: bend }, { x: 1 - 0.3 * skew, y: second }, { x: 1, y: 0 });
  } else {
    knots = elbow(hand, random);
  }
  const turn = random.chance(0.6) ? (random.whole(0, 3) * Math.PI) / 2 + random.normal(0.08) : random.between(0, 7);
  return knots.map((knot) => rotate(knot, turn));
}

function bezier(a: Point, b: Point, c: Point, d: Point): Point[] {
  return Array.from({ length: 25 }, (_, i) => {
    const t = i / 24;
    const s = 1 - t;
    const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return { x: p * a.x + q * b.x + r * c.x + u * d.x, y: p * a.y + q * b.y + r * c.y + u * d.y };
  });
}

/** A connector with one to three corners. */
function elbow(hand: Hand, random: Random): Point[] {
  const corners: Point[] = [{ x: 0, y: 0 }];
  const count = random.weighted([
    [1, 6],
    [2, 4],
    [3, 1],
  ]);
  const turn = random.sign();
  let across = random.chance(0.5);
  let way = 1;
  for (let i = 0; i <= count; i++) {
    const length = random.between(0.25, 1);
    const last = around(corners, -1);
    // Two sides in one direction may go on, or come back as around a box.
    if (i >= 2 && random.chance(0.4)) way = -way;
    const step = across ? { x: length * (i >= 2 ? way : 1), y: 0 } : { x: 0, y: length * turn };
    corners.push(missed({ x: last.x + step.x, y: last.y + step.y }, 0.02, random));
    across = !across;
  }
  const path: Point[] = [];
  for (let i = 1; i < corners.length; i++) path.push(...side(around(corners, i - 1), around(corners, i), hand, random));
  const size = Math.max(...path.map((point) => Math.max(Math.abs(point.x), Math.abs(point.y))));
  return path.map(({ x, y }) => ({ x: x / size, y: y / size }));
}

function shaftStrokes(shaft: Path, hand: Hand, random: Random): Point[][] {
  const path = random.chance(0.15) ? [...shaft].reverse() : [...shaft];
  if (random.chance(0.9)) return [draw(path, hand, random)];
  const dense = spread(path, 40);
  const cut = random.whole(10, 30);
  return [draw(dense.slice(0, cut + 1), hand, random), draw(dense.slice(cut), hand, random)];
}

interface Barbs {
  readonly tip: Point;
  readonly left: Point;
  readonly right: Point;
}

function barbs(shaft: Path, size: number, random: Random): Barbs {
  const dense = spread(shaft, 30);
  const end = around(dense, -1);
  const back = around(dense, -1 - Math.max(2, Math.round(30 * Math.min(0.4, size))));
  const away = distance(end, back) || 1;
  const heading = { x: (end.x - back.x) / away, y: (end.y - back.y) / away };
  const off = random.chance(0.7) ? random.normal(0.02) : random.normal(0.09);
  const tip = {
    x: end.x + heading.x * off + random.normal(0.012) - heading.y * random.normal(0.015),
    y: end.y + heading.y * off + random.normal(0.012) + heading.x * random.normal(0.015),
  };
  const open = random.between(0.3, 0.95);
  const twist = random.normal(0.15);
  const barb = (way: number) => {
    const turned = rotate(heading, Math.PI + way * (open + random.normal(0.1)) + twist);
    const length = size * random.between(0.75, 1.25);
    return { x: tip.x + turned.x * length, y: tip.y + turned.y * length };
  };
  const way = random.sign();
  return { tip, left: barb(way), right: barb(-way) };
}

function head(shaft: Path, size: number, hand: Hand, random: Random): Point[][] {
  const { tip, left, right } = barbs(shaft, size, random);
  const small: Hand = {
    ...hand,
    wander: hand.wander * size,
    bow: hand.bow * 1.5,
    rounding: hand.rounding * Math.min(1, size * 2),
  };
  const kind = random.next();
  const join = (...knots: Point[]) => {
    const path: Point[] = [];
    for (let i = 1; i < knots.length; i++) path.push(...side(around(knots, i - 1), around(knots, i), small, random));
    return draw(path, small, random);
  };
  const loose = 0.1 * size;
  if (kind < 0.45) return [join(left, tip, right)];
  if (kind < 0.75) {
    const one = random.chance(0.6) ? join(tip, left) : join(left, tip);
    const two = random.chance(0.6) ? join(missed(tip, loose, random), right) : join(right, missed(tip, loose, random));
    return [one, two];
  }
  if (kind < 0.87) return [join(left, tip, right, missed(left, loose, random))];
  if (kind < 0.91) return [join(tip, left, right, missed(tip, loose, random))];
  if (kind < 0.95)
    return [
      join(left, tip),
      join(missed(tip, loose, random), right),
      join(missed(right, loose, random), missed(left, loose, random)),
    ];
  const filled: Point[] = [left, tip, right, left];
  for (let i = 1; i <= 4; i++) filled.push(between(i % 2 === 0 ? left : right, tip, i / 5));
  return [join(...filled)];
}

function oneStrokeArrow(shaft: Path, size: number, hand: Hand, random: Random): Point[][] {
  const { tip, left, right } = barbs(shaft, size, random);
  const again = missed(tip, size * 0.12, random);
  const closed = random.chance(0.2);
  const half = random.chance(0.05);
  const knots = closed
    ? [tip, left, right, again]
    : half
      ? [tip, left]
      : random.chance(0.12)
        ? [left, again, right]
        : [tip, left, again, right];
  const path: Point[] = [...shaft.slice(0, -1), around(knots, 0)];
  for (let i = 1; i < knots.length; i++) path.push(...side(around(knots, i - 1), around(knots, i), hand, random));
  const gentle: Hand = { ...hand, rounding: Math.min(hand.rounding, size * 0.05) };
  return [draw(path, gentle, random)];
}

export function cross(hand: Hand, random: Random): Point[][] {
  const plus = random.chance(0.4);
  const stretch = Math.exp(random.normal(0.22));
  const arm = (angle: number) => ({ x: 0.5 * Math.cos(angle) * stretch, y: 0.5 * Math.sin(angle) });
  const base = plus ? 0 : Math.PI / 4;
  const open = random.normal(0.1);
  const off = random.normal(0.035);
  const ends = [0, 1, 2, 3].map((i) => {
    const end = arm(base + (i * Math.PI) / 2 + (i % 2 === 0 ? open : -open));
    return missed({ x: end.x + (i % 2 === 0 ? off : 0), y: end.y }, hand.aim + 0.02, random);
  });
  const [a, b, c, d] = [around(ends, 0), around(ends, 1), around(ends, 2), around(ends, 3)];
  const turn = random.normal(0.12);
  if (!plus && random.chance(0.28)) {
    // In one stroke: down a diagonal, across, and back over the other.
    const knots = random.chance(0.75) ? [c, a, d, b] : [d, b, a, c];
    const path: Point[] = [];
    for (let i = 1; i < knots.length; i++) path.push(...side(around(knots, i - 1), around(knots, i), hand, random));
    return place([draw(path, { ...hand, rounding: hand.rounding + random.between(0, 0.03) }, random)], turn, 0);
  }
  const strokes = [
    random.chance(0.5) ? side(a, c, hand, random) : side(c, a, hand, random),
    random.chance(0.5) ? side(b, d, hand, random) : side(d, b, hand, random),
  ];
  return place(
    random.shuffle(strokes).map((path) => draw(path, hand, random)),
    turn,
    0,
  );
}

export function check(hand: Hand, random: Random): Point[][] {
  const short = random.between(0.18, 0.5);
  const down = random.between(0.55, 1.25);
  const up = random.between(0.5, 1.25);
  const corner = { x: 0, y: 0 };
  const left = { x: -short * Math.cos(down), y: -short * Math.sin(down) };
  const right = { x: Math.cos(up), y: -Math.sin(up) };
  const bent = { ...hand, bow: hand.bow + 0.03 };
  const knots = [...side(left, corner, hand, random), ...side(corner, right, bent, random)];
  const pulled = random.chance(0.04) ? knots.reverse() : knots;
  const rounding = hand.rounding + (random.chance(0.35) ? random.between(0, 0.06) : 0);
  return place([draw(pulled, { ...hand, rounding }, random)], random.normal(0.07), 0);
}

/** Open curves that are nothing else: arcs, waves, zigzags, squiggles. */
export function curve(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  const turn = random.chance(0.6) ? random.normal(0.15) : random.between(0, 7);
  if (kind < 0.24) return place([draw(arc(random), hand, random)], random.between(0, 7), 0);
  if (kind < 0.42) return place([draw(wave(random), hand, random)], turn, random.normal(0.2));
  if (kind < 0.68) return place([draw(zigzag(random), hand, random)], turn, random.normal(0.2));
  if (kind < 0.78) {
    const [y1, y2] = [random.between(0.25, 1) * random.sign(), random.between(0.25, 1)];
    const path = bezier(
      { x: 0, y: 0 },
      { x: random.between(0, 0.7), y: y1 },
      { x: random.between(0.3, 1), y: -Math.sign(y1) * y2 },
      { x: 1, y: 0 },
    );
    return place([draw(path, hand, random)], random.between(0, 7), 0);
  }
  if (kind < 0.9) return place([draw(loops(random), hand, random)], turn, random.normal(0.2));
  return place([draw(wander(random), hand, random)], turn, 0);
}

function arc(random: Random): Point[] {
  const sweep = random.between(0.7, 4.4);
  const flat = random.between(0.5, 1);
  return Array.from({ length: 30 }, (_, i) => {
    const angle = (i / 29) * sweep;
    return { x: 0.5 * Math.cos(angle), y: 0.5 * flat * Math.sin(angle) };
  });
}

function wave(random: Random): Point[] {
  const periods = random.between(0.9, 6);
  const height = random.between(0.25, 1.6) / periods / 2;
  const fade = random.normal(0.4);
  return Array.from({ length: 120 }, (_, i) => {
    const t = i / 119;
    return { x: t, y: height * (1 + fade * (t - 0.5)) * Math.sin(t * periods * 2 * Math.PI) };
  });
}

function zigzag(random: Random): Point[] {
  const teeth = random.whole(3, 11);
  const height = (random.between(0.4, 4) / teeth) * 0.5;
  return Array.from({ length: teeth + 1 }, (_, i) => ({
    x: (i + random.normal(0.12)) / teeth,
    y: height * (i % 2 === 0 ? 1 : -1) * random.between(0.6, 1.2),
  }));
}

function loops(random: Random): Point[] {
  const count = random.between(1, 6);
  const radius = random.between(0.3, 1.3) / (count + 1);
  return Array.from({ length: 160 }, (_, i) => {
    const t = i / 159;
    const angle = t * count * 2 * Math.PI;
    return { x: t * 1.2 + radius * Math.sin(angle), y: radius * random.between(0.98, 1.02) * Math.cos(angle) };
  });
}

/** A smooth way through random places that does not come back to its beginning. */
export function wander(random: Random): Point[] {
  const knots = Array.from({ length: random.whole(4, 8) }, (_, i) => ({
    x: i * 0.3 + random.normal(0.2),
    y: random.normal(0.35),
  }));
  return smooth(knots);
}

/** Catmull and Rom's curve through knots. */
export function smooth(knots: Path): Point[] {
  const path: Point[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    const [a, b, c, d] = [
      knots[i - 1] ?? around(knots, i),
      around(knots, i),
      around(knots, i + 1),
      knots[i + 2] ?? around(knots, i + 1),
    ];
    for (let j = 0; j < 10; j++) {
      const t = j / 10;
      const at = (p: number, q: number, r: number, s: number) =>
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
      path.push({ x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) });
    }
  }
  path.push(around(knots, -1));
  return path;
}
