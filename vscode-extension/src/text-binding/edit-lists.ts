/** Lists of edits: ordered, not overlapping, in offsets of the text before all of them. Pure. */
import {
  isInsidePair,
  joined,
  normaliseLineEnds,
  type TextEdit,
  textEdits,
} from '@draftroom/core/model/text/text-edits';
import type { PositionedEdit } from './editor-text.ts';
import type { LineMap } from './line-map.ts';

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { index, remove, insert } of edits) {
    result += text.slice(at, index) + insert;
    at = index + remove;
  }
  return result + text.slice(at);
}

/**
 * What the changes of one event really do to the text. Editors report more than that: a change of line ends, or a file
 * that was read again, replaces the whole document, and taken as it is it would rewrite everybody's text.
 */
export function editsOf(text: string, changes: readonly PositionedEdit[], lines: LineMap): TextEdit[] {
  const edits = changes.map(({ start, end, text: inserted }) => {
    const index = lines.offset(start);
    return { index, remove: Math.max(0, lines.offset(end) - index), insert: normaliseLineEnds(inserted) };
  });
  // They come last first; of two inserts at one place the one that was reported later stands before the other.
  const ordered = edits.reverse().toSorted((left, right) => left.index - right.index);
  const minimal = smallest(text, ordered);
  const result = minimal.map((edit) => whole(text, edit));
  return overlap(result) ? textEdits(text, applyEdits(text, minimal)) : result;
}

export function positioned(edits: readonly TextEdit[], lines: LineMap): PositionedEdit[] {
  return edits.map(({ index, remove, insert }) => ({
    start: lines.position(index),
    end: lines.position(index + remove),
    text: insert,
  }));
}

/** Where a place is after the edits. What is inserted exactly there lands on the other side of what it is tied to. */
export function movedOffset(offset: number, edits: readonly TextEdit[], tiedTo: 'before' | 'after'): number {
  let shift = 0;
  for (const { index, remove, insert } of edits) {
    if (index > offset || (index === offset && tiedTo === 'before')) break;
    const end = index + remove;
    if (offset < end) return index + shift + (tiedTo === 'before' ? 0 : insert.length);
    // Replaced up to the place: it stands behind the new text either way, as a caret behind a corrected word does.
    shift += insert.length - remove;
  }
  return offset + shift;
}

/**
 * The same edits for a text that `between` leads from: what somebody did to the text they saw, done to the text that
 * stands for it. Only text that they saw is removed; what is inserted inside text that is not there goes behind it.
 */
export function rebased(edits: readonly TextEdit[], between: readonly TextEdit[]): TextEdit[] {
  if (between.length === 0) return [...edits];
  const common = commonStretches(between);
  const result: TextEdit[] = [];
  for (const { index, remove, insert } of edits) {
    const removals: TextEdit[] = [];
    for (const { from, to, shift } of common) {
      const start = Math.max(from, index);
      const end = Math.min(to, index + remove);
      if (start < end) removals.push({ index: start - shift, remove: end - start, insert: '' });
    }
    const [first] = removals;
    if (first !== undefined) first.insert = insert;
    else if (insert !== '') removals.push({ index: sourceOffset(index, common), remove: 0, insert });
    result.push(...removals);
  }
  return joined(result);
}

interface Stretch {
  /** In the text after the edits. */
  from: number;
  to: number;
  /** How much further on it is there than in the text before. */
  shift: number;
}

/** What both texts have. */
function commonStretches(edits: readonly TextEdit[]): Stretch[] {
  const stretches: Stretch[] = [];
  let shift = 0;
  let from = 0;
  for (const { index, remove, insert } of edits) {
    stretches.push({ from, to: index + shift, shift });
    from = index + shift + insert.length;
    shift += insert.length - remove;
  }
  return [...stretches, { from, to: Number.POSITIVE_INFINITY, shift }];
}

function sourceOffset(offset: number, common: readonly Stretch[]): number {
  const at = common.findIndex(({ to }) => offset <= to);
  const stretch = common[at];
  return stretch === undefined ? offset : Math.max(offset, stretch.from) - stretch.shift;
}

/** Without what an edit removes and puts back: an editor tells nothing of edits that change nothing. */
export function smallest(text: string, edits: readonly TextEdit[]): TextEdit[] {
  return edits.flatMap((edit) => differences(text, edit));
}

function differences(text: string, { index, remove, insert }: TextEdit): TextEdit[] {
  if (remove === 0 || insert === '') return remove === 0 && insert === '' ? [] : [{ index, remove, insert }];
  const edits = textEdits(text.slice(index, index + remove), insert);
  return edits.map((edit) => ({ ...edit, index: index + edit.index }));
}

function overlap(edits: readonly TextEdit[]): boolean {
  let end = 0;
  return edits.some(({ index, remove }) => {
    const overlaps = index < end;
    end = index + remove;
    return overlaps;
  });
}

/** Takes in the other half of every character that the edit would cut or complete. */
function whole(text: string, edit: TextEdit): TextEdit {
  let { index, remove, insert } = edit;
  if (isInsidePair(text, index) || isPair(text.charCodeAt(index - 1), firstAfter(text, index, remove, insert))) {
    index -= 1;
    remove += 1;
    insert = text.charAt(index) + insert;
  }
  const end = index + remove;
  const last = insert === '' ? text.charCodeAt(index - 1) : insert.charCodeAt(insert.length - 1);
  if (isInsidePair(text, end) || isPair(last, text.charCodeAt(end))) {
    remove += 1;
    insert += text.charAt(end);
  }
  return { index, remove, insert };
}

function firstAfter(text: string, index: number, remove: number, insert: string): number {
  return insert === '' ? text.charCodeAt(index + remove) : insert.charCodeAt(0);
}

function isPair(left: number, right: number): boolean {
  return left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff;
}
