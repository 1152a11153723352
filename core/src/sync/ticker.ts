/** Something with frames to send at the end of the current turn of the event loop. */
export interface Flushable {
  flush(): void;
}

/**
 * One write per socket and tick: whatever a turn of the event loop brings is sent after it. Presence is collected
 * first, because it adds to the sockets' frames.
 */
export class Ticker {
  readonly #presence = new Set<Flushable>();
  readonly #sockets = new Set<Flushable>();
  readonly #acks = new Set<Flushable>();
  readonly #ackDelay: number;
  #scheduled: NodeJS.Immediate | null = null;
  #ackTimer: NodeJS.Timeout | null = null;

  constructor(ackDelay: number) {
    this.#ackDelay = ackDelay;
  }

  presence(group: Flushable): void {
    this.#presence.add(group);
    this.#schedule();
  }

  socket(socket: Flushable): void {
    this.#sockets.add(socket);
    this.#schedule();
  }

  /** The socket has an acknowledgement that may wait for another frame, but not longer than the delay. */
  ack(socket: Flushable): void {
    this.#acks.add(socket);
    this.#ackTimer ??= setTimeout(() => {
      this.#ackTimer = null;
      const due = [...this.#acks];
      this.#acks.clear();
      for (const one of due) one.flush();
    }, this.#ackDelay);
  }

  forget(socket: Flushable): void {
    this.#sockets.delete(socket);
    this.#acks.delete(socket);
  }

  close(): void {
    if (this.#ackTimer !== null) clearTimeout(this.#ackTimer);
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#ackTimer = null;
    this.#scheduled = null;
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = null;
      flushAll(this.#presence);
      flushAll(this.#sockets);
    });
  }
}

/** Taken out first: flushing one may give another, or itself, more to send. */
function flushAll(waiting: Set<Flushable>): void {
  for (const one of waiting) {
    waiting.delete(one);
    one.flush();
  }
}
