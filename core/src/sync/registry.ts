import { type ErrorCode, HubError } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import { LiveDocument } from './live-document.ts';
import { type LogRecord, type SyncObserver, type UpdateLog, WriterMovedError } from './ports.ts';
import type { SyncTiming } from './timing.ts';

export interface RegistryOptions {
  readonly log: UpdateLog;
  readonly limits: Limits;
  readonly observer: SyncObserver;
  readonly now: () => number;
  readonly timing: Pick<SyncTiming, 'unload' | 'quiet'>;
  readonly warn: (message: string, error: unknown) => void;
}

/** The documents in memory: each is loaded once, and leaves only when the log holds all of it. */
export class DocumentRegistry {
  readonly #options: RegistryOptions;
  readonly #documents = new Map<string, LiveDocument>();
  readonly #loading = new Map<string, Promise<LiveDocument>>();
  /** Documents that were let go while the log was still writing. */
  readonly #draining = new Map<string, Promise<void>>();
  readonly #newlyDurable = new Map<LiveDocument, number>();
  #closed = false;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#documents.size;
  }

  values(): IterableIterator<LiveDocument> {
    return this.#documents.values();
  }

  loaded(id: string): LiveDocument | undefined {
    return this.#documents.get(id);
  }

  /** Whoever asks while a document is loading waits for the same load. */
  get(id: string): Promise<LiveDocument> {
    if (this.#closed) return Promise.reject(new HubError('shutting_down'));
    const document = this.#documents.get(id);
    if (document !== undefined) return Promise.resolve(document);
    let loading = this.#loading.get(id);
    if (loading === undefined) {
      loading = this.#load(id).finally(() => this.#loading.delete(id));
      this.#loading.set(id, loading);
    }
    return loading;
  }

  /** Ends a document for all its readers; what it has accepted still becomes durable. */
  remove(id: string, code: ErrorCode): void {
    const document = this.#documents.get(id);
    if (document === undefined) return;
    this.#forget(document);
    for (const reader of [...document.readers]) reader.lost(code);
  }

  sweep(now: number): void {
    const { unload, quiet } = this.#options.timing;
    for (const document of this.#documents.values()) {
      if (document.changed) this.#tellChanged(document);
      if (isGathered(document) && now - document.changedAt >= quiet) this.#tellDue(document);
      if (document.idleSince === null || document.readers.size > 0) continue;
      if (now - document.idleSince < unload || document.durableSeq < document.seq) continue;
      this.#documents.delete(document.id);
      if (document.wasOpened) this.#tell((observer) => observer.documentIdle(document.id));
    }
  }

  /** Waits until everything accepted is durable, but not for ever: the disk may be failing. */
  async settle(atMost: number): Promise<void> {
    const durable = [...this.#documents.values()].map((document) => document.whenDurable());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, atMost);
    });
    await Promise.race([Promise.allSettled([...durable, ...this.#draining.values()]), late]);
    clearTimeout(timer);
  }

  /** Whoever still waits for durability is told that it will not come. */
  close(): void {
    this.#closed = true;
    for (const document of this.#documents.values()) {
      if (document.changed) this.#tellChanged(document);
      document.fail(new HubError('shutting_down'));
    }
    this.#documents.clear();
  }

  async #load(id: string): Promise<LiveDocument> {
    const { log, limits, now } = this.#options;
    await this.#draining.get(id);
    const loaded = await log.load(id);
    const document = new LiveDocument({
      id,
      loaded,
      documentSize: limits.documentSize,
      now,
      keep: (from, record) => this.#keep(from, record),
    });
    this.#documents.set(id, document);
    return document;
  }

  #keep(document: LiveDocument, record: LogRecord): void {
    this.#append(record).then(
      () => this.#durable(document, record.seq),
      (error: unknown) => this.#fail(document, error),
    );
    if (isCompactionDue(document)) this.#tellDue(document);
  }

  /** A commit brings many records of a document: its readers are told of the last one. */
  #durable(document: LiveDocument, seq: number): void {
    if (this.#newlyDurable.size === 0) {
      queueMicrotask(() => {
        const all = [...this.#newlyDurable];
        this.#newlyDurable.clear();
        for (const [one, last] of all) one.markDurable(last);
      });
    }
    this.#newlyDurable.set(document, seq);
  }

  #fail(document: LiveDocument, error: unknown): void {
    if (document.failed) return;
    const moved = error instanceof WriterMovedError;
    if (!moved) this.#options.warn(`document ${document.id} cannot be written any more`, error);
    document.fail(error instanceof Error ? error : new Error(String(error)));
    if (this.#documents.get(document.id) === document) this.#documents.delete(document.id);
    for (const reader of [...document.readers]) reader.lost(moved ? 'owner_moved' : 'shutting_down');
  }

  #forget(document: LiveDocument): void {
    this.#documents.delete(document.id);
    const drained = document.whenDurable().catch(() => {});
    this.#draining.set(document.id, drained);
    void drained.then(() => {
      if (this.#draining.get(document.id) === drained) this.#draining.delete(document.id);
    });
  }

  /** An error in place of a promise must not leave an update in memory that the log never saw. */
  async #append(record: LogRecord): Promise<void> {
    await this.#options.log.append(record);
  }

  /** What an observer makes of it is not the business of whoever types. */
  #tell(say: (observer: SyncObserver) => void): void {
    try {
      say(this.#options.observer);
    } catch (error) {
      this.#options.warn('an observer of documents failed', error);
    }
  }

  #tellDue(document: LiveDocument): void {
    document.dueSeq = document.seq;
    this.#tell((observer) => observer.compactionDue(document.id));
  }

  #tellChanged(document: LiveDocument): void {
    const { id: documentId, roomId, seq } = document;
    const userIds = [...document.changedBy];
    this.#tell((observer) => observer.documentChanged({ documentId, roomId, seq, userIds }));
    document.changed = false;
    document.changedBy.clear();
  }
}

/** Merging costs as much as accepting: seldom enough not to matter, often enough that a joiner is not kept waiting. */
const leastTailUpdates = 2_000;
const leastTailBytes = 256 * 1024;

/** True once per step, so that the observer is not told again with every update. */
function isCompactionDue({ tail, tailBytes, snapshot, compactFrom }: LiveDocument): boolean {
  if (tail.length < compactFrom) return false;
  const newest = tail[tail.length - 1]?.update.length ?? 0;
  if (tail.length >= leastTailUpdates && tail.length % leastTailUpdates === 0) return true;
  const limit = Math.max(leastTailBytes, (snapshot?.length ?? 0) / 4);
  return tailBytes > limit && tailBytes - newest <= limit;
}

/** Of a document that is left alone, less is merged, too: opening it after a restart reads what was not. */
const leastGatheredBytes = 8 * 1024;

function isGathered({ seq, dueSeq, tail, tailBytes, snapshot, compactFrom }: LiveDocument): boolean {
  if (seq === dueSeq || tail.length < compactFrom) return false;
  return tailBytes > Math.max(leastGatheredBytes, (snapshot?.length ?? 0) / 32);
}
