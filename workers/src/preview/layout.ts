/** Where everything lies on the sheet, and how large the sheet is seen. */
import {
  type ArrowElement,
  type DrawingElement,
  isFrame,
  type Point,
} from '@draftroom/core/model/drawing/drawing-element';
import { type Box, centreOf, joinedBoxes, ownBox, placedBox, turned } from './bounds.ts';
import { curveMiddle, lineShape, pointsAlong } from './rough-shapes.ts';

/** Around everything, in units of the drawing. */
const margin = 10;
/** A small drawing is not blown up further. */
const largestScale = 2;
/** What the name of a frame takes above it. */
const nameHeight = 21;

export interface Layout {
  readonly elements: readonly DrawingElement[];
  readonly box: Box;
  /** Pixels per unit of the drawing. */
  readonly scale: number;
}

/** `longest`: pixels of the longer side, at most. */
export function layOut(drawn: readonly DrawingElement[], longest: number): Layout {
  const elements = withLabelsOnArrows(drawn);
  const boxes = elements.map((element) => placedBox(ownBox(element, outlineOf(element)), element));
  const names = elements.filter(isFrame).map(({ x, y }) => ({ left: x, top: y - nameHeight, right: x, bottom: y }));
  const tight = joinedBoxes([...boxes, ...names]);
  const { left, top, right, bottom } = Number.isFinite(tight.left) ? tight : { left: 0, top: 0, right: 1, bottom: 1 };
  const box = { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
  const longer = Math.max(box.right - box.left, box.bottom - box.top);
  return { elements, box, scale: Math.min(largestScale, longest / longer) };
}

/** Points from which an element's box follows; null where that is its own size. */
export function outlineOf(element: DrawingElement): Iterable<Point> | null {
  if (element.type === 'freedraw') return element.points;
  if (element.type !== 'line' && element.type !== 'arrow') return null;
  return element.roundness === null ? element.points : pointsAlong(lineShape(element, 1));
}

/** The words of an arrow stand on its middle, wherever they were when the arrow was moved last. */
function withLabelsOnArrows(elements: readonly DrawingElement[]): readonly DrawingElement[] {
  const arrows = new Map(elements.flatMap((element) => (element.type === 'arrow' ? [[element.id, element]] : [])));
  if (arrows.size === 0) return elements;
  return elements.map((element) => {
    const arrow = element.type === 'text' && element.containerId !== null ? arrows.get(element.containerId) : undefined;
    if (arrow === undefined) return element;
    const [x, y] = middleOf(arrow);
    return { ...element, x: x - element.width / 2, y: y - element.height / 2 };
  });
}

/** On the sheet. */
function middleOf(arrow: ArrowElement): Point {
  const { points, roundness } = arrow;
  const half = Math.floor(points.length / 2);
  const before: Point = points[half - 1] ?? [0, 0];
  const after: Point = points[half] ?? [0, 0];
  const straight: Point = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
  const curved = roundness !== null && points.length > 2;
  const middle = points.length % 2 === 1 ? after : curved ? (curveMiddle(arrow, half - 1) ?? straight) : straight;
  const centre = centreOf(ownBox(arrow, outlineOf(arrow)));
  const [x, y] = turned(middle, centre, arrow.angle);
  return [x + arrow.x, y + arrow.y];
}
