/**
 * Where a comment on a stretch of text belongs while others edit. The anchor's positions follow the characters; its
 * quote tells whether they still say what was commented on, and finds the place again when they are gone.
 */
import type { AnchorState } from '@draftroom/drizzle/enums';
import type * as Y from 'yjs';
import type { TextAnchor } from '../../contract/anchor.ts';
import { anchorQuoteLength } from '../../contract/limits.ts';
import { nearestQuote } from './nearest-quote.ts';
import { decodePosition, encodePosition } from './text-positions.ts';

/** In UTF-16 units of the text. An orphaned one is empty, and where the words were as far as that is known. */
export interface TextPlace {
  readonly state: AnchorState;
  readonly start: number;
  readonly end: number;
}

/** An anchor on what is selected; without a selection, on the line. */
export function makeTextAnchor(
  content: Y.Text,
  documentId: string,
  selection: { readonly start: number; readonly end: number },
): TextAnchor {
  const text = content.toString();
  const { start, end } = toRange(text, selection);
  const lineStart = lineStartOf(text, start);
  return {
    surface: 'text',
    documentId,
    state: 'attached',
    start: encodePosition(content, start, 'after'),
    end: encodePosition(content, end, 'before'),
    quote: quoteOf(text.slice(start, end)),
    fallback: { line: countLines(text, lineStart), column: start - lineStart },
  };
}

/** Never throws, whatever the anchor and the document hold. `text` spares reading it for each of many anchors. */
export function resolveTextAnchor(content: Y.Text, anchor: TextAnchor, text = content.toString()): TextPlace {
  const start = decodePosition(content, anchor.start);
  const end = decodePosition(content, anchor.end);
  if (start !== null && end !== null) {
    const held = { start: Math.min(start, end), end: Math.max(start, end) };
    const now = quoteOf(text.slice(held.start, held.end));
    if (now === anchor.quote) return { state: 'attached', ...held };
    // A line that was empty, or characters of which some are left. Blanks alone are what deleting leaves behind.
    if (anchor.quote === '' || (start < end && now.trim() !== '')) return { state: 'moved', ...held };
  }
  const hint = start ?? end ?? offsetOf(text, anchor.fallback);
  const found = nearestQuote(text, anchor.quote, hint);
  return found === null ? { state: 'orphaned', start: hint, end: hint } : { state: 'fallback', ...found };
}

/** As the contract stores it: cut, and without what no database holds. */
function quoteOf(text: string): string {
  return text.slice(0, anchorQuoteLength).toWellFormed().replaceAll('\0', '\ufffd');
}

/** Inside the text, in order, without a line end at the end, and the whole line when it is empty. */
function toRange(text: string, selection: { start: number; end: number }): { start: number; end: number } {
  const within = (offset: number) => Math.max(0, Math.min(Math.trunc(offset), text.length));
  const start = within(Math.min(selection.start, selection.end));
  let end = within(Math.max(selection.start, selection.end));
  while (end > start && text[end - 1] === '\n') end -= 1;
  if (start < end) return { start, end };
  const lineEnd = text.indexOf('\n', start);
  return { start: lineStartOf(text, start), end: lineEnd === -1 ? text.length : lineEnd };
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function countLines(text: string, before: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < before; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function offsetOf(text: string, { line, column }: TextAnchor['fallback']): number {
  let start = 0;
  for (let passed = 0; passed < line; passed++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column, end === -1 ? text.length : end);
}
