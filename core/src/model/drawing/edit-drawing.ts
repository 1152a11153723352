/**
 * Changes to a drawing, each of which writes as little as it can: of an element that is there only the properties that
 * are different now, of a text only the characters. An id that is there is never set again, or what others change in
 * the same moment would be lost.
 */
import * as Y from 'yjs';
import { textEdits } from '../text/text-edits.ts';
import { elementsOf } from './drawing-document.ts';
import type { DrawingElement } from './drawing-element.ts';
import { inOrder } from './element-order.ts';
import { isOrderKey } from './order-keys.ts';
import { rebased } from './rebased-edits.ts';
import { sameJson } from './same-json.ts';
import { readStored, readWords, storedProperties, toStored } from './stored-element.ts';

export type ElementChange =
  | { readonly type: 'put'; readonly element: DrawingElement }
  /** What differs between the two is written; what others changed since `before` stays. */
  | { readonly type: 'change'; readonly before: DrawingElement; readonly after: DrawingElement }
  | { readonly type: 'remove'; readonly id: string };

/** Adds an element; one that is there becomes like it. */
export function putElement(doc: Y.Doc, element: DrawingElement, origin?: unknown): void {
  applyChanges(doc, [{ type: 'put', element }], origin);
}

export function removeElement(doc: Y.Doc, id: string, origin?: unknown): void {
  applyChanges(doc, [{ type: 'remove', id }], origin);
}

/** All in one transaction. A change of an element that somebody has deleted does nothing. */
export function applyChanges(doc: Y.Doc, changes: readonly ElementChange[], origin?: unknown): void {
  if (changes.length === 0) return;
  doc.transact(() => {
    // First, so that a key that was chosen between two others lies between them for everybody.
    if (changes.some(touchesOrder)) healOrder(doc);
    for (const change of changes) apply(doc, change);
  }, origin);
}

function apply(doc: Y.Doc, change: ElementChange): void {
  const elements = elementsOf(doc);
  if (change.type === 'remove') {
    elements.delete(change.id);
    return;
  }
  const after = change.type === 'put' ? change.element : change.after;
  const stored: unknown = elements.get(after.id);
  if (!(stored instanceof Y.Map)) {
    if (change.type === 'put') elements.set(after.id, toStored(after));
    return;
  }
  const before = change.type === 'put' ? readStored(after.id, stored) : change.before;
  writeDifference(stored, before, after);
}

function writeDifference(stored: Y.Map<unknown>, before: DrawingElement | null, after: DrawingElement): void {
  const old = before === null ? new Map<string, unknown>() : storedProperties(before);
  const now = storedProperties(after);
  for (const [key, value] of now) {
    if (sameJson(old.get(key), value)) continue;
    if (key === 'text') writeWords(stored, String(old.get('text') ?? ''), String(value));
    else if (!sameJson(stored.get(key), value)) stored.set(key, value);
  }
  for (const key of old.keys()) if (!now.has(key) && stored.has(key)) stored.delete(key);
}

function writeWords(stored: Y.Map<unknown>, before: string, after: string): void {
  const text = stored.get('text');
  if (!(text instanceof Y.Text)) {
    stored.set('text', new Y.Text(after));
    return;
  }
  // Offsets in the words are offsets in the Y.Text only while it holds nothing else.
  if (text.length !== text.toString().length) {
    text.delete(0, text.length);
    text.insert(0, after);
    return;
  }
  for (const { index, remove, insert } of rebased(textEdits(before, after), before, readWords(text)).toReversed()) {
    if (remove > 0) text.delete(index, remove);
    if (insert !== '') text.insert(index, insert);
  }
}

function touchesOrder(change: ElementChange): boolean {
  if (change.type === 'change') return change.before.index !== change.after.index;
  return change.type === 'put';
}

/** Writes the order keys that the view had to find for itself. */
function healOrder(doc: Y.Doc): void {
  const elements = elementsOf(doc);
  const placed: { id: string; index: string }[] = [];
  const keys = new Map<string, string>();
  for (const [id, stored] of elements as Iterable<[string, unknown]>) {
    const key: unknown = stored instanceof Y.Map ? stored.get('index') : undefined;
    const index = isOrderKey(key) ? key : '';
    keys.set(id, index);
    if (stored instanceof Y.Map) placed.push({ id, index });
  }
  for (const { id, index } of inOrder(placed)) {
    if (keys.get(id) !== index) elements.get(id)?.set('index', index);
  }
}
