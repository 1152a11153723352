/** What roughjs draws of an element: outlines, fillings and arrowheads, relative to the element's x and y. */
import type {
  ArrowElement,
  DrawingElement,
  FreedrawElement,
  LineElement,
  Point,
} from '@draftroom/core/model/drawing/drawing-element';
import { arrowheads } from './arrowheads.ts';
import { type Drawable, generator } from './rough-generator.ts';
import { cornerRadius, isLoop, roughOptions } from './rough-options.ts';

/** Of one line in a picture: filling what crosses itself takes the square of it in time. */
const mostPoints = 2_000;

export interface Scene {
  /** Pixels of the picture per unit of the drawing. */
  readonly scale: number;
  readonly background: string;
}

export function roughShapes(element: DrawingElement, scene: Scene): Drawable[] {
  const { scale } = scene;
  switch (element.type) {
    case 'rectangle':
      return [box(element, scale)];
    case 'iframe':
    case 'embeddable':
      return [box({ ...element, roughness: 0, backgroundColor: '#d3d3d3', fillStyle: 'solid' }, scale)];
    case 'diamond':
      return [diamond(element, scale)];
    case 'ellipse': {
      const { width, height } = element;
      const options = roughOptions(element, { scale, smooth: false });
      return [generator.ellipse(width / 2, height / 2, width, height, options)];
    }
    case 'line':
    case 'arrow':
      return lines(element, scene);
    case 'freedraw':
      return isLoop(element.points) ? [filling(element, scale)] : [];
    default:
      return [];
  }
}

function box(element: DrawingElement, scale: number): Drawable {
  const { width: w, height: h } = element;
  const r = cornerRadius(Math.min(w, h), element);
  if (r === 0) return generator.rectangle(0, 0, w, h, roughOptions(element, { scale, smooth: false }));
  const path = `M ${r} 0 L ${w - r} 0 Q ${w} 0 ${w} ${r} L ${w} ${h - r} Q ${w} ${h} ${w - r} ${h} L ${r} ${h} Q 0 ${h} 0 ${h - r} L 0 ${r} Q 0 0 ${r} 0`;
  return generator.path(path, roughOptions(element, { scale, smooth: true }));
}

function diamond(element: DrawingElement, scale: number): Drawable {
  const { width: w, height: h } = element;
  const [cx, cy] = [Math.floor(w / 2) + 1, Math.floor(h / 2) + 1];
  if (element.roundness === null) {
    const corners: [number, number][] = [
      [cx, 0],
      [w, cy],
      [cx, h],
      [0, cy],
    ];
    return generator.polygon(corners, roughOptions(element, { scale, smooth: false }));
  }
  const [rx, ry] = [cornerRadius(cx, element), cornerRadius(cy, element)];
  const path = [
    `M ${cx + rx} ${ry} L ${w - rx} ${cy - ry} C ${w} ${cy} ${w} ${cy} ${w - rx} ${cy + ry}`,
    `L ${cx + rx} ${h - ry} C ${cx} ${h} ${cx} ${h} ${cx - rx} ${h - ry}`,
    `L ${rx} ${cy + ry} C 0 ${cy} 0 ${cy} ${rx} ${cy - ry}`,
    `L ${cx - rx} ${ry} C ${cx} 0 ${cx} 0 ${cx + rx} ${ry}`,
  ].join(' ');
  return generator.path(path, roughOptions(element, { scale, smooth: true }));
}

function lines(element: LineElement | ArrowElement, { scale, background }: Scene): Drawable[] {
  const options = roughOptions(element, { scale, smooth: false });
  const line = lineShape(element, scale);
  return element.type === 'arrow' ? [line, ...arrowheads(element, line, { options, background })] : [line];
}

/** The line itself, without its heads. */
export function lineShape(element: LineElement | ArrowElement, scale: number): Drawable {
  const points = thinned(element.points, scale);
  const options = roughOptions(element, { scale, smooth: false });
  if (element.type === 'arrow' && element.elbowed)
    return generator.path(elbowPath(points), roughOptions(element, { scale, smooth: true }));
  if (element.roundness !== null) return generator.curve(points, options);
  return options.fill === undefined ? generator.linearPath(points, options) : generator.polygon(points, options);
}

/** Straight pieces whose corners are rounded by at most 16. */
function elbowPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return 'M 0 0';
  const parts = [`M ${first[0]} ${first[1]}`];
  for (const [i, point] of rest.entries()) {
    const before = points[i] ?? point;
    const after = rest[i + 1];
    if (after === undefined) parts.push(`L ${point[0]} ${point[1]}`);
    else {
      const corner = Math.min(16, distance(point, after) / 2, distance(point, before) / 2);
      const [from, to] = [towards(point, before, corner), towards(point, after, corner)];
      parts.push(`L ${from[0]} ${from[1]} Q ${point[0]} ${point[1]} ${to[0]} ${to[1]}`);
    }
  }
  return parts.join(' ');
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const share = whole === 0 ? 0 : length / whole;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The area inside of ink that ends where it began. */
function filling(element: FreedrawElement, scale: number): Drawable {
  const options = { ...roughOptions(element, { scale, smooth: false }), stroke: 'none' };
  return generator.curve(thinned(element.points, Math.min(scale, 0.5)), options);
}

/** Places of the points to be drawn. Few stay as they are; of many, those that no pixel tells apart go. */
export function thinnedPlaces(points: readonly Point[], scale: number): number[] {
  const least = points.length < 500 ? 0 : 0.4 / scale;
  const stride = Math.ceil(points.length / mostPoints);
  const kept: number[] = [];
  for (const [i, point] of points.entries()) {
    const last = points[kept.at(-1) ?? -1];
    const ends = last === undefined || i === points.length - 1;
    if (ends || (i % stride === 0 && distance(last, point) >= least)) kept.push(i);
  }
  return kept;
}

function thinned(points: readonly Point[], scale: number): [number, number][] {
  return thinnedPlaces(points, scale).map((place): [number, number] => {
    const [x, y] = points[place] ?? [0, 0];
    return [x, y];
  });
}

/** Points along what was drawn, from which its box follows. */
export function* pointsAlong({ sets }: Drawable): Iterable<Point> {
  for (const { type, ops } of sets) {
    if (type !== 'path') continue;
    let from: Point = [0, 0];
    for (const { op, data } of ops) {
      const to: Point = [data.at(-2) ?? 0, data.at(-1) ?? 0];
      if (op === 'bcurveTo') for (const t of [0.2, 0.4, 0.6, 0.8]) yield curvePoint(from, data, t);
      yield to;
      from = to;
    }
  }
}

function curvePoint([x0, y0]: Point, data: readonly number[], t: number): Point {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = data;
  const u = 1 - t;
  const [a, b, c, d] = [u ** 3, 3 * u ** 2 * t, 3 * u * t ** 2, t ** 3];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}

/** Half-way between two points of a curved line, counted from 0. */
export function curveMiddle(element: ArrowElement, segment: number): Point | null {
  const ops = lineShape(element, 1).sets.find(({ type }) => type === 'path')?.ops ?? [];
  const curves = ops.flatMap((op, i) => (op.op === 'bcurveTo' ? [i] : []));
  const at = curves[segment];
  const [before, curve] = at === undefined ? [] : [ops[at - 1], ops[at]];
  if (before === undefined || curve === undefined) return null;
  const from: Point = [before.data.at(-2) ?? 0, before.data.at(-1) ?? 0];
  return curvePoint(from, curve.data, 0.5);
}
