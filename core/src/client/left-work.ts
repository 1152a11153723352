/**
 * Changes in documents that nobody has open: an earlier visit left them, or the document was closed while the hub was
 * away. They go out as soon as the room is connected, without anybody having to open their documents.
 */
import type { DocumentSession } from './document-session.ts';
import type { LocalStore } from './local-store.ts';

export interface LeftWorkOptions {
  readonly roomId: string;
  readonly store: Pick<LocalStore, 'unsent'>;
  readonly isConnected: () => boolean;
  readonly isOpen: (documentId: string) => boolean;
  readonly acquire: (documentId: string) => DocumentSession;
  readonly release: (documentId: string) => void;
  readonly onChanged: () => void;
}

/** Each takes a place on the socket, which has few. */
const atOnce = 4;

export class LeftWork {
  readonly #options: LeftWorkOptions;
  readonly #unsent = new Map<string, number>();
  readonly #sending = new Set<string>();
  #ended = false;

  constructor(options: LeftWorkOptions) {
    this.#options = options;
  }

  /** Of all documents that nobody has open. */
  get changes(): number {
    return [...this.#unsent.values()].reduce((sum, changes) => sum + changes, 0);
  }

  /** A session of this document ends before the hub has all of it. */
  add(documentId: string, changes: number): void {
    if (changes > 0) this.#unsent.set(documentId, changes);
  }

  /** A session has loaded them, and counts them from now on. */
  taken(documentId: string): void {
    this.#unsent.delete(documentId);
  }

  /** Reads what this machine has, and sends it when there is a connection. */
  async look(): Promise<void> {
    const { roomId, store, isOpen, onChanged } = this.#options;
    const unsent = await store.unsent().catch(() => []);
    if (this.#ended) return;
    for (const facts of unsent) {
      if (facts.roomId === roomId && !isOpen(facts.documentId)) this.add(facts.documentId, facts.unsent);
    }
    onChanged();
    this.#sendNext();
  }

  /** The room is not this person's any more: nothing of it stays here. */
  clear(): void {
    this.#unsent.clear();
  }

  end(): void {
    this.#ended = true;
    this.#unsent.clear();
  }

  #sendNext(): void {
    for (const documentId of [...this.#unsent.keys()]) {
      if (this.#ended || !this.#options.isConnected() || this.#sending.size >= atOnce) return;
      if (!this.#sending.has(documentId)) this.#send(documentId);
    }
  }

  /** Held until it is with the hub, or set aside because the hub refused it. */
  #send(documentId: string): void {
    this.#sending.add(documentId);
    const session = this.#options.acquire(documentId);
    const look = (): void => {
      if (!session.settled) return;
      session.off('saved', look);
      session.off('closed', look);
      this.#sending.delete(documentId);
      this.#options.release(documentId);
      this.#sendNext();
    };
    session.on('saved', look);
    session.on('closed', look);
    look();
  }
}
