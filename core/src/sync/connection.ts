import { closeCodes } from '../contract/close-codes.ts';
import { type ErrorCode, errorFacts } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import { emptyAwarenessFrame } from '../contract/wire.ts';
import type { Backlogs } from './backlog.ts';
import { OutFrame } from './frames.ts';
import type { SyncActor } from './ports.ts';
import type { Ticker } from './ticker.ts';
import type { SyncTiming } from './timing.ts';
import { TokenBucket } from './token-bucket.ts';
import { pongFrame, type ServerWebSocket, type WebSocketHandler } from './web-socket.ts';
import { MalformedFrameError } from './wire.ts';

const keepAliveFrame = new OutFrame([...emptyAwarenessFrame], new Uint8Array());
/** What a message costs of the byte budget beside its bytes, so that many small ones are not free. */
const frameCost = 32;
/** Control channel of a room socket; on document sockets keep-alives have no prefix. */
type Channel = number | undefined;

/** What a refusal closes a socket or a channel with. */
export function closeCodeOf(code: ErrorCode): number {
  const { close, retryable } = errorFacts(code);
  return close ?? (retryable ? closeCodes.shuttingDown : closeCodes.notAllowed);
}

/** What is done with a socket's messages once it is known whose they are. */
export interface Session {
  readonly roomId: string;
  /** Asks for the rights anew and lets them take effect. */
  recheck(): void;
  /** Says anew who the person is. */
  renewPerson(): void;
  /** May throw `MalformedFrameError`. */
  receive(message: Uint8Array): void;
  /** Hands frames that acknowledge to `send`. */
  collectAcks(): void;
  sweep(now: number): void;
  /** The socket is gone or going; nothing can be sent any more. */
  end(): void;
}

export interface ConnectionOptions {
  readonly ws: ServerWebSocket;
  readonly wantsAcks: boolean;
  /** 0 on room sockets. */
  readonly keepAliveChannel: Channel;
  readonly limits: Limits;
  readonly timing: SyncTiming;
  readonly ticker: Ticker;
  readonly backlogs: Backlogs;
  readonly now: () => number;
  readonly warn: (message: string, error: unknown) => void;
  readonly onClosed: (connection: Connection, code: number) => void;
}

/** Rises with every connection, so that of two the newer one can be told. */
let connectionCount = 0;

/** One socket: what goes in and out of it, and its limits. Knows nothing of documents. */
export class Connection implements WebSocketHandler {
  readonly number = ++connectionCount;
  readonly wantsAcks: boolean;
  /** Null until it is known who it is. */
  actor: SyncActor | null = null;
  readonly #options: ConnectionOptions;
  readonly #budget: TokenBucket;
  #session: Session | null = null;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #outbox: Uint8Array[] = [];
  #outboxBytes = 0;
  /** Bytes of join replies and large updates that a slow reader is not blamed for. */
  #allowance = 0;
  /** What this connection adds to its user's backlog. */
  #backlog = 0;
  #sentAt: number;
  #pingedAt: number;
  #missedPings = 0;
  #authorised = false;
  #closed = false;
  #deaf = false;
  readonly #openedAt: number;

  constructor(options: ConnectionOptions) {
    const { limits } = options;
    const now = options.now();
    this.#options = options;
    this.wantsAcks = options.wantsAcks;
    this.#openedAt = now;
    this.#sentAt = now;
    this.#pingedAt = now;
    this.#budget = new TokenBucket({ perSecond: limits.bytesPerSecond, most: limits.bytesBurst, now });
  }

