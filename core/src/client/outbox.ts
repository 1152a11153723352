/** What a document still has to send to the hub, in its order: as frames, or by POST what is too large for one. */
import { syncStep } from '../contract/wire.ts';
import { type ClientClock, reconnectDelay } from './client-clock.ts';
import { type ClientErrorCode, toHubClientError } from './hub-client-error.ts';
import type { SaveLedger } from './saved-state.ts';

export interface OutboxOptions {
  /** Largest update sent as a frame. */
  readonly budget: number;
  readonly ledger: SaveLedger;
  readonly clock: ClientClock;
  readonly random: () => number;
  readonly post: (update: Uint8Array) => Promise<void>;
  readonly send: (step: (typeof syncStep)['step2' | 'update'], update: Uint8Array) => void;
  readonly onRefused: (code: ClientErrorCode) => void;
  /** After a POST, when what waited for it has gone out. */
  readonly onSent: () => void;
}

/** An update without structs or deletions; its ack says that everything before it is durable. */
export const emptyUpdate = Uint8Array.of(0, 0);

export class Outbox {
  readonly #options: OutboxOptions;
  /** Updates that wait for a POST before them. */
  #waiting: Uint8Array[] = [];
  /** Counts channels: what an earlier one left under way is not its successor's. */
  #generation = 0;
  #posting = false;
  #attempt = 0;
  #cancelPost: (() => void) | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Later updates wait: they build on what is posted. */
  get posting(): boolean {
    return this.#posting;
  }

  /** Another channel begins, or none: nothing of what waits is sent. */
  restart(): void {
    this.#generation += 1;
    this.#waiting = [];
    this.#posting = false;
    this.#cancelPost?.();
  }

  sendUpdate(update: Uint8Array): void {
    this.#waiting.push(update);
    this.#drain();
  }

  /** Everything that the hub lacks, and so also what waits. */
  sendStep2(update: Uint8Array): void {
    const { ledger, send } = this.#options;
    this.#waiting = [];
    const carried = ledger.unsent;
    this.#deliver(update, (bytes) => {
      ledger.sentStep2(carried);
      send(syncStep.step2, bytes);
    });
  }

  #drain(): void {
    const { ledger, send } = this.#options;
    while (!this.#posting) {
      const update = this.#waiting.shift();
      if (update === undefined) return;
      this.#deliver(update, (bytes) => {
        ledger.sentUpdate(1);
        send(syncStep.update, bytes);
      });
    }
  }

  /**
   * As a frame when it fits. Else by POST, and then an empty frame in its place: the POST has answered when the hub
   * has it durable, and the empty frame's ack brings the counts in line.
   */
  #deliver(update: Uint8Array, send: (bytes: Uint8Array) => void): void {
    const { budget, clock, random, post, onRefused, onSent } = this.#options;
    if (update.length <= budget) {
      send(update);
      return;
    }
    const generation = this.#generation;
    this.#posting = true;
    post(update).then(
      () => {
        if (generation !== this.#generation) return;
        this.#posting = false;
        this.#attempt = 0;
        send(emptyUpdate);
        this.#drain();
        onSent();
      },
      (thrown) => {
        if (generation !== this.#generation) return;
        const error = toHubClientError(thrown);
        if (!error.retryable) {
          this.#posting = false;
          onRefused(error.code);
          return;
        }
        // Still its turn: later updates build on it.
        this.#cancelPost = clock.after(reconnectDelay(this.#attempt++, random), () => {
          if (generation === this.#generation) this.#deliver(update, send);
        });
      },
    );
  }
}
