import { seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import type { AppState } from '@excalidraw/excalidraw/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from '../../../kit/board/board-binding.ts';
import { BoardUndo } from '../../../kit/board/board-undo.ts';
import { FakeCanvas } from '../../../kit/board/testing/fake-canvas.ts';
import { loadMessages, t } from '../../../kit/messages/language.ts';
import type { Figures } from '../../../kit/recognition/recognition-messages.ts';
import { currentToasts, dismissToast } from '../../../kit/toasts.ts';
import { createBoardView } from '../board-view.ts';
import { type CleanBoard, makeClean } from './make-clean.ts';
import { ShapePen } from './shape-pen.ts';
import { diamond } from './testing/diamond.ts';

const oneDiamond: Figures = {
  groups: [
    { strokes: [0], recognition: { shape: 'diamond', confidence: 0.9, fitted: diamond, alternatives: [], why: null } },
  ],
  bindings: [],
};

/** A board with one stroke of ink, whose recogniser answers when it is let. */
function open() {
  const doc = new Y.Doc();
  seedDrawing(doc);
  const canvas = new FakeCanvas();
  const binding = new BoardBinding({ doc, api: canvas, undo: new BoardUndo(doc), readOnly: false });
  const view = createBoardView();
  canvas.binding = {
    onChange: (...change: Parameters<BoardBinding['onChange']>) => {
      binding.onChange(...change);
      view.set({ free: binding.isFree });
    },
  } as unknown as BoardBinding;
  const api = {
    getAppState: () => ({ ...canvas.state, zoom: { value: 1 } }) as unknown as AppState,
    setActiveTool: () => undefined,
  } as unknown as CleanBoard['api'];
  const base = {
    api,
    view,
    get drawing() {
      return binding.drawing;
    },
    get isFree() {
      return binding.isFree;
    },
    edit: ((work) => binding.edit(work)) as CleanBoard['edit'],
  };
  const answer = Promise.withResolvers<Figures>();
  const chance = { newId: () => 'new', newSeed: () => 1 };
  const pen = new ShapePen({ board: base, client: { recognize: () => answer.promise }, chance });
  const board: CleanBoard = Object.defineProperty(base as typeof base & { pen: ShapePen }, 'pen', { value: pen });
  const points = [
    [0, 0],
    [90, 50],
  ];
  canvas.rendered();
  canvas.add({ id: 'ink', type: 'freedraw', points, pressures: [], simulatePressure: true });
  const types = () => canvas.live.map(({ type }) => type).join();
  return { board, canvas, pen, binding, types, answered: () => answer.resolve(oneDiamond) };
}

const said = () => currentToasts().map(({ text }) => text);
/** Whatever would go on by itself has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => loadMessages('room'));
afterEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
});

describe('[BOARD-14] ink is made clean', () => {
  it('after what the person has in hand as the recogniser answers', async () => {
    const { board, canvas, types, answered } = open();
    const made = makeClean(board);
    canvas.set({ newElement: { id: 'next' }, cursorButton: 'down' });
    answered();
    await settled();
    expect(types()).toBe('freedraw');
    expect(said()).toEqual([]);
    canvas.set({ newElement: null, cursorButton: 'up' });
    await made;
    expect(types()).toBe('diamond');
    expect(said()).toEqual([t('board.clean.made', { count: 1 })]);
  });

  it('unless it is given up meanwhile', async () => {
    const { board, canvas, pen, types, answered } = open();
    const made = makeClean(board);
    canvas.set({ editingTextElement: { id: 'words' } });
    answered();
    await settled();
    pen.stop();
    await made;
    canvas.set({ editingTextElement: null });
    await settled();
    expect(types()).toBe('freedraw');
    expect(said()).toEqual([]);
    expect(pen.state.get().cleaning).toBeNull();
  });
});
