/** Elements for tests. */
import * as Y from 'yjs';
import type { DrawingElement } from '../drawing-element.ts';
import { readElement } from '../element-schema.ts';

const plain = { type: 'rectangle', x: 10, y: 20, width: 100, height: 50, index: 'a1' };

/** An element as the accessors give it. */
export function element(id: string, changes: Readonly<Record<string, unknown>> = {}): DrawingElement {
  const good = readElement({ id, ...plain, ...changes });
  if (good === null) throw new Error(`no element: ${id}`);
  return good;
}

/** Writes properties as they are, as a foreign client could. */
export function raw(doc: Y.Doc, { id, ...properties }: Readonly<Record<string, unknown>>): void {
  const map = new Y.Map<unknown>(Object.entries({ ...plain, ...properties }));
  if (typeof properties.text === 'string') map.set('text', new Y.Text(properties.text));
  doc.getMap('elements').set(String(id), map);
}
