/** The files of segments, live ones and those of the archive: what they hold, and when they go. */
import { isMissing, type LogFile, type LogFileSystem } from './file-system.ts';
import type { LiveIndex, SegmentState } from './live-index.ts';
import { indexName, indexOf } from './recovery.ts';
import { readSegmentIndex, type SegmentIndex, writeSegmentIndex } from './segment-index.ts';
import { scanSegment } from './segment-scan.ts';
import { segmentName } from './segment-writer.ts';

export interface SegmentFilesOptions {
  readonly files: LogFileSystem;
  readonly directory: string;
  readonly archive: string;
  readonly live: LiveIndex;
}

export class SegmentFiles {
  private readonly files: LogFileSystem;
  private readonly directory: string;
  private readonly archive: string;
  private readonly live: LiveIndex;

  constructor({ files, directory, archive, live }: SegmentFilesOptions) {
    this.files = files;
    this.directory = directory;
    this.archive = archive;
    this.live = live;
  }

  /** Of all that there are, the oldest first. */
  numbers(): number[] {
    return [...this.live.archived, ...this.live.segments.keys()].sort((a, b) => a - b);
  }

  /** Where a live one is. */
  pathOf(segment: number): string {
    return `${this.directory}/${segmentName(segment)}`;
  }

  async read(segment: number, from: number, length: number): Promise<{ path: string; bytes: Buffer }> {
    const { path, file } = await this.open(segment, 'read');
    try {
      const bytes = await file.read(from, length);
      return { path, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    } finally {
      await file.close();
    }
  }

  /** It may be on its way to the archive. */
  async open(segment: number, mode: 'read' | 'edit'): Promise<{ path: string; file: LogFile }> {
    const live = this.pathOf(segment);
    const archived = `${this.archive}/${segmentName(segment)}`;
    const [first, second] = this.live.archived.has(segment) ? [archived, live] : [live, archived];
    try {
      return { path: first, file: await this.files.open(first, mode) };
    } catch (error) {
      if (!isMissing(error)) throw error;
      return { path: second, file: await this.files.open(second, mode) };
    }
  }

  async indexOf(number: number): Promise<SegmentIndex | null> {
    const inMemory = this.live.segments.get(number)?.index;
    if (inMemory) return inMemory;
    for (const directory of [this.directory, this.archive]) {
      const stored = await readSegmentIndex(this.files, `${directory}/${indexName(number)}`);
      if (stored !== null) return stored;
    }
    try {
      const { file } = await this.open(number, 'read');
      try {
        return indexOf(scanSegment(await file.read(0, await file.size()), Number.POSITIVE_INFINITY));
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async storeIndex(number: number, index: SegmentIndex): Promise<void> {
    const segment = this.live.segments.get(number);
    if (segment !== undefined && !segment.sealed) return;
    const directory = segment === undefined ? this.archive : this.directory;
    await writeSegmentIndex(this.files, { directory, name: indexName(number) }, index);
    if (segment !== undefined) segment.index = null;
  }

  /** Writes the indexes of sealed segments and moves what is history. */
  async tidy(): Promise<void> {
    for (const segment of [...this.live.segments.values()]) {
      if (segment.sealed && segment.index !== null) await this.storeIndex(segment.number, segment.index);
    }
    await this.archiveIdle();
  }

  async archiveIdle(): Promise<void> {
    for (const segment of [...this.live.segments.values()]) {
      if (segment.sealed && segment.index === null && segment.live === 0) await this.retire(segment);
    }
  }

  private async retire({ number, keepsHistory }: SegmentState): Promise<void> {
    const { files, directory, archive } = this;
    // The segment goes last: without its index it is only scanned.
    for (const name of [indexName(number), segmentName(number)]) {
      if (keepsHistory) await files.rename(`${directory}/${name}`, `${archive}/${name}`);
      else await files.remove(`${directory}/${name}`);
    }
    if (keepsHistory) {
      this.live.archived.add(number);
      await files.syncDirectory(archive);
    }
    this.live.segments.delete(number);
    await files.syncDirectory(directory);
  }
}
