/** Notices a hub that is connected, and acknowledges nothing of what waits for it. */
import type { ClientClock } from './client-clock.ts';

/** Milliseconds without any progress; the hub acknowledges within a tenth of a second when all is well. */
export const longestAck = 10_000;

export class AckWatch {
  readonly #clock: ClientClock;
  readonly #onLate: () => void;
  #cancel: (() => void) | null = null;
  #settled = 0;
  #late = false;

  constructor(clock: ClientClock, onLate: () => void) {
    this.#clock = clock;
    this.#onLate = onLate;
  }

  get late(): boolean {
    return this.#late;
  }

  /** `waits`: something is under way; `settled`: how much was acknowledged in all. */
  look({ waits, settled }: { waits: boolean; settled: number }): void {
    if (waits && settled === this.#settled && (this.#late || this.#cancel !== null)) return;
    this.stop();
    this.#settled = settled;
    if (!waits) return;
    this.#cancel = this.#clock.after(longestAck, () => {
      this.#cancel = null;
      this.#late = true;
      this.#onLate();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#late = false;
  }
}
