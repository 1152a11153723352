/** The clean figures that replace ink, in the drawing's own unit. Angles are radians, clockwise on a screen. */
import { around, distanceToOutline, type Path, type Point, rotate } from '../points.ts';

export interface FittedLine {
  readonly shape: 'line';
  readonly from: Point;
  readonly to: Point;
}

export interface FittedArrow {
  readonly shape: 'arrow';
  /** The shaft from its start to its tip: two points, or more where it bends. */
  readonly points: Path;
  /** Whether the bends are a curve, or the corners of an elbow. */
  readonly curved: boolean;
  readonly startHead: boolean;
  readonly endHead: boolean;
  /** Length of the head's barbs. */
  readonly head: number;
}

export interface FittedBox {
  readonly shape: 'rectangle' | 'rounded_rect' | 'ellipse' | 'diamond';
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  /** 0 unless the figure was clearly meant to be turned. */
  readonly angle: number;
  /** Corner radius; 0 but for `rounded_rect`. */
  readonly radius: number;
}

/** Corners in the order in which the outline goes through them; a five-pointed star may cross itself. */
export interface FittedCorners {
  readonly shape: 'triangle' | 'parallelogram' | 'star' | 'polygon';
  readonly corners: Path;
}

export interface FittedCross {
  readonly shape: 'cross';
  readonly bars: readonly [readonly [Point, Point], readonly [Point, Point]];
}

export interface FittedCheck {
  readonly shape: 'check';
  readonly points: readonly [Point, Point, Point];
}

export type Fitted = FittedLine | FittedArrow | FittedBox | FittedCorners | FittedCross | FittedCheck;

/** The figure as polylines; a closed one ends where it began. */
export function outlinesOf(fitted: Fitted): Path[] {
  switch (fitted.shape) {
    case 'line':
      return [[fitted.from, fitted.to]];
    case 'arrow':
      return [fitted.points, ...headsOf(fitted)];
    case 'cross':
      return fitted.bars.map((bar) => [...bar]);
    case 'check':
      return [fitted.points];
    case 'triangle':
    case 'parallelogram':
    case 'star':
    case 'polygon':
      return [[...fitted.corners, around(fitted.corners, 0)]];
    default:
      return [boxOutline(fitted)];
  }
}

/** Mean distance of the ink to the nearest outline. */
export function distanceOf(points: Path, fitted: Fitted): number {
  const outlines = outlinesOf(fitted);
  let sum = 0;
  for (const point of points) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const outline of outlines) nearest = Math.min(nearest, distanceToOutline(point, outline, false));
    sum += nearest;
  }
  return sum / (points.length || 1);
}

function headsOf({ points, startHead, endHead, head }: FittedArrow): Path[] {
  const heads: Path[] = [];
  if (endHead) heads.push(barbs(around(points, -1), around(points, -2), head));
  if (startHead) heads.push(barbs(around(points, 0), around(points, 1), head));
  return heads;
}

function barbs(tip: Point, back: Point, length: number): Path {
  const away = Math.atan2(back.y - tip.y, back.x - tip.x);
  const barb = (turn: number) => ({
    x: tip.x + length * Math.cos(away + turn),
    y: tip.y + length * Math.sin(away + turn),
  });
  return [barb(-0.5), tip, barb(0.5)];
}

function boxOutline({ shape, centre, width, height, angle, radius }: FittedBox): Path {
  const [x, y] = [width / 2, height / 2];
  const put = (points: Path) =>
    [...points, around(points, 0)].map((point) => {
      const turned = rotate(point, angle);
      return { x: centre.x + turned.x, y: centre.y + turned.y };
    });
  if (shape === 'diamond') {
    return put([
      { x: 0, y: -y },
      { x, y: 0 },
      { x: 0, y },
      { x: -x, y: 0 },
    ]);
  }
  if (shape === 'ellipse') return put(arc({ x: 0, y: 0 }, x, y, 0, 2 * Math.PI, 48).slice(0, -1));
  const r = Math.min(radius, x, y);
  const corners = [
    { x: -x + r, y: -y + r },
    { x: x - r, y: -y + r },
    { x: x - r, y: y - r },
    { x: -x + r, y: y - r },
  ];
  if (r === 0) return put(corners);
  return put(corners.flatMap((corner, i) => arc(corner, r, r, Math.PI + (i * Math.PI) / 2, Math.PI / 2, 8)));
}

function arc(centre: Point, rx: number, ry: number, from: number, sweep: number, steps: number): Point[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + (sweep * i) / steps;
    return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
  });
}
