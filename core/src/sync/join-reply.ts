import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import { type OutFrame, relayFrame, step2Frame } from './frames.ts';
import type { LiveDocument, TailUpdate } from './live-document.ts';
import type { Merger } from './ports.ts';
import { readStateVector } from './wire.ts';

/** Above this size a difference is made off the event loop. */
const inlineDifference = 256 * 1024;
/** Step 1 frames of one channel that wait for the answer to the one before. */
const mostWaiting = 16;
/** An update that says nothing. */
const emptyUpdate = Uint8Array.of(0, 0);

export interface JoinReplyOptions {
  readonly document: LiveDocument;
  readonly merger: Merger;
  readonly connection: Connection;
  readonly channel: number | undefined;
  /** Updates above this size came by another way than a socket. */
  readonly inboundFrame: number;
  readonly failed: () => void;
}

/**
 * Answers a client's step 1: update frames in causal order, then exactly one step 2. The client gets no update before
 * its first step 1, and while an answer is prepared elsewhere the updates that come in wait behind it.
 */
export class JoinReply {
  readonly #options: JoinReplyOptions;
  #joined = false;
  /** Updates that wait for the answer in the making; null when there is none. */
  #backlog: OutFrame[] | null = null;
  #waiting: Uint8Array[] = [];
  #ended = false;

  constructor(options: JoinReplyOptions) {
    this.#options = options;
  }

  /** Throws `MalformedFrameError` when the state vector is none. */
  answer(stateVector: Uint8Array): void {
    const clocks = readStateVector(stateVector);
    const { connection, document } = this.#options;
    // The first answer is what a join costs anyway.
    if (this.#joined && !connection.charge(Math.min(document.size / 8, 1024 * 1024))) return;
    if (connection.congested) {
      connection.refuse('too_slow');
    } else if (this.#backlog === null) {
      this.#joined = true;
      this.#answerNow(stateVector, clocks);
    } else if (this.#waiting.length >= mostWaiting) {
      connection.refuse('too_fast');
    } else {
      this.#waiting.push(new Uint8Array(stateVector));
    }
  }

  relay(frame: OutFrame): void {
    if (this.#backlog !== null) this.#backlog.push(frame);
    else if (this.#joined) this.#relayNow(frame);
  }

  end(): void {
    this.#ended = true;
    this.#backlog = null;
    this.#waiting = [];
  }

  #answerNow(stateVector: Uint8Array, clocks: ReadonlyMap<number, number>): void {
    const { document } = this.#options;
    const { snapshot } = document;
    if (snapshot === null || clocks.size === 0) {
      if (snapshot !== null) this.#send(relayFrame(snapshot), snapshot.length);
      this.#sendTail(document.tail, clocks);
      this.#send(step2Frame(emptyUpdate), 0);
    } else if (snapshot.length <= inlineDifference) {
      this.#finish(Y.diffUpdate(snapshot, stateVector), document.tail, clocks);
    } else {
      this.#answerLater(snapshot, { stateVector: new Uint8Array(stateVector), clocks });
    }
  }

  #answerLater(snapshot: Uint8Array, client: { stateVector: Uint8Array; clocks: ReadonlyMap<number, number> }): void {
    const { document, merger, failed } = this.#options;
    // A compaction may move these into a new snapshot meanwhile: they are kept here until the answer is complete.
    const tail = document.tail.slice();
    this.#backlog = [];
    merger.diff([snapshot], client.stateVector).then(
      (difference) => {
        if (this.#ended) return;
        const backlog = this.#backlog ?? [];
        this.#backlog = null;
        this.#finish(difference, tail, client.clocks, backlog);
        const next = this.#waiting.shift();
        if (next !== undefined) this.answer(next);
        // Others wait behind that one, if it is not answered yet.
        while (this.#backlog === null && this.#waiting.length > 0) this.answer(this.#waiting.shift() as Uint8Array);
      },
      () => {
        if (!this.#ended) failed();
      },
    );
  }

  #finish(
    difference: Uint8Array,
    tail: readonly TailUpdate[],
    clocks: ReadonlyMap<number, number>,
    backlog: readonly OutFrame[] = [],
  ): void {
    if (difference.length > emptyUpdate.length) this.#send(relayFrame(difference), difference.length);
    this.#sendTail(tail, clocks);
    for (const frame of backlog) this.#relayNow(frame);
    this.#send(step2Frame(emptyUpdate), 0);
  }

  /** Leaves out what the client has for certain: structs below its clocks, and nothing that it may not have deleted. */
  #sendTail(tail: readonly TailUpdate[], clocks: ReadonlyMap<number, number>): void {
    const { document } = this.#options;
    for (const one of tail) {
      if (clocks.size > 0 && isKnown(one, clocks)) continue;
      this.#send(document.tailFrame(one), one.update.length);
    }
  }

  /** No reader, however quick, has taken at once what is larger than a frame may be. */
  #relayNow(frame: OutFrame): void {
    this.#send(frame, frame.size > this.#options.inboundFrame ? frame.size : 0);
  }

  #send(frame: OutFrame, bytes: number): void {
    const { connection, channel } = this.#options;
    connection.allow(bytes);
    connection.send(frame, channel);
  }
}

function isKnown({ ends, deletes }: TailUpdate, clocks: ReadonlyMap<number, number>): boolean {
  if (deletes) return false;
  for (let i = 0; i < ends.length; i += 2) {
    if ((clocks.get(ends[i] as number) ?? 0) < (ends[i + 1] as number)) return false;
  }
  return true;
}
