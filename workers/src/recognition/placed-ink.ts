import { boxOf, type Path, rotate } from './points.ts';

/** Ink as a drawing stores it: points from its own corner, turned around the middle of their box. */
export interface PlacedInk {
  readonly x: number;
  readonly y: number;
  /** In radians. */
  readonly angle: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** The points on the sheet. */
export function placesOf({ x, y, angle, points }: PlacedInk): Path {
  if (angle === 0) return points.map(([px, py]) => ({ x: x + px, y: y + py }));
  const { left, top, width, height } = boxOf([points.map(([px, py]) => ({ x: px, y: py }))]);
  const middle = { x: left + width / 2, y: top + height / 2 };
  return points.map(([px, py]) => {
    const turned = rotate({ x: px - middle.x, y: py - middle.y }, angle);
    return { x: x + middle.x + turned.x, y: y + middle.y + turned.y };
  });
}
