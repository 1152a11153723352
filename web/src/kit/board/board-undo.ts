/**
 * Undo of one's own changes only: a drag is one step, and so is a stretch of typing or of pulling at a slider. It is the
 * origin of the transactions that it can take back, and outlives the canvas, which comes and goes with its tab.
 */
import { elementsOf } from '@draftroom/core/model/drawing/drawing-document';
import * as Y from 'yjs';
import type { CanvasAction } from './canvas.ts';

const captureTimeout = 800;

export class BoardUndo {
  readonly #manager: Y.UndoManager;
  #last = '';

  constructor(doc: Y.Doc) {
    this.#manager = new Y.UndoManager(elementsOf(doc), { trackedOrigins: new Set([this]), captureTimeout });
  }

  get canUndo(): boolean {
    return this.#manager.canUndo();
  }

  get canRedo(): boolean {
    return this.#manager.canRedo();
  }

  /** Before a change. `what` says what is changed: the same again within a moment belongs to the same step. */
  begin(what: string): void {
    if (what !== this.#last) this.#manager.stopCapturing();
    this.#last = what;
  }

  /** The step that undo would take back now; null when there is none. Two are equal when they are the same object. */
  get top(): object | null {
    return this.#manager.undoStack.at(-1) ?? null;
  }

  /** What comes next belongs to a step of its own. */
  endStep(): void {
    this.#manager.stopCapturing();
    this.#last = '';
  }

  /** A step of its own: nothing before or after belongs to it. */
  alone(change: () => void): void {
    this.#manager.stopCapturing();
    change();
    this.endStep();
  }

  undo(): void {
    this.#last = '';
    this.#manager.undo();
  }

  redo(): void {
    this.#last = '';
    this.#manager.redo();
  }

  /** The result stops it. */
  onChange(listener: () => void): () => void {
    const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
    for (const event of events) this.#manager.on(event, listener);
    return () => {
      for (const event of events) this.#manager.off(event, listener);
    };
  }
}

type Key = Parameters<CanvasAction['keyTest']>[0];

const withControl = ({ ctrlKey, metaKey, altKey }: Key) => (ctrlKey || metaKey) && !altKey;

/** Takes the place of the canvas's own history, which would undo the work of colleagues. */
export function undoActions(undo: () => void, redo: () => void): CanvasAction[] {
  const action = (name: 'undo' | 'redo', run: () => void, keyTest: CanvasAction['keyTest']): CanvasAction => ({
    name,
    label: `buttons.${name}`,
    trackEvent: false,
    viewMode: false,
    perform: () => {
      run();
      return false;
    },
    keyTest,
  });
  return [
    action('undo', undo, (event) => withControl(event) && !event.shiftKey && event.key.toLowerCase() === 'z'),
    action(
      'redo',
      redo,
      (event) =>
        withControl(event) &&
        ((event.shiftKey && event.key.toLowerCase() === 'z') || (!event.shiftKey && event.key.toLowerCase() === 'y')),
    ),
  ];
}
