/**
 * Edits between two texts, word by word. Programs write whole files: with several changed lines taken for one replaced
 * block, what others removed in it meanwhile would come back, and what both sides have in it would stand there twice. Pure.
 */
import { joined, type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import { anchorsOf } from './word-anchors.ts';

/** Steps and words that differ, above which lines are compared first, and a replaced block may stay one edit. */
const mostSteps = 400;
const mostWords = 6_000;
/** UTF-16 units of texts that are not cut into words as a whole. */
const longest = 2 * 1024 * 1024;

export function fineEdits(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  // Lines come later: of moved blank lines they take the wrong ones for those that stay.
  const whole = before.length + after.length > longest ? null : byWords(before, after);
  if (whole !== null) return whole;
  return joined(
    textEdits(before, after).flatMap((edit) => {
      if (edit.remove === 0 || edit.insert === '') return [edit];
      const parts = byWords(before.slice(edit.index, edit.index + edit.remove), edit.insert);
      return parts === null ? [edit] : parts.map((part) => ({ ...part, index: part.index + edit.index }));
    }),
  );
}

/** Null when it would take too long. */
function byWords(before: string, after: string): TextEdit[] | null {
  const [allOld, allNext] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(allOld.length, allNext.length);
  let start = 0;
  while (start < shorter && allOld[start] === allNext[start]) start += 1;
  let end = 0;
  while (end < shorter - start && allOld.at(-1 - end) === allNext.at(-1 - end)) end += 1;
  const old = allOld.slice(start, allOld.length - end);
  const next = allNext.slice(start, allNext.length - end);
  if (old.length + next.length > mostWords) return null;
  const kept = keptWords(old, next);
  if (kept === null) return null;
  const edits: TextEdit[] = [];
  let index = allOld.slice(0, start).join('').length;
  let [oldAt, newAt] = [0, 0];
  for (const [oldEnd, newEnd] of [...kept, [old.length, next.length] as const]) {
    const removed = old.slice(oldAt, oldEnd).join('');
    const insert = next.slice(newAt, newEnd).join('');
    if (removed !== '' || insert !== '') edits.push({ index, remove: removed.length, insert });
    index += removed.length + (old[oldEnd]?.length ?? 0);
    [oldAt, newAt] = [oldEnd + 1, newEnd + 1];
  }
  return edits;
}

function wordsOf(text: string): string[] {
  return text.match(/\w+|\s|[^\w\s]/gu) ?? [];
}

/**
 * Pairs of places that stay. Words that stand once in both texts come first: by number alone, two blank lines that stay
 * are as good as a word that does, and the word would be taken for removed here and written there.
 */
function keptWords(old: readonly string[], next: readonly string[]): [number, number][] | null {
  const kept: [number, number][] = [];
  let [oldAt, newAt] = [0, 0];
  for (const anchor of [...anchorsOf(old, next), null]) {
    const [oldEnd, newEnd] = anchor ?? [old.length, next.length];
    const between = commonWords(old.slice(oldAt, oldEnd), next.slice(newAt, newEnd));
    if (between === null) return null;
    for (const [x, y] of between) kept.push([oldAt + x, newAt + y]);
    if (anchor !== null) kept.push(anchor);
    [oldAt, newAt] = [oldEnd + 1, newEnd + 1];
  }
  return kept;
}

/** Pairs of places that stay, by Myers' algorithm; null when it would take too long. */
function commonWords(old: readonly string[], next: readonly string[]): [number, number][] | null {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let steps = 0; steps <= mostSteps; steps++) {
    trace.push(new Map(furthest));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = startOf(furthest, diagonal, steps);
      while (x < old.length && x - diagonal < next.length && old[x] === next[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= next.length) return wayBack(trace, old.length, next.length);
    }
  }
  return null;
}

function startOf(furthest: ReadonlyMap<number, number>, diagonal: number, steps: number): number {
  const below = furthest.get(diagonal - 1) ?? -1;
  const above = furthest.get(diagonal + 1) ?? -1;
  return diagonal === -steps || (diagonal !== steps && below < above) ? above : below + 1;
}

function wayBack(trace: readonly ReadonlyMap<number, number>[], oldEnd: number, newEnd: number): [number, number][] {
  const kept: [number, number][] = [];
  let [x, y] = [oldEnd, newEnd];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const furthest = trace[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = Math.max(0, startOf(furthest, diagonal, steps));
    while (x > start && y > 0) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    if (steps === 0) break;
    const below = furthest.get(diagonal - 1) ?? -1;
    const above = furthest.get(diagonal + 1) ?? -1;
    const down = diagonal === -steps || (diagonal !== steps && below < above);
    if (down) y -= 1;
    else x -= 1;
  }
  return kept.reverse();
}
