/** Boxes of what is drawn, in the drawing's own units. */
import type { DrawingElement, Point } from '@draftroom/core/model/drawing/drawing-element';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOfPoints(points: Iterable<Point>): Box {
  const box = {
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
  };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Where an element lies before it is turned, relative to its own x and y. */
export function ownBox(element: DrawingElement, outline: Iterable<Point> | null): Box {
  if (outline !== null) {
    const box = boxOfPoints(outline);
    if (Number.isFinite(box.left)) return box;
  }
  return { left: 0, top: 0, right: element.width, bottom: element.height };
}

export function centreOf({ left, top, right, bottom }: Box): Point {
  return [(left + right) / 2, (top + bottom) / 2];
}

/** The box on the sheet of a box that is moved to x, y and turned around its own centre. */
export function placedBox(box: Box, { x, y, angle }: { x: number; y: number; angle: number }): Box {
  const [cx, cy] = centreOf(box);
  const corners: Point[] = [
    [box.left, box.top],
    [box.right, box.top],
    [box.right, box.bottom],
    [box.left, box.bottom],
  ];
  return boxOfPoints(
    corners.map((corner) => {
      const [turnedX, turnedY] = turned(corner, [cx, cy], angle);
      return [turnedX + x, turnedY + y];
    }),
  );
}

export function turned([x, y]: Point, [cx, cy]: Point, angle: number): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos];
}

export function joinedBoxes(boxes: Iterable<Box>): Box {
  return boxOfPoints(
    [...boxes].flatMap(({ left, top, right, bottom }): Point[] => [
      [left, top],
      [right, bottom],
    ]),
  );
}
