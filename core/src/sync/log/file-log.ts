import { CorruptLogError, type LoadedDocument, type LogRecord, type UpdateLog, WriterMovedError } from '../ports.ts';
import { decodeEntry, entryHeaderSize, type LogEntry, scrubByte } from './batch-codec.ts';
import { isMissing, type LogFile, type LogFileSystem, nodeFileSystem } from './file-system.ts';
import { GroupCommit } from './group-commit.ts';
import { type DocumentState, type LiveIndex, placeFields, type SegmentState } from './live-index.ts';
import { indexName, indexOf, recover, type Tombstone } from './recovery.ts';
import { readSegmentIndex, type SegmentIndex, writeSegmentIndex } from './segment-index.ts';
import { scanSegment } from './segment-scan.ts';
import { SegmentWriter, segmentName } from './segment-writer.ts';
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
/** Reads are joined over gaps up to this size. */
const readAhead = 64 * 1024;
const mostReadBytes = 4 * 1024 * 1024;
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
      await this.inTurn(() => this.scrub(tombstone)).catch((error) =>
        this.problem('a document is not destroyed yet', error),
      );
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
        const tail = await this.readTail(documentId, places, snapshotSeq);
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
      await this.archiveIdle();
    });
  }

  async *history(documentId: string, fromSeq: number): AsyncGenerator<LogRecord> {
    const { droppedTo } = await this.stateOf(documentId);
    let last = Math.max(fromSeq - 1, droppedTo);
    const numbers = [...this.live.archived, ...this.live.segments.keys()].sort((a, b) => a - b);
    for (const number of numbers) {
      const index = await this.indexOf(number);
      const places = index?.records.get(documentId) ?? [];
      const wanted: number[] = [];
      for (let i = 0; i < places.length; i += 3) {
        const [seq = 0, offset = 0, length = 0] = places.slice(i, i + 3);
        if (seq > last) wanted.push(seq, number, offset, length);
      }
      for (const record of await this.readRecords(documentId, wanted)) {
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
    await this.inTurn(() => this.scrub(tombstone));
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

  private async readTail(documentId: string, places: readonly number[], after: number): Promise<LogRecord[]> {
    const wanted: number[] = [];
    let expected = after + 1;
    for (let i = 0; i < places.length; i += placeFields) {
      const seq = places[i] as number;
      if (seq <= after) continue;
      if (seq !== expected) {
        const where = `${this.directory}/${segmentName(places[i + 1] as number)}`;
        throw new CorruptLogError(`document ${documentId} lacks records ${expected} to ${seq - 1} before ${where}`);
      }
      for (let field = 0; field < placeFields; field++) wanted.push(places[i + field] as number);
      expected = seq + 1;
    }
    return this.readRecords(documentId, wanted);
  }

  /** In the order of the places; neighbours in a file are read at once. */
  private async readRecords(documentId: string, places: readonly number[]): Promise<LogRecord[]> {
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
      const { path, bytes } = await this.readSegment(segment, from, to - from);
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

  private async readSegment(segment: number, from: number, length: number): Promise<{ path: string; bytes: Buffer }> {
    const { path, file } = await this.openSegment(segment, 'read');
    try {
      const bytes = await file.read(from, length);
      return { path, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    } finally {
      await file.close();
    }
  }

  /** It may be on its way to the archive. */
  private async openSegment(segment: number, mode: 'read' | 'edit'): Promise<{ path: string; file: LogFile }> {
    const live = `${this.directory}/${segmentName(segment)}`;
    const archived = `${this.archive}/${segmentName(segment)}`;
    const [first, second] = this.live.archived.has(segment) ? [archived, live] : [live, archived];
    try {
      return { path: first, file: await this.files.open(first, mode) };
    } catch (error) {
      if (!isMissing(error)) throw error;
      return { path: second, file: await this.files.open(second, mode) };
    }
  }

  private async indexOf(number: number): Promise<SegmentIndex | null> {
    const inMemory = this.live.segments.get(number)?.index;
    if (inMemory) return inMemory;
    for (const directory of [this.directory, this.archive]) {
      const stored = await readSegmentIndex(this.files, `${directory}/${indexName(number)}`);
      if (stored !== null) return stored;
    }
    try {
      const { file } = await this.openSegment(number, 'read');
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

  /** Overwrites what the log holds of a destroyed document. Repeated after a crash. */
  private async scrub({ documentId, segment: lastSegment, offset: lastOffset }: Tombstone): Promise<void> {
    await this.snapshots.remove(documentId);
    const numbers = [...this.live.archived, ...this.live.segments.keys()].filter((number) => number <= lastSegment);
    for (const number of numbers) {
      const index = await this.indexOf(number);
      const places = index?.records.get(documentId);
      if (!index || places === undefined) continue;
      const kept: number[] = [];
      const { file } = await this.openSegment(number, 'edit');
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
      await this.storeIndex(number, index);
    }
    const own = await this.indexOf(lastSegment);
    const at = own?.destroyed.findIndex(({ offset }) => offset === lastOffset) ?? -1;
    if (own && at !== -1) {
      own.destroyed.splice(at, 1);
      await this.storeIndex(lastSegment, own);
    }
    this.live.segment(lastSegment).live -= 1;
  }

  private async storeIndex(number: number, index: SegmentIndex): Promise<void> {
    const segment = this.live.segments.get(number);
    if (segment !== undefined && !segment.sealed) return;
    const directory = segment === undefined ? this.archive : this.directory;
    await writeSegmentIndex(this.files, { directory, name: indexName(number) }, index);
    if (segment !== undefined) segment.index = null;
  }

  /** Writes the indexes of sealed segments and moves what is history. A failure is made up for by the next time. */
  private tidy(): Promise<void> {
    return this.inTurn(async () => {
      for (const segment of [...this.live.segments.values()]) {
        if (segment.sealed && segment.index !== null) await this.storeIndex(segment.number, segment.index);
      }
      await this.archiveIdle();
    }).catch((error) => this.problem('segments of the update log cannot be tidied', error));
  }

  private async archiveIdle(): Promise<void> {
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

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
