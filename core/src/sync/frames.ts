/** Frames that the hub sends, as complete WebSocket frames that are written to the socket as they are. */
import type { ErrorCode } from '../contract/errors.ts';
import type { PeopleMessage } from '../contract/presence.ts';
import { frameType, syncStep } from '../contract/wire.ts';

/** Above this size a payload is handed to the socket as it is instead of being copied behind its header. */
const copyLimit = 64 * 1024;
/**
 * Of how many channel numbers a frame keeps the bytes: readers of one document mostly have few, but clients choose them,
 * and what is kept stays as long as the update waits for its snapshot.
 */
const mostChannelsKept = 4;
/** Binary message in one frame; the hub does not mask. */
const finalBinary = 0x82;

/** One frame for any number of sockets; built once for document sockets and once for each of a few channel numbers. */
export class OutFrame {
  readonly #types: readonly number[];
  readonly #body: Uint8Array;
  /** Whether the body's length stands before it. */
  readonly #isSized: boolean;
  #plain: readonly Uint8Array[] | null = null;
  #byChannel: Map<number, readonly Uint8Array[]> | null = null;

  /** `types`: numbers below 128. */
  constructor(types: readonly number[], body: Uint8Array, isSized = false) {
    this.#types = types;
    this.#body = body;
    this.#isSized = isSized;
  }

  /** Bytes of what it says. */
  get size(): number {
    return this.#body.length;
  }

  /** What to write; `channel` is set on room sockets. */
  pieces(channel: number | undefined): readonly Uint8Array[] {
    if (channel === undefined) {
      this.#plain ??= this.#build(channel);
      return this.#plain;
    }
    this.#byChannel ??= new Map();
    let pieces = this.#byChannel.get(channel);
    if (pieces === undefined) {
      pieces = this.#build(channel);
      if (this.#byChannel.size >= mostChannelsKept) this.#byChannel.clear();
      this.#byChannel.set(channel, pieces);
    }
    return pieces;
  }

  #build(channel: number | undefined): readonly Uint8Array[] {
    const body = this.#body;
    const types = this.#types;
    const length =
      (channel === undefined ? 0 : varUintLength(channel)) +
      types.length +
      (this.#isSized ? varUintLength(body.length) : 0) +
      body.length;
    const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    const copied = body.length <= copyLimit;
    const bytes = Buffer.allocUnsafe(headerLength + length - (copied ? 0 : body.length));
    let at = writeWebSocketHeader(bytes, length);
    if (channel !== undefined) at = writeVarUint(bytes, at, channel);
    for (let i = 0; i < types.length; i++) bytes[at++] = types[i] as number;
    if (this.#isSized) at = writeVarUint(bytes, at, body.length);
    if (!copied) return [bytes, body];
    bytes.set(body, at);
    return [bytes];
  }
}

const step1Types = [frameType.sync, syncStep.step1] as const;
const step2Types = [frameType.sync, syncStep.step2] as const;
const updateTypes = [frameType.sync, syncStep.update] as const;

/** An update that is relayed and kept: the frame for document sockets, and the update as a view of it. */
export function updateFrame(update: Uint8Array): { readonly frame: OutFrame; readonly update: Uint8Array } {
  const frame = relayFrame(update);
  const pieces = frame.pieces(undefined);
  const last = pieces[pieces.length - 1] as Uint8Array;
  // Socket chunks are larger than the message in them: the view of the frame lets the chunk go.
  const from = last.byteOffset + last.length - update.length;
  return { frame, update: new Uint8Array(last.buffer, from, update.length) };
}

export function step1Frame(stateVector: Uint8Array): OutFrame {
  return new OutFrame(step1Types, stateVector, true);
}

export function step2Frame(update: Uint8Array): OutFrame {
  return new OutFrame(step2Types, update, true);
}

export function relayFrame(update: Uint8Array): OutFrame {
  return new OutFrame(updateTypes, update, true);
}

export function ackFrame(count: number): OutFrame {
  return new OutFrame([frameType.ack], varUint(count));
}

export function refusedFrame(frameNumber: number, code: ErrorCode): OutFrame {
  return new OutFrame([frameType.refused], Buffer.concat([varUint(frameNumber), varString(code)]));
}

/** The y-protocols auth frame: 0 is *permission denied*. */
export function deniedFrame(reason: string): OutFrame {
  return new OutFrame([frameType.auth, 0], varString(reason));
}

export function closedFrame(channel: number, code: number, reason: ErrorCode): OutFrame {
  return new OutFrame([frameType.closed], Buffer.concat([varUint(channel), varUint(code), varString(reason)]));
}

export function peopleFrame(message: PeopleMessage): OutFrame {
  return new OutFrame([frameType.people], varString(JSON.stringify(message)));
}

const nullState = Buffer.from('null');

/** `state` null: the client has left. */
export interface PresenceOut {
  readonly clientId: number;
  readonly clock: number;
  readonly state: Uint8Array | null;
}

export function presenceFrame(entries: readonly PresenceOut[]): OutFrame {
  let length = varUintLength(entries.length);
  for (const { clientId, clock, state } of entries) {
    const size = (state ?? nullState).length;
    length += varUintLength(clientId) + varUintLength(clock) + varUintLength(size) + size;
  }
  const body = new Uint8Array(length);
  let at = writeVarUint(body, 0, entries.length);
  for (const { clientId, clock, state } of entries) {
    const bytes = state ?? nullState;
    at = writeVarUint(body, at, clientId);
    at = writeVarUint(body, at, clock);
    at = writeVarUint(body, at, bytes.length);
    body.set(bytes, at);
    at += bytes.length;
  }
  return new OutFrame([frameType.awareness], body, true);
}

function varUint(value: number): Uint8Array {
  const bytes = new Uint8Array(varUintLength(value));
  writeVarUint(bytes, 0, value);
  return bytes;
}

function varUintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
}

/** Returns where the next byte goes. */
function writeVarUint(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) | 0x80;
  bytes[at++] = rest;
  return at;
}

function varString(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  return Buffer.concat([varUint(bytes.length), bytes]);
}

function writeWebSocketHeader(bytes: Buffer, length: number): number {
  bytes[0] = finalBinary;
  if (length < 126) {
    bytes[1] = length;
    return 2;
  }
  if (length < 65_536) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
    return 4;
  }
  bytes[1] = 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return 10;
}
