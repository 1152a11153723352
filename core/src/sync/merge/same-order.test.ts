import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { sameOrder } from './same-order.ts';

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function filled(): Y.Doc {
  const doc = new Y.Doc();
  for (const word of ['hello ', 'there ', 'world']) doc.getText('content').insert(0, word);
  doc.getText('content').delete(2, 3);
  const shape = new Y.Map();
  doc.getMap('elements').set('a', shape);
  shape.set('label', new Y.Text('label'));
  shape.set('gone', 1);
  shape.delete('gone');
  return doc;
}

describe('sameOrder', () => {
  it('[MERGE-1] takes documents that show the same, however their items are cut', () => {
    expect(sameOrder(filled(), new Y.Doc())).toBe(false);
    const doc = filled();
    expect(sameOrder(doc, copyOf(doc))).toBe(true);
    expect(sameOrder(copyOf(doc), doc)).toBe(true);
  });

  it.each([
    ['a list', (doc: Y.Doc) => doc.getText('content').insert(3, 'x')],
    ['a deletion', (doc: Y.Doc) => doc.getText('content').delete(0, 1)],
    ['a key', (doc: Y.Doc) => doc.getMap('elements').set('b', 1)],
    [
      'a nested text',
      (doc: Y.Doc) => ((doc.getMap('elements').get('a') as Y.Map<Y.Text>).get('label') as Y.Text).insert(0, '!'),
    ],
    ['a nested key', (doc: Y.Doc) => (doc.getMap('elements').get('a') as Y.Map<unknown>).delete('label')],
  ])('[MERGE-1] tells a difference in %s', (_name, change) => {
    const doc = filled();
    const copy = copyOf(doc);
    change(copy);
    expect(sameOrder(doc, copy)).toBe(false);
  });
});
