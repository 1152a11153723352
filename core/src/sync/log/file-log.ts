import { CorruptLogError, type LoadedDocument, type LogRecord, type UpdateLog, WriterMovedError } from '../ports.ts';
import type { LogEntry } from './batch-codec.ts';
import { isMissing, type LogFileSystem, nodeFileSystem } from './file-system.ts';
import { GroupCommit } from './group-commit.ts';
import type { DocumentState, LiveIndex } from './live-index.ts';
import { readRecords, readTail } from './record-reader.ts';
import { recover, type Tombstone } from './recovery.ts';
import { scrubDocument } from './scrub.ts';
import { SegmentFiles } from './segment-files.ts';
import { SegmentWriter } from './segment-writer.ts';
import { isLogId, SnapshotStore } from './snapshot-store.ts';

export interface FileLogOptions {
  readonly directory: string;
  readonly files?: LogFileSystem;
  readonly segmentBytes?: number;
  /** Commits begin at least so many milliseconds apart; the first after a while begins at once. */
  readonly windowMs?: number;
  readonly backoffMs?: readonly [first: number, last: number];
  /** Told of damage that was found and of commits that fail; for the hub's own log. */
  onProblem?(message: string, error?: unknown): void;
}

const mostBatchBytes = 8 * 1024 * 1024;
const loadAttempts = 5;

/**
 * The log of one hub in one folder, which must have one owner:
 *
 *     000007.log      segments of batches; the last one grows
 *     000007.index    what a sealed segment holds (made again when it is lost)
 *     snapshots/<id>  everything of a document up to a sequence number
 *     archive/        sealed segments without live records: the history
 */
export async function openFileLog(options: FileLogOptions): Promise<UpdateLog> {
  const log = new FileLog(options);
  await log.open();
  return log;
}

class FileLog implements UpdateLog {
  private readonly files: LogFileSystem;
  private readonly directory: string;
  private readonly archive: string;
  private readonly options: FileLogOptions;
  private readonly snapshots: SnapshotStore;
  private readonly commits: GroupCommit<LogEntry>;
  private live!: LiveIndex;
  private segments!: SegmentFiles;
  private writer!: SegmentWriter;
  private maintenance: Promise<unknown> = Promise.resolve();
  /** Durable ones that `destroy` waits for. */
  private readonly tombstones = new Map<LogEntry, Tombstone>();

  constructor(options: FileLogOptions) {
    this.options = options;
    this.files = options.files ?? nodeFileSystem;
    this.directory = options.directory;
    this.archive = `${options.directory}/archive`;
    this.snapshots = new SnapshotStore(this.files, `${options.directory}/snapshots`);
    this.commits = new GroupCommit<LogEntry>({
      commit: (entries) => this.commit(entries),
      sizeOf: (entry) => (entry.kind === 'record' ? entry.record.update.length : 0),
      mostBytes: mostBatchBytes,
      windowMs: options.windowMs ?? 0,
      backoffMs: options.backoffMs ?? [50, 5_000],
      onFailure: (error, attempt) =>
        options.onProblem?.(`the update log cannot be written (attempt ${attempt})`, error),
    });
  }

  async open(): Promise<void> {
    const { files, directory, archive, snapshots } = this;
    await files.makeDirectory(directory);
    const onDamage = (message: string) => this.options.onProblem?.(message);
    const recovered = await recover({ files, directory, archive, snapshots, onDamage });
    this.live = recovered.live;
    this.segments = new SegmentFiles({ files, directory, archive, live: this.live });
    this.writer = new SegmentWriter({
      files,
      directory,
      segmentBytes: this.options.segmentBytes ?? 16 * 1024 * 1024,
      nextSegment: recovered.nextSegment,
      nextBatch: recovered.nextBatch,
      onSealed: (number) => {
        this.live.segment(number).sealed = true;
        void this.tidy();
      },
    });
    for (const tombstone of recovered.tombstones) {
      await this.scrub(tombstone).catch((error) => this.problem('a document is not destroyed yet', error));
    }
    await this.tidy();
  }

  append(record: LogRecord): Promise<void> {
    if (!isLogId(record.documentId)) return Promise.reject(new Error('this id cannot name a document of the log'));
    return this.commits.add({ kind: 'record', record });
  }

  healthy(): boolean {
    return this.commits.healthy;
  }

  pendingBytes(): number {
    return this.commits.pendingBytes;
  }

  async load(documentId: string): Promise<LoadedDocument> {
    for (let attempt = 1; ; attempt++) {
      const state = await this.stateOf(documentId);
      const places = state.places.slice();
      const snapshot = await this.snapshots.read(documentId);
      const snapshotSeq = snapshot?.seq ?? 0;
      try {
        const tail = await readTail(this.segments, documentId, { places, after: snapshotSeq });
        if (state.damage !== null && state.damage.seq > snapshotSeq) {
          throw new CorruptLogError(`document ${documentId} has lost records: ${state.damage.where}`);
        }
        return { snapshot: snapshot?.state ?? null, snapshotSeq, tail };
      } catch (error) {
        // A newer snapshot has just sent segments to the archive.
        if (!isMissing(error) || attempt === loadAttempts) throw error;
      }
    }
  }

