import { readDrawing, seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { applyChanges, putElement, removeElement } from '@draftroom/core/model/drawing/edit-drawing';
import { readElement } from '@draftroom/core/model/drawing/element-schema';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from './board-binding.ts';
import { BoardUndo } from './board-undo.ts';
import type { Canvas, SceneElement } from './canvas.ts';
import type { DragPreview } from './drag-preview.ts';
import { FakeCanvas } from './testing/fake-canvas.ts';

/** The real component fits. Only the compiler looks at this. */
export const fits = (api: ExcalidrawImperativeAPI): Canvas => api as Canvas;

function shape(id: string, changes: Readonly<Record<string, unknown>> = {}) {
  const element = readElement({ id, type: 'rectangle', x: 0, y: 0, width: 100, height: 50, index: 'a1', ...changes });
  if (element === null) throw new Error('no element');
  return element;
}

const words = (id: string, said: string, changes: Readonly<Record<string, unknown>> = {}) =>
  shape(id, { type: 'text', text: said, originalText: said, ...changes });

function open(from?: Y.Doc, options: { readOnly?: boolean } = {}) {
  const doc = new Y.Doc();
  if (from === undefined) seedDrawing(doc);
  else Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  const canvas = new FakeCanvas();
  const drags: (readonly DragPreview[])[] = [];
  const binding = new BoardBinding({
    doc,
    api: canvas,
    undo: new BoardUndo(doc),
    readOnly: options.readOnly ?? false,
    onDrag: (elements) => drags.push(elements),
  });
  canvas.binding = binding;
  canvas.rendered();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return { doc, canvas, binding, drags, updates };
}

function connect(left: Y.Doc, right: Y.Doc): void {
  left.on('update', (update: Uint8Array, origin: unknown) => origin !== right && Y.applyUpdate(right, update, left));
  right.on('update', (update: Uint8Array, origin: unknown) => origin !== left && Y.applyUpdate(left, update, right));
}

function two(...elements: ReturnType<typeof shape>[]) {
  const mine = open();
  applyChanges(
    mine.doc,
    elements.map((element) => ({ type: 'put', element }) as const),
  );
  const theirs = open(mine.doc);
  connect(mine.doc, theirs.doc);
  return { mine, theirs };
}

const seen = (canvas: FakeCanvas, id: string, ...keys: string[]) => keys.map((key) => canvas.find(id)?.[key]);

/** Long enough for a step of its own. */
const pause = () => vi.setSystemTime(Date.now() + 5_000);

afterEach(() => vi.useRealTimers());

describe('a board', () => {
  it('[DRAW-10] shows the document and writes what is drawn when the pointer lets go', () => {
    const { mine, theirs } = two(shape('a', { x: 7 }));
    expect(seen(mine.canvas, 'a', 'x', 'width')).toEqual([7, 100]);
    mine.updates.length = 0;
    mine.canvas.draw({ id: 'b', x: 50 }, 20);
    expect(mine.updates).toHaveLength(1);
    expect(seen(theirs.canvas, 'b', 'x', 'width', 'height')).toEqual([50, 200, 100]);
  });

  it('[DRAW-10] makes one small update of a drag, and tells of it meanwhile', () => {
    const { mine, theirs } = two(shape('a'), shape('b', { index: 'a2' }));
    mine.updates.length = 0;
    mine.canvas.startDrag(['a']);
    for (let i = 0; i < 30; i++) mine.canvas.dragBy(1, 2);
    expect(mine.updates).toHaveLength(0);
    expect(mine.drags.at(-1)).toEqual([{ id: 'a', x: 30, y: 60 }]);
    mine.canvas.drop();
    expect(mine.drags.at(-1)).toEqual([]);
    expect(mine.updates).toHaveLength(1);
    expect(mine.updates[0]?.length).toBeLessThan(120);
    expect(seen(theirs.canvas, 'a', 'x', 'y')).toEqual([30, 60]);
  });

  it('[DRAW-11] merges a move by one person with a recolour by another during it', () => {
    const { mine, theirs } = two(shape('a'));
    mine.canvas.startDrag(['a']);
    mine.canvas.dragBy(10, 0);
    theirs.canvas.mutate('a', { strokeColor: '#ff0000' });
    expect(seen(mine.canvas, 'a', 'x', 'strokeColor')).toEqual([10, '#1e1e1e']);
    mine.canvas.dragBy(10, 0);
    mine.canvas.drop();
    for (const { canvas } of [mine, theirs]) {
      expect(seen(canvas, 'a', 'x', 'strokeColor')).toEqual([20, '#ff0000']);
    }
  });

  it('[DRAW-11] keeps the object that is being dragged', () => {
    const { mine, theirs } = two(shape('a'), shape('b', { index: 'a2' }));
    mine.canvas.startDrag(['a']);
    const inHand = mine.canvas.find('a');
    theirs.canvas.mutate('a', { opacity: 50 });
    theirs.canvas.mutate('b', { opacity: 50 });
    expect(mine.canvas.find('a')).toBe(inHand);
    expect(seen(mine.canvas, 'b', 'opacity')).toEqual([50]);
  });

  it('[DRAW-12] never breaks a text that is being typed', () => {
    const { mine, theirs } = two(words('t', 'hello world'));
    mine.canvas.startTyping('t');
    mine.canvas.type('hello big world');
    theirs.canvas.startTyping('t');
    theirs.canvas.type('hello big world!');
    mine.canvas.type('hello bigger world');
    expect(seen(mine.canvas, 't', 'originalText')).toEqual(['hello bigger world']);
    mine.canvas.stopTyping();
    theirs.canvas.stopTyping();
    for (const { canvas } of [mine, theirs]) expect(seen(canvas, 't', 'originalText')).toEqual(['hello bigger world!']);
  });

  it('[DRAW-12] shows others each key', () => {
    const { mine, theirs } = two();
    mine.canvas.state = { ...mine.canvas.state, newElement: { id: 't' }, editingTextElement: { id: 't' } };
    mine.canvas.add({ id: 't', type: 'text', text: '', originalText: '', width: 0, height: 25 });
    mine.canvas.type('h');
    mine.canvas.type('he');
    expect(seen(theirs.canvas, 't', 'originalText')).toEqual(['he']);
  });

  it('[DRAW-12] keeps the words when somebody deletes the text meanwhile', () => {
    const { mine, theirs } = two(words('t', 'one'));
    mine.canvas.startTyping('t');
    theirs.canvas.remove('t');
    expect(seen(mine.canvas, 't', 'originalText')).toEqual(['one']);
    mine.canvas.type('one two');
    mine.canvas.stopTyping();
    const left = readDrawing(theirs.doc);
    expect(left).toMatchObject([{ type: 'text', originalText: 'one two' }]);
    expect(mine.canvas.live.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
  });

  it('[DRAW-12] measures a text that two people typed in', () => {
    const refreshText = (elements: readonly SceneElement[]) =>
      elements.map((element) => ({
        ...element,
        width: String((element as unknown as { text: string }).text).length * 10,
      }));
    const { mine } = two(words('t', 'ab'));
    const theirs = open(mine.doc);
    const canvas = new FakeCanvas();
    const measuring = new BoardBinding({
      doc: mine.doc,
      api: canvas,
      undo: new BoardUndo(mine.doc),
      readOnly: false,
      refreshText,
    });
    canvas.binding = measuring;
    canvas.rendered();
    mine.binding.dispose();
    connect(mine.doc, theirs.doc);
    canvas.startTyping('t');
    theirs.canvas.startTyping('t');
    theirs.canvas.type('abc');
    canvas.type('0ab');
    canvas.stopTyping();
    expect(canvas.find('t')).toMatchObject({ text: '0abc', width: 40 });
    theirs.canvas.stopTyping();
    expect(theirs.canvas.find('t')).toMatchObject({ text: '0abc', width: 40 });
  });

  it('[DRAW-11] drops what others deleted, and its own deletions reach them', () => {
    const { mine, theirs } = two(shape('a'), shape('b', { index: 'a2' }));
    mine.canvas.startDrag(['a']);
    mine.canvas.dragBy(5, 5);
    theirs.canvas.remove('a');
    expect(mine.canvas.find('a')).toBeDefined();
    mine.canvas.drop();
    expect(mine.canvas.find('a')).toBeUndefined();
    expect(mine.canvas.state.selectedElementIds).toEqual({});
    mine.canvas.remove('b');
    expect(theirs.canvas.live).toEqual([]);
    expect(readDrawing(mine.doc)).toEqual([]);
  });

  it('[DRAW-13] undoes its own steps only: a drag is one, a property another', () => {
    const { mine, theirs } = two(shape('a'));
    mine.canvas.startDrag(['a']);
    mine.canvas.dragBy(10, 0);
    mine.canvas.dragBy(10, 0);
    mine.canvas.drop();
    vi.useFakeTimers({ toFake: ['Date'] });
    pause();
    mine.canvas.mutate('a', { opacity: 40 });
    theirs.canvas.mutate('a', { strokeColor: '#00ff00' });
    mine.canvas.key('z');
    expect(seen(mine.canvas, 'a', 'x', 'opacity', 'strokeColor')).toEqual([20, 100, '#00ff00']);
    mine.canvas.key('z');
    expect(seen(theirs.canvas, 'a', 'x', 'opacity', 'strokeColor')).toEqual([0, 100, '#00ff00']);
    expect(mine.binding.canUndo).toBe(false);
    mine.canvas.key('z', { ctrlKey: true, shiftKey: true });
    expect(seen(theirs.canvas, 'a', 'x')).toEqual([20]);
    theirs.canvas.key('z');
    expect(seen(mine.canvas, 'a', 'x', 'strokeColor')).toEqual([20, '#1e1e1e']);
  });

  it('[DRAW-13] brings back what it deleted, with what others changed before', () => {
    const { mine, theirs } = two(shape('a'));
    theirs.canvas.mutate('a', { strokeColor: '#00ff00' });
    mine.canvas.remove('a');
    mine.canvas.key('z');
    expect(seen(theirs.canvas, 'a', 'width', 'strokeColor')).toEqual([100, '#00ff00']);
  });

  it('[DRAW-13] undoes nothing in the middle of a drag or a word', () => {
    const { mine } = two(words('t', 'x'));
    mine.canvas.mutate('t', { opacity: 40 });
    mine.canvas.startTyping('t');
    mine.binding.undo();
    expect(seen(mine.canvas, 't', 'opacity')).toEqual([40]);
    mine.canvas.stopTyping();
    mine.binding.undo();
    expect(seen(mine.canvas, 't', 'opacity')).toEqual([100]);
  });

  it('[DRAW-14] is read-only at once, in the middle of a drag, too', () => {
    const { mine, theirs } = two(shape('a'));
    mine.canvas.startDrag(['a']);
    mine.canvas.dragBy(10, 0);
    mine.updates.length = 0;
    mine.binding.setReadOnly(true);
    expect(seen(mine.canvas, 'a', 'x')).toEqual([0]);
    expect(mine.drags.at(-1)).toEqual([]);
    mine.canvas.dragBy(10, 0);
    mine.canvas.drop();
    mine.canvas.add({ id: 'n' });
    mine.canvas.remove('a');
    expect(mine.updates).toEqual([]);
    expect(mine.canvas.live.map(({ id }) => id)).toEqual(['a']);
    expect([mine.binding.canUndo, seen(mine.canvas, 'a', 'x')]).toEqual([false, [0]]);
    theirs.canvas.mutate('a', { x: 3 });
    expect(seen(mine.canvas, 'a', 'x')).toEqual([3]);
    mine.binding.setReadOnly(false);
    mine.canvas.mutate('a', { x: 4 });
    expect(seen(theirs.canvas, 'a', 'x')).toEqual([4]);
  });

  it('[DRAW-15] draws a colleague’s drag without storing it', () => {
    const { mine, theirs } = two(shape('a'));
    mine.updates.length = 0;
    mine.binding.showDrag(9, [
      { id: 'a', x: 70 },
      { ...shape('ghost', { index: 'a5' }), x: 5 },
    ]);
    expect(seen(mine.canvas, 'a', 'x', 'width')).toEqual([70, 100]);
    expect(seen(mine.canvas, 'ghost', 'x', 'locked')).toEqual([5, true]);
    mine.canvas.mutate('ghost', { x: 99 });
    mine.canvas.mutate('a', { opacity: 30 });
    expect(seen(theirs.canvas, 'a', 'x', 'opacity')).toEqual([0, 30]);
    expect(theirs.canvas.find('ghost')).toBeUndefined();
    mine.binding.showDrag(9, null);
    expect(mine.canvas.live.map(({ id }) => id)).toEqual(['a']);
    expect(seen(mine.canvas, 'a', 'x', 'opacity')).toEqual([0, 30]);
  });

  it('[DRAW-15] takes whatever presence holds', () => {
    const { mine } = two(shape('a'));
    mine.binding.showDrag(1, [
      { id: 'a', x: Number.NaN },
      { id: 'b', type: 'rectangle', x: 'far' },
      null,
      'text',
    ] as unknown as DragPreview[]);
    mine.binding.showDrag(2, { id: 'a' } as unknown as DragPreview[]);
    expect(seen(mine.canvas, 'a', 'x')).toEqual([0]);
  });

  it('[DRAW-10] never makes the canvas give elements new keys', () => {
    const { mine, theirs } = two();
    mine.canvas.draw({ id: 'a' });
    theirs.canvas.draw({ id: 'b' });
    putElement(mine.doc, shape('c', { index: 'a0' }));
    putElement(mine.doc, shape('d', { index: 'a0' }));
    mine.canvas.add({ id: 'e' }, 2);
    theirs.canvas.move('a', 3);
    expect(mine.canvas.live.map(({ id }) => id)).toEqual(theirs.canvas.live.map(({ id }) => id));
    expect([mine.canvas.keysPutRight, theirs.canvas.keysPutRight]).toEqual([0, 0]);
  });

  it('[DRAW-10] comes back when something else puts a scene in its place', () => {
    const { mine, theirs } = two(shape('a'), shape('b', { index: 'a2' }));
    mine.canvas.updateScene({ elements: [] });
    expect(mine.canvas.live.map(({ id }) => id)).toEqual(['a', 'b']);
    mine.canvas.elements = [];
    mine.canvas.add({ id: 'c' });
    for (const { canvas } of [mine, theirs]) expect(canvas.live.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
  });

  it('[DRAW-10] ends with dispose', () => {
    const { mine, theirs } = two(shape('a'));
    mine.binding.dispose();
    mine.canvas.mutate('a', { x: 9 });
    removeElement(theirs.doc, 'a');
    expect(seen(mine.canvas, 'a', 'x')).toEqual([9]);
    expect(mine.binding.canUndo).toBe(false);
  });
});
