/** Merges what was done to two copies of a text since they were the same. Pure. */
import { type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import { rebased } from '../text-binding/edit-lists.ts';

/** What was done from `base` to `mine`, for `theirs`. What both have done counts once. */
export function editsOnto(base: string, mine: string, theirs: string): TextEdit[] {
  if (mine === base || mine === theirs) return [];
  if (theirs === base) return textEdits(base, mine);
  const others = textEdits(base, theirs);
  const own = textEdits(base, mine).filter((edit) => !others.some((other) => holds(other, edit)));
  return rebased(own, inverse(others, base));
}

/** Whether the first edit does what the second one does. */
function holds(other: TextEdit, edit: TextEdit): boolean {
  const removes = other.index <= edit.index && other.index + other.remove >= edit.index + edit.remove;
  const same = other.index === edit.index && other.remove === edit.remove;
  if (same) return other.insert.startsWith(edit.insert) || other.insert.endsWith(edit.insert);
  return removes && edit.remove > 0 && edit.insert === '';
}

/** What leads back to `before`, in offsets of what the edits have led to. */
function inverse(edits: readonly TextEdit[], before: string): TextEdit[] {
  let shift = 0;
  return edits.map(({ index, remove, insert }) => {
    const back = { index: index + shift, remove: insert.length, insert: before.slice(index, index + remove) };
    shift += insert.length - remove;
    return back;
  });
}
