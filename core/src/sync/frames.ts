/** Frames that the hub sends, as complete WebSocket frames that are written to the socket as they are. */
import type { ErrorCode } from '../contract/errors.ts';
import type { PeopleMessage } from '../contract/presence.ts';
import { frameType, syncStep } from '../contract/wire.ts';

/** Above this size a payload is handed to the socket as it is instead of being copied behind its header. */
const copyLimit = 64 * 1024;
/** Binary message in one frame; the hub does not mask. */
const finalBinary = 0x82;

/** One frame for any number of sockets; built once for document sockets and once per channel number. */
export class OutFrame {
  readonly #head: Uint8Array;
  readonly #body: Uint8Array;
  #plain: readonly Uint8Array[] | null = null;
  #byChannel: Map<number, readonly Uint8Array[]> | null = null;

  constructor(head: Uint8Array, body: Uint8Array) {
    this.#head = head;
    this.#body = body;
  }

  /** What to write; `channel` is set on room sockets. */
  pieces(channel: number | undefined): readonly Uint8Array[] {
    if (channel === undefined) {
      this.#plain ??= webSocketFrame(this.#head, this.#body);
      return this.#plain;
    }
    this.#byChannel ??= new Map();
    let pieces = this.#byChannel.get(channel);
    if (pieces === undefined) {
      pieces = webSocketFrame(Buffer.concat([varUint(channel), this.#head]), this.#body);
      this.#byChannel.set(channel, pieces);
    }
    return pieces;
  }
}

/** An update that is relayed and kept: the frame for document sockets, and the update as a view of it. */
export function updateFrame(update: Uint8Array): { readonly frame: OutFrame; readonly update: Uint8Array } {
  const frame = new OutFrame(sizedHead([frameType.sync, syncStep.update], update.length), update);
  const pieces = frame.pieces(undefined);
  const last = pieces[pieces.length - 1] as Uint8Array;
  // Socket chunks are larger than the message in them: the view of the frame lets the chunk go.
  const from = last.byteOffset + last.length - update.length;
  return { frame, update: new Uint8Array(last.buffer, from, update.length) };
}

export function step1Frame(stateVector: Uint8Array): OutFrame {
  return new OutFrame(sizedHead([frameType.sync, syncStep.step1], stateVector.length), stateVector);
}

export function step2Frame(update: Uint8Array): OutFrame {
  return new OutFrame(sizedHead([frameType.sync, syncStep.step2], update.length), update);
}

export function relayFrame(update: Uint8Array): OutFrame {
  return new OutFrame(sizedHead([frameType.sync, syncStep.update], update.length), update);
}

export function ackFrame(count: number): OutFrame {
  return new OutFrame(Uint8Array.of(frameType.ack), varUint(count));
}

export function refusedFrame(frameNumber: number, code: ErrorCode): OutFrame {
  return new OutFrame(Buffer.concat([Uint8Array.of(frameType.refused), varUint(frameNumber)]), varString(code));
}

/** The y-protocols auth frame: 0 is *permission denied*. */
export function deniedFrame(reason: string): OutFrame {
  return new OutFrame(Uint8Array.of(frameType.auth, 0), varString(reason));
}

export function closedFrame(channel: number, code: number, reason: ErrorCode): OutFrame {
  const head = Buffer.concat([Uint8Array.of(frameType.closed), varUint(channel), varUint(code)]);
  return new OutFrame(head, varString(reason));
}

export function peopleFrame(message: PeopleMessage): OutFrame {
  return new OutFrame(Uint8Array.of(frameType.people), varString(JSON.stringify(message)));
}

const nullState = Buffer.from('null');

/** `state` null: the client has left. */
export interface PresenceOut {
  readonly clientId: number;
  readonly clock: number;
  readonly state: Uint8Array | null;
}

export function presenceFrame(entries: readonly PresenceOut[]): OutFrame {
  const parts: Uint8Array[] = [varUint(entries.length)];
  for (const { clientId, clock, state } of entries) {
    const bytes = state ?? nullState;
    parts.push(varUint(clientId), varUint(clock), varUint(bytes.length), bytes);
  }
  const body = Buffer.concat(parts);
  return new OutFrame(sizedHead([frameType.awareness], body.length), body);
}

function varUint(value: number): Uint8Array {
  if (value < 0x80) return Uint8Array.of(value);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function varString(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  return Buffer.concat([varUint(bytes.length), bytes]);
}

function sizedHead(types: readonly number[], length: number): Uint8Array {
  return Uint8Array.from([...types, ...varUint(length)]);
}

function webSocketFrame(head: Uint8Array, body: Uint8Array): readonly Uint8Array[] {
  const length = head.length + body.length;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const copied = body.length <= copyLimit;
  const bytes = Buffer.allocUnsafe(headerLength + head.length + (copied ? body.length : 0));
  bytes[0] = finalBinary;
  if (headerLength === 2) {
    bytes[1] = length;
  } else if (headerLength === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.set(head, headerLength);
  if (!copied) return [bytes, body];
  bytes.set(body, headerLength + head.length);
  return [bytes];
}
