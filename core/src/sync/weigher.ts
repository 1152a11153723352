import type { LiveDocument } from './live-document.ts';
import type { Merger } from './ports.ts';
import { TokenBucket } from './token-bucket.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** CPU milliseconds that any update may take: Yjs starting up, a collection of garbage. Forged steps take more. */
const freeTime = 40;
/** Three times what Yjs takes for a struct or a deletion of an honest update when it has just been started. */
const timePerPart = 0.02;
/** CPU milliseconds of weighing that a user may cause at once, and a second. */
const mostTime = 10_000;
const timePerSecond = 100;

export type Weight = 'bearable' | 'too much' | 'too often';

export interface OfferedWork {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
  readonly userId: string;
}

/**
 * Finds out, in another thread, how long Yjs takes for an update that may be much work (`DocumentWork`), together with
 * what the same user has sent since the last time: an update that would hold up every client is never relayed.
 */
export class Weigher {
  readonly #merger: Merger;
  readonly #now: () => number;
  readonly #budgets = new Map<string, TokenBucket>();

  constructor({ merger, now }: { merger: Merger; now: () => number }) {
    this.#merger = merger;
    this.#now = now;
  }

  async weigh(document: LiveDocument, offered: OfferedWork): Promise<Weight> {
    const { bytes, parsed, userId } = offered;
    const budget = this.#budgetOf(userId);
    if (!budget.take(0, this.#now())) return 'too often';
    const { work, tail, snapshot, seq } = document;
    const since = work.weighedUpTo(userId);
    const updates = [...document.updates(), bytes];
    const timed = [updates.length - 1];
    for (const [i, one] of tail.entries()) {
      if (one.seq > since && one.userId === userId) timed.push(snapshot === null ? i : i + 1);
    }
    const cost = await this.#merger.weigh(updates, timed).catch(() => null);
    budget.spend(cost ?? mostTime / 2, this.#now());
    const parts = parsed.structs + parsed.deletions.length / 3 + timed.length;
    const isTooMuch = cost === null || cost > freeTime + timePerPart * parts;
    if (isTooMuch) work.distrust(userId, seq);
    else work.forgive(userId, seq);
    return isTooMuch ? 'too much' : 'bearable';
  }

  sweep(now: number): void {
    for (const [userId, budget] of this.#budgets) if (budget.full(now)) this.#budgets.delete(userId);
  }

  #budgetOf(userId: string): TokenBucket {
    let budget = this.#budgets.get(userId);
    if (budget === undefined) {
      budget = new TokenBucket({ perSecond: timePerSecond, most: mostTime, now: this.#now() });
      this.#budgets.set(userId, budget);
    }
    return budget;
  }
}
