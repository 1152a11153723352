/** Puts the modules together over the platform's parts: with `community.ts` the place that knows who needs whom. */

import type { IncomingMessage } from 'node:http';
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { createCommunity, createCommunityBase } from './community.ts';
import type { Services } from './context.ts';
import type { Limits } from './contract/limits.ts';
import { createOauthClients, type OauthSettings } from './modules/accounts/oauth.ts';
import { createPasswordCheck } from './modules/accounts/passwords.ts';
import { type AccountsRepo, createAccountsRepo } from './modules/accounts/repo.ts';
import type { Me } from './modules/accounts/schema.ts';
import { createAccountsService } from './modules/accounts/service.ts';
import type { RoomWorksPort } from './modules/designs/ports.ts';
import { createAccessPort } from './modules/documents/access.ts';
import { createDocumentObserver } from './modules/documents/observer.ts';
import { createDocumentsRepo } from './modules/documents/repo.ts';
import { createWorkspace, type Workspace } from './modules/documents/service/deps.ts';
import { createDocumentsService } from './modules/documents/service.ts';
import { roomNameLength } from './modules/rooms/schema.ts';
import { createRoomsService } from './modules/rooms/service.ts';
import type { FileWork } from './modules/uploads/ports.ts';
import { createAssetStore } from './platform/assets.ts';
import type { Clock } from './platform/clock.ts';
import type { Logger } from './platform/logger.ts';
import { networkOf } from './platform/network.ts';
import type { AssetStore, BlobStore, Bus, EventStore, Queue, RateLimiter } from './platform/ports.ts';
import { createSyncEngine, type SyncEngine } from './sync/engine.ts';
import type { Merger, UpdateLog } from './sync/ports.ts';
import type { SyncTiming } from './sync/timing.ts';

/** What is open before any module is: by `hub.ts` from the configuration, by tests in memory. */
export interface HubParts {
  readonly database: Pick<DatabaseHandle, 'db'>;
  readonly log: UpdateLog;
  readonly merger: Merger;
  readonly blobs: BlobStore;
  readonly bus: Bus;
  readonly events: EventStore;
  readonly queue: Queue;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Looks at files; closed by whoever made it. */
  readonly fileWork: FileWork;
  readonly limits: Limits;
  readonly publicUrl: string;
  readonly ticketKey: Uint8Array;
  readonly mailsWork: boolean;
  readonly oauth: OauthSettings;
  readonly demoAccounts: Me['hub']['demoAccounts'];
  readonly browserExtensionIds: readonly string[];
  readonly syncTiming?: Partial<SyncTiming>;
  /** Only where the engine's time must run while the other clock is held. */
  readonly syncClock?: Clock;
  addressOf(request: IncomingMessage): string;
  /** The name that a request or upgrade was sent to when it is none of the hub's. */
  foreignHost(request: IncomingMessage): string | null;
}

export interface Modules {
  readonly services: Services;
  readonly engine: SyncEngine;
  readonly workspace: Workspace;
  /** Told of every session that ended, in whichever process. Returns the function that ends it. */
  onSessionRevoked(listener: (sessionId: string) => void): () => void;
  close(): Promise<void>;
}

/** Topics of the bus by which every process hears what its open sockets must know. */
const topics = {
  access: 'sync.access',
  roomRemoved: 'sync.room-removed',
  documentRemoved: 'sync.document-removed',
  sessions: 'sync.sessions',
  person: 'sync.person',
};

