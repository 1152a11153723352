/** Undo of one's own changes only: a drag is one step, and so is a stretch of typing or of pulling at a slider. */
import { elementsOf } from '@draftroom/core/model/drawing/drawing-document';
import * as Y from 'yjs';
import type { CanvasAction } from './canvas.ts';

const captureTimeout = 800;

export class BoardUndo {
  readonly #manager: Y.UndoManager;
  #last = '';

  constructor(doc: Y.Doc, origin: object) {
    this.#manager = new Y.UndoManager(elementsOf(doc), { trackedOrigins: new Set([origin]), captureTimeout });
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

  /** A step of its own: nothing before or after belongs to it. */
  alone(change: () => void): void {
    this.#manager.stopCapturing();
    change();
    this.#manager.stopCapturing();
    this.#last = '';
  }

  undo(): void {
    this.#last = '';
    this.#manager.undo();
  }

  redo(): void {
    this.#last = '';
    this.#manager.redo();
  }

  onChange(listener: () => void): void {
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) {
      this.#manager.on(event, listener);
    }
  }

  dispose(): void {
    this.#manager.destroy();
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
