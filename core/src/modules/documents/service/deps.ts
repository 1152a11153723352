import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { AssetStore, BlobStore, Bus, EventStore, Queue, RateLimiter } from '../../../platform/ports.ts';
import type { Merger } from '../../../sync/ports.ts';
import { checkPath } from '../paths.ts';
import { type AuthorisedRoom, grant, userIdOf, type WritableRoom } from '../policy.ts';
import type { LiveDocuments, RoomAction, RoomsPort, UpdateHistory } from '../ports.ts';
import { createDocumentsRepo, type DocumentRow, type DocumentsRepo, type FileRow } from '../repo.ts';
import type { DocumentEventPayload, DocumentEventType } from '../schema.ts';

export interface DocumentsDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly bus: Pick<Bus, 'publish' | 'subscribe' | 'onGap'>;
  readonly assets: AssetStore;
  readonly blobs: BlobStore;
  readonly queue: Pick<Queue, 'send' | 'cancel'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly rooms: RoomsPort;
  readonly live: LiveDocuments;
  readonly log: UpdateHistory;
  readonly merger: Pick<Merger, 'merge'>;
}

/** For so long what was removed can be brought back. */
export const restorableFor = 30 * 86_400_000;

export interface TreeTransaction {
  readonly repo: DocumentsRepo;
  emit<Type extends DocumentEventType>(type: Type, payload: DocumentEventPayload<Type>): void;
}

/** What all use cases of documents share. */
export interface Workspace {
  readonly deps: DocumentsDeps;
  readonly repo: DocumentsRepo;
  newId(): string;
  now(): Date;
  /** What was removed after this moment can still be brought back; anything older is as unknown as what never was. */
  restorableSince(): Date;
  /** Throws what the rooms' policy says when this person may not. */
  room<Action extends RoomAction>(actor: Actor, roomId: string, action: Action): Promise<AuthorisedRoom<Action>>;
  /** A removed document is as unknown as one that never was. */
  document<Action extends RoomAction>(
    actor: Actor,
    documentId: string,
    action: Action,
  ): Promise<{ row: DocumentRow; room: AuthorisedRoom<Action> }>;
  removedDocument(actor: Actor, documentId: string): Promise<{ row: DocumentRow; room: WritableRoom }>;
  file(actor: Actor, fileId: string): Promise<{ row: FileRow; room: WritableRoom }>;
  removedFile(actor: Actor, fileId: string): Promise<{ row: FileRow; room: WritableRoom }>;
  /** A transaction that has the room's tree for itself; events are sent after the commit. */
  changeTree<Result>(roomId: string, work: (tree: TreeTransaction) => Promise<Result>): Promise<Result>;
}

export function createWorkspace(deps: DocumentsDeps): Workspace {
  const repo = createDocumentsRepo(deps.db);
  const restorableSince = () => new Date(deps.clock.now() - restorableFor);
  const room: Workspace['room'] = async (actor, roomId, action) =>
    grant(actor, action, await deps.rooms.authorise({ userId: userIdOf(actor) }, roomId, action));
  return {
    deps,
    repo,
    newId: () => newId(deps.clock.now()),
    now: () => new Date(deps.clock.now()),
    restorableSince,
    room,
    document: async (actor, documentId, action) => {
      const row = standing(await repo.findDocument(documentId));
      return { row, room: await room(actor, row.roomId, action) };
    },
    removedDocument: async (actor, documentId) => {
      const row = restorable(await repo.findDocument(documentId), restorableSince());
      return { row, room: await room(actor, row.roomId, 'write') };
    },
    file: async (actor, fileId) => {
      const row = standing(await repo.findFile(fileId));
      return { row, room: await room(actor, row.roomId, 'write') };
    },
    removedFile: async (actor, fileId) => {
      const row = restorable(await repo.findFile(fileId), restorableSince());
      return { row, room: await room(actor, row.roomId, 'write') };
    },
    changeTree: (roomId, work) =>
      deps.events.transaction(async (tx, emit) => {
        const inside = createDocumentsRepo(tx);
        await inside.lockTree(roomId);
        return await work({ repo: inside, emit: (type, payload) => emit(`room:${roomId}`, type, payload) });
      }),
  };
}

/** The stored form of a path, or `bad_path`. */
export function validPath(input: string): string {
  const check = checkPath(input);
  if (!check.ok) throw new HubError('bad_path', { path: shown(input), reason: check.reason });
  return check.path;
}

function standing<Row extends { removedAt: Date | null }>(row: Row | undefined): Row {
  if (row === undefined || row.removedAt !== null) throw new HubError('not_found');
  return row;
}

function restorable<Row extends { removedAt: Date | null }>(row: Row | undefined, since: Date): Row {
  if (row === undefined || row.removedAt === null || row.removedAt <= since) throw new HubError('not_found');
  return row;
}

/** A refused path goes back into a message: short, and only what can be seen. */
function shown(path: string): string {
  const visible = path.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u{fffd}');
  return visible.length > 80 ? `${visible.slice(0, 80).toWellFormed()}…` : visible;
}
