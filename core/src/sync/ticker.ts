/** Something with frames to send at the end of the current turn of the event loop. */
export interface Flushable {
  flush(): void;
}

/** Acknowledgements that are due within this many milliseconds go together. */
const ackSlack = 8;

/**
 * One write per socket and tick: whatever a turn of the event loop brings is sent after it. Presence is collected
 * first, because it adds to the sockets' frames. A tick ends with the second turn: what a client sends in one go, an
 * edit and its cursor, often comes in two.
 */
export class Ticker {
  readonly #presence = new Set<Flushable>();
  readonly #sockets = new Set<Flushable>();
  /** With the time at which each is due, the earliest first. */
  readonly #acks = new Map<Flushable, number>();
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
    if (this.#acks.has(socket)) return;
    this.#acks.set(socket, performance.now() + this.#ackDelay);
    this.#ackTimer ??= setTimeout(() => this.#flushAcks(), this.#ackDelay);
  }

  /** They have gone with another frame. */
  acked(socket: Flushable): void {
    this.#acks.delete(socket);
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

  #flushAcks(): void {
    this.#ackTimer = null;
    const now = performance.now();
    for (const [socket, due] of this.#acks) {
      if (due > now + ackSlack) {
        this.#ackTimer = setTimeout(() => this.#flushAcks(), due - now);
        return;
      }
      this.#acks.delete(socket);
      socket.flush();
    }
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = setImmediate(() => {
        this.#scheduled = null;
        flushAll(this.#presence);
        flushAll(this.#sockets);
      });
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
