import type { Server } from 'node:http';
import type * as Y from 'yjs';
import type { Limits } from '../contract/limits.ts';
import type { Person } from '../contract/presence.ts';
import { Compaction } from './compaction.ts';
import { HubState } from './hub-state.ts';
import type { AccessPort, Merger, SyncActor, SyncObserver, UpdateLog } from './ports.ts';
import { type PostedUpdate, postUpdate } from './posted-update.ts';
import { DocumentRegistry } from './registry.ts';
import { type EditSource, ServerEdits } from './server-edits.ts';
import { Ticker } from './ticker.ts';
import { defaultTiming, type SyncTiming } from './timing.ts';
import { type UpgradeQuestions, Upgrades } from './upgrade.ts';

export interface SyncEngineDeps extends UpgradeQuestions {
  readonly access: AccessPort;
  readonly log: UpdateLog;
  readonly merger: Merger;
  readonly limits: Limits;
  readonly observer?: SyncObserver;
  readonly clock?: { now(): number };
  readonly logger?: { warn(details: object, message: string): void };
  readonly timing?: Partial<SyncTiming>;
}

export interface SyncStats {
  readonly connections: number;
  readonly documents: number;
  readonly rooms: number;
  readonly materialised: number;
  readonly pendingBytes: number;
  readonly refusedFrames: number;
  readonly closedByCode: ReadonlyMap<number, number>;
}

export interface SyncEngine {
  /** Handles upgrades at `/sync` and `/sync/<documentId>` of this server. */
  attach(server: Server): void;
  /** Writes a document's first update. */
  create(documentId: string, roomId: string, fill: (doc: Y.Doc) => void, source?: EditSource): Promise<{ seq: number }>;
  edit(documentId: string, source: EditSource, change: (doc: Y.Doc) => void): Promise<{ seq: number }>;
  read<Result>(documentId: string, look: (doc: Y.Doc) => Result): Promise<Result>;
  /** Everything, in causal order. Like all reading by the hub: `too_large` for what is crafted to take too long. */
  state(documentId: string): Promise<{ seq: number; updates: Uint8Array[] }>;
  /** The sequence number of its newest update. */
  head(documentId: string): Promise<number>;
  /** A large update that comes by another way than a socket; the same checks. Resolves when it is durable. */
  applyUpdate(documentId: string, actor: SyncActor, update: Uint8Array): Promise<{ seq: number }>;
  accessChanged(change: { roomId: string; userId?: string }): void;
  sessionRevoked(sessionId: string): void;
  personChanged(userId: string, person: Pick<SyncActor, 'name' | 'colour' | 'avatarId'>): void;
  documentRemoved(documentId: string): void;
  roomRemoved(roomId: string): void;
  /** Merges the document's updates into a snapshot while typing goes on. */
  compact(documentId: string, options?: { keepHistory?: boolean }): Promise<void>;
  /** Who is connected to a room. */
  here(roomId: string): Person[];
  stats(): SyncStats;
  close(): Promise<void>;
}

const noObserver: SyncObserver = { documentChanged() {}, compactionDue() {}, documentIdle() {} };

export function createSyncEngine(deps: SyncEngineDeps): SyncEngine {
  const { log, merger, limits, access } = deps;
  const timing = { ...defaultTiming, ...deps.timing };
  const now = () => (deps.clock ?? Date).now();
  const warn = (message: string, error: unknown) => deps.logger?.warn({ err: error }, message);
  const ticker = new Ticker(timing.tick);
  const observer = deps.observer ?? noObserver;
  const registry = new DocumentRegistry({ log, limits, observer, now, timing, warn });
  const hub = new HubState({ access, log, merger, registry, ticker, limits, timing, now, warn });
  const edits = new ServerEdits({ registry, merger, now, keepFor: timing.materialised });
  const compaction = new Compaction({ registry, log, merger });
  const upgrades = new Upgrades(hub, deps);
  const sweeper = setInterval(() => {
    const at = now();
    upgrades.sweep(at);
    hub.sweep(at);
    edits.sweep(at);
    registry.sweep(at);
  }, timing.sweep);
  let closing: Promise<void> | null = null;

  const close = async () => {
    upgrades.stopReceiving();
    await registry.settle(timing.closeWait);
    await upgrades.close();
    clearInterval(sweeper);
    edits.close();
    hub.close();
    registry.close();
    await compaction.settled();
    ticker.close();
  };

  return {
    attach: (server) => upgrades.attach(server),
    create: (documentId, roomId, fill, source = { origin: 'system', userId: null }) =>
      edits.create(documentId, { roomId, source, fill }),
    edit: (documentId, source, change) => edits.edit(documentId, source, change),
    read: (documentId, look) => edits.read(documentId, look),
    state: (documentId) => edits.state(documentId),
    head: (documentId) => edits.head(documentId),
    applyUpdate: (documentId, actor, bytes) => {
      const posted: PostedUpdate = { documentId, actor, bytes };
      return postUpdate({ hub, gapWait: timing.gapWait }, posted);
    },
    accessChanged({ roomId, userId }) {
      hub.rightsVersion += 1;
      for (const connection of upgrades.connections) {
        const { session, actor } = connection;
        if (userId !== undefined && actor?.userId !== userId) continue;
        if (session?.roomId === roomId) session.recheck();
      }
    },
    sessionRevoked: (sessionId) => upgrades.sessionRevoked(sessionId),
    personChanged(userId, { name, colour, avatarId }) {
      for (const connection of upgrades.connections) {
        const { actor, session } = connection;
        if (actor?.userId !== userId) continue;
        connection.actor = { ...actor, name, colour, avatarId };
        session?.renewPerson();
      }
    },
    documentRemoved(documentId) {
      hub.rightsVersion += 1;
      edits.forget(documentId);
      registry.remove(documentId, 'not_found');
    },
    roomRemoved(roomId) {
      hub.rightsVersion += 1;
      for (const document of [...registry.values()]) {
        if (document.roomId !== roomId) continue;
        edits.forget(document.id);
        registry.remove(document.id, 'not_found');
      }
      for (const connection of upgrades.connections) {
        if (connection.session?.roomId === roomId) connection.refuse('not_found');
      }
    },
    compact: (documentId, options) => compaction.compact(documentId, options?.keepHistory ?? true),
    here: (roomId) => hub.rooms.get(roomId)?.people() ?? [],
    stats: () => ({
      connections: upgrades.connections.size,
      documents: registry.size,
      rooms: hub.rooms.size,
      materialised: edits.size,
      pendingBytes: log.pendingBytes(),
      refusedFrames: hub.counts.refusedFrames,
      closedByCode: upgrades.closedByCode,
    }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