  putSnapshot(documentId: string, seq: number, state: Uint8Array, keepHistory: boolean): Promise<void> {
    return this.inTurn(async () => {
      const document = await this.stateOf(documentId);
      if (seq <= document.snapshotSeq) return;
      if (seq > document.lastSeq) throw new Error(`a snapshot at ${seq} is ahead of the log of document ${documentId}`);
      const droppedTo = keepHistory ? document.droppedTo : seq;
      await this.snapshots.write(documentId, { seq, droppedTo, state });
      this.live.prune(document, { seq, droppedTo });
      await this.segments.archiveIdle();
    });
  }

  async *history(documentId: string, fromSeq: number): AsyncGenerator<LogRecord> {
    const { droppedTo } = await this.stateOf(documentId);
    let last = Math.max(fromSeq - 1, droppedTo);
    for (const number of this.segments.numbers()) {
      const index = await this.segments.indexOf(number);
      const places = index?.records.get(documentId) ?? [];
      const wanted: number[] = [];
      for (let i = 0; i < places.length; i += 3) {
        const [seq = 0, offset = 0, length = 0] = places.slice(i, i + 3);
        if (seq > last) wanted.push(seq, number, offset, length);
      }
      for (const record of await readRecords(this.segments, documentId, wanted)) {
        if (record.seq <= last) continue;
        last = record.seq;
        yield record;
      }
    }
  }

  /** An id is never used again after this. */
  async destroy(documentId: string): Promise<void> {
    await this.stateOf(documentId).catch(() => this.live.addDocument(documentId, null));
    const entry: LogEntry = { kind: 'destroyed', documentId };
    await this.commits.add(entry);
    const tombstone = this.tombstones.get(entry) as Tombstone;
    this.tombstones.delete(entry);
    await this.scrub(tombstone);
    await this.tidy();
  }

  async close(): Promise<void> {
    await this.commits.close();
    await this.inTurn(() => this.writer.close());
    await this.tidy();
  }

  private async commit(entries: readonly LogEntry[]): Promise<ReadonlyMap<LogEntry, Error>> {
    const refused = new Map<LogEntry, Error>();
    const accepted: LogEntry[] = [];
    const next = new Map<string, number>();
    for (const entry of entries) {
      if (entry.kind === 'destroyed') {
        next.set(entry.documentId, 1);
        accepted.push(entry);
        continue;
      }
      const { documentId, seq } = entry.record;
      try {
        const known = this.live.documents.get(documentId) ?? (await this.stateOf(documentId));
        const expected = next.get(documentId) ?? known.lastSeq + 1;
        if (seq < expected) throw new WriterMovedError(documentId);
        if (seq > expected) throw new Error(`record ${seq} of document ${documentId} comes before record ${expected}`);
        next.set(documentId, seq + 1);
        accepted.push(entry);
      } catch (error) {
        if (isDiskError(error)) throw error;
        refused.set(entry, error as Error);
      }
    }
    if (accepted.length > 0) await this.write(accepted);
    return refused;
  }

  private async write(entries: readonly LogEntry[]): Promise<void> {
    const { segment, batch, places } = await this.writer.write(entries);
    for (const [i, entry] of entries.entries()) {
      const place = places[i];
      if (place === undefined) continue;
      this.live.place(segment, entry, place);
      if (entry.kind !== 'destroyed') continue;
      this.tombstones.set(entry, { documentId: entry.documentId, segment, offset: place.offset });
    }
    const { index } = this.live.segment(segment);
    if (index !== null) index.lastBatch = batch;
  }

  private async stateOf(documentId: string): Promise<DocumentState> {
    const known = this.live.documents.get(documentId);
    if (known !== undefined) return known;
    const head = await this.snapshots.readHead(documentId);
    return this.live.documents.get(documentId) ?? this.live.addDocument(documentId, head);
  }

  /** A failure is made up for by the next time. */
  private tidy(): Promise<void> {
    return this.inTurn(() => this.segments.tidy()).catch((error) =>
      this.problem('segments of the update log cannot be tidied', error),
    );
  }

  private scrub(tombstone: Tombstone): Promise<void> {
    const { segments, snapshots, live } = this;
    return this.inTurn(() => scrubDocument({ segments, snapshots, live }, tombstone));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.maintenance.then(work);
    this.maintenance = result.catch(() => undefined);
    return result;
  }

  private problem(message: string, error: unknown): void {
    this.options.onProblem?.(message, error);
  }
}

/** System errors carry a code (EIO, ENOSPC …): the disk may recover, so the commit is tried again. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
