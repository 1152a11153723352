/** Binds arrows to shapes, on both sides, and words to the shape that they lie in. Pure. */
import type {
  ArrowElement,
  BoundElement,
  DrawingElement,
  TextElement,
} from '@draftroom/core/model/drawing/drawing-element';
import { around, distance, type Point } from '@draftroom/workers/recognition/points';
import { boundEnd, middleOf } from './bound-ends.ts';
import { alongPath } from './figure-elements.ts';

/** An arrow's ends put to the shapes, where it is bound to any. */
export function bindArrow(arrow: ArrowElement, start: DrawingElement | null, end: DrawingElement | null): ArrowElement {
  const drawn = arrow.points.map(([x, y]): Point => ({ x: x + arrow.x, y: y + arrow.y }));
  const path = [...drawn];
  const last = drawn.length - 1;
  // A straight arrow between two shapes runs from the one to the other; what was drawn says how it passes them.
  const startEnd = start === null ? null : boundEnd(aimOf(drawn, 1, end), around(drawn, 0), start);
  if (startEnd !== null) path[0] = startEnd.at;
  const endEnd = end === null ? null : boundEnd(aimOf(drawn, last - 1, start), around(drawn, last), end);
  if (endEnd !== null) path[last] = endEnd.at;
  // Shapes that nearly touch leave no room between two gaps.
  const usable = distance(around(path, 0), around(path, 1)) > 1;
  return {
    ...arrow,
    ...alongPath(usable ? path : drawn),
    startBinding: startEnd?.binding ?? null,
    endBinding: endEnd?.binding ?? null,
  };
}

/** Where the shaft comes from: its next point, for a straight one the middle of the shape at its other end. */
function aimOf(drawn: readonly Point[], next: number, other: DrawingElement | null): Point {
  const point = around(drawn, next);
  if (drawn.length > 2 || other === null) return point;
  const middle = middleOf(other);
  const opposite = around(drawn, next === 0 ? -1 : 0);
  // Only where the shaft points there anyway: it may leave a wide shape far from its middle.
  const [toMiddle, along] = [angleFrom(opposite, middle), angleFrom(opposite, point)];
  return Math.abs(Math.atan2(Math.sin(toMiddle - along), Math.cos(toMiddle - along))) < 0.2 ? middle : point;
}

function angleFrom(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}

export function withBound(element: DrawingElement, bound: BoundElement): DrawingElement {
  if (element.boundElements.some(({ id }) => id === bound.id)) return element;
  return { ...element, boundElements: [...element.boundElements, bound] };
}

/** What the canvas keeps free around the words of a shape. */
const padding = 5;

/**
 * The words as those of the shape, in its middle. Null where the shape would have to grow, or the words to be wrapped;
 * and where they stand under the shape or partly outside of it.
 */
export function boundWords(text: TextElement, shape: DrawingElement): TextElement | null {
  if (text.containerId !== null || text.angle !== 0 || shape.angle !== 0 || text.locked) return null;
  if (!(shape.type === 'rectangle' || shape.type === 'ellipse' || shape.type === 'diamond')) return null;
  if (shape.boundElements.some(({ type }) => type === 'text') || text.index <= shape.index) return null;
  const within =
    text.x >= shape.x &&
    text.y >= shape.y &&
    text.x + text.width <= shape.x + shape.width &&
    text.y + text.height <= shape.y + shape.height;
  const share = shape.type === 'ellipse' ? Math.SQRT1_2 : shape.type === 'diamond' ? 0.5 : 1;
  const [room, depth] = [shape.width * share - 2 * padding, shape.height * share - 2 * padding];
  if (!within || text.width > room || text.height > depth) return null;
  const middle = middleOf(shape);
  return {
    ...text,
    x: middle.x - text.width / 2,
    y: middle.y - text.height / 2,
    containerId: shape.id,
    textAlign: 'center',
    verticalAlign: 'middle',
  };
}
