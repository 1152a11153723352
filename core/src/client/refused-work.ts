/** Work that the hub refused, set aside as a draft until the person has copied or discards it. */
import * as Y from 'yjs';
import { readText } from '../model/text/text-document.ts';
import type { ClientClock } from './client-clock.ts';
import type { Draft } from './draft.ts';
import { type ClientErrorCode, messageOf } from './hub-client-error.ts';
import type { LocalStore } from './local-store.ts';

export interface RefusedWorkOptions {
  readonly roomId: string;
  readonly documentId: string;
  readonly store: Pick<LocalStore, 'drafts' | 'keepDraft' | 'discardDraft'>;
  readonly clock: ClientClock;
}

export class RefusedWork {
  readonly #options: RefusedWorkOptions;
  #draft: Draft | null = null;
  #kept: Promise<void> = Promise.resolve();

  constructor(options: RefusedWorkOptions) {
    this.#options = options;
  }

  get draft(): Draft | null {
    return this.#draft;
  }

  /** Resolves when the draft is written on this machine; rejects when it cannot be. */
  get kept(): Promise<void> {
    return this.#kept;
  }

  /** One that an earlier session has left. */
  async find(): Promise<void> {
    const { store, documentId } = this.#options;
    const known = (await store.drafts().catch(() => [])).find((draft) => draft.documentId === documentId);
    this.#draft ??= known ?? null;
  }

  setAside(code: ClientErrorCode, doc: Y.Doc): void {
    const { clock, roomId, documentId } = this.#options;
    const at = clock.now();
    this.#keep({
      id: `${documentId}-${at.toString(36)}`,
      roomId,
      documentId,
      code,
      message: messageOf(code),
      at,
      before: null,
      refused: readText(doc),
      state: Y.encodeStateAsUpdate(doc),
    });
  }

  /** What was typed after the refusal, with no document of the hub to come. */
  renew(doc: Y.Doc): void {
    if (this.#draft === null) return;
    this.#keep({ ...this.#draft, refused: readText(doc), state: Y.encodeStateAsUpdate(doc) });
  }

  /** The document as the hub has it is there. What was typed between the refusal and now belongs to the draft, too. */
  complete({ fresh, old }: { fresh: Y.Doc; old: Y.Doc }): void {
    if (this.#draft === null) return;
    this.#keep({
      ...this.#draft,
      before: readText(fresh),
      refused: readText(old),
      state: Y.encodeStateAsUpdate(old),
    });
  }

  async discard(): Promise<void> {
    const draft = this.#draft;
    this.#draft = null;
    if (draft !== null) await this.#options.store.discardDraft(draft.id);
  }

  #keep(draft: Draft): void {
    this.#draft = draft;
    this.#kept = this.#options.store.keepDraft(draft);
    this.#kept.catch(() => undefined);
  }
}
