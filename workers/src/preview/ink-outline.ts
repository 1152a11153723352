/** Freehand ink as the outline of a pen, as the canvas draws it. */
import type { FreedrawElement } from '@draftroom/core/model/drawing/drawing-element';
import { getStroke } from 'perfect-freehand';
import { thinnedPlaces } from './rough-shapes.ts';

export function inkOutline(element: FreedrawElement, scale: number): string {
  const { pressures, strokeWidth } = element;
  const simulatePressure = element.simulatePressure || pressures.length === 0;
  const points = thinnedPlaces(element.points, scale).map((place): [number, number, number] => {
    const [x, y] = element.points[place] ?? [0, 0];
    return [x, y, pressures[place] ?? 0.5];
  });
  const outline = getStroke(points, {
    simulatePressure,
    size: strokeWidth * 4.25,
    thinning: 0.6,
    smoothing: 0.5,
    streamline: 0.5,
    easing: (t) => Math.sin((t * Math.PI) / 2),
    last: true,
  });
  const [first] = outline;
  if (first === undefined) return '';
  const middles = outline.map((point, i) => {
    const next = outline[i + 1] ?? first;
    return `${digits(point)} ${digits([((point[0] ?? 0) + (next[0] ?? 0)) / 2, ((point[1] ?? 0) + (next[1] ?? 0)) / 2])}`;
  });
  return `M${digits(first)} Q${middles.join(' ')} L${digits(first)}Z`;
}

function digits([x = 0, y = 0]: readonly number[]): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
