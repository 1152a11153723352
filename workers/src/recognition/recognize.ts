import { fit } from './fitting/fit.ts';
import { distanceOf, type Fitted, outlinesOf } from './fitting/fitted.ts';
import { MOST_STROKES, readInk, type Sample, type Stroke, sampleInk } from './ink.ts';
import type { Chance, Model } from './model.ts';
import { around, boxOf, type Path, type Point, spread } from './points.ts';
import { type CleanShape, isClean, type Shape } from './vocabulary.ts';

/** Why ink is left as it was drawn. */
export type WhyNot = 'no-ink' | 'too-many-strokes' | 'no-figure' | 'unsure' | 'does-not-fit' | 'inside-a-figure';

export interface Recognition {
  /** `other` and `curve` are left as they were drawn. */
  readonly shape: Shape;
  /** Chance that the answer is right, 0 to 1. */
  readonly confidence: number;
  /** The clean figure, where the shape is one. */
  readonly fitted: Fitted | null;
  /** What else it may be, likeliest first. */
  readonly alternatives: readonly Chance[];
  readonly why: WhyNot | null;
}

/** A figure whose outline is further than this from the ink, per diagonal, was not what was drawn. */
const LOOSE = 0.06;
/** The same for a single stroke of it. */
const STRAY = 0.1;
/** How near ink must be to a spot of the outline, and how much of the outline may be bare of ink. */
const BARE = 0.09;
const MOST_BARE = 0.2;

/**
 * Round boxes and ellipses are near each other, and what tells them apart is how the ink lies on either: where both are
 * likely, the one on which it lies so much closer is meant.
 */
const TWINS: Readonly<Partial<Record<Shape, CleanShape>>> = { ellipse: 'rounded_rect', rounded_rect: 'ellipse' };
const LIKELY = 0.15;
const CLOSER = 0.8;

/** What the strokes are, as one drawing. Throws `InkError` for what is no ink at all. */
export function recognize(strokes: readonly Stroke[], model: Model): Recognition {
  return recognizePaths(readInk(strokes).paths, model);
}

export function recognizePaths(paths: readonly Path[], model: Model): Recognition {
  if (paths.length > MOST_STROKES) return left('too-many-strokes', 1);
  const sample = sampleInk(paths);
  if (sample === null) return left('no-ink', 1);
  const chances = model.chances(sample);
  const first = decided(chances, model);
  const { chance } = first;
  const shape = closerTwin(first.shape, chances, sample);
  const alternatives = chances.filter((other) => other.shape !== shape && other.chance >= 0.02).slice(0, 3);
  if (!isClean(shape)) {
    const doubtful = isClean(around(chances, 0).shape);
    const why = doubtful ? 'unsure' : shape === 'other' ? 'no-figure' : null;
    return { shape, confidence: chance, fitted: null, alternatives, why };
  }
  const fitted = fitSample(shape, sample);
  if (fitted === null)
    return {
      shape: 'other',
      confidence: 1 - chance,
      fitted: null,
      alternatives: chances.slice(0, 3),
      why: 'does-not-fit',
    };
  return { shape, confidence: chance, fitted, alternatives, why: null };
}

/**
 * A figure needs its chance; what is left alone needs none. A rectangle with softened corners is one or the other of
 * two shapes, and replacing it by either is no mistake worth leaving it for: their chances count together.
 */
function decided(chances: readonly Chance[], model: Model): Chance {
  const first = around(chances, 0);
  const chanceOf = (shape: Shape) => chances.find((entry) => entry.shape === shape)?.chance ?? 0;
  const asleep = chanceOf('other') + chanceOf('curve');
  if (!isClean(first.shape)) return { shape: first.shape, chance: asleep };
  const boxes = first.shape === 'rectangle' || first.shape === 'rounded_rect';
  const chance = boxes ? chanceOf('rectangle') + chanceOf('rounded_rect') : first.chance;
  if (chance >= model.thresholdOf(first.shape)) return { shape: first.shape, chance };
  return { shape: chanceOf('curve') > chanceOf('other') ? 'curve' : 'other', chance: 1 - chance };
}

function closerTwin(shape: Shape, chances: readonly Chance[], { strokes }: Sample): Shape {
  const twin = TWINS[shape];
  if (twin === undefined || !isClean(shape)) return shape;
  const likely = chances.some((entry) => entry.shape === twin && entry.chance >= LIKELY);
  if (!likely) return shape;
  const points = strokes.flat();
  const distance = (to: CleanShape) => distanceOf(points, fit(to, strokes));
  return distance(twin) < CLOSER * distance(shape) ? twin : shape;
}

/** Whether the ink would be replaced if it were surely this figure. */
export function liesOn(shape: CleanShape, paths: readonly Path[]): boolean {
  const sample = sampleInk(paths);
  return sample !== null && fitSample(shape, sample) !== null;
}

/** Null where the figure does not lie on the ink, or the ink not on the figure. */
function fitSample(shape: CleanShape, { strokes, scale, centre }: Sample): Fitted | null {
  const points = strokes.flat();
  const fitted = fit(shape, strokes);
  const box = boxOf([points]);
  const diagonal = Math.hypot(box.width, box.height);
  if (!(distanceOf(points, fitted) < LOOSE * diagonal)) return null;
  if (shape === 'arrow') return scaled(fitted, scale, centre);
  // A stroke somewhere else is of something else: writing in a box, a knob on a line.
  if (strokes.some((stroke) => distanceOf(stroke, fitted) > STRAY * diagonal)) return null;
  if (bareShare(points, fitted, BARE * diagonal) > MOST_BARE) return null;
  return scaled(fitted, scale, centre);
}

/** Share of the outlines that no ink is near. */
function bareShare(points: Path, fitted: Fitted, near: number): number {
  const spots = outlinesOf(fitted).flatMap((outline) => spread(outline, 40));
  const square = near * near;
  const bare = spots.filter((spot) =>
    points.every((point) => (spot.x - point.x) ** 2 + (spot.y - point.y) ** 2 > square),
  );
  return bare.length / spots.length;
}

/** From the sample's box of side 2 back to the drawing. */
function scaled(fitted: Fitted, scale: number, centre: Point): Fitted {
  const put = ({ x, y }: Point): Point => ({ x: x * scale + centre.x, y: y * scale + centre.y });
  switch (fitted.shape) {
    case 'line':
      return { ...fitted, from: put(fitted.from), to: put(fitted.to) };
    case 'arrow':
      return { ...fitted, points: fitted.points.map(put), head: fitted.head * scale };
    case 'cross': {
      const [[a, b], [c, d]] = fitted.bars;
      return {
        ...fitted,
        bars: [
          [put(a), put(b)],
          [put(c), put(d)],
        ],
      };
    }
    case 'check': {
      const [a, b, c] = fitted.points;
      return { ...fitted, points: [put(a), put(b), put(c)] };
    }
    case 'triangle':
    case 'parallelogram':
    case 'star':
    case 'polygon':
      return { ...fitted, corners: fitted.corners.map(put) };
    default:
      return {
        ...fitted,
        centre: put(fitted.centre),
        width: fitted.width * scale,
        height: fitted.height * scale,
        radius: fitted.radius * scale,
      };
  }
}

function left(why: WhyNot, confidence: number): Recognition {
  return { shape: 'other', confidence, fitted: null, alternatives: [], why };
}
