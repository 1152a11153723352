/** What the documents module needs from the rest of the hub, and nothing more. Wired in `hub.ts`. */
import type { RoomRole, UpdateOrigin } from '@draftroom/drizzle/enums';
import type * as Y from 'yjs';
import type { Actor } from '../../platform/actor.ts';
import type { LogRecord, SyncActor, SyncCredentials } from '../../sync/ports.ts';

/** Whoever asks: somebody signed in or, with null, signed out. */
export interface Reader {
  readonly userId: string | null;
}

/** `version`: to name, rename, remove and restore versions. */
export type RoomAction = 'read' | 'write' | 'version';

/** What the rooms module's policy answers when it allows something. */
export interface RoomGrant {
  readonly room: { readonly id: string; readonly name: string };
}

/** The part of the rooms module that documents need. */
export interface RoomsPort {
  /** Throws `not_found` for an unknown room and, alike, for one that this person may not know of. */
  access(reader: Reader, roomId: string): Promise<{ roomId: string; role: RoomRole | null; canWrite: boolean }>;
  /** Throws the policy's error. */
  authorise(reader: Reader, roomId: string, action: RoomAction): Promise<RoomGrant>;
  /** Whether the log of its documents is kept when it is compacted. */
  keepsHistory(roomId: string): Promise<boolean>;
  /** Something in the room changed: it moves up in lists. */
  touch(roomId: string, at: Date): Promise<void>;
  /** Somebody's rights, or (without `userId`) everybody's, may have changed, in whichever process. Returns its end. */
  onAccessChanged(listener: (change: { roomId: string; userId?: string }) => void): () => void;
}

/** The part of the accounts module that the sync engine's sign-in needs. */
export interface CredentialsPort {
  authenticate(
    credentials: Pick<SyncCredentials, 'token' | 'cookie' | 'origin'> & {
      readonly unsafe: boolean;
      readonly ticketCounts: boolean;
    },
  ): Promise<Actor>;
}

interface EditBy {
  readonly origin: UpdateOrigin;
  readonly userId: string | null;
}

/** The part of the sync engine that server-side use cases reach. */
export interface LiveDocuments {
  /** Writes a document's first update. Nobody can open the document before this has resolved. */
  create(documentId: string, roomId: string, fill: (doc: Y.Doc) => void, by: EditBy): Promise<{ seq: number }>;
  /** A forward edit by the hub; `change` sees the whole document. Resolves when it is durable. */
  edit(documentId: string, by: EditBy, change: (doc: Y.Doc) => void): Promise<{ seq: number }>;
  read<Result>(documentId: string, look: (doc: Y.Doc) => Result): Promise<Result>;
  /** The whole document as bytes, with the sequence number that they reach to. */
  state(documentId: string): Promise<{ seq: number; updates: Uint8Array[] }>;
  /** The sequence number of its newest update. */
  head(documentId: string): Promise<number>;
  /** An update from a client, with the same checks as on a socket. */
  applyUpdate(documentId: string, actor: SyncActor, update: Uint8Array): Promise<{ seq: number }>;
  /** Closes what is open of it; the log stays. */
  documentRemoved(documentId: string): Promise<void> | void;
  compact(documentId: string, options: { keepHistory: boolean }): Promise<unknown>;
}

export interface UpdateHistory {
  history(documentId: string, fromSeq: number): AsyncIterable<LogRecord>;
  /** Destroys everything of a document for good. */
  destroy(documentId: string): Promise<void>;
}
