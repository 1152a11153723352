/** Where one step of undo ends and the next begins, the same in every editor. */
import type { TextEdit } from './text-edits.ts';

/** Whether the next edit is a thing of its own and not the same stretch of typing. */
export function startsNewStep(last: readonly TextEdit[], next: readonly TextEdit[]): boolean {
  if (last.length !== next.length) return true;
  let shift = 0;
  for (let i = 0; i < next.length; i++) {
    const before = last[i];
    const after = next[i];
    if (before === undefined || after === undefined) return true;
    if (kindOf(before) !== kindOf(after) || kindOf(after) === 'replace') return true;
    const end = before.index + shift + before.insert.length;
    shift += before.insert.length - before.remove;
    const joins =
      kindOf(after) === 'insert' ? after.index === end : after.index === end || after.index + after.remove === end;
    if (!joins) return true;
    if (kindOf(after) === 'insert' && endsWord(before.insert, after.insert)) return true;
  }
  return false;
}

function kindOf(edit: TextEdit): 'insert' | 'remove' | 'replace' {
  if (edit.remove === 0) return 'insert';
  return edit.insert === '' ? 'remove' : 'replace';
}

/** A new word begins, a line ends, or something is pasted. */
function endsWord(before: string, after: string): boolean {
  if (after.includes('\n') || after.length > 8) return true;
  return /\s$/.test(before) && /^\S/.test(after);
}
