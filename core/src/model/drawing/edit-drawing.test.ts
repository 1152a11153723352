import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { elementsOf, readDrawing, seedDrawing } from './drawing-document.ts';
import { DrawingView } from './drawing-view.ts';
import { applyChanges, putElement, removeElement } from './edit-drawing.ts';
import { rebased } from './rebased-edits.ts';
import { element } from './testing/drawings.ts';

function pair(...elements: ReturnType<typeof element>[]): [Y.Doc, Y.Doc] {
  const left = new Y.Doc();
  seedDrawing(left, { elements });
  const right = new Y.Doc();
  Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
  return [left, right];
}

function meet(left: Y.Doc, right: Y.Doc): void {
  Y.applyUpdate(right, Y.encodeStateAsUpdate(left, Y.encodeStateVector(right)));
  Y.applyUpdate(left, Y.encodeStateAsUpdate(right, Y.encodeStateVector(left)));
  expect(readDrawing(left)).toEqual(readDrawing(right));
}

describe('changes to a drawing', () => {
  it('[DRAW-7] write only the properties that differ, so that a move and a recolour both survive', () => {
    const [left, right] = pair(element('a'));
    putElement(left, element('a', { x: 99 }));
    putElement(right, element('a', { strokeColor: '#ff0000' }));
    meet(left, right);
    expect(readDrawing(left)).toEqual([element('a', { x: 99, strokeColor: '#ff0000' })]);
  });

  it('[DRAW-7] never set an id again that is there', () => {
    const [left] = pair(element('a'));
    const stored = elementsOf(left).get('a');
    putElement(left, element('a', { type: 'ellipse', x: 3 }));
    expect(elementsOf(left).get('a')).toBe(stored);
    expect(readDrawing(left)).toMatchObject([{ type: 'ellipse', x: 3 }]);
  });

  it('[DRAW-7] make no update when nothing is different', () => {
    const [left] = pair(
      element('a', { points: undefined }),
      element('t', { type: 'text', text: 'x', originalText: 'x' }),
    );
    const before = Y.encodeStateVector(left);
    for (const one of readDrawing(left)) putElement(left, one);
    removeElement(left, 'unknown');
    applyChanges(left, []);
    expect(Y.encodeStateVector(left)).toEqual(before);
  });

  it('[DRAW-7] take one transaction with its origin, and under 100 bytes for a move', () => {
    const [left] = pair(element('a'), element('b', { index: 'a2' }));
    const updates: [number, unknown][] = [];
    left.on('update', (update: Uint8Array, origin: unknown) => updates.push([update.length, origin]));
    applyChanges(
      left,
      [{ type: 'change', before: element('a'), after: element('a', { x: 123.456, y: 654.321 }) }],
      'me',
    );
    expect(updates).toEqual([[expect.any(Number), 'me']]);
    expect(updates[0]?.[0]).toBeLessThan(100);
  });

  it('[DRAW-7] keep what others changed since they were made', () => {
    const [left] = pair(element('a'));
    putElement(left, element('a', { x: 50, opacity: 10 }));
    applyChanges(left, [{ type: 'change', before: element('a'), after: element('a', { y: 70 }) }]);
    expect(readDrawing(left)).toEqual([element('a', { x: 50, opacity: 10, y: 70 })]);
  });

  it('[DRAW-7] take properties away again', () => {
    const [left] = pair(element('a', { customData: { made: 'here' } }));
    putElement(left, element('a'));
    expect(readDrawing(left)[0]).not.toHaveProperty('customData');
  });

  it('[DRAW-8] lose to a deletion', () => {
    const [left, right] = pair(element('a'), element('b', { index: 'a2' }));
    removeElement(left, 'a');
    putElement(right, element('a', { x: 77 }));
    meet(left, right);
    expect(readDrawing(left).map(({ id }) => id)).toEqual(['b']);
    applyChanges(left, [{ type: 'change', before: element('a'), after: element('a', { x: 1 }) }]);
    expect(readDrawing(left).map(({ id }) => id)).toEqual(['b']);
  });

  it('[DRAW-9] merge words that are typed at the same time', () => {
    const words = (said: string) => element('t', { type: 'text', text: said, originalText: said });
    const [left, right] = pair(words('one three'));
    putElement(left, words('one two three'));
    putElement(right, words('one three four'));
    meet(left, right);
    expect(readDrawing(left)).toMatchObject([{ originalText: 'one two three four' }]);
  });

  it('[DRAW-9] put words where they belong when others typed since', () => {
    const words = (said: string) => element('t', { type: 'text', text: said, originalText: said });
    const [left] = pair(words('alpha beta'));
    putElement(left, words('ALPHA alpha beta!'));
    applyChanges(left, [{ type: 'change', before: words('alpha beta'), after: words('alpha new beta') }]);
    expect(readDrawing(left)).toMatchObject([{ originalText: 'ALPHA alpha new beta!' }]);
  });

  it('[DRAW-9] delete and replace what the person saw, and nothing that others typed in it', () => {
    const words = (said: string) => element('t', { type: 'text', text: said, originalText: said });
    const after = (now: string, from: string, to: string) => {
      const [doc] = pair(words(from));
      putElement(doc, words(now));
      applyChanges(doc, [{ type: 'change', before: words(from), after: words(to) }]);
      return readDrawing(doc)[0];
    };
    expect(after('one tXwo three', 'one two three', 'one  three')).toMatchObject({ originalText: 'one X three' });
    expect(after('aXbcYdef', 'abcdef', 'aZf')).toMatchObject({ originalText: 'aZXYf' });
    expect(after('abXef', 'abcdef', 'af')).toMatchObject({ originalText: 'aXf' });
    expect(after('XabcdefY', 'abcdef', '!')).toMatchObject({ originalText: '!XY' });
  });

  it('[DRAW-9] let wrapped lines go when the words are others', () => {
    const [left, right] = pair(element('t', { type: 'text', text: 'one\ntwo', originalText: 'one two' }));
    expect(readDrawing(left)).toMatchObject([{ text: 'one\ntwo' }]);
    putElement(right, element('t', { type: 'text', text: 'one two three', originalText: 'one two three' }));
    putElement(left, element('t', { type: 'text', text: 'zero\none\ntwo', originalText: 'zero one two' }));
    meet(left, right);
    expect(readDrawing(left)).toMatchObject([{ text: 'zero one two three', originalText: 'zero one two three' }]);
  });

  it('[DRAW-9] mend a text that a foreign client spoiled', () => {
    const words = (said: string) => element('t', { type: 'text', text: said, originalText: said });
    const [left] = pair(words('ab'), element('u', { index: 'a2' }));
    const text = elementsOf(left).get('t')?.get('text');
    if (text instanceof Y.Text) text.insertEmbed(1, { image: 'x' });
    putElement(left, words('abc'));
    expect(readDrawing(left)[0]).toMatchObject({ originalText: 'abc' });
    elementsOf(left).get('t')?.set('text', 'plain');
    putElement(left, words('plainer'));
    expect(elementsOf(left).get('t')?.get('text')).toBeInstanceOf(Y.Text);
    expect(readDrawing(left)[0]).toMatchObject({ originalText: 'plainer' });
  });

  it('moves edits to where they belong', () => {
    const insert = (index: number, text: string, remove = 0) => ({ index, remove, insert: text });
    expect(rebased([insert(3, 'x')], 'abcdef', 'ABabcdef')).toEqual([insert(5, 'x')]);
    expect(rebased([insert(1, '', 4)], 'abcdef', 'abf')).toEqual([insert(1, '', 1)]);
    expect(rebased([insert(4, 'y')], 'abcdef', 'abf')).toEqual([insert(2, 'y')]);
  });
});

describe('the view of a drawing', () => {
  it('[DRAW-5] tells what changed, with all that hangs on it, and keeps what did not', () => {
    const [doc] = pair(
      element('shape', { boundElements: [{ id: 't', type: 'text' }] }),
      element('t', { type: 'text', text: 'x', originalText: 'x', containerId: 'shape', index: 'a2' }),
      element('other', { index: 'a3' }),
    );
    const view = new DrawingView(doc);
    const other = view.get('other');
    putElement(doc, element('shape', { x: 1, boundElements: [{ id: 't', type: 'text' }] }));
    expect(view.isDue).toBe(true);
    expect([...view.update()]).toEqual(['shape']);
    removeElement(doc, 'shape');
    expect([...view.update()].sort()).toEqual(['shape', 't']);
    expect([view.get('t'), view.get('other')]).toEqual([expect.objectContaining({ containerId: null }), other]);
    expect(view.get('other')).toBe(other);
    expect(view.elements).toEqual(readDrawing(doc));
    elementsOf(doc).get('t')?.set('unknown', 1);
    expect([view.update().size, view.update().size]).toEqual([0, 0]);
    view.dispose();
    removeElement(doc, 't');
    expect(view.update().size).toBe(0);
  });
});
