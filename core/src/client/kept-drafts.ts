/** What was refused in a room, also in documents that nobody has open or that are not there any more. */
import type { Draft } from './draft.ts';
import type { LocalStore } from './local-store.ts';

export class KeptDrafts {
  readonly #roomId: string;
  readonly #store: LocalStore;
  readonly #onChanged: () => void;
  readonly #drafts = new Map<string, Draft>();
  /** For the sessions of the room: what they keep and discard is known here at once. */
  readonly store: LocalStore;

  constructor(roomId: string, store: LocalStore, onChanged: () => void) {
    this.#roomId = roomId;
    this.#store = store;
    this.#onChanged = onChanged;
    this.store = { ...store, keepDraft: (draft) => this.#keep(draft), discardDraft: (id) => this.discard(id) };
  }

  get all(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** Those of earlier visits. */
  async load(): Promise<void> {
    const drafts = await this.#store.drafts().catch(() => []);
    for (const draft of drafts) {
      if (draft.roomId === this.#roomId && !this.#drafts.has(draft.id)) this.#drafts.set(draft.id, draft);
    }
    this.#onChanged();
  }

  async discard(id: string): Promise<void> {
    this.#drafts.delete(id);
    this.#onChanged();
    await this.#store.discardDraft(id);
  }

  async #keep(draft: Draft): Promise<void> {
    this.#drafts.set(draft.id, draft);
    this.#onChanged();
    await this.#store.keepDraft(draft);
  }
}
