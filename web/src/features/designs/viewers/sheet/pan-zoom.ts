/** How a flat work lies in its window. Pure; windows in pixels, sheets in units of their own. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point, Size {}

/** A point of the sheet times `scale`, plus `x` and `y`, is where it is in the window. */
export interface View extends Point {
  readonly scale: number;
}

/** Of this much of the sheet, in pixels, something stays in sight. */
const leastInSight = 48;
const mostScale = 32;

/** All of it, in the middle; small things are not blown up beyond `most`. */
export function fitted(sheet: Size, window: Size, most = 1): View {
  const scale = Math.min(most, window.width / sheet.width, window.height / sheet.height);
  return centred({ x: sheet.width / 2, y: sheet.height / 2 }, Math.max(scale, 1e-6), window);
}

export function centred(at: Point, scale: number, window: Size): View {
  return { scale, x: window.width / 2 - at.x * scale, y: window.height / 2 - at.y * scale };
}

/** `at`, in the window, stays where it is. */
export function zoomed(view: View, factor: number, at: Point, least: number): View {
  const scale = Math.min(mostScale, Math.max(least, view.scale * factor));
  const part = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * part, y: at.y - (at.y - view.y) * part };
}

export function moved(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

export function kept(view: View, sheet: Size, window: Size): View {
  const along = (at: number, length: number, room: number): number => {
    const margin = Math.min(leastInSight, length, room / 2);
    return Math.min(room - margin, Math.max(margin - length, at));
  };
  return {
    scale: view.scale,
    x: along(view.x, sheet.width * view.scale, window.width),
    y: along(view.y, sheet.height * view.scale, window.height),
  };
}

export function toSheet({ x, y }: Point, view: View): Point {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}

export function toWindow({ x, y }: Point, view: View): Point {
  return { x: x * view.scale + view.x, y: y * view.scale + view.y };
}

/** The part of the sheet between two of its points; null when none of it is meant, but a point. `reach` in its units. */
export function between(one: Point, other: Point, sheet: Size, reach: number): Rect | null {
  if (Math.hypot(one.x - other.x, one.y - other.y) <= reach) return null;
  const clip = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)].map((x) => clip(x, sheet.width));
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)].map((y) => clip(y, sheet.height));
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

export function isWithin({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
