/** Frames of the room socket: varUint channel, then a frame of y-protocols or of Draftroom. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { PeopleMessage } from '../contract/presence.ts';
import { frameType, roomChannel, syncStep } from '../contract/wire.ts';

export function openFrame(channel: number, documentId: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, roomChannel);
    encoding.writeVarUint(encoder, frameType.open);
    encoding.writeVarUint(encoder, channel);
    encoding.writeVarString(encoder, documentId);
  });
}

export function closeFrame(channel: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, roomChannel);
    encoding.writeVarUint(encoder, frameType.close);
    encoding.writeVarUint(encoder, channel);
  });
}

/** Puts the channel in front of a frame. */
export function channelFrame(channel: number, frame: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, channel);
    encoding.writeUint8Array(encoder, frame);
  });
}

export function syncFrame(subtype: (typeof syncStep)[keyof typeof syncStep], bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameType.sync);
    encoding.writeVarUint(encoder, subtype);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function readChannel(message: Uint8Array): { channel: number; frame: Uint8Array } {
  const decoder = decoding.createDecoder(message);
  const channel = decoding.readVarUint(decoder);
  return { channel, frame: message.subarray(decoder.pos) };
}

export type DocumentFrame =
  | { type: 'step1'; stateVector: Uint8Array }
  | { type: 'step2' | 'update'; update: Uint8Array }
  | { type: 'ack'; count: number }
  | { type: 'refused'; frame: number; code: string }
  | { type: 'other' };

export function readDocumentFrame(frame: Uint8Array): DocumentFrame {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case frameType.sync:
      return readSync(decoder);
    case frameType.ack:
      return { type: 'ack', count: decoding.readVarUint(decoder) };
    case frameType.refused:
      return { type: 'refused', frame: decoding.readVarUint(decoder), code: decoding.readVarString(decoder) };
    default:
      return { type: 'other' };
  }
}

function readSync(decoder: decoding.Decoder): DocumentFrame {
  const subtype = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (subtype === syncStep.step1) return { type: 'step1', stateVector: bytes };
  if (subtype === syncStep.step2) return { type: 'step2', update: bytes };
  return subtype === syncStep.update ? { type: 'update', update: bytes } : { type: 'other' };
}

export interface AwarenessEntry {
  clientId: number;
  clock: number;
  /** Null: has left. */
  state: unknown;
}

export type RoomFrame =
  | { type: 'awareness'; entries: AwarenessEntry[] }
  | { type: 'people'; message: PeopleMessage }
  | { type: 'closed'; channel: number; closeCode: number; code: string }
  | { type: 'other' };

export function readRoomFrame(frame: Uint8Array): RoomFrame {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case frameType.awareness:
      return { type: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case frameType.people:
      return { type: 'people', message: JSON.parse(decoding.readVarString(decoder)) as PeopleMessage };
    case frameType.closed:
      return {
        type: 'closed',
        channel: decoding.readVarUint(decoder),
        closeCode: decoding.readVarUint(decoder),
        code: decoding.readVarString(decoder),
      };
    default:
      return { type: 'other' };
  }
}

/** A whole message for the room's channel with one entry. */
export function awarenessMessage(entry: AwarenessEntry): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, entry.clientId);
    encoding.writeVarUint(encoder, entry.clock);
    encoding.writeVarString(encoder, JSON.stringify(entry.state));
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, roomChannel);
    encoding.writeVarUint(encoder, frameType.awareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}

function readAwareness(update: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(update);
  const entries: AwarenessEntry[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) });
  }
  return entries;
}
