/** A budget that refills evenly. Time is passed in, so that one reading of the clock serves many. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #most: number;
  #tokens: number;
  #at: number;

  constructor(options: { perSecond: number; most: number; now: number }) {
    this.#perSecond = options.perSecond;
    this.#most = options.most;
    this.#tokens = options.most;
    this.#at = options.now;
  }

  take(cost: number, now: number): boolean {
    this.#refill(now);
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** Takes what was already used, into debt if need be. */
  spend(cost: number, now: number): void {
    this.#refill(now);
    this.#tokens -= cost;
  }

  /** Whether nothing is missing: the bucket can be forgotten. */
  full(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#most;
  }

  #refill(now: number): void {
    const earned = (Math.max(0, now - this.#at) * this.#perSecond) / 1_000;
    this.#tokens = Math.min(this.#most, this.#tokens + earned);
    this.#at = now;
  }
}
