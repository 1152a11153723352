import type { LoadedDocument, LogRecord, UpdateLog } from '../sync/ports.ts';
import { WriterMovedError } from '../sync/ports.ts';

interface StoredDocument {
  snapshot: Uint8Array | null;
  snapshotSeq: number;
  readonly records: LogRecord[];
  archived: LogRecord[];
}

interface Waiting {
  readonly record: LogRecord;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * An update log in memory for tests. It can be held like a slow disk, fail like a full one, lose what was not
 * acknowledged like a killed process, and move a document to another writer.
 */
export class MemoryLog implements UpdateLog {
  readonly #documents = new Map<string, StoredDocument>();
  readonly #moved = new Set<string>();
  #waiting: Waiting[] = [];
  #scheduled = false;
  #closed = false;
  /** Nothing becomes durable while this is set. */
  held = false;
  /** `load` throws this. */
  loadError: Error | null = null;
  /** Called before every load is answered. */
  beforeLoad: (() => Promise<void>) | null = null;

  async load(documentId: string): Promise<LoadedDocument> {
    await this.beforeLoad?.();
    if (this.loadError !== null) throw this.loadError;
    const stored = this.#stored(documentId);
    const tail = stored.records.filter(({ seq }) => seq > stored.snapshotSeq);
    return { snapshot: stored.snapshot, snapshotSeq: stored.snapshotSeq, tail };
  }

  append(record: LogRecord): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the log is closed'));
    if (this.#moved.has(record.documentId)) return Promise.reject(new WriterMovedError(record.documentId));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ record: { ...record, update: record.update.slice() }, resolve, reject });
      this.#schedule();
    });
  }

  healthy(): boolean {
    return !this.held;
  }

  pendingBytes(): number {
    return this.#waiting.reduce((bytes, { record }) => bytes + record.update.length, 0);
  }

  async putSnapshot(documentId: string, seq: number, state: Uint8Array, keepHistory: boolean): Promise<void> {
    const stored = this.#stored(documentId);
    if (seq <= stored.snapshotSeq) return;
    const done = stored.records.filter((record) => record.seq <= seq);
    stored.records.splice(0, done.length);
    stored.archived = keepHistory ? [...stored.archived, ...done] : [];
    stored.snapshot = state.slice();
    stored.snapshotSeq = seq;
  }

  async *history(documentId: string, fromSeq: number): AsyncIterable<LogRecord> {
    const { archived, records } = this.#stored(documentId);
    yield* [...archived, ...records].filter(({ seq }) => seq >= fromSeq);
  }

  async destroy(documentId: string): Promise<void> {
    this.#documents.delete(documentId);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#commit();
  }

  /** Every record that is durable, oldest first. */
  records(documentId: string): readonly LogRecord[] {
    const { archived, records } = this.#stored(documentId);
    return [...archived, ...records];
  }

  release(): void {
    this.held = false;
    this.#schedule();
  }

  /** What a killed process leaves: everything acknowledged and nothing else. */
  loseUndurable(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the process was killed'));
  }

  moveWriter(documentId: string): void {
    this.#moved.add(documentId);
    const [gone, stay] = [true, false].map((moved) =>
      this.#waiting.filter(({ record }) => (record.documentId === documentId) === moved),
    ) as [Waiting[], Waiting[]];
    this.#waiting = stay;
    for (const { reject } of gone) reject(new WriterMovedError(documentId));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      if (!this.held) this.#commit();
    }, 1);
  }

  #commit(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    for (const { record } of batch) this.#stored(record.documentId).records.push(record);
    for (const { resolve } of batch) resolve();
  }

  #stored(documentId: string): StoredDocument {
    let stored = this.#documents.get(documentId);
    if (stored === undefined) {
      stored = { snapshot: null, snapshotSeq: 0, records: [], archived: [] };
      this.#documents.set(documentId, stored);
    }
    return stored;
  }
}
