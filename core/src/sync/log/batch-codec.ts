import { crc32 } from 'node:zlib';
import { updateOrigins } from '@draftroom/drizzle/enums';
import type { LogRecord } from '../ports.ts';

/**
 * A segment is a header and batches; a batch is a header and entries. Numbers are little-endian.
 *
 *     segment header  magic (8) · marker (8) · segment number u32 · first batch f64 · crc32 u32
 *     batch header    marker (8) · batch number f64 · length of the entries u32 · crc32 of the 20 bytes before u32
 *     entry           length of the body u32 · crc32 of the body u32 · body
 *
 * The marker is random, so that nothing that people write can pass for a batch when a damaged file is searched for
 * the next one.
 */
export type LogEntry = { readonly kind: 'record'; readonly record: LogRecord } | Destroyed;

/** Everything of the document that came before is gone for good. */
export interface Destroyed {
  readonly kind: 'destroyed';
  readonly documentId: string;
}

export interface Place {
  readonly offset: number;
  readonly length: number;
}

export interface SegmentHeader {
  readonly segment: number;
  readonly firstBatch: number;
  readonly marker: Uint8Array;
}

export const segmentHeaderSize = 32;
export const batchHeaderSize = 24;
export const entryHeaderSize = 8;
export const markerSize = 8;

const magic = Buffer.from('DRLOG\0\0\u0001', 'latin1');
const kinds = { record: 1, destroyed: 2 } as const;
/** The body of an entry that was destroyed on the disk. */
export const scrubByte = 0xff;

export function encodeSegmentHeader({ segment, firstBatch, marker }: SegmentHeader): Uint8Array {
  const bytes = Buffer.alloc(segmentHeaderSize);
  magic.copy(bytes, 0);
  bytes.set(marker, 8);
  bytes.writeUInt32LE(segment, 16);
  bytes.writeDoubleLE(firstBatch, 20);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 28)), 28);
  return bytes;
}

export function decodeSegmentHeader(bytes: Uint8Array): SegmentHeader | null {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (header.length < segmentHeaderSize || !header.subarray(0, 8).equals(magic)) return null;
  if (crc32(header.subarray(0, 28)) !== header.readUInt32LE(28)) return null;
  return { segment: header.readUInt32LE(16), firstBatch: header.readDoubleLE(20), marker: header.subarray(8, 16) };
}

/** The bytes of a batch, and where its entries are when it is written at `offset`. */
export function encodeBatch(
  marker: Uint8Array,
  batch: number,
  entries: readonly LogEntry[],
  offset: number,
): { bytes: Uint8Array; places: Place[] } {
  const bodies = entries.map(sizeOfBody);
  let size = batchHeaderSize;
  for (const body of bodies) size += entryHeaderSize + body;
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(marker, 0);
  bytes.writeDoubleLE(batch, 8);
  bytes.writeUInt32LE(size - batchHeaderSize, 16);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 20)), 20);
  const places: Place[] = [];
  let at = batchHeaderSize;
  for (const [i, entry] of entries.entries()) {
    const length = bodies[i] as number;
    const body = bytes.subarray(at + entryHeaderSize, at + entryHeaderSize + length);
    writeBody(body, entry);
    bytes.writeUInt32LE(length, at);
    bytes.writeUInt32LE(crc32(body), at + 4);
    places.push({ offset: offset + at, length: entryHeaderSize + length });
    at += entryHeaderSize + length;
  }
  return { bytes, places };
}

export type DecodedEntry = LogEntry | 'scrubbed' | 'damaged';

/** The entry that starts at `at`, its update a view of the bytes; null when there is no room for one. */
export function decodeEntry(bytes: Buffer, at: number, to: number): { entry: DecodedEntry; end: number } | null {
  if (at + entryHeaderSize > to) return null;
  const end = at + entryHeaderSize + bytes.readUInt32LE(at);
  if (end > to) return null;
  const body = bytes.subarray(at + entryHeaderSize, end);
  if (crc32(body) !== bytes.readUInt32LE(at + 4)) {
    return { entry: body.length > 0 && body.every((byte) => byte === scrubByte) ? 'scrubbed' : 'damaged', end };
  }
  return { entry: readBody(body) ?? 'damaged', end };
}

/** Whose record a damaged entry may have been; a guess to be shown, not to be trusted. */
export function guessDamaged(bytes: Buffer, at: number, end: number): { documentId: string; seq: number } | null {
  const body = bytes.subarray(at + entryHeaderSize, end);
  try {
    const entry = readBody(body);
    return entry?.kind === 'record' ? entry.record : null;
  } catch {
    return null;
  }
}

/** kind · origin · length of the document id · length of the user id + 1, 0 for none · seq · at · number of client ids · … */
const fixedBodySize = 4 + 8 + 8 + 4;

function sizeOfBody(entry: LogEntry): number {
  if (entry.kind === 'destroyed') return 2 + Buffer.byteLength(entry.documentId);
  const { documentId, userId, clientIds, update } = entry.record;
  const ids = Buffer.byteLength(documentId) + (userId === null ? 0 : Buffer.byteLength(userId));
  return fixedBodySize + ids + 8 * clientIds.length + update.length;
}

function writeBody(body: Buffer, entry: LogEntry): void {
  body[0] = kinds[entry.kind];
  if (entry.kind === 'destroyed') {
    body[1] = body.write(entry.documentId, 2);
    return;
  }
  const { documentId, seq, at, userId, clientIds, origin, update } = entry.record;
  body[1] = updateOrigins.indexOf(origin);
  body.writeDoubleLE(seq, 4);
  body.writeDoubleLE(at, 12);
  body.writeUInt32LE(clientIds.length, 20);
  let next = fixedBodySize;
  body[2] = body.write(documentId, next);
  next += body[2];
  body[3] = 0;
  if (userId !== null) {
    const length = body.write(userId, next);
    body[3] = length + 1;
    next += length;
  }
  for (const clientId of clientIds) next = body.writeDoubleLE(clientId, next);
  body.set(update, next);
}

function readBody(body: Buffer): LogEntry | null {
  if (body[0] === kinds.destroyed)
    return { kind: 'destroyed', documentId: body.toString('utf8', 2, 2 + (body[1] as number)) };
  const origin = updateOrigins[body[1] as number];
  if (body[0] !== kinds.record || origin === undefined || body.length < fixedBodySize) return null;
  let next = fixedBodySize;
  const take = (length: number) => {
    next += length;
    return body.toString('utf8', next - length, next);
  };
  const documentId = take(body[2] as number);
  const userId = body[3] === 0 ? null : take((body[3] as number) - 1);
  const clientIds: number[] = [];
  for (let i = body.readUInt32LE(20); i > 0; i--) {
    clientIds.push(body.readDoubleLE(next));
    next += 8;
  }
  const update = body.subarray(next);
  const record = {
    documentId,
    seq: body.readDoubleLE(4),
    at: body.readDoubleLE(12),
    userId,
    clientIds,
    origin,
    update,
  };
  return { kind: 'record', record };
}