export function createModules(parts: HubParts): Modules {
  const { bus } = parts;
  const accountsRepo = createAccountsRepo(parts.database.db);
  const passwords = createPasswordCheck();
  const assets = createAssetStore({ ...parts, db: parts.database.db });
  const accounts = createAccountsService({
    ...parts,
    assets,
    passwords,
    repo: accountsRepo,
    log: parts.logger,
    settings: parts,
    oauth: createOauthClients(parts.oauth, parts.publicUrl),
    onSessionsRevoked: ({ userId, sessionIds }) => {
      bus.publish(topics.sessions, JSON.stringify(sessionIds));
      parts.events
        .transaction(async (_tx, emit) => emit(`user:${userId}`, 'session.revoked', {}))
        .catch((error: unknown) => parts.logger.error({ err: error }, 'ended sessions could not be told of'));
    },
    onPersonChanged: (userId) => bus.publish(topics.person, userId),
  });

  const base = createCommunityBase(parts);
  const { notices, suspensions } = base;

  // Rooms, documents and the engine need each other; what is called later is looked up later.
  const rooms = createRoomsService({
    ...parts,
    db: parts.database.db,
    passwords,
    notices,
    isSuspended: suspensions.isSuspended,
    issueToken: (actor) => accounts.issueToken(actor),
    here: (roomId) => new Set(engine.here(roomId).map((person) => person.userId ?? `client:${person.clientId}`)).size,
    onAccessChanged: (change) => bus.publish(topics.access, JSON.stringify(change)),
    onRoomRemoved: (roomId) => bus.publish(topics.roomRemoved, roomId),
    onRoomCreated: (room) => documents.addStarters(room),
  });
  const workspace = createDocumentWorkspace({ ...parts, assets }, rooms, () => engine);
  const documents = createDocumentsService(workspace);
  const community = createCommunity(parts, {
    ...base,
    assets,
    works: createRoomWorks(rooms, documents),
    accounts,
    rooms,
  });
  const engine = createSyncEngine({
    ...parts,
    // For counting only.
    addressOf: (request) => networkOf(parts.addressOf(request)),
    refusalOf: (request) => (parts.foreignHost(request) === null ? null : 'wrong_host'),
    access: createAccessPort({
      credentials: accounts,
      rooms: { access: (reader, roomId) => rooms.port.access(reader.userId, roomId) },
      documents: createDocumentsRepo(parts.database.db),
    }),
    observer: createDocumentObserver(workspace, (error) =>
      parts.logger.error({ err: error }, 'following a document failed'),
    ),
    timing: parts.syncTiming,
    clock: parts.syncClock ?? parts.clock,
  });

  const onSessionRevoked: Modules['onSessionRevoked'] = (listener) =>
    bus.subscribe(topics.sessions, (message) => {
      for (const sessionId of JSON.parse(message) as string[]) listener(sessionId);
    });
  const unsubscribe = listen({ bus, engine, accountsRepo, onSessionRevoked });
  return {
    services: {
      accounts,
      rooms,
      documents,
      suspensions,
      ...community,
    },
    engine,
    workspace,
    onSessionRevoked,
    close: async () => {
      unsubscribe();
      await engine.close();
      await accounts.idle();
    },
  };
}

/** What is told over the bus reaches the engine of this process. Returns the function that ends it. */
function listen({
  bus,
  engine,
  accountsRepo,
  onSessionRevoked,
}: {
  bus: Bus;
  engine: SyncEngine;
  accountsRepo: AccountsRepo;
  onSessionRevoked: Modules['onSessionRevoked'];
}): () => void {
  const subscriptions = [
    bus.subscribe(topics.access, (message) => engine.accessChanged(JSON.parse(message))),
    bus.subscribe(topics.roomRemoved, (roomId) => engine.roomRemoved(roomId)),
    bus.subscribe(topics.documentRemoved, (documentId) => engine.documentRemoved(documentId)),
    onSessionRevoked((sessionId) => engine.sessionRevoked(sessionId)),
    bus.subscribe(topics.person, async (userId) => {
      const person = await accountsRepo.users.find(userId);
      if (person !== null) engine.personChanged(userId, person);
    }),
  ];
  return () => {
    for (const end of subscriptions) end();
  };
}

/** What publishing and remixing need of rooms and documents. */
function createRoomWorks(
  rooms: ReturnType<typeof createRoomsService>,
  documents: ReturnType<typeof createDocumentsService>,
): RoomWorksPort {
  return {
    ...documents.works,
    asset: (actor, assetId) => documents.asset(actor, assetId),
    createRoom: (actor, name) =>
      rooms.create(actor, { name: name.slice(0, roomNameLength), visibility: 'private', template: 'empty' }),
    removeRoom: async (actor, roomId) => {
      await rooms.remove({ actor }, roomId);
    },
  };
}

function createDocumentWorkspace(
  parts: HubParts & { readonly assets: AssetStore },
  rooms: ReturnType<typeof createRoomsService>,
  engine: () => SyncEngine,
): Workspace {
  return createWorkspace({
    ...parts,
    db: parts.database.db,
    rooms: {
      access: (reader, roomId) => rooms.port.access(reader.userId, roomId),
      authorise: async (reader, roomId, action) => {
        const { name } = await rooms.port.authorise(reader.userId, roomId, action);
        return { room: { id: roomId, name } };
      },
      keepsHistory: (roomId) => rooms.port.keepsHistory(roomId),
      touch: (roomId, at) => rooms.port.touched(roomId, at.getTime()),
      onAccessChanged: (listener) => {
        const ends = [
          parts.bus.subscribe(topics.access, (message) => listener(JSON.parse(message))),
          parts.bus.subscribe(topics.roomRemoved, (roomId) => listener({ roomId })),
        ];
        return () => {
          for (const end of ends) end();
        };
      },
    },
    live: {
      create: (documentId, roomId, fill, by) => engine().create(documentId, roomId, fill, by),
      edit: (documentId, by, change) => engine().edit(documentId, by, change),
      read: (documentId, look) => engine().read(documentId, look),
      state: (documentId) => engine().state(documentId),
      head: (documentId) => engine().head(documentId),
      applyUpdate: (documentId, actor, update) => engine().applyUpdate(documentId, actor, update),
      // In every process: somebody may have it open at another one.
      documentRemoved: (documentId) => parts.bus.publish(topics.documentRemoved, documentId),
      compact: (documentId, options) => engine().compact(documentId, options),
    },
  });
}
