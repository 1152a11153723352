import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readMeta } from '../text/text-document.ts';
import { elementsOf, filesOf, isAssetReference, readDrawing, readFiles, seedDrawing } from './drawing-document.ts';
import { applyChanges, putElement } from './edit-drawing.ts';
import { readElement } from './element-schema.ts';
import { element, raw } from './testing/drawings.ts';
import { upgradeDrawing } from './upgrade.ts';

const asset = 'a'.repeat(64);

function drawingOf(...elements: Readonly<Record<string, unknown>>[]): Y.Doc {
  const doc = new Y.Doc();
  seedDrawing(doc);
  for (const properties of elements) raw(doc, properties);
  return doc;
}

describe('a drawing', () => {
  it('[DRAW-1] says its kind and schema, and holds elements and files', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    seedDrawing(doc, { elements: [element('b'), element('a', { index: '' })], files: [['f', asset]] });
    expect(updates).toHaveLength(1);
    expect(readMeta(doc)).toEqual({ kind: 'drawing', schema: 1 });
    expect(readDrawing(doc).map(({ id, index }) => [id, index])).toEqual([
      ['b', 'a1'],
      ['a', 'a2'],
    ]);
    expect([...readFiles(doc)]).toEqual([['f', asset]]);
  });

  it('[DRAW-1] stores properties one by one, words as a Y.Text, and leaves out what is as usual', () => {
    const doc = new Y.Doc();
    seedDrawing(doc, { elements: [element('t', { type: 'text', text: 'a\nb', originalText: 'a b', opacity: 50 })] });
    const stored = elementsOf(doc).get('t');
    expect(stored?.get('text')).toBeInstanceOf(Y.Text);
    expect(stored?.toJSON()).toEqual({
      type: 'text',
      x: 10,
      y: 20,
      width: 100,
      height: 50,
      index: 'a1',
      opacity: 50,
      text: 'a b',
      wrappedText: 'a\nb',
    });
    expect(readDrawing(doc)).toMatchObject([{ id: 't', text: 'a\nb', originalText: 'a b', strokeColor: '#1e1e1e' }]);
  });

  it('[DRAW-2] drops what is no element and never throws', () => {
    const doc = drawingOf(
      { id: 'good' },
      { id: 'nan', x: Number.NaN },
      { id: 'far', x: 1e12 },
      { id: 'type', type: 'script' },
      { id: 'points', type: 'line', points: [[0, 0]] },
      { id: 'many', type: 'freedraw', points: Array.from({ length: 100_001 }, () => [0, 0]) },
      { id: 'empty', type: 'text', text: '' },
    );
    const elements = doc.getMap('elements');
    elements.set('__proto__', new Y.Map(Object.entries(element('x'))));
    elements.set('number', 7);
    elements.set('list', new Y.Array());
    elements.set('nested', new Y.Map([['type', new Y.Map()]]));
    filesOf(doc).set('f', 'javascript:alert(1)');
    (filesOf(doc) as unknown as Y.Map<unknown>).set('g', { deep: true });
    expect(readDrawing(doc).map(({ id }) => id)).toEqual(['good']);
    expect([...readFiles(doc)]).toEqual([]);
    expect([isAssetReference(asset), isAssetReference('x')]).toEqual([true, false]);
    expect(readDrawing(new Y.Doc())).toEqual([]);
  });

  it('[DRAW-2] puts the usual value in for a bad one', () => {
    const bad = {
      id: 'a',
      strokeColor: 'url(https://evil.example/x)',
      backgroundColor: '"><script>',
      opacity: 900,
      groupIds: ['g', 7, '__proto__'],
      boundElements: 'all',
      angle: Number.POSITIVE_INFINITY,
      roundness: { type: 9 },
      locked: 'yes',
      index: 'zzz',
    };
    expect(readDrawing(drawingOf(bad))).toEqual([element('a', { groupIds: ['g'], index: 'a0' })]);
  });

  it('[DRAW-3] holds no link but to pages and mail', () => {
    const linked = (link: string) => readElement({ ...element('a'), link })?.link;
    expect(linked(' https://example.org/a?b#c ')).toBe('https://example.org/a?b#c');
    expect(linked('mailto:a@example.org')).toBe('mailto:a@example.org');
    for (const bad of ['javascript:alert(1)', 'JaVaScRiPt:x', 'data:text/html,x', 'file:///etc/passwd', '/here', '']) {
      expect(linked(bad)).toBeNull();
    }
  });

  it('[DRAW-3] keeps data that programs attach plain, shallow and small', () => {
    const custom = (customData: unknown) => readElement({ ...element('a'), customData })?.customData;
    const hostile = JSON.parse(
      '{"a":1,"__proto__":{"b":2},"generationData":{"html":"<script>"},"c":{"constructor":1}}',
    );
    expect(custom(hostile)).toEqual({ a: 1, c: {} });
    let deep: unknown = 1;
    for (let i = 0; i < 5_000; i++) deep = [deep];
    expect(custom({ deep })).toBeUndefined();
    expect(custom({ many: Array.from({ length: 5_000 }, () => 0) })).toBeUndefined();
    expect([custom([1]), custom('x'), custom(null)]).toEqual([undefined, undefined, undefined]);
  });

  it('[DRAW-4] has one order for everybody, also where keys are taken twice or are none', () => {
    const elements = [
      { id: 'd', index: 'a1' },
      { id: 'c', index: 'a1' },
      { id: 'b', index: 'no key!' },
      { id: 'a', index: 'a2' },
    ];
    const one = readDrawing(drawingOf(...elements));
    const other = readDrawing(drawingOf(...elements.toReversed()));
    expect(one).toEqual(other);
    expect(one.map(({ id }) => id)).toEqual(['c', 'd', 'a', 'b']);
    const keys = one.map(({ index }) => index);
    expect([keys[0], keys[2]]).toEqual(['a1', 'a2']);
    expect(keys).toEqual([...keys].sort());
  });

  it('[DRAW-4] writes keys that were taken twice anew as soon as somebody needs the room between', () => {
    const doc = drawingOf({ id: 'a', index: 'a1' }, { id: 'b', index: 'a1' });
    const [, second] = readDrawing(doc);
    putElement(doc, element('between', { index: 'a1G' }));
    expect(readDrawing(doc).map(({ id }) => id)).toEqual(['a', 'between', 'b']);
    expect(elementsOf(doc).get('b')?.get('index')).toBe(second?.index);
  });

  it('[DRAW-5] puts dangling references right in the view and not in the document', () => {
    const doc = drawingOf(
      { id: 'shape', boundElements: [{ id: 'gone', type: 'arrow' }] },
      { id: 'text', type: 'text', text: 'x', containerId: 'shape', frameId: 'nothing', index: 'a2' },
      { id: 'second', type: 'text', text: 'y', containerId: 'shape', index: 'a3' },
      {
        id: 'zarrow',
        type: 'arrow',
        points: [
          [0, 0],
          [9, 9],
        ],
        startBinding: { elementId: 'shape', focus: 0, gap: 1 },
        endBinding: { elementId: 'gone', focus: 0, gap: 1 },
        index: 'a4',
      },
    );
    const before = Y.encodeStateVector(doc);
    const seen = new Map(readDrawing(doc).map((one) => [one.id, one]));
    expect(seen.get('shape')?.boundElements).toEqual([
      { id: 'second', type: 'text' },
      { id: 'zarrow', type: 'arrow' },
    ]);
    expect(seen.get('text')).toMatchObject({ containerId: null, frameId: null });
    expect(seen.get('second')).toMatchObject({ containerId: 'shape' });
    expect(seen.get('zarrow')).toMatchObject({ startBinding: { elementId: 'shape' }, endBinding: null });
    expect(Y.encodeStateVector(doc)).toEqual(before);
    expect(elementsOf(doc).get('text')?.get('containerId')).toBe('shape');
  });

  it('[DRAW-5] binds nothing to itself, to what cannot hold it, or to a frame that is none', () => {
    const doc = drawingOf(
      { id: 'a', frameId: 'a', index: 'a1' },
      { id: 't', type: 'text', text: 'x', containerId: 'line', frameId: 'a', index: 'a2' },
      {
        id: 'line',
        type: 'line',
        points: [
          [0, 0],
          [1, 1],
        ],
        startBinding: { elementId: 'a' },
        index: 'a3',
      },
      {
        id: 'self',
        type: 'arrow',
        points: [
          [0, 0],
          [1, 1],
        ],
        startBinding: { elementId: 'self' },
        index: 'a4',
      },
    );
    expect(readDrawing(doc)).toMatchObject([
      { frameId: null, boundElements: [] },
      { containerId: null, frameId: null },
      { startBinding: null },
      { startBinding: null, boundElements: [] },
    ]);
  });

  it('[DRAW-6] is upgraded by the steps that it lacks, once', () => {
    const doc = drawingOf();
    const ran: number[] = [];
    const steps = [1, 2].map((step) => () => void ran.push(step));
    expect([upgradeDrawing(doc, steps), upgradeDrawing(doc, steps)]).toEqual([true, false]);
    expect([ran, readMeta(doc)?.schema]).toEqual([[1, 2], 3]);
    expect([upgradeDrawing(new Y.Doc(), steps), upgradeDrawing(drawingOf())]).toEqual([false, false]);
  });

  it('[DRAW-6] keeps what a newer client writes beside what is known', () => {
    const doc = drawingOf({ id: 'a', glow: { strength: 3 } });
    const [before] = readDrawing(doc);
    if (before === undefined) throw new Error('no element');
    applyChanges(doc, [{ type: 'change', before, after: { ...before, x: 5 } }]);
    putElement(doc, { ...before, y: 6 });
    expect(elementsOf(doc).get('a')?.toJSON()).toMatchObject({ glow: { strength: 3 }, y: 6 });
    expect(readDrawing(doc)[0]).not.toHaveProperty('glow');
  });
});
