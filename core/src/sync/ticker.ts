/** Something with frames to send at the end of the current tick. */
export interface Flushable {
  flush(): void;
}

/**
 * One write per socket and tick. The first tick after a while ends with the turn of the event loop after the one that
 * began it: what a client sends in one go, an edit and its cursor, often comes in two. Under load ticks are as far
 * apart as the pictures of a screen, so that what several people type goes out together: a write costs more than
 * everything that is done for what is in it. Acknowledgements go with the next tick, alone if need be.
 */
export class Ticker {
  readonly #interval: number;
  readonly #presence = new Set<Flushable>();
  readonly #sockets = new Set<Flushable>();
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #tickedAt = Number.NEGATIVE_INFINITY;

  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Collected before the sockets are written, because it adds to their frames. */
  presence(group: Flushable): void {
    this.#presence.add(group);
    this.#schedule();
  }

  socket(socket: Flushable): void {
    this.#sockets.add(socket);
    this.#schedule();
  }

  forget(socket: Flushable): void {
    this.#sockets.delete(socket);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }

  #schedule(): void {
    if (this.#timer !== null || this.#immediate !== null) return;
    const wait = this.#tickedAt + this.#interval - performance.now();
    if (wait > 1) {
      this.#timer = setTimeout(() => this.#tick(), wait);
    } else {
      this.#immediate = setImmediate(() => {
        this.#immediate = setImmediate(() => this.#tick());
      });
    }
  }

  #tick(): void {
    this.#timer = null;
    this.#immediate = null;
    this.#tickedAt = performance.now();
    flushAll(this.#presence);
    flushAll(this.#sockets);
  }
}

/** Taken out first: flushing one may give another, or itself, more to send. */
function flushAll(waiting: Set<Flushable>): void {
  for (const one of waiting) {
    waiting.delete(one);
    one.flush();
  }
}
