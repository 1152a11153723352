/** Merges what was done to two copies of a text since they were the same. Pure. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { rebased } from '../text-binding/edit-lists.ts';
import { fineEdits } from '../text-binding/fine-edits.ts';

/** What was done from `base` to `mine`, for `theirs`. What both have done counts once. */
export function editsOnto(base: string, mine: string, theirs: string): TextEdit[] {
  if (mine === base || mine === theirs) return [];
  if (theirs === base) return fineEdits(base, mine);
  const others = fineEdits(base, theirs);
  const own = fineEdits(base, mine).filter((edit) => !others.some((other) => holds(other, edit)));
  return rebased(own, inverse(others, base));
}

/** Whether the first edit does what the second one does. */
function holds(other: TextEdit, edit: TextEdit): boolean {
  const removes = other.index <= edit.index && other.index + other.remove >= edit.index + edit.remove;
  const same = other.index === edit.index && other.remove === edit.remove;
  if (same) return holdsText(other.insert, edit.insert);
  return removes && edit.remove > 0 && edit.insert === '';
}

/** Whether the longer text is the shorter one, written on at one place. */
function holdsText(longer: string, shorter: string): boolean {
  if (longer.length < shorter.length) return false;
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start += 1;
  let end = 0;
  while (end < shorter.length - start && longer.at(-1 - end) === shorter.at(-1 - end)) end += 1;
  return start + end === shorter.length;
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
