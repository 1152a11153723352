import type { UpdateOrigin } from '@draftroom/drizzle/enums';
import type { ErrorCode } from '../contract/errors.ts';
import { ClientIds } from './client-ids.ts';
import { ContinuityIndex, type Gap } from './continuity.ts';
import { type OutFrame, relayFrame, updateFrame } from './frames.ts';
import { deepestNesting } from './nesting.ts';
import { CorruptLogError, type LoadedDocument, type LogRecord } from './ports.ts';
import { decodeSnapshot, summaryOf } from './stored-snapshot.ts';
import { withoutKnown } from './update-filter.ts';
import { MalformedUpdateError, type ParsedUpdate, parseUpdate } from './update-reader.ts';
import { DocumentWork } from './weighing.ts';

/** An update after the snapshot. */
export interface TailUpdate {
  readonly seq: number;
  readonly userId: string | null;
  /** Items and deletions that were new. */
  readonly parts: number;
  readonly update: Uint8Array;
  /** Flat pairs: client, clock after its last struct in the update. */
  readonly ends: readonly number[];
  readonly deletes: boolean;
  frame: OutFrame | null;
}

/** Where the document's updates go: a connection's channel. */
export interface Reader {
  relay(frame: OutFrame): void;
  /** More of the log is durable. */
  durable(seq: number): void;
  /** Something was accepted: what waited for it may fit now. */
  retryHeld(): void;
  /** The document is not here any more. */
  lost(code: ErrorCode): void;
}

export type Offer =
  | { readonly kind: 'accepted'; readonly seq: number }
  | { readonly kind: 'nothing-new' }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'too-large' };

export interface OfferedUpdate {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
  readonly userId: string | null;
  readonly origin: UpdateOrigin;
  /** Does not get it back. */
  readonly source: Reader | null;
}

export interface LiveDocumentOptions {
  readonly id: string;
  readonly loaded: LoadedDocument;
  readonly documentSize: number;
  readonly now: () => number;
  /** Keeps the record; `markDurable` or `fail` follows. */
  readonly keep: (document: LiveDocument, record: LogRecord) => void;
}

/** A document in memory: bytes and the index that judges updates, no `Y.Doc`. */
export class LiveDocument {
  readonly id: string;
  /** Null while only the hub itself has used it. */
  roomId: string | null = null;
  readonly clientIds = new ClientIds();
  readonly readers = new Set<Reader>();
  /** Readers with frames that wait for durability. */
  readonly waiting = new Set<Reader>();
  /** Readers with frames that wait for what they depend on. */
  readonly holding = new Set<Reader>();
  snapshot: Uint8Array | null;
  snapshotSeq: number;
  tail: TailUpdate[];
  tailBytes = 0;
  seq: number;
  durableSeq: number;
  /** Users whose updates the observer was not told of yet. */
  readonly changedBy = new Set<string>();
  changed = false;
  changedAt = 0;
  /** Up to where the observer was told that merging is due. */
  dueSeq = 0;
  /** A merge was refused: not before the tail is this long again. */
  compactFrom = 0;
  /** Whether a client has opened it since it was loaded. */
  wasOpened = false;
  /** When the last connection left; null while there is one. */
  idleSince: number | null;
  readonly index: ContinuityIndex;
  readonly work = new DocumentWork();
  readonly #options: LiveDocumentOptions;
  #stateVector: Uint8Array | null = null;
  readonly #durableWaiters: { seq: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  #failure: Error | null = null;

  /** Throws `CorruptLogError` when what was stored is no whole document. */
  constructor(options: LiveDocumentOptions) {
    const { loaded } = options;
    this.#options = options;
    this.id = options.id;
    this.snapshot = null;
    this.snapshotSeq = loaded.snapshotSeq;
    this.seq = loaded.snapshotSeq;
    this.tail = [];
    this.index = this.#takeSnapshot(loaded.snapshot);
    for (const record of loaded.tail) this.#loadRecord(record);
    this.durableSeq = this.seq;
    this.idleSince = options.now();
  }

  get size(): number {
    return (this.snapshot?.length ?? 0) + this.tailBytes;
  }

  /** Shared by everybody who asks before the next update. */
  stateVector(): Uint8Array {
    this.#stateVector ??= this.index.stateVector();
    return this.#stateVector;
  }

  /** Everything, in causal order. */
  updates(): Uint8Array[] {
    const tail = this.tail.map(({ update }) => update);
    return this.snapshot === null ? tail : [this.snapshot, ...tail];
  }

