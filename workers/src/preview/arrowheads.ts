/** The heads of arrows, at the ends of a line that roughjs has made. */
import type { ArrowElement, Arrowhead, Point } from '@draftroom/core/model/drawing/drawing-element';
import type { Op, Options } from 'roughjs/bin/core.js';
import { turned } from './bounds.ts';
import { type Drawable, generator } from './rough-generator.ts';

type End = 'start' | 'end';

interface Place {
  readonly tip: Point;
  /** Unit vector in which the line arrives at the tip. */
  readonly direction: Point;
  /** Length of the straight part that leads to it. */
  readonly room: number;
}

const sizes: Partial<Record<Arrowhead, number>> = {
  arrow: 25,
  diamond: 12,
  diamond_outline: 12,
  crowfoot_many: 20,
  crowfoot_one: 20,
  crowfoot_one_or_many: 20,
};
const usualSize = 15;
const degree = Math.PI / 180;

export interface HeadStyle {
  readonly options: Options;
  readonly background: string;
}

export function arrowheads(element: ArrowElement, line: Drawable, style: HeadStyle): Drawable[] {
  return [
    ...headsAt(element, { end: 'start', head: element.startArrowhead, line }, style),
    ...headsAt(element, { end: 'end', head: element.endArrowhead, line }, style),
  ];
}

function headsAt(
  element: ArrowElement,
  { end, head, line }: { end: End; head: Arrowhead | null; line: Drawable },
  { options, background }: HeadStyle,
): Drawable[] {
  const place = head === null ? null : placeOf(element, line, end);
  if (head === null || place === null) return [];
  const { strokeLineDash: _, ...whole } = options;
  const filled = head.endsWith('_outline') ? background : element.strokeColor;
  const steady = { ...whole, roughness: Math.min(1, options.roughness ?? 0) };
  const area = { ...steady, fill: filled, fillStyle: 'solid' };
  const length = Math.min(sizes[head] ?? usualSize, place.room * (head.startsWith('diamond') ? 0.25 : 0.5));
  const base = along(place, length);
  switch (head) {
    case 'dot':
    case 'circle':
    case 'circle_outline': {
      const [x, y] = place.tip;
      const round = { ...area, roughness: Math.min(0.5, options.roughness ?? 0) };
      return [generator.circle(x, y, Math.max(0.1, length + element.strokeWidth - 2), round)];
    }
    case 'triangle':
    case 'triangle_outline':
      return [generator.polygon([place.tip, ...wings(base, place.tip, 25), place.tip].map(pair), area)];
    case 'diamond':
    case 'diamond_outline': {
      const [left, right] = wings(base, place.tip, 25);
      return [generator.polygon([place.tip, left, along(place, 2 * length), right, place.tip].map(pair), area)];
    }
    case 'crowfoot_one':
      return [bar(base, place.tip, whole)];
    case 'crowfoot_many':
    case 'crowfoot_one_or_many': {
      const toes = wings(place.tip, base, 25).map((toe) => generator.line(...toe, ...base, dotted(element, steady)));
      return head === 'crowfoot_many' ? toes : [...toes, bar(base, place.tip, steady)];
    }
    case 'bar':
    case 'arrow': {
      const lines = wings(base, place.tip, head === 'bar' ? 90 : 20);
      return lines.map((wing) => generator.line(...wing, ...place.tip, dotted(element, steady)));
    }
  }
}

function bar(base: Point, tip: Point, options: Options): Drawable {
  const [left, right] = wings(base, tip, 25);
  return generator.line(...left, ...right, options);
}

/** The heads of dotted lines are dotted, those of dashed ones are not. */
function dotted({ strokeStyle, strokeWidth }: ArrowElement, options: Options): Options {
  return strokeStyle === 'dotted' ? { ...options, strokeLineDash: [1.5, 4 + strokeWidth] } : options;
}

/** `point` turned around `pivot` to both sides. */
function wings(point: Point, pivot: Point, degrees: number): [Point, Point] {
  return [turned(point, pivot, -degrees * degree), turned(point, pivot, degrees * degree)];
}

function along({ tip, direction }: Place, length: number): Point {
  return [tip[0] - direction[0] * length, tip[1] - direction[1] * length];
}

/** Null where the line has no direction. */
function placeOf({ points }: ArrowElement, line: Drawable, end: End): Place | null {
  const ops = line.sets.find((set) => set.type === 'path')?.ops ?? [];
  const at =
    end === 'start' ? ops.findIndex(({ op }) => op === 'bcurveTo') : ops.findLastIndex(({ op }) => op === 'bcurveTo');
  const before = ops[at - 1];
  const curve = ops[at];
  if (before === undefined || curve === undefined) return null;
  const p0 = endOf(before);
  const p3 = endOf(curve);
  const tip = end === 'start' ? p0 : p3;
  const from = thirdOf(p0, curve.data, p3);
  const distance = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(distance > 0)) return null;
  const [last, next] = end === 'start' ? [points[0], points[1]] : [points.at(-1), points.at(-2)];
  const room = last === undefined || next === undefined ? 0 : Math.hypot(last[0] - next[0], last[1] - next[1]);
  return { tip, direction: [(tip[0] - from[0]) / distance, (tip[1] - from[1]) / distance], room };
}

function endOf({ data }: Op): Point {
  return [data.at(-2) ?? 0, data.at(-1) ?? 0];
}

/** The curve at .7 of its way: what a head looks along. Counted from the other end for a start, as the canvas does. */
function thirdOf(p0: Point, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[], p3: Point): Point {
  const t = 0.3;
  const u = 1 - t;
  const mix = (a: number, b: number, c: number, d: number) =>
    u ** 3 * d + 3 * t * u ** 2 * c + 3 * t ** 2 * u * b + t ** 3 * a;
  return [mix(p0[0], x1, x2, p3[0]), mix(p0[1], y1, y2, p3[1])];
}

function pair([x, y]: Point): [number, number] {
  return [x, y];
}
