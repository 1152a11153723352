/** The freehand ink of a drawing: strokes as the pen left them, and what they show. */
import type { DrawingElement, FreedrawElement } from '@draftroom/core/model/drawing/drawing-element';
import { bindArrows } from '../recognition/bind-arrows.ts';
import type { Group } from '../recognition/group.ts';
import type { Stroke } from '../recognition/ink.ts';
import { groupInBatches } from '../tensors/group-in-batches.ts';
import type { TensorModel } from '../tensors/tensor-model.ts';

/** Grouping takes the square of this in time; figures are drawn within far fewer strokes of each other. */
const atOnce = 200;
export const mostStrokes = 10_000;

export interface ReadInk {
  readonly strokes: number;
  readonly skipped: number;
  readonly groups: readonly Group[];
  /** Arrows that join two figures. */
  readonly joined: number;
}

export function readInkOf(elements: readonly DrawingElement[], model: TensorModel): ReadInk {
  const ink = elements.filter((element) => element.type === 'freedraw');
  const strokes = ink.slice(0, mostStrokes).map(strokeOf);
  const groups: Group[] = [];
  let joined = 0;
  for (let start = 0; start < strokes.length; start += atOnce) {
    const some = groupInBatches(strokes.slice(start, start + atOnce), model);
    joined += bindArrows(some).filter(({ start: from, end: to }) => from !== null && to !== null).length;
    groups.push(...some);
  }
  return { strokes: ink.length, skipped: ink.length - strokes.length, groups, joined };
}

/** On the sheet: moved, and turned around the middle of its points. */
function strokeOf({ x, y, angle, points }: FreedrawElement): Stroke {
  if (angle === 0) return points.map(([px, py]): [number, number] => [px + x, py + y]);
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const [px, py] of points) {
    [left, right] = [Math.min(left, px), Math.max(right, px)];
    [top, bottom] = [Math.min(top, py), Math.max(bottom, py)];
  }
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map(([px, py]): [number, number] => [
    x + cx + (px - cx) * cos - (py - cy) * sin,
    y + cy + (px - cx) * sin + (py - cy) * cos,
  ]);
}
