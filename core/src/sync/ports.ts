/** What the sync engine needs from the rest of the hub, and nothing more. */
import type { RoomRole, UpdateOrigin } from '@draftroom/drizzle/enums';
import type { ErrorCode } from '../contract/errors.ts';

/** Who is behind a connection, as the accounts module says. */
export interface SyncActor {
  /** Null: signed out, reads public rooms only. */
  readonly userId: string | null;
  /** Ends the sockets when revoked; null for signed-out readers. */
  readonly sessionId: string | null;
  readonly name: string;
  readonly colour: string;
  readonly avatarId: string | null;
}

export interface SyncCredentials {
  readonly token: string | null;
  /** The Cookie and Origin headers, used when there is no token. */
  readonly cookie: string | null;
  readonly origin: string | null;
  readonly address: string;
}

export interface Access {
  readonly roomId: string;
  readonly role: RoomRole | null;
  readonly canWrite: boolean;
}

export type Refusal = { readonly refused: ErrorCode };

/** Asks the same policies as every procedure does. */
export interface AccessPort {
  authenticate(credentials: SyncCredentials): Promise<SyncActor | Refusal>;
  /** A foreign private document answers exactly like an unknown one. */
  document(actor: SyncActor, documentId: string): Promise<Access | Refusal>;
  room(actor: SyncActor, roomId: string): Promise<Access | Refusal>;
}

export interface LogRecord {
  readonly documentId: string;
  /** 1 for a document's first update, then without a hole. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly userId: string | null;
  /** Yjs client ids that the update has new structs of. */
  readonly clientIds: readonly number[];
  readonly origin: UpdateOrigin;
  readonly update: Uint8Array;
}

export interface LoadedDocument {
  /** Everything up to `snapshotSeq`, as it was put; null before the first compaction. */
  readonly snapshot: Uint8Array | null;
  /** 0 without a snapshot. */
  readonly snapshotSeq: number;
  /** Records after the snapshot, by `seq` without a hole. */
  readonly tail: readonly LogRecord[];
}

/** Thrown by `append` when another process has become the writer of one of the documents. */
export class WriterMovedError extends Error {
  readonly documentId: string;

  constructor(documentId: string) {
    super(`another process writes document ${documentId}`);
    this.name = 'WriterMovedError';
    this.documentId = documentId;
  }
}

/** Thrown when stored bytes are not what was written. Names the file or row and the place. */
export class CorruptLogError extends Error {
  override readonly name = 'CorruptLogError';
}

/**
 * The append-only log of all updates. Durable means: a crash of the process, the machine or the database
 * after `append` resolved loses none of the records.
 */
export interface UpdateLog {
  load(documentId: string): Promise<LoadedDocument>;
  /**
   * Resolves when the record is durable. Calls made while a commit is under way share the next one.
   * Order of calls is commit order. While the disk fails the promise stays pending and is retried;
   * it rejects only with `WriterMovedError` or when the log is closed.
   */
  append(record: LogRecord): Promise<void>;
  /** False while commits fail; `/readyz` says so. */
  healthy(): boolean;
  /** Bytes accepted and not yet durable. */
  pendingBytes(): number;
  /**
   * Replaces the snapshot when `seq` is newer than the stored one; records up to `seq` leave the tail for the
   * archive (`keepHistory`) or are destroyed. A crash at any moment leaves the old or the new state.
   */
  putSnapshot(documentId: string, seq: number, snapshot: Uint8Array, keepHistory: boolean): Promise<void>;
  /** Archived and live records from `fromSeq` on, oldest first. */
  history(documentId: string, fromSeq: number): AsyncIterable<LogRecord>;
  /** Destroys everything of a document for good. */
  destroy(documentId: string): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Merges updates off the event loop. */
export interface Merger {
  /** One update that says the same as all of them, deleted content dropped. */
  merge(updates: readonly Uint8Array[]): Promise<Uint8Array>;
  /** The same, in the form in which the log keeps it. */
  snapshot(updates: readonly Uint8Array[]): Promise<Uint8Array>;
  /** What a client with this state vector lacks. */
  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array>;
  /** CPU milliseconds that Yjs takes for all of these, and for those at the indices `timed`; rejects when it is far too long. */
  weigh(updates: readonly Uint8Array[], timed?: readonly number[]): Promise<{ whole: number; counted: number }>;
  close(): Promise<void>;
}

/** Told after the fact; never awaited by the hot path. */
export interface SyncObserver {
  /** A document got new updates; at most once a second per document. `roomId` is null while no client has opened it. */
  documentChanged(change: { documentId: string; roomId: string | null; seq: number; userIds: readonly string[] }): void;
  /** The tail has grown enough to be compacted. */
  compactionDue(documentId: string): void;
  /** The last connection left a while ago. Not told of documents that only the hub itself used. */
  documentIdle(documentId: string): void;
}
