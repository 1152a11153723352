/**
 * A snapshot as the log keeps it: what the document holds is written before its state, so that nobody has to read the
 * state item by item to open the document.
 *
 *     mark (8 bytes of 0xff) · format u8 · length of the summary u32 · summary · state (an update in format V1)
 *
 * No update begins like that: it would have more clients than a number can count. Bytes without the mark are a bare
 * state, as logs have it from before; then, and when the format is a later one, the summary is null.
 */
import * as encoding from 'lib0/encoding';
import { ByteReader } from './byte-reader.ts';
import { ContinuityIndex } from './continuity.ts';
import { parseUpdate } from './update-reader.ts';
import { DocumentWork, type WorkFigures } from './weighing.ts';

export interface DocumentSummary {
  readonly index: ContinuityIndex;
  readonly work: WorkFigures;
}

export interface StoredSnapshot {
  /** One update that says everything; a view into the stored bytes. */
  readonly state: Uint8Array;
  readonly summary: DocumentSummary | null;
}

const markLength = 8;
const headLength = markLength + 5;
const format = 1;

/** Reads the state once. Throws `MalformedUpdateError` when it is no update. */
export function encodeSnapshot(state: Uint8Array): Uint8Array<ArrayBuffer> {
  const { index, work } = summaryOf(state);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, work.pieces);
  encoding.writeVarUint(encoder, work.longestList);
  encoding.writeFloat64(encoder, work.places);
  index.write(encoder);
  const summary = encoding.toUint8Array(encoder);
  const bytes = new Uint8Array(headLength + summary.length + state.length);
  bytes.fill(0xff, 0, markLength);
  bytes[markLength] = format;
  new DataView(bytes.buffer).setUint32(markLength + 1, summary.length, true);
  bytes.set(summary, headLength);
  bytes.set(state, headLength + summary.length);
  return bytes;
}

/** Throws `MalformedUpdateError` when the summary is cut or says what cannot be. */
export function decodeSnapshot(bytes: Uint8Array): StoredSnapshot {
  if (!isMarked(bytes)) return { state: bytes, summary: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = headLength + view.getUint32(markLength + 1, true);
  const reader = new ByteReader(bytes.subarray(0, from), headLength);
  if (from > bytes.length) reader.fail('truncated');
  const state = bytes.subarray(from);
  if (bytes[markLength] !== format) return { state, summary: null };
  const [pieces, longestList] = [reader.varUint(), reader.varUint()];
  const placesAt = reader.pos;
  reader.skip(8);
  const places = view.getFloat64(placesAt);
  const index = ContinuityIndex.read(reader);
  if (reader.pos !== from) reader.fail('trailing-bytes');
  return { state, summary: { index, work: { pieces, longestList, places } } };
}

/** Of one update that holds a whole document. */
export function summaryOf(state: Uint8Array): DocumentSummary {
  const parsed = parseUpdate(state);
  const index = new ContinuityIndex();
  if (typeof index.check(parsed) === 'object') throw new Error('the state has gaps');
  index.apply(parsed);
  const work = new DocumentWork();
  work.add(parsed, { newDeletions: parsed.deletions.length / 3 });
  return { index, work: work.figures };
}

function isMarked(bytes: Uint8Array): boolean {
  if (bytes.length < headLength) return false;
  for (let i = 0; i < markLength; i++) if (bytes[i] !== 0xff) return false;
  return true;
}
