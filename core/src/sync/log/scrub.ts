import { entryHeaderSize, scrubByte } from './batch-codec.ts';
import type { LiveIndex } from './live-index.ts';
import type { Tombstone } from './recovery.ts';
import type { SegmentFiles } from './segment-files.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface ScrubbedLog {
  readonly segments: SegmentFiles;
  readonly snapshots: SnapshotStore;
  readonly live: LiveIndex;
}

/** Overwrites what the log holds of a destroyed document. Repeated after a crash. */
export async function scrubDocument(
  { segments, snapshots, live }: ScrubbedLog,
  { documentId, segment: lastSegment, offset: lastOffset }: Tombstone,
): Promise<void> {
  await snapshots.remove(documentId);
  const numbers = segments.numbers().filter((number) => number <= lastSegment);
  for (const number of numbers) {
    const index = await segments.indexOf(number);
    const places = index?.records.get(documentId);
    if (!index || places === undefined) continue;
    const kept: number[] = [];
    const { file } = await segments.open(number, 'edit');
    try {
      for (let i = 0; i < places.length; i += 3) {
        const [seq = 0, offset = 0, length = 0] = places.slice(i, i + 3);
        if (number === lastSegment && offset > lastOffset) kept.push(seq, offset, length);
        else await file.write(new Uint8Array(length - entryHeaderSize).fill(scrubByte), offset + entryHeaderSize);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (kept.length > 0) index.records.set(documentId, kept);
    else index.records.delete(documentId);
    await segments.storeIndex(number, index);
  }
  const own = await segments.indexOf(lastSegment);
  const at = own?.destroyed.findIndex(({ offset }) => offset === lastOffset) ?? -1;
  if (own && at !== -1) {
    own.destroyed.splice(at, 1);
    await segments.storeIndex(lastSegment, own);
  }
  live.segment(lastSegment).live -= 1;
}
