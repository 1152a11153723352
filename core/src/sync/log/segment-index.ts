import { crc32 } from 'node:zlib';
import type { LogEntry, Place } from './batch-codec.ts';
import { type LogFileSystem, readWholeFile, replaceFile } from './file-system.ts';
import type { Damage } from './segment-scan.ts';

/** What a segment holds, by document. Kept in a file beside a sealed segment; never the only place of a fact. */
export class SegmentIndex {
  lastBatch: number | null = null;
  /** Per document: sequence number, offset, length, … */
  readonly records = new Map<string, number[]>();
  readonly destroyed: { readonly documentId: string; readonly offset: number }[] = [];
  damage: readonly Damage[] = [];

  add(entry: LogEntry, { offset, length }: Place): void {
    if (entry.kind === 'destroyed') {
      this.destroyed.push({ documentId: entry.documentId, offset });
      return;
    }
    const { documentId, seq } = entry.record;
    const places = this.records.get(documentId);
    if (places === undefined) this.records.set(documentId, [seq, offset, length]);
    else places.push(seq, offset, length);
  }
}

/** Null when there is none, or none that can be trusted: the segment is scanned then. */
export async function readSegmentIndex(files: LogFileSystem, path: string): Promise<SegmentIndex | null> {
  try {
    const bytes = Buffer.from(await readWholeFile(files, path));
    if (bytes.length < 4 || crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return null;
    const stored = JSON.parse(bytes.toString('utf8', 4)) as StoredIndex;
    const index = new SegmentIndex();
    index.lastBatch = stored.lastBatch;
    for (const [documentId, places] of stored.records) index.records.set(documentId, places);
    index.destroyed.push(...stored.destroyed);
    index.damage = stored.damage;
    return index;
  } catch {
    return null;
  }
}

interface StoredIndex {
  readonly lastBatch: number | null;
  readonly records: [string, number[]][];
  readonly destroyed: { documentId: string; offset: number }[];
  readonly damage: Damage[];
}

export async function writeSegmentIndex(
  files: LogFileSystem,
  { directory, name }: { directory: string; name: string },
  index: SegmentIndex,
): Promise<void> {
  const { lastBatch, destroyed, damage } = index;
  const text = JSON.stringify({ lastBatch, records: [...index.records], destroyed, damage });
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(text)]);
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
  await replaceFile(files, directory, { name, bytes });
}
