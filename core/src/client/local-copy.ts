import type * as Y from 'yjs';
import type { LocalDocument, LocalStore } from './local-store.ts';

/** A document on this machine. Private windows may refuse storage; the document works without it. */
export class LocalCopy {
  readonly #store: LocalStore;
  readonly #place: { documentId: string; roomId: string };
  #local: LocalDocument | null = null;
  #doc: Y.Doc | null = null;
  #cleared: Promise<void> = Promise.resolve();

  constructor(store: LocalStore, place: { documentId: string; roomId: string }) {
    this.#store = store;
    this.#place = place;
  }

  /** Changes that an earlier session left unsettled. */
  get unsent(): number {
    return this.#local?.unsent ?? 0;
  }

  /** Null while nothing can be written here. */
  get flush(): (() => Promise<void>) | null {
    const local = this.#local;
    return local === null ? null : () => local.flush();
  }

  async open(doc: Y.Doc): Promise<void> {
    this.#doc = doc;
    try {
      this.#local = await this.#store.open(doc, this.#place);
    } catch {
      this.#local = null;
    }
  }

  /** What is stored of the doc before goes; `unsent` says how much of the fresh one is unsettled once it is stored. */
  replace(fresh: Y.Doc, unsent: () => number): void {
    const stale = this.#local;
    this.#local = null;
    this.#doc = fresh;
    void this.#cleared
      .then(() => stale?.clear())
      .then(() => this.#store.open(fresh, this.#place))
      .then((local) => {
        if (this.#doc !== fresh) return local.close();
        this.#local = local;
        local.setUnsent(unsent());
      })
      .catch(() => undefined);
  }

  setUnsent(changes: number): void {
    this.#local?.setUnsent(changes);
  }

  /** Goes when `kept` has resolved: what is in it is somewhere else then. */
  clearAfter(kept: Promise<void>): void {
    const local = this.#local;
    this.#cleared = kept.then(() => local?.clear()).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#doc = null;
    await this.#local?.close();
  }
}
