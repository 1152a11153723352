/** What stands on a sheet as a recogniser sees it. Pure. */
import type { DrawingElement, FreedrawElement } from '@draftroom/core/model/drawing/drawing-element';
import { type FittedBox, outlinesOf } from '@draftroom/workers/recognition/fitting/fitted';
import type { Stroke } from '@draftroom/workers/recognition/ink';
import { type Path, rotate } from '@draftroom/workers/recognition/points';

/** When a stroke was drawn, in milliseconds. */
export interface StrokeTime {
  readonly from: number;
  readonly to: number;
}

/** A stroke as it lies on the sheet. Without a time it follows the one before it at once. */
export function strokeOf(element: FreedrawElement, time?: StrokeTime): Stroke {
  const places = placesOf(element);
  if (time === undefined) return places.map(({ x, y }) => [x, y] as const);
  const step = (time.to - time.from) / Math.max(1, places.length - 1);
  return places.map(({ x, y }, i) => [x, y, time.from + i * step] as const);
}

/** What an arrow can be bound to. */
export function isFigure(element: DrawingElement): boolean {
  const { type } = element;
  return type === 'rectangle' || type === 'diamond' || type === 'ellipse' || type === 'image' || isFreeText(element);
}

/** The outline of such an element, which ends where it began. */
export function outlineOf(element: DrawingElement): Path {
  const { type, x, y, width, height, angle } = element;
  const shape = type === 'diamond' || type === 'ellipse' ? type : 'rectangle';
  const centre = { x: x + width / 2, y: y + height / 2 };
  const box: FittedBox = { shape, centre, width, height, angle, radius: 0 };
  return outlinesOf(box).flat();
}

function isFreeText(element: DrawingElement): boolean {
  return element.type === 'text' && element.containerId === null;
}

/** Points on the sheet, turned as the element is. */
function placesOf({ x, y, angle, points }: FreedrawElement): Path {
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const middle = { x: (least(xs) + most(xs)) / 2, y: (least(ys) + most(ys)) / 2 };
  return points.map(([px, py]) => {
    const turned = rotate({ x: px - middle.x, y: py - middle.y }, angle);
    return { x: x + middle.x + turned.x, y: y + middle.y + turned.y };
  });
}

function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((found, value) => Math.max(found, value), Number.NEGATIVE_INFINITY);
}
