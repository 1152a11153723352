import { decodeSegmentHeader, segmentHeaderSize } from './batch-codec.ts';
import { type LogFileSystem, readWholeFile, temporaryEnding } from './file-system.ts';
import { LiveIndex } from './live-index.ts';
import { readSegmentIndex, SegmentIndex } from './segment-index.ts';
import { scanSegment } from './segment-scan.ts';
import { segmentName } from './segment-writer.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export const indexName = (segment: number): string => segmentName(segment).replace('.log', '.index');

export interface Tombstone {
  readonly documentId: string;
  readonly segment: number;
  readonly offset: number;
}

export interface Recovered {
  readonly live: LiveIndex;
  readonly nextSegment: number;
  readonly nextBatch: number;
  /** Destructions that may not have been finished. */
  readonly tombstones: readonly Tombstone[];
}

export interface RecoveryOptions {
  readonly files: LogFileSystem;
  readonly directory: string;
  readonly archive: string;
  readonly snapshots: SnapshotStore;
  onDamage(message: string): void;
}

/** Finds out what the log holds. Whatever is damaged concerns its documents only: the log opens all the same. */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const { files, directory, archive, snapshots } = options;
  await files.makeDirectory(archive);
  await snapshots.prepare();
  await files.syncDirectory(directory);
  const numbers = await listSegments(files, directory);
  const live = new LiveIndex();
  for (const number of await listSegments(files, archive)) live.archived.add(number);
  const tombstones: Tombstone[] = [];
  let nextBatch = 1;
  for (const [i, number] of numbers.entries()) {
    const { index, firstBatch } = await readSegment(options, number, numbers[i + 1] ?? null);
    nextBatch = Math.max(nextBatch, firstBatch, (index.lastBatch ?? 0) + 1);
    const segment = live.segment(number);
    segment.sealed = true;
    segment.index = index;
    tombstones.push(...index.destroyed.map((destroyed) => ({ ...destroyed, segment: number })));
  }
  placeRecords(live, tombstones, (number) => `${directory}/${segmentName(number)}`);
  await pruneBySnapshots(options, live, new Set(tombstones.map(({ documentId }) => documentId)));
  const known = [...numbers, ...live.archived];
  return { live, nextBatch, tombstones, nextSegment: known.reduce((a, b) => Math.max(a, b), 0) + 1 };
}

async function listSegments(files: LogFileSystem, directory: string): Promise<number[]> {
  const numbers: number[] = [];
  for (const name of await files.list(directory)) {
    if (name.endsWith(temporaryEnding)) await files.remove(`${directory}/${name}`);
    const match = /^(\d{6,})\.log$/.exec(name);
    if (match !== null) numbers.push(Number(match[1]));
  }
  return numbers.sort((a, b) => a - b);
}

async function readSegment(
  options: RecoveryOptions,
  number: number,
  next: number | null,
): Promise<{ index: SegmentIndex; firstBatch: number }> {
  const { files, directory } = options;
  const path = `${directory}/${segmentName(number)}`;
  const firstBatch = (await readHeader(files, path))?.firstBatch ?? 1;
  const stored = await readSegmentIndex(files, `${directory}/${indexName(number)}`);
  if (stored !== null) return { index: stored, firstBatch };
  const before = next === null ? null : await readHeader(files, `${directory}/${segmentName(next)}`);
  const bytes = await readWholeFile(files, path);
  const scan = scanSegment(bytes, before?.firstBatch ?? Number.POSITIVE_INFINITY);
  if (scan.end < bytes.length) await truncate(files, path, scan.end);
  for (const { from, to } of scan.damage) options.onDamage(`${path} is damaged from byte ${from} to ${to}`);
  return { index: indexOf(scan), firstBatch };
}

export function indexOf(scan: ReturnType<typeof scanSegment>): SegmentIndex {
  const index = new SegmentIndex();
  index.lastBatch = scan.lastBatch;
  index.damage = scan.damage;
  for (const { entry, place } of scan.entries) index.add(entry, place);
  return index;
}

async function readHeader(files: LogFileSystem, path: string) {
  const file = await files.open(path, 'read');
  try {
    return decodeSegmentHeader(await file.read(0, segmentHeaderSize));
  } finally {
    await file.close();
  }
}

/** The end of a write that was cut off, never acknowledged. */
async function truncate(files: LogFileSystem, path: string, length: number): Promise<void> {
  const file = await files.open(path, 'edit');
  try {
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
}

function placeRecords(live: LiveIndex, tombstones: readonly Tombstone[], pathOf: (segment: number) => string): void {
  const buried = new Map<string, Tombstone>();
  for (const tombstone of tombstones) {
    buried.set(tombstone.documentId, tombstone);
    live.addDocument(tombstone.documentId, null);
    live.segment(tombstone.segment).live += 1;
  }
  for (const segment of live.segments.values()) {
    const index = segment.index as SegmentIndex;
    for (const [documentId, places] of index.records) {
      const tombstone = buried.get(documentId);
      const state = live.documents.get(documentId) ?? live.addDocument(documentId, null);
      for (let i = 0; i < places.length; i += 3) {
        const [seq = 0, offset = 0, length = 0] = places.slice(i, i + 3);
        const isBuried =
          tombstone !== undefined &&
          (segment.number < tombstone.segment || (segment.number === tombstone.segment && offset < tombstone.offset));
        // A batch that was written twice counts once.
        if (isBuried || seq <= state.lastSeq) continue;
        state.places.push(seq, segment.number, offset, length);
        state.lastSeq = seq;
        segment.live += 1;
      }
    }
    // A damaged segment stays where it is: it is the only trace of what was lost.
    if (index.damage.length > 0) segment.live += 1;
    for (const { from, to, records } of index.damage) {
      for (const { documentId, seq } of records) {
        const state = live.documents.get(documentId) ?? live.addDocument(documentId, null);
        if (seq <= (state.damage?.seq ?? 0)) continue;
        state.damage = { seq, where: `${pathOf(segment.number)}, bytes ${from} to ${to}` };
      }
    }
  }
}

async function pruneBySnapshots(
  { snapshots, onDamage }: RecoveryOptions,
  live: LiveIndex,
  destroyed: ReadonlySet<string>,
): Promise<void> {
  for (const [documentId, state] of live.documents) {
    // The snapshot of a destroyed document may still have to go.
    if (destroyed.has(documentId)) continue;
    try {
      const head = await snapshots.readHead(documentId);
      if (head !== null) live.prune(state, head);
    } catch (error) {
      // Loading this document says so again; all others are well.
      onDamage(error instanceof Error ? error.message : String(error));
      state.damage = { seq: Number.POSITIVE_INFINITY, where: 'its snapshot' };
    }
  }
}
