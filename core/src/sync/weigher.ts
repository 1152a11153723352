import type { LiveDocument } from './live-document.ts';
import { MergeError } from './merge/merger.ts';
import type { Merger } from './ports.ts';
import { TokenBucket } from './token-bucket.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** CPU milliseconds that any update may take: Yjs starting up, a collection of garbage. Forged steps take more. */
const freeTime = 40;
/** Several times what Yjs takes for an item or a deletion of an honest update when it has just been started. */
const timePerPart = 0.05;
/** The same for a MiB of text, which has few parts. */
const timePerMebibyte = 10;
const mebibyte = 2 ** 20;
/** What took longer than it may is tried so often, and the quickest counts: a busy machine makes anything slow for once. */
const mostTries = 3;
/** Unless it took so many times as long, which no busy machine does. */
const clearlyTooLong = 4;
/** CPU milliseconds of weighing that a user may cause at once, and a second. */
const mostTime = 10_000;
const timePerSecond = 100;

/** `not now`: it could not be found out, or this user has had too much tried. It may be sent again later. */
export type Weight = 'bearable' | 'too much' | 'not now';

export interface OfferedWork {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
  readonly userId: string;
}

/**
 * Finds out, in another thread, how long Yjs takes for an update that may be much work (`DocumentWork`), together with
 * what the same user has sent since the last time: an update that would hold up every client is never relayed. One at a
 * time for each user, so that nobody keeps the thread from others.
 */
export class Weigher {
  readonly #merger: Merger;
  readonly #now: () => number;
  readonly #budgets = new Map<string, TokenBucket>();
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor({ merger, now }: { merger: Merger; now: () => number }) {
    this.#merger = merger;
    this.#now = now;
  }

  async weigh(document: LiveDocument, offered: OfferedWork): Promise<Weight> {
    const { userId } = offered;
    const before = this.#lines.get(userId) ?? Promise.resolve();
    const weight = before.then(() => this.#weigh(document, offered));
    const line = weight.catch(() => {});
    this.#lines.set(userId, line);
    void line.then(() => {
      if (this.#lines.get(userId) === line) this.#lines.delete(userId);
    });
    return weight;
  }

  sweep(now: number): void {
    for (const [userId, budget] of this.#budgets) if (budget.full(now)) this.#budgets.delete(userId);
  }

  async #weigh(document: LiveDocument, { bytes, parsed, userId }: OfferedWork): Promise<Weight> {
    const budget = this.#budgetOf(userId);
    if (!budget.take(0, this.#now())) return 'not now';
    const { work, tail, snapshot, seq } = document;
    const begun = work.beginWeighing(userId, seq);
    const since = work.weighedUpTo(userId);
    const updates = [...document.updates(), bytes];
    const timed = [updates.length - 1];
    let parts = parsed.items + document.index.newDeletions(parsed);
    let size = bytes.length;
    for (const [i, one] of tail.entries()) {
      if (one.seq <= since || one.userId !== userId) continue;
      timed.push(snapshot === null ? i : i + 1);
      parts += one.parts;
      size += one.update.length;
    }
    const free = freeTime + timePerPart * parts + (timePerMebibyte * size) / mebibyte;
    for (let tries = 0; tries < mostTries; tries++) {
      const counted = await this.#try(updates, { timed, budget });
      if (counted === null && tries === 0) return 'not now';
      if (counted !== null && counted <= free) {
        work.forgive(begun);
        return 'bearable';
      }
      if (counted === null || counted > clearlyTooLong * free) break;
    }
    work.distrust(begun);
    return 'too much';
  }

  /** CPU milliseconds of what counts; null when it could not be found out. */
  async #try(
    updates: readonly Uint8Array[],
    { timed, budget }: { timed: readonly number[]; budget: TokenBucket },
  ): Promise<number | null> {
    try {
      const { whole, counted } = await this.#merger.weigh(updates, timed);
      budget.spend(whole, this.#now());
      return counted;
    } catch (error) {
      budget.spend(mostTime / 2, this.#now());
      // A document that takes too long by itself says nothing of the update.
      return error instanceof MergeError && error.reachedLast ? Number.POSITIVE_INFINITY : null;
    }
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
