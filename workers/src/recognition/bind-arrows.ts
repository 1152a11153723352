import { outlinesOf } from './fitting/fitted.ts';
import type { Group } from './group.ts';
import { around, boxOf, distance, distanceToOutline, type Path, type Point } from './points.ts';
import { isClean } from './vocabulary.ts';

export interface Binding {
  /** Index of the arrow's group. */
  readonly arrow: number;
  /** Index of the group that its start touches; past the groups, of what was there before them. */
  readonly start: number | null;
  readonly end: number | null;
}

/** How far, as a share of the arrow or of the figure, an end may stop before the figure that it means. */
const REACH = 0.3;

/**
 * Which figures the arrows (and the lines between two figures) of a drawing connect. `there` are the outlines of figures
 * that stood on the sheet before.
 */
export function bindArrows(groups: readonly Group[], there: readonly Path[] = []): Binding[] {
  const nodes = [...groups.map(outlineOfNode), ...there];
  return groups.flatMap(({ recognition }, arrow) => {
    const ends = endsOf(recognition.fitted);
    if (ends === null) return [];
    const length = distance(...ends);
    const [start, end] = ends.map((point) => touched(point, nodes, length)) as [number | null, number | null];
    const bound = start === end && start !== null ? { start, end: null } : { start, end };
    if (recognition.shape === 'line' && (bound.start === null || bound.end === null)) return [];
    return [{ arrow, ...bound }];
  });
}

function endsOf(fitted: Group['recognition']['fitted']): [Point, Point] | null {
  if (fitted?.shape === 'arrow') return [around(fitted.points, 0), around(fitted.points, -1)];
  return fitted?.shape === 'line' ? [fitted.from, fitted.to] : null;
}

function outlineOfNode({ recognition }: Group): Path | null {
  const { fitted, shape } = recognition;
  const node = isClean(shape) && shape !== 'line' && shape !== 'arrow' && shape !== 'check' && shape !== 'cross';
  return node && fitted !== null ? around(outlinesOf(fitted), 0) : null;
}

function touched(end: Point, nodes: readonly (Path | null)[], length: number): number | null {
  let found: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [i, outline] of nodes.entries()) {
    if (outline === null) continue;
    const box = boxOf([outline]);
    const reach = REACH * Math.max(Math.min(length, 2 * box.width), Math.min(box.width, box.height));
    const away = distanceToOutline(end, outline);
    const inside = isInside(end, outline);
    if ((away > reach && !inside) || away >= nearest) continue;
    nearest = away;
    found = i;
  }
  return found;
}

/** Even-odd rule. */
function isInside({ x, y }: Point, outline: Path): boolean {
  let inside = false;
  for (let i = 0; i < outline.length; i++) {
    const [a, b] = [around(outline, i - 1), around(outline, i)];
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}
