/**
 * One socket for a room: all its documents as channels, its presence, its people. It keeps itself open: a fresh
 * ticket for every connect, backoff with full jitter, at once when the network comes back, never again after a
 * permanent close code. Channels live longer than sockets: each gets a new number on each socket.
 */
import { ObservableV2 } from 'lib0/observable';
import { closeCodes, isPermanentClose } from '../contract/close-codes.ts';
import type { PeopleMessage } from '../contract/presence.ts';
import { roomChannel } from '../contract/wire.ts';
import {
  type ClientClock,
  environmentWake,
  reconnectDelay,
  systemClientClock,
  type WakeSource,
} from './client-clock.ts';
import {
  type ClientErrorCode,
  codeOfClose,
  type HubClientError,
  messageOf,
  toHubClientError,
} from './hub-client-error.ts';
import { type AwarenessEntry, channelFrame, closeFrame, openFrame, readChannel, readRoomFrame } from './room-frames.ts';

export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'waiting'; retryAt: number; code: ClientErrorCode }
  | { state: 'stopped'; closeCode: number; code: ClientErrorCode; message: string };

export interface RoomConnectionOptions {
  /** Origin of the hub, http or https. */
  hub: string;
  roomId: string;
  /** A fresh ticket for each connect; null for a signed-out reader. */
  ticket: () => Promise<string | null>;
  /** Where the host has no WebSocket of its own. */
  webSocket?: typeof WebSocket;
  clock?: ClientClock;
  random?: () => number;
  wake?: WakeSource;
}

/** One document's side of a channel. */
export interface ChannelHandler {
  /** A new channel on a new socket: everything starts over. */
  opened(): void;
  frame(frame: Uint8Array): void;
  /** The socket or the channel ended and will be opened again. */
  lost(): void;
  /** Ended for good. */
  closed(reason: { closeCode: number; code: ClientErrorCode; message: string }): void;
}

export interface Channel {
  send(frame: Uint8Array): void;
  /** Closes and opens again with a new number. */
  reopen(): void;
  /** The same after a while, longer each time: the hub cannot take it now. */
  reopenLater(): void;
  close(): void;
}

interface ChannelEntry {
  readonly documentId: string;
  readonly handler: ChannelHandler;
  /** Null while not open. */
  number: number | null;
  attempt: number;
  /** When the hub first said something on it; null since it was opened. */
  heardAt: number | null;
  cancelRetry: (() => void) | null;
}

interface RoomConnectionEvents {
  state: (state: ConnectionState) => void;
  people: (message: PeopleMessage) => void;
  awareness: (entries: AwarenessEntry[]) => void;
}

/** A socket that has been silent this long is dead: the hub sends something at least every 15 s. */
const silenceLimit = 30_000;
const silenceCheck = 5_000;
/** A connection or a channel that lived this long starts the next backoff from the beginning. */
const stableAfter = 10_000;

export class RoomConnection extends ObservableV2<{ [Name in keyof RoomConnectionEvents]: RoomConnectionEvents[Name] }> {
  readonly #options: RoomConnectionOptions;
  readonly #clock: ClientClock;
  readonly #channels = new Map<string, ChannelEntry>();
  readonly #stopWake: () => void;
  #state: ConnectionState = { state: 'connecting' };
  #socket: WebSocket | null = null;
  #nextChannel = 1;
  #attempt = 0;
  #openedAt = 0;
  #lastFrameAt = 0;
  #cancelTimer: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;
  #disposed = false;
  /** Invalidates tickets that arrive late. */
  #generation = 0;

