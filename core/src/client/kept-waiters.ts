import type { Draft } from './draft.ts';
import { HubClientError } from './hub-client-error.ts';
import type { SavedState } from './saved-state.ts';

interface Waiter {
  readonly upTo: number;
  readonly draft: Draft | null;
  readonly resolve: () => void;
  readonly reject: (error: HubClientError) => void;
}

export interface Kept {
  /** How many of all local changes are settled. */
  readonly settled: number;
  readonly saved: SavedState;
  /** Writes what there is on this machine; null before anything is known of it. */
  readonly flush: (() => Promise<void>) | null;
  /** Whether what is written there survives the end of this process. */
  readonly persistent: boolean;
}

/** Who waits for local changes to be kept somewhere. */
export class KeptWaiters {
  #waiters: Waiter[] = [];

  /** `draft`: what was refused before is nothing new. */
  wait(upTo: number, draft: Draft | null): Promise<void> {
    return new Promise((resolve, reject) => this.#waiters.push({ upTo, draft, resolve, reject }));
  }

  /** Whenever something of it may have changed. */
  look({ settled, saved, flush, persistent }: Kept): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      const refused = saved.state === 'notSaved' && (saved.draft === null || saved.draft !== waiter.draft);
      if (refused) waiter.reject(new HubClientError({ code: saved.code }));
      else if (settled >= waiter.upTo) waiter.resolve();
      else if (saved.state === 'offline' && flush !== null) keepHere(waiter, flush);
      else if (saved.state === 'saving' && saved.late === true) keepHere(waiter, persistent ? flush : null);
      else this.#waiters.push(waiter);
    }
  }

  end(): void {
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }
}

/** A hub that does not answer is no better than one that is away, and nobody waits for it for ever. */
function keepHere({ resolve, reject }: Waiter, flush: Kept['flush']): void {
  const nowhere = () => reject(new HubClientError({ code: 'unreachable' }));
  if (flush === null) nowhere();
  else flush().then(resolve, nowhere);
}
