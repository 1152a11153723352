/** Reading of client frames: exact, nothing left over, nothing copied. `core/PROTOCOL.md` describes the frames. */
import { frameType, syncStep } from '../contract/wire.ts';
import { ByteReader } from './byte-reader.ts';

export { MalformedUpdateError as MalformedFrameError } from './byte-reader.ts';

export type ClientFrame =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'write'; readonly step2: boolean; readonly update: Uint8Array }
  | { readonly kind: 'presence'; readonly update: Uint8Array }
  | { readonly kind: 'query-presence' };

export type ControlFrame =
  | { readonly kind: 'open'; readonly channel: number; readonly documentId: string }
  | { readonly kind: 'close'; readonly channel: number };

/** Throws `MalformedFrameError` unless the bytes are exactly one frame that a client may send. */
export function readClientFrame(message: Uint8Array, from = 0): ClientFrame {
  const reader = new ByteReader(message, from);
  switch (reader.varUint()) {
    case frameType.sync: {
      const step = reader.varUint();
      const payload = readLast(reader);
      if (step === syncStep.step1) return { kind: 'step1', stateVector: payload };
      if (step === syncStep.step2) return { kind: 'write', step2: true, update: payload };
      if (step === syncStep.update) return { kind: 'write', step2: false, update: payload };
      return reader.fail('unknown-type');
    }
    case frameType.awareness:
      return { kind: 'presence', update: readLast(reader) };
    case frameType.queryAwareness:
      return readEnd(reader, { kind: 'query-presence' });
    default:
      return reader.fail('unknown-type');
  }
}

/** A frame of channel 0 that is not presence, or null when its type is one of a document's. */
export function readControlFrame(message: Uint8Array, from: number): ControlFrame | null {
  const reader = new ByteReader(message, from);
  const type = reader.varUint();
  if (type === frameType.close) return readEnd(reader, { kind: 'close', channel: reader.varUint() });
  if (type !== frameType.open) return null;
  const channel = reader.varUint();
  const length = reader.varUint();
  const start = reader.pos;
  reader.text(length);
  const documentId = Buffer.from(message.buffer, message.byteOffset + start, length).toString('utf8');
  return readEnd(reader, { kind: 'open', channel, documentId });
}

/** The channel of a room-socket message and where its frame starts. */
export function readChannel(message: Uint8Array): { readonly channel: number; readonly from: number } {
  const reader = new ByteReader(message);
  return { channel: reader.varUint(), from: reader.pos };
}

/** Clocks by client id. Throws `MalformedFrameError`. */
export function readStateVector(bytes: Uint8Array): Map<number, number> {
  const reader = new ByteReader(bytes);
  const clocks = new Map<number, number>();
  for (let left = reader.count(2); left > 0; left--) clocks.set(reader.varUint(), reader.varUint());
  return readEnd(reader, clocks);
}

/** One entry of an awareness update. `state` is the JSON as bytes, unread. */
export interface PresenceEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly state: Uint8Array;
}

/** Calls `take` for every entry once the structure of all of them has been checked. */
export function readPresence(update: Uint8Array, take: (entry: PresenceEntry) => void): void {
  const check = new ByteReader(update);
  for (let left = check.count(3); left > 0; left--) {
    check.varUint();
    check.varUint();
    check.skip(check.varUint());
  }
  readEnd(check, null);
  const reader = new ByteReader(update);
  for (let left = reader.varUint(); left > 0; left--) {
    const clientId = reader.varUint();
    const clock = reader.varUint();
    const length = reader.varUint();
    take({ clientId, clock, state: update.subarray(reader.pos, reader.pos + length) });
    reader.skip(length);
  }
}

/** The sized bytes that end a frame. */
function readLast(reader: ByteReader): Uint8Array {
  const length = reader.varUint();
  const from = reader.pos;
  reader.skip(length);
  return readEnd(reader, reader.bytes.subarray(from, from + length));
}

function readEnd<Value>(reader: ByteReader, value: Value): Value {
  if (reader.pos !== reader.length) reader.fail('trailing-bytes');
  return value;
}