  constructor(options: RoomConnectionOptions) {
    super();
    this.#options = options;
    this.#clock = options.clock ?? systemClientClock;
    this.#stopWake = (options.wake ?? environmentWake)(
      () => this.#woken(),
      () => this.#networkLost(),
    );
    void this.#connect();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Starts again after a permanent end, for instance when the person has signed in again. */
  retry(): void {
    if (this.#disposed || this.#state.state === 'open' || this.#state.state === 'connecting') return;
    this.#cancelTimer?.();
    this.#attempt = 0;
    void this.#connect();
  }

  channel(documentId: string, handler: ChannelHandler): Channel {
    if (this.#channels.has(documentId)) throw new Error(`document ${documentId} already has a channel`);
    const entry: ChannelEntry = { documentId, handler, number: null, attempt: 0, heardAt: null, cancelRetry: null };
    this.#channels.set(documentId, entry);
    if (this.#state.state === 'open') queueMicrotask(() => this.#openChannel(entry));
    else if (this.#state.state === 'stopped') queueMicrotask(() => this.#tellStopped(entry));
    return {
      send: (frame) => {
        if (entry.number !== null) this.#transmit(channelFrame(entry.number, frame));
      },
      reopen: () => {
        this.#closeChannel(entry);
        this.#openChannel(entry);
      },
      reopenLater: () => {
        this.#closeChannel(entry);
        entry.handler.lost();
        this.#openLater(entry);
      },
      close: () => {
        this.#closeChannel(entry);
        this.#channels.delete(documentId);
      },
    };
  }

  /** Presence and other frames of the room's own channel, whole messages. */
  sendRoom(message: Uint8Array): void {
    this.#transmit(message);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#generation += 1;
    this.#stopWake();
    this.#cancelTimer?.();
    this.#dropSocket(1000);
    for (const entry of this.#channels.values()) entry.cancelRetry?.();
    this.#channels.clear();
    this.destroy();
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation;
    this.#setState({ state: 'connecting' });
    let ticket: string | null;
    try {
      ticket = await this.#options.ticket();
    } catch (error) {
      if (generation === this.#generation) this.#ticketFailed(toHubClientError(error));
      return;
    }
    if (generation !== this.#generation) return;
    this.#openSocket(ticket);
  }

  #ticketFailed(error: HubClientError): void {
    if (error.retryable) {
      const seconds = error.details?.seconds;
      this.#retryLater(error.code, typeof seconds === 'number' ? seconds * 1_000 : 0);
      return;
    }
    const closeCode = error.code === 'not_signed_in' ? closeCodes.notSignedIn : closeCodes.notAllowed;
    this.#stop(closeCode, error.code, error.message);
  }

  #openSocket(ticket: string | null): void {
    const { hub, roomId } = this.#options;
    const url = new URL('/sync', hub);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('room', roomId);
    url.searchParams.set('ack', '1');
    if (ticket !== null) url.searchParams.set('token', ticket);
    const Socket = this.#options.webSocket ?? globalThis.WebSocket;
    const socket = new Socket(url.href);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#lastFrameAt = this.#clock.now();
    this.#watchSilence();
    socket.onopen = () => {
      if (socket === this.#socket) this.#opened();
    };
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#received(new Uint8Array(event.data as ArrayBuffer));
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#ended(event.code, event.reason);
    };
    // An error is always followed by a close, which says all that is known.
    socket.onerror = () => {};
  }

  #opened(): void {
    this.#openedAt = this.#clock.now();
    this.#lastFrameAt = this.#openedAt;
    this.#nextChannel = 1;
    this.#setState({ state: 'open' });
    for (const entry of this.#channels.values()) this.#openChannel(entry);
  }

  #openChannel(entry: ChannelEntry): void {
    entry.cancelRetry?.();
    entry.cancelRetry = null;
    if (this.#state.state !== 'open' || entry.number !== null || this.#channels.get(entry.documentId) !== entry) return;
    entry.number = this.#nextChannel++;
    entry.heardAt = null;
    this.#transmit(openFrame(entry.number, entry.documentId));
    entry.handler.opened();
  }

  #closeChannel(entry: ChannelEntry): void {
    entry.cancelRetry?.();
    entry.cancelRetry = null;
    if (entry.number !== null) this.#transmit(closeFrame(entry.number));
    entry.number = null;
  }

  #received(message: Uint8Array): void {
    this.#lastFrameAt = this.#clock.now();
    const { channel, frame } = readChannel(message);
    if (channel !== roomChannel) {
      for (const entry of this.#channels.values()) {
        if (entry.number !== channel) continue;
        entry.heardAt ??= this.#lastFrameAt;
        entry.handler.frame(frame);
      }
      return; // Nobody's: a frame for a channel that was closed here meanwhile.
    }
    const read = readRoomFrame(frame);
    if (read.type === 'people') this.emit('people', [read.message]);
    else if (read.type === 'awareness' && read.entries.length > 0) this.emit('awareness', [read.entries]);
    else if (read.type === 'closed') this.#channelClosed(read.channel, read.closeCode, read.code);
  }

  #channelClosed(channel: number, closeCode: number, code: string): void {
    for (const entry of this.#channels.values()) {
      if (entry.number !== channel) continue;
      entry.number = null;
      if (isPermanentClose(closeCode)) {
        const known = codeOfClose(closeCode, code);
        entry.handler.closed({ closeCode, code: known, message: messageOf(known) });
        return;
      }
      entry.handler.lost();
      this.#openLater(entry);
    }
  }

  #openLater(entry: ChannelEntry): void {
    if (entry.heardAt !== null && this.#clock.now() - entry.heardAt >= stableAfter) entry.attempt = 0;
    entry.heardAt = null;
    const delay = reconnectDelay(entry.attempt++, this.#options.random ?? Math.random);
    entry.cancelRetry = this.#clock.after(delay, () => this.#openChannel(entry));
  }

  #ended(closeCode: number, reason: string): void {
    this.#leaveSocket();
    if (isPermanentClose(closeCode)) {
      const code = codeOfClose(closeCode, reason);
      this.#stop(closeCode, code, messageOf(code));
      return;
    }
    if (this.#openedAt > 0 && this.#clock.now() - this.#openedAt >= stableAfter) this.#attempt = 0;
    this.#retryLater(closeCode >= 4500 ? codeOfClose(closeCode, reason) : 'unreachable', 0);
  }

  #retryLater(code: ClientErrorCode, atLeast: number): void {
    const delay = Math.max(atLeast, reconnectDelay(this.#attempt++, this.#options.random ?? Math.random));
    this.#openedAt = 0;
    this.#setState({ state: 'waiting', retryAt: this.#clock.now() + delay, code });
    this.#cancelTimer = this.#clock.after(delay, () => void this.#connect());
  }

  #stop(closeCode: number, code: ClientErrorCode, message: string): void {
    this.#setState({ state: 'stopped', closeCode, code, message });
    for (const entry of [...this.#channels.values()]) this.#tellStopped(entry);
  }

  #tellStopped(entry: ChannelEntry): void {
    if (this.#state.state !== 'stopped' || this.#channels.get(entry.documentId) !== entry) return;
    const { closeCode, code, message } = this.#state;
    entry.handler.closed({ closeCode, code, message });
  }

  /** Timers may have slept with the machine: look at the clock, not at the timer. */
  #watchSilence(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#clock.after(silenceCheck, () => {
      if (!this.#dropIfSilent()) this.#watchSilence();
    });
  }

  #dropIfSilent(): boolean {
    if (this.#socket === null || this.#clock.now() - this.#lastFrameAt < silenceLimit) return false;
    this.#dropSocket(4000);
    this.#attempt = 0;
    void this.#connect();
    return true;
  }

  #woken(): void {
    if (this.#disposed || this.#dropIfSilent()) return;
    if (this.#state.state === 'waiting') this.retry();
  }

  /** A hub on this machine answers all the same: the next try finds it. */
  #networkLost(): void {
    if (this.#disposed || this.#socket === null) return;
    this.#dropSocket(4000);
    this.#retryLater('unreachable', 0);
  }

  #dropSocket(code: number): void {
    const socket = this.#socket;
    this.#leaveSocket();
    socket?.close(code);
  }

  #leaveSocket(): void {
    this.#socket = null;
    this.#cancelSilence?.();
    this.#cancelSilence = null;
    for (const entry of this.#channels.values()) {
      entry.cancelRetry?.();
      entry.cancelRetry = null;
      if (entry.number === null) continue;
      entry.number = null;
      entry.handler.lost();
    }
  }

  #transmit(message: Uint8Array): void {
    if (this.#state.state === 'open') this.#socket?.send(message as Uint8Array<ArrayBuffer>);
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.emit('state', [state]);
  }
}
