/**
 * What *saved* means: no local change unsent, the step 2 that answered this connection's latest server step 1 is
 * settled, every later update frame is settled, and none of them by a refusal. Pure bookkeeping; the session feeds it.
 */

import type { Draft } from './draft.ts';
import type { ClientErrorCode } from './hub-client-error.ts';

export type SavedState =
  | { state: 'saved' }
  /** `late`: the hub is connected and has acknowledged nothing for longer than it ever should take. */
  | { state: 'saving'; late?: true }
  | { state: 'offline'; changes: number }
  | { state: 'notSaved'; code: ClientErrorCode; message: string; draft: Draft | null };

/** What a document's state follows from. */
export interface SavedFacts {
  readonly draft: Draft | null;
  /** Why the hub ended it. */
  readonly end: { readonly code: ClientErrorCode; readonly message: string } | null;
  readonly ledger: SaveLedger;
  /** This connection has the hub's whole document. */
  readonly synced: boolean;
  readonly connecting: boolean;
  readonly late: boolean;
}

export function savedState({ draft, end, ledger, synced, connecting, late }: SavedFacts): SavedState {
  if (draft !== null) return { state: 'notSaved', code: draft.code, message: draft.message, draft };
  // A document that was removed, and in which nothing of one's own was left to send, is nobody's worry.
  if (end?.code === 'not_found' && ledger.changes === 0) return { state: 'saved' };
  if (end !== null) return { state: 'notSaved', code: end.code, message: end.message, draft: null };
  if (ledger.saved && synced) return { state: 'saved' };
  if (ledger.open || (connecting && ledger.changes === 0))
    return late ? { state: 'saving', late } : { state: 'saving' };
  return { state: 'offline', changes: ledger.changes };
}

interface SentFrame {
  frame: number;
  changes: number;
}

export class SaveLedger {
  #open = false;
  /** Counts frames of type 0, subtype 1 or 2, from 1, per connection and document. */
  #sent = 0;
  #settled = 0;
  /** The frame that answered the latest server step 1 of this connection. */
  #step2: number | null = null;
  #unsent: number;
  #flying: SentFrame[] = [];

  constructor(unsent: number) {
    this.#unsent = unsent;
  }

  /** Local changes that the hub has not settled. */
  get changes(): number {
    return this.#flying.reduce((sum, sent) => sum + sent.changes, this.#unsent);
  }

  get saved(): boolean {
    return this.#open && this.#unsent === 0 && this.#step2 !== null && this.#settled >= this.#sent;
  }

  get open(): boolean {
    return this.#open;
  }

  /** Before the first step 1 of a connection everything waits: the step 2 will carry it. */
  get maySend(): boolean {
    return this.#open && this.#step2 !== null;
  }

  opened(): void {
    this.#open = true;
    this.#sent = 0;
    this.#settled = 0;
    this.#step2 = null;
  }

  /** Frames under way may or may not have arrived: they count as unsent until a later step 2 is settled. */
  lost(): void {
    this.#unsent = this.changes;
    this.#flying = [];
    this.#open = false;
    this.#step2 = null;
  }

  changed(): void {
    this.#unsent += 1;
  }

  /** Before the first connection: what an earlier session left unsettled. */
  found(changes: number): void {
    this.#unsent += changes;
  }

  /**
   * A step 2 carries every local change there was when it was encoded: those in flight once more, and `carried` of the
   * unsent.
   * Returns its frame number.
   */
  sentStep2(carried: number = this.#unsent): number {
    const changes = Math.min(carried, this.#unsent);
    this.#sent += 1;
    this.#step2 = this.#sent;
    this.#unsent -= changes;
    this.#flying.push({ frame: this.#sent, changes });
    return this.#sent;
  }

  get unsent(): number {
    return this.#unsent;
  }

  /** An update frame that carries the oldest `changes` unsent changes. */
  sentUpdate(changes: number): number {
    this.#sent += 1;
    const carried = Math.min(changes, this.#unsent);
    this.#unsent -= carried;
    this.#flying.push({ frame: this.#sent, changes: carried });
    return this.#sent;
  }

  /** Acks never fall; one that names frames never sent is a fault of the hub and counts for those sent. */
  acked(count: number): void {
    this.#settled = Math.max(this.#settled, Math.min(count, this.#sent));
    this.#flying = this.#flying.filter((sent) => sent.frame > this.#settled);
  }

  /** All local work was set aside as a draft. */
  forget(): void {
    this.#unsent = 0;
    this.#flying = [];
  }
}
