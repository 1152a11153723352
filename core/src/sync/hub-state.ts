import type { ErrorCode } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import type { Person } from '../contract/presence.ts';
import { Channel } from './channel.ts';
import type { Connection } from './connection.ts';
import type { Access, AccessPort, Merger, Refusal, SyncActor, UpdateLog } from './ports.ts';
import { RoomPresence } from './presence.ts';
import type { DocumentRegistry } from './registry.ts';
import { askAccess, isRefusal } from './rights.ts';
import type { Ticker } from './ticker.ts';
import type { SyncTiming } from './timing.ts';
import { TokenBucket } from './token-bucket.ts';
import { Weigher } from './weigher.ts';

/** What all sockets share. */
export interface SyncParts {
  readonly access: AccessPort;
  readonly log: UpdateLog;
  readonly merger: Merger;
  readonly registry: DocumentRegistry;
  readonly ticker: Ticker;
  readonly limits: Limits;
  readonly timing: SyncTiming;
  readonly now: () => number;
  readonly warn: (message: string, error: unknown) => void;
}

export function personOf(actor: SyncActor, access: Access): Omit<Person, 'clientId'> {
  const { userId, name, colour, avatarId } = actor;
  return { userId, name, colour, avatarId, role: access.role };
}

/** Rooms with somebody in them, and opening of documents for connections. */
export class HubState {
  readonly parts: SyncParts;
  readonly rooms = new Map<string, RoomPresence>();
  readonly counts = { refusedFrames: 0 };
  readonly weigher: Weigher;
  /** Rises with every change of rights, so that an answer from before it is not used. */
  rightsVersion = 0;
  /** What users may still bring of new client ids. */
  readonly #newIds = new Map<string, TokenBucket>();

  constructor(parts: SyncParts) {
    this.parts = parts;
    this.weigher = new Weigher(parts);
  }

  room(roomId: string): RoomPresence {
    let room = this.rooms.get(roomId);
    if (room === undefined) {
      room = new RoomPresence({ roomId, ...this.parts });
      this.rooms.set(roomId, room);
    }
    return room;
  }

  /** Takes from a user's budget of new client ids; false when it is used up. */
  mayBringIds(userId: string | null, count: number): boolean {
    if (count === 0 || userId === null) return true;
    const { limits, now } = this.parts;
    let budget = this.#newIds.get(userId);
    if (budget === undefined) {
      const perSecond = limits.newClientIdsPerMinute / 60;
      budget = new TokenBucket({ perSecond, most: limits.newClientIds, now: now() });
      this.#newIds.set(userId, budget);
    }
    return budget.take(count, now());
  }

  /** The rights on a document or room as of now: asked again when they changed while the answer was under way. */
  async accessTo(actor: SyncActor, what: { documentId: string } | { roomId: string }): Promise<Access | Refusal> {
    const { access, warn } = this.parts;
    for (;;) {
      const version = this.rightsVersion;
      const answer = await askAccess(
        () => ('roomId' in what ? access.room(actor, what.roomId) : access.document(actor, what.documentId)),
        warn,
      );
      if (version === this.rightsVersion) return answer;
    }
  }

  /** Loads the document and opens it for a connection; nothing is sent before it is whole. */
  async openDocument(options: {
    connection: Connection;
    actor: SyncActor;
    documentId: string;
    channel: number | undefined;
    /** Set on room sockets: documents of other rooms do not exist there. */
    roomId: string | null;
    presenceId: () => number | null;
    refuse: (code: ErrorCode) => void;
    isOpen: () => boolean;
  }): Promise<Channel | Refusal> {
    const { actor, documentId, connection, channel, presenceId, refuse } = options;
    const { registry, warn, merger, limits, now, log } = this.parts;
    for (;;) {
      const version = this.rightsVersion;
      const access = await this.accessTo(actor, { documentId });
      if (isRefusal(access)) return access;
      if (options.roomId !== null && access.roomId !== options.roomId) return { refused: 'not_found' };
      const document = await registry.get(documentId).catch((error: unknown) => {
        warn(`document ${documentId} cannot be loaded`, error);
        return null;
      });
      // Its first update is written by the hub: an empty document is one that is not there yet.
      if (document === null || document.seq === 0) return { refused: 'internal' };
      if (version !== this.rightsVersion || registry.loaded(documentId) !== document) continue;
      document.roomId ??= access.roomId;
      if (!options.isOpen()) return { refused: 'internal' };
      return new Channel({
        connection,
        channel,
        document,
        access,
        merger,
        weigher: this.weigher,
        limits,
        now,
        storageFull: () => log.pendingBytes() > limits.pendingLogBytes,
        presenceId,
        mayBringIds: (count) => this.mayBringIds(actor.userId, count),
        refuse,
        onRefused: () => {
          this.counts.refusedFrames += 1;
        },
      });
    }
  }

  sweep(now: number): void {
    this.weigher.sweep(now);
    for (const [userId, budget] of this.#newIds) if (budget.full(now)) this.#newIds.delete(userId);
    for (const room of this.rooms.values()) {
      room.sweep(now);
      if (!room.empty) continue;
      room.close();
      this.rooms.delete(room.roomId);
    }
  }

  close(): void {
    for (const room of this.rooms.values()) room.close();
    this.rooms.clear();
  }
}
