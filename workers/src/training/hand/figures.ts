/** The closed figures of the vocabulary, as hands draw them. All return strokes in a drawing about 1 across. */
import { around, between, type Path, type Point, rotate } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { draw, type Hand, missed, place } from './pen.ts';
import { outline } from './sides.ts';

/** Width and height with the longer 1; boxes lie more often than they stand. */
function extent(random: Random, most: number): { width: number; height: number } {
  const ratio = random.chance(0.3) ? random.between(0.8, 1) : Math.exp(-Math.abs(random.normal(Math.log(most) / 2)));
  const shorter = Math.max(ratio, 1 / most);
  return random.chance(0.65) ? { width: 1, height: shorter } : { width: shorter, height: 1 };
}

function askew(paths: Point[][], random: Random, turn: number, slant: number): Point[][] {
  return place(paths, random.chance(0.12) ? random.normal(turn * 2) : random.normal(turn * 0.6), random.normal(slant));
}

export function boxCorners(width: number, height: number): Point[] {
  const [x, y] = [width / 2, height / 2];
  return [
    { x: -x, y: -y },
    { x, y: -y },
    { x, y },
    { x: -x, y },
  ];
}

export function rectangle(hand: Hand, random: Random): Point[][] {
  const { width, height } = extent(random, 8);
  const corners = boxCorners(width, height).map((corner) =>
    missed(corner, hand.aim * Math.min(width, height) * 0.9, random),
  );
  return askew(outline(corners, hand, random, { oneStroke: 0.5, open: 0.45 }), random, 0.13, 0.06);
}

export function roundedRectangle(hand: Hand, random: Random): Point[][] {
  const { width, height } = extent(random, 6);
  const short = Math.min(width, height);
  // A square with the roundest corners is what a hasty circle looks like.
  const square = short > 0.75;
  const radius =
    short * (!square && random.chance(0.4) ? random.between(0.4, 0.5) : random.between(0.18, square ? 0.3 : 0.4));
  const knots: Point[] = [];
  for (const [i, corner] of boxCorners(width, height).entries()) {
    const own = Math.min(short / 2, radius * random.between(0.75, 1.25));
    const centre = { x: corner.x - Math.sign(corner.x) * own, y: corner.y - Math.sign(corner.y) * own };
    for (let j = 0; j <= 6; j++) {
      const angle = Math.PI + (i * Math.PI) / 2 + (j * Math.PI) / 12;
      knots.push({ x: centre.x + own * Math.cos(angle), y: centre.y + own * Math.sin(angle) });
    }
  }
  const strokes = random.chance(0.6) ? [roundTrip(knots, hand, random)] : contourParts(knots, hand, random);
  return askew(strokes, random, 0.06, 0.03);
}

/** A dense closed contour in one stroke from anywhere, with a gap or a tail at its end. */
export function roundTrip(knots: Path, hand: Hand, random: Random): Point[] {
  const first = random.whole(0, knots.length - 1);
  const step = random.sign();
  const dense = knots.length;
  const rest = random.weighted([
    [0, 3],
    [-Math.round(dense * random.between(0, 0.07)), 2],
    [Math.round(dense * random.between(0, 0.15)), 3],
    [-Math.round(dense * random.between(0.06, 0.13)), 0.5],
  ]);
  const drift = { x: random.normal(hand.aim * 1.5), y: random.normal(hand.aim * 1.5) };
  const total = dense + 1 + rest;
  const path = Array.from({ length: total }, (_, i) => {
    const knot = around(knots, first + step * i);
    const late = (i / total) ** 2;
    return { x: knot.x + drift.x * late, y: knot.y + drift.y * late };
  });
  return draw(path, hand, random);
}

/** A dense closed contour in two to four strokes that meet more or less. */
export function contourParts(knots: Path, hand: Hand, random: Random, most = 4): Point[][] {
  const count = random.whole(2, most);
  const first = random.whole(0, knots.length - 1);
  const strokes = Array.from({ length: count }, (_, i) => {
    const from = first + Math.round((i * knots.length) / count + random.normal(knots.length * 0.03));
    const to = first + Math.round(((i + 1) * knots.length) / count + random.normal(knots.length * 0.03));
    const off = { x: random.normal(hand.aim * 0.7), y: random.normal(hand.aim * 0.7) };
    const length = Math.max(3, to - from + random.whole(-1, 2));
    const path = Array.from({ length }, (_, j) => {
      const knot = around(knots, from + j);
      return { x: knot.x + off.x, y: knot.y + off.y };
    });
    return draw(random.chance(0.5) ? path : path.reverse(), hand, random);
  });
  return random.chance(0.3) ? random.shuffle(strokes) : strokes;
}

