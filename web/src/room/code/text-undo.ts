/** Undo of one's own edits only, in steps that people expect: a word, a line, a pause, a jump to another place. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { startsNewStep } from '@draftroom/core/model/text/undo-steps';
import * as Y from 'yjs';
import type { TextBinding } from './text-binding.ts';

const captureTimeout = 800;

/** Opaque to the undo stack: what the editor needs to put the cursor back. */
export type CursorMemory = unknown;

export interface TextUndoOptions {
  binding: TextBinding;
  /** The cursors as they are before a change. */
  remember: () => CursorMemory;
  /** Puts the cursors back after an undo or redo. */
  restore: (memory: CursorMemory) => void;
}

export class TextUndo {
  readonly #binding: TextBinding;
  readonly #undo: Y.UndoManager;
  readonly #restore: (memory: CursorMemory) => void;
  #last: readonly TextEdit[] | null = null;

  constructor({ binding, remember, restore }: TextUndoOptions) {
    this.#binding = binding;
    this.#restore = restore;
    this.#undo = new Y.UndoManager(binding.content, { trackedOrigins: new Set([binding]), captureTimeout });
    let before: CursorMemory = null;
    binding.onLocal = (edits) => {
      before = remember();
      if (this.#last !== null && startsNewStep(this.#last, edits)) this.#undo.stopCapturing();
      this.#last = edits;
    };
    this.#undo.on('stack-item-added', ({ stackItem }) => {
      if (!stackItem.meta.has('cursor')) stackItem.meta.set('cursor', before);
    });
    this.#undo.on('stack-item-popped', ({ stackItem }) => this.#restore(stackItem.meta.get('cursor')));
  }

  get canUndo(): boolean {
    return this.#undo.canUndo();
  }

  get canRedo(): boolean {
    return this.#undo.canRedo();
  }

  undo(): void {
    this.#last = null;
    this.#undo.undo();
  }

  redo(): void {
    this.#last = null;
    this.#undo.redo();
  }

  dispose(): void {
    this.#binding.onLocal = null;
    this.#undo.destroy();
  }
}
