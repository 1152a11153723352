import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bringTo, contentAsText, documentContent, documentFromUpdates, emptyContent, seedDocument } from './content.ts';

function copyOf(doc: Y.Doc): Y.Doc {
  return documentFromUpdates([Y.encodeStateAsUpdate(doc)]);
}

function drawing(elements: Record<string, Record<string, unknown>>): Y.Doc {
  const doc = new Y.Doc();
  seedDocument(doc, emptyContent('drawing'));
  doc.transact(() => {
    for (const [id, properties] of Object.entries(elements)) {
      const element = new Y.Map<unknown>();
      for (const [key, value] of Object.entries(properties))
        element.set(key, key === 'text' ? new Y.Text(String(value)) : value);
      doc.getMap('elements').set(id, element);
    }
  });
  return doc;
}

describe('[DOC-4] first update', () => {
  test.each(['text', 'scene', 'graph', 'drawing'] as const)('%s says what it is', (kind) => {
    const doc = new Y.Doc();
    seedDocument(doc, emptyContent(kind));
    expect(doc.getMap('meta').toJSON()).toEqual({ kind, schema: 1 });
  });

  test('content of a text has LF line ends only', () => {
    const doc = new Y.Doc();
    seedDocument(doc, { kind: 'text', text: 'a\r\nb\rc' });
    expect(documentContent(doc, 'text')).toBe('a\nb\nc');
  });

  test('content of a structured kind is JSON of its maps', () => {
    const doc = drawing({ a: { x: 1, points: [[0, 1]], text: 'hello' } });
    const content = documentContent(doc, 'drawing');
    expect(content).toEqual({
      meta: { kind: 'drawing', schema: 1 },
      elements: { a: { x: 1, points: [[0, 1]], text: 'hello' } },
      files: {},
    });
  });
});

describe('[DOC-22] what a file with the content holds', () => {
  test('an Excalidraw file of a drawing, the maps as JSON of other structured kinds', () => {
    const doc = drawing({ a: { type: 'rectangle', x: 1, width: 5, height: 5 }, b: { type: 'unknown' } });
    expect(JSON.parse(contentAsText(doc, 'drawing'))).toMatchObject({
      type: 'excalidraw',
      version: 2,
      elements: [{ id: 'a', x: 1, isDeleted: false }],
      files: {},
    });
    const scene = new Y.Doc();
    seedDocument(scene, { kind: 'scene' });
    expect(JSON.parse(contentAsText(scene, 'scene'))).toEqual(documentContent(scene, 'scene'));
  });
});

describe('[VER-5] bringing a document back', () => {
  test('a text in a drawing keeps what others type beside what differs', () => {
    const doc = drawing({ a: { type: 'text', x: 1, text: 'one two three' } });
    const wanted = copyOf(doc);
    const text = (of: Y.Doc) => (of.getMap('elements').get('a') as Y.Map<unknown>).get('text') as Y.Text;
    text(doc).insert(4, 'NEW ');
    const away = copyOf(doc);
    text(away).insert(text(away).length, ' four');
    bringTo(doc, 'drawing', wanted);
    expect(text(doc).toString()).toBe('one two three');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(away));
    expect(text(doc).toString()).toBe('one two three four');
  });

  test('a text keeps cursors and edits beside what differs', () => {
    const doc = new Y.Doc();
    seedDocument(doc, { kind: 'text', text: 'one\ntwo\nthree\n' });
    const wanted = copyOf(doc);
    const content = doc.getText('content');
    content.insert(4, 'NEW ');
    const cursor = Y.createRelativePositionFromTypeIndex(content, content.toString().indexOf('three'));
    const away = copyOf(doc);
    away.getText('content').insert(away.getText('content').length, 'four\n');
    bringTo(doc, 'text', wanted);
    expect(content.toString()).toBe('one\ntwo\nthree\n');
    expect(Y.createAbsolutePositionFromRelativePosition(cursor, doc)?.index).toBe(8);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(away));
    expect(content.toString()).toBe('one\ntwo\nthree\nfour\n');
  });

  test('an element that exists is changed, not set again', () => {
    const doc = drawing({ a: { x: 1, colour: 'red', text: 'hello' }, b: { x: 5 } });
    const wanted = copyOf(doc);
    const element = doc.getMap('elements').get('a') as Y.Map<unknown>;
    doc.transact(() => {
      element.set('x', 2);
      element.set('extra', true);
      doc.getMap('elements').delete('b');
      doc.getMap('elements').set('c', new Y.Map([['x', 9]]));
    });
    const away = copyOf(doc);
    (away.getMap('elements').get('a') as Y.Map<unknown>).set('colour', 'blue');
    bringTo(doc, 'drawing', wanted);
    expect(doc.getMap('elements').get('a')).toBe(element);
    expect(doc.getMap('elements').toJSON()).toEqual({ a: { x: 1, colour: 'red', text: 'hello' }, b: { x: 5 } });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(away));
    expect((doc.getMap('elements').toJSON() as Record<string, unknown>).a).toMatchObject({ x: 1, colour: 'blue' });
  });

  test('what is the same already makes no update', () => {
    const doc = drawing({ a: { x: 1, points: [[1, 2]], text: 'hello' } });
    const before = Y.encodeStateVector(doc);
    bringTo(doc, 'drawing', copyOf(doc));
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  test('any drawing becomes any other', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }));
    const elements = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.dictionary(fc.constantFrom('x', 'points', 'text', 'colour'), value),
    );
    fc.assert(
      fc.property(elements, elements, (from, to) => {
        const doc = drawing(from);
        const wanted = drawing(to);
        bringTo(doc, 'drawing', wanted);
        expect(documentContent(doc, 'drawing')).toEqual(documentContent(wanted, 'drawing'));
      }),
    );
  });

  test('any text becomes any other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n', '😀', 'line\n'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (from, to) => {
        const doc = new Y.Doc();
        seedDocument(doc, { kind: 'text', text: from });
        const wanted = new Y.Doc();
        seedDocument(wanted, { kind: 'text', text: to });
        bringTo(doc, 'text', wanted);
        expect(documentContent(doc, 'text')).toBe(to);
      }),
    );
  });
});
