import { crc32 } from 'node:zlib';
import {
  batchHeaderSize,
  decodeEntry,
  decodeSegmentHeader,
  guessDamaged,
  type LogEntry,
  markerSize,
  type Place,
  segmentHeaderSize,
} from './batch-codec.ts';

export interface Damage {
  readonly from: number;
  readonly to: number;
  /** Records known to be in there; a hole in the numbers of a document tells of others. */
  readonly records: readonly { readonly documentId: string; readonly seq: number }[];
}

export interface SegmentScan {
  /** Null when there is not one whole batch. */
  readonly lastBatch: number | null;
  readonly entries: readonly { readonly entry: LogEntry; readonly place: Place }[];
  readonly damage: readonly Damage[];
  /** End of the last whole batch; what follows was never acknowledged. */
  readonly end: number;
}

interface Batch {
  readonly number: number;
  readonly end: number;
  readonly entries: { entry: LogEntry; place: Place }[];
}

/**
 * Reads a whole segment. Bytes after the last whole batch are a write that was cut off, and are left out. Bytes that
 * cannot be read with whole batches after them are damage: acknowledged records were there.
 *
 * `before`: the first batch of the next segment. A segment that was given up after a failed write may still hold the
 * batch that failed; it was written again there.
 */
export function scanSegment(source: Uint8Array, before: number): SegmentScan {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.length);
  const header = decodeSegmentHeader(bytes);
  const marker = header?.marker ?? bytes.subarray(segmentHeaderSize, segmentHeaderSize + markerSize);
  const entries: { entry: LogEntry; place: Place }[] = [];
  const damage: Damage[] = [];
  let expected = header?.firstBatch ?? 0;
  let lastBatch: number | null = null;
  let at = segmentHeaderSize;
  while (at < bytes.length) {
    const batch = readBatch(bytes, marker, at);
    if (batch !== null && batch.number >= before) break;
    if (batch !== null && batch.number >= expected) {
      entries.push(...batch.entries);
      lastBatch = batch.number;
      expected = batch.number + 1;
      at = batch.end;
      continue;
    }
    const next = findBatch(bytes, marker, { from: at + 1, least: expected, before });
    if (next === null) break;
    damage.push(salvage(bytes, { from: at, to: next, entries }));
    at = next;
  }
  if (Number.isFinite(before) && header !== null && expected < before) {
    damage.push(salvage(bytes, { from: at, to: bytes.length, entries }));
    at = bytes.length;
  }
  return { lastBatch, entries, damage, end: at };
}

function readBatchHeader(bytes: Buffer, marker: Uint8Array, at: number): { number: number; end: number } | null {
  if (at + batchHeaderSize > bytes.length || bytes.compare(marker, 0, markerSize, at, at + markerSize) !== 0)
    return null;
  if (crc32(bytes.subarray(at, at + 20)) !== bytes.readUInt32LE(at + 20)) return null;
  return { number: bytes.readDoubleLE(at + 8), end: at + batchHeaderSize + bytes.readUInt32LE(at + 16) };
}

/** The batch at `at`, if every entry of it is whole. */
function readBatch(bytes: Buffer, marker: Uint8Array, at: number): Batch | null {
  const header = readBatchHeader(bytes, marker, at);
  if (header === null || header.end > bytes.length) return null;
  const entries: Batch['entries'] = [];
  for (let next = at + batchHeaderSize; next < header.end; ) {
    const decoded = decodeEntry(bytes, next, header.end);
    if (decoded === null || decoded.entry === 'damaged') return null;
    if (decoded.entry !== 'scrubbed') {
      entries.push({ entry: decoded.entry, place: { offset: next, length: decoded.end - next } });
    }
    next = decoded.end;
  }
  return { ...header, entries };
}

function findBatch(
  bytes: Buffer,
  marker: Uint8Array,
  { from, least, before }: { from: number; least: number; before: number },
): number | null {
  for (let at = bytes.indexOf(marker, from); at !== -1; at = bytes.indexOf(marker, at + 1)) {
    // A header is enough: that of a torn batch is the last one, and not beyond the one that is expected.
    const header = readBatchHeader(bytes, marker, at);
    if (header !== null && header.number > least && header.number < before) return at;
  }
  return null;
}

/** Entries of a damaged batch that are whole by themselves are taken all the same. */
function salvage(
  bytes: Buffer,
  { from, to, entries }: { from: number; to: number; entries: Batch['entries'] },
): Damage {
  const records: { documentId: string; seq: number }[] = [];
  for (let at = from + batchHeaderSize; at < to; ) {
    const decoded = decodeEntry(bytes, at, to);
    if (decoded === null) break;
    if (decoded.entry === 'damaged') {
      const guess = guessDamaged(bytes, at, decoded.end);
      if (guess !== null) records.push({ documentId: guess.documentId, seq: guess.seq });
    } else if (decoded.entry !== 'scrubbed') {
      entries.push({ entry: decoded.entry, place: { offset: at, length: decoded.end - at } });
    }
    at = decoded.end;
  }
  return { from, to, records };
}
