/** Keeps carets where people left them while others' edits are put into the text. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { movedOffset } from './edit-lists.ts';
import type { PositionedSelection, TextView } from './editor-text.ts';
import type { LineMap } from './line-map.ts';

interface Range {
  anchor: number;
  active: number;
}

interface Remembered {
  view: TextView;
  before: Range[];
}

/** Where all carets are now; the result puts back those that the edits have pushed. */
export function rememberCarets(
  views: readonly TextView[],
  lines: LineMap,
): (edits: readonly TextEdit[], linesAfter: LineMap) => void {
  const remembered = views.map((view) => ({ view, before: offsetsOf(view.selections(), lines) }));
  return (edits, linesAfter) => {
    for (const entry of remembered) restore(entry, edits, linesAfter);
  };
}

/**
 * An editor pushes a caret behind what is inserted exactly at it. Only a caret that stands where the editor pushed it, or
 * of which nothing new was heard, is put back: any other was moved by its owner meanwhile.
 */
function restore({ view, before }: Remembered, edits: readonly TextEdit[], lines: LineMap): void {
  const pushed = before.map(({ anchor, active }) => ({
    anchor: movedOffset(anchor, edits, 'after'),
    active: movedOffset(active, edits, 'after'),
  }));
  const wanted = before.map((range) => keptRange(range, edits));
  if (same(pushed, wanted)) return;
  const now = offsetsOf(view.selections(), lines);
  if (!same(now, pushed) && !same(now, before)) return;
  view.select(wanted.map(({ anchor, active }) => ({ anchor: lines.position(anchor), active: lines.position(active) })));
}

/** A caret stays behind the character before it; a selection keeps what is in it and takes in nothing at its ends. */
function keptRange({ anchor, active }: Range, edits: readonly TextEdit[]): Range {
  if (anchor === active) {
    const at = movedOffset(anchor, edits, 'before');
    return { anchor: at, active: at };
  }
  const start = movedOffset(Math.min(anchor, active), edits, 'after');
  const end = Math.max(start, movedOffset(Math.max(anchor, active), edits, 'before'));
  return anchor < active ? { anchor: start, active: end } : { anchor: end, active: start };
}

function offsetsOf(selections: readonly PositionedSelection[], lines: LineMap): Range[] {
  return selections.map(({ anchor, active }) => ({ anchor: lines.offset(anchor), active: lines.offset(active) }));
}

function same(left: readonly Range[], right: readonly Range[]): boolean {
  return (
    left.length === right.length &&
    left.every((range, at) => range.anchor === right[at]?.anchor && range.active === right[at]?.active)
  );
}