export function ellipseKnots(random: Random, hand: Hand, width: number, height: number): Point[] {
  // Hands flatten the four sides of a circle more often than they point them.
  const power = random.chance(0.35) ? random.between(0.79, 0.92) : random.between(0.88, 1.1);
  const egg = random.normal(0.03 + hand.aim);
  const lean = random.normal(0.03 + hand.aim);
  const bulge = [random.normal(0.018 + hand.aim * 0.6), random.between(0, 7), random.whole(3, 5)] as const;
  const dent = random.chance(0.3) ? random.normal(0.02) : 0;
  return Array.from({ length: 64 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const bulged = bulge[0] * Math.sin(bulge[2] * angle + bulge[1]) + dent * Math.sin(2 * angle);
    const radius = 0.5 * (1 + egg * cos + lean * sin * sin + bulged);
    return {
      x: width * radius * Math.sign(cos) * Math.abs(cos) ** power,
      y: height * radius * Math.sign(sin) * Math.abs(sin) ** power,
    };
  });
}

export function ellipse(hand: Hand, random: Random): Point[][] {
  const { width, height } = extent(random, 4.5);
  const knots = ellipseKnots(random, hand, width, height);
  const kind = random.next();
  let strokes: Point[][];
  if (kind < 0.72) strokes = [roundTrip(knots, hand, random)];
  else if (kind < 0.84) strokes = [overTraced(knots, hand, random)];
  else strokes = contourParts(knots, hand, random, random.chance(0.8) ? 2 : 3);
  return place(strokes, random.chance(0.6) ? random.normal(0.08) : random.between(-1.57, 1.57), 0);
}

/** Round and round, each turn a little elsewhere. */
function overTraced(knots: Path, hand: Hand, random: Random): Point[] {
  const turns = random.between(1.15, 2.6);
  const first = random.whole(0, knots.length - 1);
  const step = random.sign();
  const drift = { x: random.normal(0.04), y: random.normal(0.04) };
  const swell = random.normal(0.05);
  const total = Math.round(knots.length * turns);
  const path = Array.from({ length: total }, (_, i) => {
    const knot = around(knots, first + step * i);
    const late = i / total;
    return { x: knot.x * (1 + swell * late) + drift.x * late, y: knot.y * (1 + swell * late) + drift.y * late };
  });
  return draw(path, hand, random);
}

export function triangle(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  const { width, height } = extent(random, 3.2);
  let corners: Point[];
  if (kind < 0.6) {
    const apex = random.normal(0.12) * width;
    corners = [
      { x: apex, y: -height / 2 },
      { x: width / 2, y: height / 2 },
      { x: -width / 2, y: height / 2 },
    ];
  } else if (kind < 0.78) {
    corners = boxCorners(width, height).slice(0, 3);
  } else {
    const turn = random.between(0, 7);
    corners = [0, 1, 2].map((i) => {
      const angle = turn + (i * 2 * Math.PI) / 3 + random.normal(0.3);
      return { x: 0.55 * Math.cos(angle), y: 0.55 * Math.sin(angle) };
    });
  }
  const turn =
    kind < 0.6 && random.chance(0.65)
      ? random.normal(0.1)
      : random.pick([0, 0.5, 1, 1.5]) * Math.PI + random.normal(0.2);
  const placed = corners.map((corner) => missed(rotate(corner, turn), hand.aim, random));
  return outline(placed, hand, random, { oneStroke: 0.5, open: 0.3 });
}

export function diamond(hand: Hand, random: Random): Point[][] {
  const { width, height } = extent(random, 3);
  const lift = random.normal(random.chance(0.15) ? 0.1 : 0.03);
  const corners = [
    { x: random.normal(0.03) * width, y: -height / 2 },
    { x: width / 2, y: (lift + random.normal(0.04)) * height },
    { x: random.normal(0.03) * width, y: height / 2 },
    { x: -width / 2, y: (lift + random.normal(0.04)) * height },
  ].map((corner) => missed(corner, hand.aim * Math.min(width, height), random));
  return askew(outline(corners, hand, random, { oneStroke: 0.5, open: 0.45 }), random, 0.07, 0.02);
}

