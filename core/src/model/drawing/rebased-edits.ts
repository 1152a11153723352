/** Edits that were made to one text, moved to where they belong in another that came from the same one. Pure. */
import { type TextEdit, textEdits } from '../text/text-edits.ts';

/** In UTF-16 units; longer texts are compared line by line. */
const longestCompared = 4_000;

/**
 * `edits` are of `before`; the text is `now` because others changed it. Characters that others deleted already are not
 * deleted twice, and what they inserted stays.
 */
export function rebased(edits: readonly TextEdit[], before: string, now: string): TextEdit[] {
  if (before === now) return [...edits];
  const theirs = placesOf(before, now);
  return edits.flatMap((edit) => rebasedOne(edit, theirs));
}

/** One deletion for each stretch that is left of what is to go: what others typed between them is nobody's to delete. */
function rebasedOne({ index, remove, insert }: TextEdit, theirs: readonly Replaced[]): TextEdit[] {
  const end = index + remove;
  const parts: TextEdit[] = [];
  let [from, shift] = [index, 0];
  for (const their of theirs) {
    if (their.index >= end) break;
    const gone = their.index + their.remove;
    if (their.index > from) parts.push({ index: from + shift, remove: their.index - from, insert: '' });
    from = Math.max(from, Math.min(gone, end));
    shift += their.inserted - their.remove;
  }
  if (from < end) parts.push({ index: from + shift, remove: end - from, insert: '' });
  const at = placeIn(index, theirs);
  const [first] = parts;
  if (insert === '') return parts;
  if (first?.index === at) return [{ ...first, insert }, ...parts.slice(1)];
  return [{ index: at, remove: 0, insert }, ...parts];
}

interface Replaced {
  readonly index: number;
  readonly remove: number;
  readonly inserted: number;
}

/** What others replaced, character by character: in one line several may have typed in several places. */
function placesOf(before: string, now: string): Replaced[] {
  if (before.length + now.length > longestCompared) {
    return textEdits(before, now).map(({ index, remove, insert }) => ({ index, remove, inserted: insert.length }));
  }
  // The comparison is by line, so each character gets one of its own; it may part them in front of the line end.
  return textEdits(apart(before), apart(now)).map(({ index, remove, insert }) => ({
    index: Math.ceil(index / 2),
    remove: Math.ceil(remove / 2),
    inserted: Math.ceil(insert.length / 2),
  }));
}

function apart(text: string): string {
  return text.replace(/[\s\S]/g, '$&\n');
}

function placeIn(offset: number, theirs: readonly Replaced[]): number {
  let shift = 0;
  for (const { index, remove, inserted } of theirs) {
    if (index >= offset) break;
    if (index + remove > offset) return index + shift + Math.min(inserted, offset - index);
    shift += inserted - remove;
  }
  return offset + shift;
}
