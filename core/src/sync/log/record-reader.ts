/** Records as they lie in segments, read in order and checked one by one. */
import { CorruptLogError, type LogRecord } from '../ports.ts';
import { decodeEntry } from './batch-codec.ts';
import { placeFields } from './live-index.ts';
import type { SegmentFiles } from './segment-files.ts';

/** Reads are joined over gaps up to this size. */
const readAhead = 64 * 1024;
const mostReadBytes = 4 * 1024 * 1024;

/** The live records after a snapshot, without a hole. */
export async function readTail(
  segments: SegmentFiles,
  documentId: string,
  { places, after }: { places: readonly number[]; after: number },
): Promise<LogRecord[]> {
  const wanted: number[] = [];
  let expected = after + 1;
  for (let i = 0; i < places.length; i += placeFields) {
    const seq = places[i] as number;
    if (seq <= after) continue;
    if (seq !== expected) {
      const where = segments.pathOf(places[i + 1] as number);
      throw new CorruptLogError(`document ${documentId} lacks records ${expected} to ${seq - 1} before ${where}`);
    }
    for (let field = 0; field < placeFields; field++) wanted.push(places[i + field] as number);
    expected = seq + 1;
  }
  return await readRecords(segments, documentId, wanted);
}

/** In the order of the places; neighbours in a file are read at once. */
export async function readRecords(
  segments: SegmentFiles,
  documentId: string,
  places: readonly number[],
): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for (let i = 0; i < places.length; ) {
    const segment = places[i + 1] as number;
    const from = places[i + 2] as number;
    let to = from;
    let next = i;
    while (next < places.length && places[next + 1] === segment) {
      const offset = places[next + 2] as number;
      const end = offset + (places[next + 3] as number);
      if (next > i && (offset > to + readAhead || end - from > mostReadBytes)) break;
      to = end;
      next += placeFields;
    }
    const { path, bytes } = await segments.read(segment, from, to - from);
    const read: LogRecord[] = [];
    for (; i < next; i += placeFields) {
      const offset = places[i + 2] as number;
      const found = decodeEntry(bytes, offset - from, bytes.length)?.entry ?? 'damaged';
      const record = typeof found === 'object' && found.kind === 'record' ? found.record : null;
      if (record === null || record.documentId !== documentId || record.seq !== places[i]) {
        throw new CorruptLogError(
          `${path}: record ${places[i]} of document ${documentId} is damaged at byte ${offset}`,
        );
      }
      read.push(record);
    }
    for (const record of keptTogether(read)) records.push(record);
  }
  return records;
}

/** Not in the bytes that were read, which hold other documents, too; and not each for itself, which costs more than it holds. */
function keptTogether(records: readonly LogRecord[]): LogRecord[] {
  const bytes = new Uint8Array(records.reduce((sum, { update }) => sum + update.length, 0));
  let at = 0;
  return records.map((record) => {
    bytes.set(record.update, at);
    at += record.update.length;
    return { ...record, update: bytes.subarray(at - record.update.length, at) };
  });
}
