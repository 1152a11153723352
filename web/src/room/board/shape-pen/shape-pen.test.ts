import { seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { removeElement } from '@draftroom/core/model/drawing/edit-drawing';
import type { AppState } from '@excalidraw/excalidraw/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from '../../../kit/board/board-binding.ts';
import { BoardUndo } from '../../../kit/board/board-undo.ts';
import { FakeCanvas } from '../../../kit/board/testing/fake-canvas.ts';
import { RecognitionOff } from '../../../kit/recognition/recognition-client.ts';
import type { Figures, Ink } from '../../../kit/recognition/recognition-messages.ts';
import { type PenBoard, ShapePen } from './shape-pen.ts';
import { diamond } from './testing/diamond.ts';

/** Everything that is asked about is one diamond. */
const oneFigure = ({ strokes }: Ink): Figures => ({
  groups:
    strokes.length === 0
      ? []
      : [
          {
            strokes: [...strokes.keys()],
            recognition: { shape: 'diamond', confidence: 0.9, fitted: diamond, alternatives: [], why: null },
          },
        ],
  bindings: [],
});

function open(answer: (ink: Ink) => Figures = oneFigure) {
  const doc = new Y.Doc();
  seedDrawing(doc);
  const canvas = new FakeCanvas();
  const binding = new BoardBinding({ doc, api: canvas, undo: new BoardUndo(doc), readOnly: false });
  let activeTool = { type: 'selection' };
  const appState = () => ({ ...canvas.state, activeTool, zoom: { value: 1 } }) as unknown as AppState;
  const useTool = (tool: { type: string }): void => {
    activeTool = { ...tool };
    canvas.rendered();
  };
  const board: PenBoard = {
    api: { getAppState: appState, setActiveTool: useTool as PenBoard['api']['setActiveTool'] },
    get drawing() {
      return binding.drawing;
    },
    edit: (work) => binding.edit(work),
  };
  const recognize = vi.fn(async (ink: Ink) => answer(ink));
  let ids = 0;
  const chance = { newId: () => `new-${++ids}`, newSeed: () => 1 };
  const pen = new ShapePen({ board, client: { recognize }, chance });
  canvas.binding = {
    onChange: (...change: Parameters<BoardBinding['onChange']>) => {
      binding.onChange(...change);
      pen.changed({ ...appState(), newElement: newElement() } as AppState);
    },
  } as unknown as BoardBinding;
  const newElement = () => canvas.elements.find(({ id }) => id === canvas.state.newElement?.id) ?? null;
  doc.on('update', () => pen.drawingChanged());
  canvas.rendered();
  const stroke = (id: string): void => {
    canvas.state = { ...canvas.state, newElement: { id }, cursorButton: 'down' };
    canvas.add({ id, type: 'freedraw', points: [[0, 0]], pressures: [], simulatePressure: true });
    const points = [
      [0, 0],
      [90, 50],
    ];
    canvas.mutate(id, { points });
    canvas.set({ newElement: null, cursorButton: 'up' });
  };
  const rest = () => vi.advanceTimersByTimeAsync(650);
  const types = () => canvas.live.map(({ type }) => type).join();
  return { doc, binding, pen, recognize, stroke, rest, types, useTool };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the shape pen', () => {
  it('[BOARD-13] asks nothing while another pen draws, and offers one figure for the strokes of one', async () => {
    const { pen, recognize, stroke, rest, types } = open();
    stroke('plain');
    await rest();
    expect(recognize).not.toHaveBeenCalled();
    pen.take();
    stroke('a');
    stroke('b');
    await rest();
    expect(pen.state.get().ghost?.shape).toBe('diamond');
    expect(types()).toBe('freedraw,freedraw,freedraw');
    pen.accept();
    expect(types()).toBe('freedraw,diamond');
    expect(pen.state.get()).toMatchObject({ ghost: null, outcome: 'taken', on: true });
  });

  it('[BOARD-13] keeps the ink for Escape, and for who draws on', async () => {
    const { pen, stroke, rest, types, recognize } = open();
    pen.take();
    stroke('a');
    await rest();
    stroke('b');
    expect(pen.state.get().ghost).toBeNull();
    await rest();
    pen.dismiss();
    expect(pen.state.get()).toMatchObject({ ghost: null, outcome: 'kept' });
    pen.accept();
    stroke('c');
    await rest();
    expect(recognize.mock.calls.at(-1)?.[0].strokes).toHaveLength(1);
    expect(types()).toBe('freedraw,freedraw,freedraw');
  });

  it('[BOARD-13] replaces without asking when it is told so', async () => {
    const { pen, stroke, rest, types, binding } = open();
    pen.take();
    pen.state.set({ automatic: true });
    stroke('a');
    await rest();
    expect(types()).toBe('diamond');
    binding.undo();
    expect(types()).toBe('freedraw');
  });

  it('[BOARD-13] withdraws its offer when somebody else deletes the ink', async () => {
    const { doc, pen, stroke, rest } = open();
    pen.take();
    stroke('a');
    stroke('b');
    await rest();
    removeElement(doc, 'a', 'a colleague');
    expect(pen.state.get()).toMatchObject({ ghost: null, outcome: 'changed' });
  });

  it('[BOARD-13] is put away by another tool, also by the plain pen, and by a lowered role', async () => {
    const { pen, useTool, stroke, rest, types, binding } = open();
    pen.take();
    expect(pen.state.get().on).toBe(true);
    useTool({ type: 'freedraw' });
    expect(pen.state.get().on).toBe(false);
    pen.take();
    stroke('a');
    await rest();
    binding.setReadOnly(true);
    pen.stop();
    pen.accept();
    expect(pen.state.get()).toMatchObject({ on: false, ghost: null });
    expect(types()).toBe('freedraw');
  });

  it('[BOARD-15] says why nothing is recognised, and draws on', async () => {
    let works = false;
    const { pen, stroke, rest, types } = open((ink) => {
      if (!works) throw new RecognitionOff('broken');
      return oneFigure(ink);
    });
    pen.take();
    await rest();
    expect(pen.state.get().off).toBe('broken');
    stroke('a');
    await rest();
    expect(types()).toBe('freedraw');
    works = true;
    await pen.wake();
    expect(pen.state.get().off).toBeNull();
  });
});
