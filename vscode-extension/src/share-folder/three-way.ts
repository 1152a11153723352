/** Merges what was done to two copies of a text since they were the same. Pure. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { rebased } from '../text-binding/edit-lists.ts';
import { fineEdits } from '../text-binding/fine-edits.ts';

/** What was done from `base` to `mine`, for `theirs`. What both have done counts once. */
export function editsOnto(base: string, mine: string, theirs: string): TextEdit[] {
  if (mine === base || mine === theirs) return [];
  if (theirs === base) return fineEdits(base, mine);
  const others = fineEdits(base, theirs);
  const back = inverse(others, base);
  const own = fineEdits(base, mine).filter((edit) => !others.some((other) => holds(other, edit)));
  const more = own.map((edit) => others.findIndex((other) => isMore(edit, other)));
  const apart = own.filter((_, at) => more[at] === -1);
  const writtenOn = own.flatMap((edit, at) => {
    const [other, there] = [others[more[at] ?? -1], back[more[at] ?? -1]];
    return other === undefined || there === undefined ? [] : [rest(edit.insert, other.insert, there.index)];
  });
  return [...rebased(apart, back), ...writtenOn].toSorted((left, right) => left.index - right.index);
}

/** Whether the edit does what the other one does, and writes on in it. Half a character is nothing to write on. */
function isMore(edit: TextEdit, other: TextEdit): boolean {
  return isSamePlace(edit, other) && holds(edit, other) && rest(edit.insert, other.insert, 0).insert.isWellFormed();
}

/** What `longer` has more than `shorter`, which stands at `index`. */
function rest(longer: string, shorter: string, index: number): TextEdit {
  const start = commonStart(longer, shorter);
  return { index: index + start, remove: 0, insert: longer.slice(start, start + longer.length - shorter.length) };
}

/** Whether the first edit does what the second one does. */
function holds(other: TextEdit, edit: TextEdit): boolean {
  const removes = other.index <= edit.index && other.index + other.remove >= edit.index + edit.remove;
  if (isSamePlace(other, edit)) return holdsText(other.insert, edit.insert);
  return removes && edit.remove > 0 && edit.insert === '';
}

function isSamePlace(one: TextEdit, other: TextEdit): boolean {
  return one.index === other.index && one.remove === other.remove;
}

/** Whether the longer text is the shorter one, written on at one place. */
function holdsText(longer: string, shorter: string): boolean {
  if (longer.length < shorter.length) return false;
  const start = commonStart(longer, shorter);
  let end = 0;
  while (end < shorter.length - start && longer.at(-1 - end) === shorter.at(-1 - end)) end += 1;
  return start + end === shorter.length;
}

function commonStart(longer: string, shorter: string): number {
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start += 1;
  return start;
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
