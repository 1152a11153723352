/** Lines that are pointed at, and the anchor for them. Pure. */
import type { DesignTextAnchor } from '@draftroom/core/contract/design-anchor';
import { anchorQuoteLength } from '@draftroom/core/contract/limits';

/** Line and column from 0; columns in UTF-16 units. */
export interface TextPoint {
  readonly line: number;
  readonly column: number;
}

export interface TextRange {
  readonly start: TextPoint;
  /** Before it the range ends. */
  readonly end: TextPoint;
}

/** From the first column of the one line to the end of the other, whichever comes first. */
export function wholeLines(lines: readonly string[], one: number, other: number): TextRange {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  return { start: { line: first, column: 0 }, end: { line: last, column: lines[last]?.length ?? 0 } };
}

export function textAnchor(path: string, lines: readonly string[], { start, end }: TextRange): DesignTextAnchor {
  const words = lines.slice(start.line, end.line + 1);
  words[words.length - 1] = (words.at(-1) ?? '').slice(0, end.column);
  words[0] = (words[0] ?? '').slice(start.column);
  const quote = words.join('\n').slice(0, anchorQuoteLength).toWellFormed();
  return { surface: 'text', state: 'attached', path, start, end, quote };
}

/** Which lines a range shows itself on: one that ends before the first character of a line leaves that line out. */
export function linesOf({ start, end }: TextRange): { first: number; last: number } {
  const last = end.column === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { first: start.line, last };
}