  get session(): Session | null {
    return this.#session;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether more than a slow reader may leave is on its way already. */
  get congested(): boolean {
    return this.#options.ws.waiting + this.#outboxBytes > this.#options.limits.sendBufferClose;
  }

  /** Takes from the byte budget for work that costs more than its frame; false closes the socket. */
  charge(cost: number): boolean {
    if (this.#take(cost)) return true;
    this.refuse('too_fast');
    return false;
  }

  /** It is known who it is; the rest may take as long as it takes. */
  authorise(actor: SyncActor): void {
    this.actor = actor;
    this.#authorised = true;
  }

  /** From here on messages go to the session, those that waited first. */
  open(session: Session): void {
    if (this.#closed) {
      session.end();
      return;
    }
    this.#session = session;
    const held = this.#held;
    this.#held = [];
    for (const message of held) this.#deliver(message);
  }

  send(frame: OutFrame, channel: Channel): void {
    if (!this.#closed) this.#post(frame.pieces(channel));
  }

  /** Dropped when the reader is slow: what it says will be said again, or is no longer true. */
  sendPresence(frame: OutFrame, channel: Channel): void {
    if (this.#options.ws.waiting <= this.#options.limits.sendBufferPresence) this.send(frame, channel);
  }

  /** A large answer that this client asked for, or one large update, does not make it a slow reader. */
  allow(bytes: number): void {
    this.#allowance += bytes;
  }

  acksPending(): void {
    if (!this.#closed) this.#options.ticker.socket(this);
  }

  get receiving(): boolean {
    return !this.#deaf && !this.#closed;
  }

  /** From here on nothing is taken in; what was accepted may still be acknowledged. */
  stopReceiving(): void {
    this.#deaf = true;
  }

  flush(): void {
    if (this.#closed) return;
    this.#session?.collectAcks();
    const frames = this.#outbox;
    if (frames.length === 0) return;
    const bytes = this.#outboxBytes;
    this.#outbox = [];
    this.#outboxBytes = 0;
    this.#options.ws.write(frames, bytes);
    this.#sentAt = this.#options.now();
    this.#checkReader();
  }

  /** What went wrong with one client's frame ends that client's socket and nothing else. */
  failed(error: unknown): void {
    if (error instanceof MalformedFrameError) {
      this.refuse('malformed');
    } else {
      this.#options.warn('a frame could not be handled', error);
      this.refuse('internal');
    }
  }

  refuse(code: ErrorCode): void {
    this.close(closeCodeOf(code), code);
  }

  /** Sends what is waiting, then closes. The session ends at once. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.flush();
    if (this.#closed) return;
    this.#options.ws.close(code, reason);
    this.#end(code);
  }

  sweep(now: number): void {
    if (this.#closed) return;
    const { timing, ws, limits } = this.#options;
    // The token comes with the upgrade: it is the hub that is late, so the client shall try again.
    if (!this.#authorised && now - this.#openedAt > limits.unauthenticatedTime) {
      this.refuse('internal');
      return;
    }
    if (now - this.#pingedAt >= timing.ping) {
      if (this.#missedPings >= 2) {
        ws.terminate();
        this.#end(1006);
        return;
      }
      this.#missedPings += 1;
      this.#pingedAt = now;
      ws.ping();
    }
    if (now - this.#sentAt >= timing.keepAlive) this.send(keepAliveFrame, this.#options.keepAliveChannel);
    this.#checkReader();
    this.#session?.sweep(now);
  }

  message(data: Buffer, isBinary: boolean): void {
    if (this.#closed || this.#deaf) return;
    this.#missedPings = 0;
    if (!isBinary) {
      this.refuse('malformed');
    } else if (!this.#take(data.length)) {
      this.refuse('too_fast');
    } else if (this.#session === null) {
      this.#hold(data);
    } else {
      this.#deliver(data);
    }
  }

  /** Costs of the same budget as messages, and is answered behind what waits already. */
  ping(data: Buffer): void {
    if (this.#closed) return;
    this.#missedPings = 0;
    if (this.#take(data.length)) this.#post([pongFrame(data)]);
    else this.refuse('too_fast');
  }

  pong(): void {
    this.#missedPings = 0;
  }

  /** The socket is gone. */
  ended(code: number): void {
    this.#end(code);
  }

  #post(pieces: readonly Uint8Array[]): void {
    if (this.#outbox.length === 0) this.#options.ticker.socket(this);
    for (const piece of pieces) {
      this.#outbox.push(piece);
      this.#outboxBytes += piece.length;
    }
  }

  #take(bytes: number): boolean {
    return this.#budget.take(bytes + frameCost, this.#options.now());
  }

  #hold(message: Uint8Array): void {
    const { unauthenticatedBytes, heldFramesBytes } = this.#options.limits;
    this.#heldBytes += message.length;
    if (this.#heldBytes > (this.#authorised ? heldFramesBytes : unauthenticatedBytes)) this.refuse('too_fast');
    // Empty messages are malformed, and would take memory without counting.
    else if (message.length === 0) this.refuse('malformed');
    else this.#held.push(new Uint8Array(message));
  }

  #deliver(message: Uint8Array): void {
    if (this.#closed || this.#session === null) return;
    try {
      this.#session.receive(message);
    } catch (error) {
      this.failed(error);
    }
  }

  #checkReader(): void {
    const { ws, limits } = this.#options;
    const { waiting } = ws;
    if (waiting === 0 && this.#outboxBytes === 0) this.#allowance = 0;
    const backlog = Math.max(0, waiting - this.#allowance);
    const ofUser = this.#noteBacklog(backlog);
    // Of a user's sockets those that wait for little may be quick ones that had their turn just now.
    const isTooMuch = ofUser > limits.sendBufferUser && backlog > limits.sendBufferUser / limits.connectionsPerUser;
    if (backlog > limits.sendBufferClose || isTooMuch) this.refuse('too_slow');
  }

  #noteBacklog(backlog: number): number {
    const { userId } = this.actor ?? { userId: null };
    if (userId === null || (backlog === 0 && this.#backlog === 0)) return 0;
    const change = backlog - this.#backlog;
    this.#backlog = backlog;
    return this.#options.backlogs.add(userId, change);
  }

  #end(code: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#outbox = [];
    this.#held = [];
    this.#noteBacklog(0);
    this.#options.ticker.forget(this);
    this.#session?.end();
    this.#options.onClosed(this, code);
  }
}
