import { randomBytes } from 'node:crypto';
import {
  encodeBatch,
  encodeSegmentHeader,
  type LogEntry,
  markerSize,
  type Place,
  segmentHeaderSize,
} from './batch-codec.ts';
import type { LogFile, LogFileSystem } from './file-system.ts';

export interface SegmentWriterOptions {
  readonly files: LogFileSystem;
  readonly directory: string;
  /** A segment that has grown beyond this is sealed. */
  readonly segmentBytes: number;
  readonly nextSegment: number;
  readonly nextBatch: number;
  /** No more batches come; the file ends with whole ones, or with a batch that comes again in the next segment. */
  onSealed(segment: number): void;
}

interface Active {
  readonly segment: number;
  readonly file: LogFile;
  readonly marker: Uint8Array;
  /** End of the last durable batch; 0 before the first. */
  durable: number;
}

export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.log`;
}

/**
 * Appends batches. After any failure the file is never written again: what a failed write or sync left on the disk
 * is unknown, and a later sync that succeeds does not change that. The batch goes to a new segment.
 */
export class SegmentWriter {
  private readonly options: SegmentWriterOptions;
  private active: Active | null = null;
  private nextSegment: number;
  private nextBatch: number;

  constructor(options: SegmentWriterOptions) {
    this.options = options;
    this.nextSegment = options.nextSegment;
    this.nextBatch = options.nextBatch;
  }

  /** Resolves when the entries are durable. */
  async write(entries: readonly LogEntry[]): Promise<{ segment: number; batch: number; places: Place[] }> {
    if (this.active !== null && this.active.durable >= this.options.segmentBytes) await this.seal();
    const active = this.active ?? (await this.create());
    try {
      const start = active.durable === 0 ? segmentHeaderSize : active.durable;
      const { bytes, places } = encodeBatch(active.marker, this.nextBatch, entries, start);
      await active.file.writeDurably(bytes, start);
      active.durable = start + bytes.length;
      const batch = this.nextBatch;
      this.nextBatch += 1;
      return { segment: active.segment, batch, places };
    } catch (error) {
      await this.abandon(active);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.active !== null) await this.seal();
  }

  private async create(): Promise<Active> {
    const { files, directory } = this.options;
    const segment = this.nextSegment;
    this.nextSegment += 1;
    const file = await files.open(`${directory}/${segmentName(segment)}`, 'append');
    const active: Active = { segment, file, marker: new Uint8Array(randomBytes(markerSize)), durable: 0 };
    try {
      await file.write(encodeSegmentHeader({ segment, firstBatch: this.nextBatch, marker: active.marker }), 0);
      await files.syncDirectory(directory);
    } catch (error) {
      await this.abandon(active);
      throw error;
    }
    this.active = active;
    return active;
  }

  private async seal(): Promise<void> {
    const sealed = this.active as Active;
    this.active = null;
    this.options.onSealed(sealed.segment);
    await ignoreFailure(sealed.file.close());
  }

  private async abandon({ segment, file, durable }: Active): Promise<void> {
    const { files, directory } = this.options;
    this.active = null;
    if (durable > 0) {
      await ignoreFailure(file.truncate(durable));
      this.options.onSealed(segment);
    }
    await ignoreFailure(file.close());
    if (durable === 0) await ignoreFailure(files.remove(`${directory}/${segmentName(segment)}`));
  }
}

/** For tidying up after a failure that is reported already. */
async function ignoreFailure(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