  /**
   * Judges an update whose structure was checked; what is accepted goes to the log and, at once, to the readers.
   * Throws `MalformedUpdateError` when it contradicts what is known in a way that no document can apply, or nests types
   * too deep.
   */
  offer(offered: OfferedUpdate): Offer {
    const verdict = this.index.check(offered.parsed);
    if (verdict === 'nothing-new') return { kind: 'nothing-new' };
    if (verdict !== 'new') return { kind: 'gap', gap: verdict.gap };
    if (this.size + offered.bytes.length > this.#options.documentSize) return { kind: 'too-large' };
    const { bytes, parsed } = this.#startingAtEnd(offered);
    this.#accept({ ...offered, bytes, parsed });
    return { kind: 'accepted', seq: this.seq };
  }

  markDurable(seq: number): void {
    if (seq <= this.durableSeq) return;
    this.durableSeq = seq;
    for (const reader of this.waiting) reader.durable(seq);
    while (this.#durableWaiters.length > 0 && (this.#durableWaiters[0]?.seq ?? 0) <= seq) {
      this.#durableWaiters.shift()?.resolve();
    }
  }

  /** Resolves when everything up to now is durable. */
  whenDurable(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (this.durableSeq >= this.seq) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#durableWaiters.push({ seq: this.seq, resolve, reject });
    });
  }

  /** Nothing more becomes durable here: another process writes the document, or the log is closed. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#durableWaiters.splice(0)) reject(error);
  }

  get failed(): boolean {
    return this.#failure !== null;
  }

  /** Takes in a snapshot of everything up to `seq`; later updates stay in the tail. */
  swapSnapshot(seq: number, snapshot: Uint8Array): void {
    this.snapshot = snapshot;
    this.snapshotSeq = seq;
    this.tail = this.tail.filter((one) => one.seq > seq);
    this.tailBytes = this.tail.reduce((bytes, { update }) => bytes + update.length, 0);
  }

  /** The frames of the tail as they are sent to joiners. */
  tailFrame(one: TailUpdate): OutFrame {
    one.frame ??= relayFrame(one.update);
    return one.frame;
  }

  #startingAtEnd({ bytes, parsed }: OfferedUpdate): { bytes: Uint8Array; parsed: ParsedUpdate } {
    if (!this.index.overlaps(parsed)) return { bytes, parsed };
    let cut: Uint8Array;
    try {
      cut = withoutKnown(bytes, parsed, (client) => this.index.clock(client));
    } catch {
      throw new MalformedUpdateError('unknown-struct', 0);
    }
    return { bytes: cut, parsed: parseUpdate(cut) };
  }

  #accept({ bytes, parsed, userId, origin, source }: OfferedUpdate): void {
    const clientIds: number[] = [];
    const grown: number[] = [];
    for (const { client, end } of parsed.sections) {
      const from = this.index.clock(client);
      if (end <= from) continue;
      clientIds.push(client);
      grown.push(client, from);
    }
    const newDeletions = this.index.newDeletions(parsed);
    this.index.apply(parsed, deepestNesting);
    this.work.add(parsed, { newDeletions, grown });
    this.#stateVector = null;
    this.clientIds.remember(clientIds, userId);
    const { frame, update } = updateFrame(bytes);
    this.seq += 1;
    const deletes = parsed.deletions.length > 0;
    const parts = parsed.items + newDeletions;
    this.#addToTail({ seq: this.seq, userId, parts, update, ends: endsOf(parsed), deletes, frame });
    this.changed = true;
    this.changedAt = this.#options.now();
    if (userId !== null) this.changedBy.add(userId);
    this.#options.keep(this, {
      documentId: this.id,
      seq: this.seq,
      at: this.#options.now(),
      userId,
      clientIds,
      origin,
      update,
    });
    for (const reader of this.readers) if (reader !== source) reader.relay(frame);
    for (const reader of this.holding) reader.retryHeld();
  }

  #takeSnapshot(bytes: Uint8Array | null): ContinuityIndex {
    if (bytes === null) return new ContinuityIndex();
    try {
      const { state, summary } = decodeSnapshot(bytes);
      const { index, work } = summary ?? summaryOf(state);
      this.snapshot = state;
      this.work.take(work);
      return index;
    } catch (error) {
      throw new CorruptLogError(`document ${this.id}: its snapshot is no whole document`, { cause: error });
    }
  }

  #loadRecord(record: LogRecord): void {
    if (record.seq !== this.seq + 1) {
      throw new CorruptLogError(`document ${this.id}: update ${this.seq + 1} is missing from the log`);
    }
    const parsed = parseStored(this.id, record.update);
    if (typeof this.index.check(parsed) === 'object') {
      throw new CorruptLogError(`document ${this.id}: update ${record.seq} does not follow those before it`);
    }
    const newDeletions = this.index.newDeletions(parsed);
    this.index.apply(parsed);
    this.work.add(parsed, { newDeletions });
    this.seq = record.seq;
    this.clientIds.remember(record.clientIds, record.userId);
    this.#addToTail({
      seq: record.seq,
      userId: record.userId,
      parts: parsed.items + newDeletions,
      update: record.update,
      ends: endsOf(parsed),
      deletes: parsed.deletions.length > 0,
      frame: null,
    });
  }

  #addToTail(one: TailUpdate): void {
    this.tail.push(one);
    this.tailBytes += one.update.length;
  }
}

function endsOf(parsed: ParsedUpdate): number[] {
  const ends: number[] = [];
  for (const { client, end } of parsed.sections) ends.push(client, end);
  return ends;
}

function parseStored(id: string, update: Uint8Array): ParsedUpdate {
  try {
    return parseUpdate(update);
  } catch (error) {
    throw new CorruptLogError(`document ${id}: stored bytes are no update`, { cause: error });
  }
}
