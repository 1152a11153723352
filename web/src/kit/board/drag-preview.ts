/**
 * A drag on its way to colleagues, by presence: what moves, with the properties that differ. Small enough for a
 * presence state, whatever is dragged: points are thinned, and what does not fit is left out until it is stored.
 */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { readElement } from '@draftroom/core/model/drawing/element-schema';
import { differingKeys, type LocalChange } from './scene-diff.ts';

/** An id and the properties that are different from the document's; all of them for an element that is not in it. */
export type DragPreview = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Of the 4 KiB that a presence state has. */
const mostBytes = 3_000;
const mostPoints = 60;

export function dragPreviews(changes: readonly LocalChange[]): DragPreview[] {
  const previews: DragPreview[] = [];
  let bytes = 0;
  for (const change of changes) {
    const preview = previewOf(change);
    if (preview === null) continue;
    bytes += JSON.stringify(preview).length;
    if (bytes > mostBytes) break;
    previews.push(preview);
  }
  return previews;
}

/** The element as it is dragged; as it is when the preview makes no sense. Null for a new one that is none. */
export function withPreview(element: DrawingElement | undefined, preview: DragPreview): DrawingElement | null {
  // Its place among the others is the document's.
  const dragged = readElement({ ...element, ...preview, ...(element === undefined ? {} : { index: element.index }) });
  if (dragged === null) return element ?? null;
  // Nobody picks up what is in somebody else's hand.
  return element === undefined ? { ...dragged, locked: true } : dragged;
}

function previewOf(change: LocalChange): DragPreview | null {
  if (change.type === 'removed') return null;
  if (change.type === 'added') return thinned({ ...change.element });
  const after = change.element as unknown as Record<string, unknown>;
  const keys = differingKeys(change.base, change.element);
  if (keys.length === 0) return null;
  return thinned({ id: change.element.id, ...Object.fromEntries(keys.map((key) => [key, after[key]])) });
}

function thinned(preview: DragPreview): DragPreview {
  const { points, pressures } = preview;
  const rounded = Object.fromEntries(
    Object.entries(preview).map(([key, value]) => [
      key,
      typeof value === 'number' && key !== 'angle' ? tenths(value) : value,
    ]),
  ) as DragPreview;
  if (!Array.isArray(points)) return rounded;
  const step = Math.ceil(points.length / mostPoints);
  const kept = (_: unknown, i: number) => i % step === 0 || i === points.length - 1;
  return {
    ...rounded,
    points: (points as number[][]).filter(kept).map((point) => point.map(tenths)),
    ...(Array.isArray(pressures) ? { pressures: pressures.filter(kept) } : {}),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
