/** Edits between two texts: lines by Myers' algorithm, then trimmed to the characters that differ. Pure. */

/** Replace `remove` UTF-16 units at `index` of the old text by `insert`. */
export interface TextEdit {
  index: number;
  remove: number;
  insert: string;
}

/** Work that Myers may do before one plain replacement of everything between is taken instead. */
const maximalDistance = 2_000;

export function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Ordered, not overlapping, indexes in the old text. Empty when the texts are equal. */
export function textEdits(before: string, after: string): TextEdit[] {
  const outer = trimEdit(before, { index: 0, remove: before.length, insert: after });
  if (outer === null) return [];
  const oldLines = linesOf(before.slice(outer.index, outer.index + outer.remove));
  const newLines = linesOf(outer.insert);
  if (oldLines.length < 2 || newLines.length < 2) return [outer];
  const hunks = lineHunks(oldLines, newLines);
  if (hunks === null) return [outer];
  return hunksToEdits(before, outer.index, oldLines, newLines, hunks);
}

/** Edits that touch become one: the list says the same with fewer entries, and editors refuse edits that touch. */
export function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last !== undefined && last.index + last.remove === edit.index) {
      last.remove += edit.remove;
      last.insert += edit.insert;
    } else {
      result.push({ ...edit });
    }
  }
  return result;
}

/** Parts of at most `length` units; never between the two halves of one character. */
export function splitPoints(text: string, length: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + length, text.length);
    if (end < text.length && isInsidePair(text, end)) end -= 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

interface Hunk {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

function hunksToEdits(before: string, base: number, oldLines: string[], newLines: string[], hunks: Hunk[]): TextEdit[] {
  const offsets = [base];
  for (const line of oldLines) offsets.push((offsets.at(-1) ?? base) + line.length);
  const edits: TextEdit[] = [];
  for (const hunk of hunks) {
    const index = offsets[hunk.oldStart] ?? base;
    const end = offsets[hunk.oldEnd] ?? index;
    const insert = newLines.slice(hunk.newStart, hunk.newEnd).join('');
    const edit = trimEdit(before, { index, remove: end - index, insert });
    if (edit !== null) edits.push(edit);
  }
  return edits;
}

/** Takes off the common start and end; null when nothing is left. */
function trimEdit(before: string, edit: TextEdit): TextEdit | null {
  const end = edit.index + edit.remove;
  const shorter = Math.min(edit.remove, edit.insert.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(edit.index + start) === edit.insert.charCodeAt(start)) start++;
  if (start === edit.remove && start === edit.insert.length) return null;
  if (isInsidePair(before, edit.index + start) || isInsidePair(edit.insert, start)) start--;
  let tail = 0;
  const room = shorter - start;
  while (tail < room && before.charCodeAt(end - 1 - tail) === edit.insert.charCodeAt(edit.insert.length - 1 - tail)) {
    tail++;
  }
  if (tail > 0 && (isInsidePair(before, end - tail) || isInsidePair(edit.insert, edit.insert.length - tail))) tail--;
  return {
    index: edit.index + start,
    remove: edit.remove - start - tail,
    insert: edit.insert.slice(start, edit.insert.length - tail),
  };
}

/** Whether the place is between the two halves of one character. */
export function isInsidePair(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return false;
  const left = text.charCodeAt(index - 1);
  const right = text.charCodeAt(index);
  return left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Myers' greedy algorithm over lines. Null when the texts differ too much for it to be worth the work. */
function lineHunks(oldLines: string[], newLines: string[]): Hunk[] | null {
  const trace = forwardTrace(oldLines, newLines);
  if (trace === null) return null;
  const hunks: Hunk[] = [];
  let x = oldLines.length;
  let y = newLines.length;
  for (let distance = trace.length - 1; distance > 0; distance--) {
    const reach = trace[distance - 1] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -distance || (k !== distance && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = reach.get(previousK) ?? 0;
    const previousY = previousX - previousK;
    const middleX = down ? previousX : previousX + 1;
    const middleY = down ? previousY + 1 : previousY;
    joinHunk(hunks, { oldStart: previousX, oldEnd: middleX, newStart: previousY, newEnd: middleY });
    x = previousX;
    y = previousY;
  }
  return hunks.reverse();
}

/** Hunks come last first; one that touches the hunk after it becomes part of it. */
function joinHunk(hunks: Hunk[], hunk: Hunk): void {
  const later = hunks.at(-1);
  if (later !== undefined && later.oldStart === hunk.oldEnd && later.newStart === hunk.newEnd) {
    later.oldStart = hunk.oldStart;
    later.newStart = hunk.newStart;
  } else {
    hunks.push(hunk);
  }
}

function forwardTrace(oldLines: string[], newLines: string[]): Map<number, number>[] | null {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= Math.min(maximalDistance, oldLines.length + newLines.length); distance++) {
    const next = new Map<number, number>();
    for (let k = -distance; k <= distance; k += 2) {
      const down = k === -distance || (k !== distance && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < oldLines.length && x - k < newLines.length && oldLines[x] === newLines[x - k]) x++;
      next.set(k, x);
      if (x >= oldLines.length && x - k >= newLines.length) {
        trace.push(next);
        return trace;
      }
    }
    trace.push(next);
    reach = next;
  }
  return null;
}
