/** Not settled until the channel releases it. */
const held = Number.POSITIVE_INFINITY;

/**
 * Which write frames of one channel are settled. Frames count from 1 in order of arrival; they settle in that order,
 * each when the document is durable up to the sequence number that it waits for.
 */
export class AckQueue {
  /** What the frames after the last settled one wait for. */
  #waits: number[] = [];
  #head = 0;
  #settled = 0;
  #acked = 0;

  /** Counts a frame and returns its number. It is held until `waitFor` says what it waits for. */
  arrive(): number {
    this.#waits.push(held);
    return this.#settled + this.#waits.length - this.#head;
  }

  waitFor(frameNumber: number, seq: number): void {
    this.#waits[this.#head + frameNumber - this.#settled - 1] = seq;
  }

  /** Whether frames are waiting for something else than being released. */
  get waiting(): boolean {
    return this.#head < this.#waits.length;
  }

  /** Settles what can be settled; true when there is something new to acknowledge. */
  advance(durableSeq: number): boolean {
    while (this.#head < this.#waits.length && (this.#waits[this.#head] as number) <= durableSeq) {
      this.#head += 1;
      this.#settled += 1;
    }
    if (this.#head === this.#waits.length) {
      this.#waits.length = 0;
      this.#head = 0;
    } else if (this.#head > 1_024) {
      this.#waits = this.#waits.slice(this.#head);
      this.#head = 0;
    }
    return this.#settled > this.#acked;
  }

  /** The number to acknowledge, or null when nothing was settled since the last time. */
  take(): number | null {
    if (this.#settled === this.#acked) return null;
    this.#acked = this.#settled;
    return this.#acked;
  }
}
