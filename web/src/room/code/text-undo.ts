/** Undo of one's own edits only, in steps that people expect: a word, a line, a pause, a jump to another place. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
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

/** Whether the next edit is a thing of its own and not the same stretch of typing. */
export function startsNewStep(last: readonly TextEdit[], next: readonly TextEdit[]): boolean {
  if (last.length !== next.length) return true;
  let shift = 0;
  for (let i = 0; i < next.length; i++) {
    const before = last[i];
    const after = next[i];
    if (before === undefined || after === undefined) return true;
    if (kindOf(before) !== kindOf(after) || kindOf(after) === 'replace') return true;
    const end = before.index + shift + before.insert.length;
    shift += before.insert.length - before.remove;
    const joins =
      kindOf(after) === 'insert' ? after.index === end : after.index === end || after.index + after.remove === end;
    if (!joins) return true;
    if (kindOf(after) === 'insert' && endsWord(before.insert, after.insert)) return true;
  }
  return false;
}

function kindOf(edit: TextEdit): 'insert' | 'remove' | 'replace' {
  if (edit.remove === 0) return 'insert';
  return edit.insert === '' ? 'remove' : 'replace';
}

/** A new word begins, a line ends, or something is pasted. */
function endsWord(before: string, after: string): boolean {
  if (after.includes('\n') || after.length > 8) return true;
  return /\s$/.test(before) && /^\S/.test(after);
}
