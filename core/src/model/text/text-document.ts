/**
 * The layout of a text document: Y.Map `meta` {kind, schema} and Y.Text `content`, line ends always LF.
 * Accessors take whatever a peer may have written, drop what does not fit, and never throw.
 */
import type * as Y from 'yjs';
import { insertSplitLength } from '../../contract/limits.ts';
import { normaliseLineEnds, splitPoints, textEdits } from './text-edits.ts';

export const textSchemaVersion = 1;

export interface DocumentMeta {
  kind: string;
  schema: number;
}

export function textContent(doc: Y.Doc): Y.Text {
  return doc.getText('content');
}

/** Null until the hub's first update has arrived, or when `meta` holds something else. */
export function readMeta(doc: Y.Doc): DocumentMeta | null {
  const meta = doc.getMap('meta');
  const kind = meta.get('kind');
  const schema = meta.get('schema');
  if (typeof kind !== 'string' || typeof schema !== 'number' || !Number.isInteger(schema)) return null;
  return { kind, schema };
}

/** The text as people see it: embeds and marks that a foreign client may have put in are left out. */
export function readText(doc: Y.Doc): string {
  return textContent(doc).toString();
}

/** The first update of a text document. Only the hub calls it: two clients that seed would double the text. */
export function seedText(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const meta = doc.getMap('meta');
    meta.set('kind', 'text');
    meta.set('schema', textSchemaVersion);
    if (text !== '') textContent(doc).insert(0, normaliseLineEnds(text));
  });
}

/**
 * Makes the content equal to `next` with the smallest edits, so that cursors, comments and concurrent work of
 * others outside of what changed stay where they are. Returns whether anything changed.
 */
export function replaceText(doc: Y.Doc, next: string, origin?: unknown): boolean {
  const content = textContent(doc);
  const cleaned = removeEmbeds(doc, origin);
  const edits = textEdits(content.toString(), normaliseLineEnds(next));
  if (edits.length === 0) return cleaned;
  const inserted = edits.reduce((sum, edit) => sum + edit.insert.length, 0);
  if (inserted <= insertSplitLength) {
    doc.transact(() => {
      for (const edit of edits.toReversed()) applyEdit(content, edit.index, edit.remove, edit.insert);
    }, origin);
    return true;
  }
  for (const edit of edits.toReversed()) {
    doc.transact(() => applyEdit(content, edit.index, edit.remove, ''), origin);
    insertText(doc, edit.index, edit.insert, origin);
  }
  return true;
}

/** Inserts in several transactions when the text is long, so that no single update is too large for a frame. */
export function insertText(doc: Y.Doc, index: number, text: string, origin?: unknown): void {
  const content = textContent(doc);
  let at = index;
  for (const part of splitPoints(normaliseLineEnds(text), insertSplitLength)) {
    doc.transact(() => content.insert(at, part), origin);
    at += part.length;
  }
}

/** Removes what a text never holds and a foreign client may have written. Returns whether there was any. */
export function repairText(doc: Y.Doc, origin?: unknown): boolean {
  return isPlainText(doc) ? false : replaceText(doc, readText(doc), origin);
}

/** Whether offsets in the content are offsets in its text, and line ends are LF. */
export function isPlainText(doc: Y.Doc): boolean {
  const content = textContent(doc);
  const text = content.toString();
  return text.length === content.length && !text.includes('\r');
}

function removeEmbeds(doc: Y.Doc, origin: unknown): boolean {
  const content = textContent(doc);
  if (content.length === content.toString().length) return false;
  const places: number[] = [];
  let at = 0;
  for (const part of content.toDelta() as { insert: unknown }[]) {
    if (typeof part.insert === 'string') at += part.insert.length;
    else places.push(at++);
  }
  doc.transact(() => {
    for (const place of places.toReversed()) content.delete(place, 1);
  }, origin);
  return places.length > 0;
}

function applyEdit(content: Y.Text, index: number, remove: number, insert: string): void {
  if (remove > 0) content.delete(index, remove);
  if (insert !== '') content.insert(index, insert);
}
