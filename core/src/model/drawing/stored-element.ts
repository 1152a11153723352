/**
 * How an element lies in the document: a Y.Map of its properties, so that a move and a recolour by two people both
 * survive. Lists of points are one value. `text` is a Y.Text with the words as they were typed; how they are wrapped
 * stands beside it for as long as it belongs to the same words. A property that is left out has its usual value.
 */
import * as Y from 'yjs';
import type { DrawingElement, DrawingElementType } from './drawing-element.ts';
import { isFallback, propertiesOf, readElement } from './element-schema.ts';

const wrappedKey = 'wrappedText';

/** Null for what is no element, or holds nothing that can be drawn. Never throws. */
export function readStored(id: string, stored: unknown): DrawingElement | null {
  if (!(stored instanceof Y.Map)) return null;
  const type: unknown = stored.get('type');
  const plain: Record<string, unknown> = { id, type };
  for (const key in propertiesOf(type)) {
    if (key === 'text' || key === 'originalText') continue;
    const value: unknown = stored.get(key);
    if (value !== undefined && !(value instanceof Y.AbstractType)) plain[key] = value;
  }
  if (type === 'text') {
    const typed = readWords(stored.get('text'));
    const beside: unknown = stored.get(wrappedKey);
    const wrapped = typeof beside === 'string' ? beside.toWellFormed() : null;
    plain.originalText = typed;
    plain.text = wrapped !== null && isWrapOf(wrapped, typed) ? wrapped : typed;
  }
  return readElement(plain);
}

/** The properties as they are stored; `text` still a plain one. */
export function storedProperties(element: DrawingElement): Map<string, unknown> {
  const stored = new Map<string, unknown>();
  for (const [key, value] of Object.entries(element)) {
    if (key !== 'id' && key !== 'originalText') stored.set(key, value);
  }
  if (element.type === 'text') {
    stored.set('text', element.originalText.toWellFormed());
    if (element.text !== element.originalText) stored.set(wrappedKey, element.text.toWellFormed());
  }
  return stored;
}

/** A new map for the document. */
export function toStored(element: DrawingElement): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (const [key, value] of storedProperties(element)) {
    if (key === 'text') map.set(key, new Y.Text(String(value)));
    else if (key === wrappedKey || !isLeftOut(element.type, key, value)) map.set(key, value);
  }
  return map;
}

/** Words of a text element, whatever a foreign client made of them. */
export function readWords(value: unknown): string {
  const words = value instanceof Y.Text ? value.toString() : value;
  // Half a character travels as another sign: written here and read there it would not be the same.
  return typeof words === 'string' ? words.toWellFormed() : '';
}

/** Wrapping adds and takes away blanks and line ends only. */
function isWrapOf(wrapped: string, typed: string): boolean {
  return wrapped === typed || wrapped.replace(/\s+/g, '') === typed.replace(/\s+/g, '');
}

function isLeftOut(type: DrawingElementType, key: string, value: unknown): boolean {
  return key !== 'type' && isFallback(type, key, value);
}
