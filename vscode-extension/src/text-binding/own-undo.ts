/** Undo of one's own edits only, in steps that people expect. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { encodePosition } from '@draftroom/core/model/text/text-positions';
import { startsNewStep } from '@draftroom/core/model/text/undo-steps';
import * as Y from 'yjs';
import type { TextBinding } from './text-binding.ts';

/** A pause this long ends a step. */
const longestPause = 800;

export class OwnUndo {
  readonly #binding: TextBinding;
  readonly #undo: Y.UndoManager;
  #last: { edits: readonly TextEdit[]; at: number } | null = null;
  #changedAt: string | null = null;

  constructor(binding: TextBinding, now: () => number = Date.now) {
    this.#binding = binding;
    // Steps are cut here and not by the manager's own clock.
    const captureTimeout = Number.POSITIVE_INFINITY;
    this.#undo = new Y.UndoManager(binding.content, { trackedOrigins: new Set([binding]), captureTimeout });
    binding.onLocal = (edits) => {
      const at = now();
      const last = this.#last;
      if (last === null || at - last.at > longestPause || startsNewStep(last.edits, edits)) this.#undo.stopCapturing();
      this.#last = { edits, at };
    };
    binding.content.observe(this.#contentChanged);
  }

  get canUndo(): boolean {
    return this.#undo.canUndo();
  }

  get canRedo(): boolean {
    return this.#undo.canRedo();
  }

  /** Where the text changed, as a position that stays with its text; null when there was nothing to undo. */
  undo(): string | null {
    return this.#run(() => this.#undo.undo());
  }

  redo(): string | null {
    return this.#run(() => this.#undo.redo());
  }

  dispose(): void {
    this.#binding.onLocal = null;
    this.#binding.content.unobserve(this.#contentChanged);
    this.#undo.destroy();
  }

  #run(work: () => void): string | null {
    this.#last = null;
    this.#changedAt = null;
    work();
    return this.#changedAt;
  }

  readonly #contentChanged = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin !== this.#undo) return;
    let at = 0;
    let last = 0;
    for (const { retain, insert } of event.delta) {
      if (retain !== undefined) at += retain;
      else {
        if (typeof insert === 'string') at += insert.length;
        last = at;
      }
    }
    this.#changedAt = encodePosition(this.#binding.content, last);
  };
}