export function parallelogram(hand: Hand, random: Random): Point[][] {
  const { width, height } = extent(random, 4.5);
  const upright = random.chance(0.08);
  const shear = Math.tan(random.between(0.24, 0.85)) * random.sign();
  const corners = boxCorners(width, height)
    .map(({ x, y }) => (upright ? { x, y: y + shear * x * 0.8 } : { x: x + shear * y, y }))
    .map((corner) => missed(corner, hand.aim * Math.min(width, height) * 0.8, random));
  return askew(outline(corners, hand, random, { oneStroke: 0.4, open: 0.4 }), random, 0.06, 0);
}

export function polygon(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  let corners: Point[];
  if (kind < 0.78)
    corners = regular(
      random.weighted([
        [5, 3],
        [6, 4],
        [7, 1.5],
        [8, 4],
      ]),
      random,
    );
  else if (kind < 0.89) corners = trapezoid(random);
  else corners = house(random);
  const placed = corners.map((corner) => missed(corner, hand.aim * 0.9 + 0.006, random));
  // A side more or less of many changes nothing of what it is.
  const open = placed.length > 5 ? 1 : 0.5;
  return askew(outline(placed, hand, random, { oneStroke: 0.6, open }), random, 0.07, 0.03);
}

function regular(count: number, random: Random): Point[] {
  const { width, height } = extent(random, 2.2);
  const turn = random.chance(0.6) ? random.pick([0, Math.PI / count]) - Math.PI / 2 : random.between(0, 7);
  const loose = random.chance(0.4) ? random.between(0.08, 0.19) : random.between(0.01, 0.1);
  return Array.from({ length: count }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / count + random.normal(loose);
    const radius = 0.5 * (1 + random.normal(loose * 0.7));
    return { x: radius * width * Math.cos(angle), y: radius * height * Math.sin(angle) };
  });
}

function trapezoid(random: Random): Point[] {
  const { width, height } = extent(random, 2.5);
  const inset = random.between(0.14, 0.33) * width;
  const corners = [
    { x: -width / 2 + inset, y: -height / 2 },
    { x: width / 2 - inset * random.between(0.7, 1.3), y: -height / 2 },
    { x: width / 2, y: height / 2 },
    { x: -width / 2, y: height / 2 },
  ];
  const turn = random.pick([0, 0, 1, 2, 2, 3]) * (Math.PI / 2);
  return corners.map((corner) => rotate(corner, turn));
}

function house(random: Random): Point[] {
  const [width, height] = [random.between(0.5, 1), random.between(0.35, 0.9)];
  const peak = random.between(0.2, 0.5);
  const corners = [...boxCorners(width, height), { x: -width / 2, y: 0 }].slice(0, 4);
  const turn = random.pick([0, 0, 1, 2, 3]) * (Math.PI / 2);
  const [a, b, c, d] = [around(corners, 0), around(corners, 1), around(corners, 2), around(corners, 3)];
  const tip = { x: between(a, b, 0.5).x, y: a.y - peak };
  return [a, tip, b, c, d].map((corner) => rotate(corner, turn));
}

export function star(hand: Hand, random: Random): Point[][] {
  const kind = random.next();
  const turn = -Math.PI / 2 + random.normal(0.12);
  const { width, height } = extent(random, 1.5);
  const tip = (angle: number, radius: number) =>
    missed({ x: width * radius * Math.cos(angle), y: height * radius * Math.sin(angle) }, hand.aim + 0.012, random);
  if (kind < 0.5) {
    const corners = [0, 2, 4, 1, 3].map((i) => tip(turn + (i * 2 * Math.PI) / 5, 0.5));
    return outline(corners, hand, random, { oneStroke: 0.9, open: 0.3 });
  }
  if (kind < 0.92) {
    const count = random.weighted([
      [5, 8],
      [6, 2],
      [4, 1],
      [7, 0.5],
      [8, 0.7],
    ]);
    const inner = count === 4 ? random.between(0.13, 0.22) : random.between(0.17, 0.32);
    const corners = Array.from({ length: count * 2 }, (_, i) =>
      tip(turn + (i * Math.PI) / count, i % 2 === 0 ? 0.5 : inner),
    );
    return outline(corners, hand, random, { oneStroke: 0.75, open: 0.4 });
  }
  const shift = random.normal(0.05);
  return [0, 1].flatMap((half) => {
    const corners = [0, 1, 2].map((i) => tip(turn + half * Math.PI + (i * 2 * Math.PI) / 3, 0.5));
    const moved = corners.map(({ x, y }) => ({ x, y: y + half * shift }));
    return outline(moved, hand, random, { oneStroke: 0.8, open: 0.3 });
  });
}
