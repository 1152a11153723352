import type { Database } from '@draftroom/drizzle/client';
import type { RoomRole } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Notices, Work } from '../../../platform/community-ports.ts';
import type { EventStore, Queue, RateLimiter, RewriteEvents } from '../../../platform/ports.ts';
import type { RoomEvent, UserEvent } from '../../events/schema.ts';
import { type AuthorisedMember, authorise, type RoomAction, type RoomQuestion } from '../policy.ts';
import type { MembershipRecord } from '../repo/member-repo.ts';
import type { RoomRecord } from '../repo/room-repo.ts';
import { createRoomsRepo, type RoomsRepo } from '../repo.ts';
import type { RoomTemplate } from '../schema.ts';

/** Whose rights may have changed: one person's, or (without `userId`) everybody's in the room. */
export interface AccessChange {
  readonly roomId: string;
  readonly userId?: string;
}

/** What the rooms module needs from the rest of the hub. The `on…` ports are called after the commit. */
export interface RoomsDeps {
  readonly db: Database;
  readonly events: EventStore;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly queue: Pick<Queue, 'send'>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** argon2id, as for accounts. */
  readonly passwords: {
    hash(password: string): Promise<string>;
    verify(hash: string, password: string): Promise<boolean>;
  };
  /** Whether a moderator suspended this person; inside a transaction it is asked through it. */
  readonly isSuspended: (userId: string, tx?: Database) => Promise<boolean>;
  /** A token for programs that opens sockets and calls the API as this person. */
  readonly issueToken: (actor: SignedInActor) => Promise<string>;
  readonly notices: Notices;
  /** How many people are in the room right now. */
  readonly here: (roomId: string) => number;
  /** Open sockets must ask anew for what they may do. */
  readonly onAccessChanged: (change: AccessChange) => void;
  readonly onRoomRemoved: (roomId: string) => void;
  /** Writes the starter documents. */
  readonly onRoomCreated: (room: { roomId: string; userId: string; template: RoomTemplate }) => Promise<void>;
}

/** A signed-in caller and where the call comes from. */
export interface Caller {
  readonly actor: SignedInActor;
  readonly address: string;
}

/** Anybody who reads; sync connections know no more than the user id. */
export type Reader = Actor | { readonly userId: string | null };

export function readerId(reader: Reader): string | null {
  return 'userId' in reader ? reader.userId : null;
}

export type Emit = (stream: string, type: string, payload: unknown) => void;

export function emitToRoom(emit: Emit, roomId: string, event: RoomEvent): void {
  emit(`room:${roomId}`, event.type, event.payload);
}

export function emitToUser(emit: Emit, userId: string, event: UserEvent): void {
  emit(`user:${userId}`, event.type, event.payload);
}

/** A transaction that holds one room. */
export interface RoomWork extends Work {
  readonly repo: RoomsRepo;
  readonly rewrite: RewriteEvents;
  readonly now: Date;
  readonly room: RoomRecord | undefined;
  readonly membership: MembershipRecord | undefined;
  readonly question: RoomQuestion<RoomRecord>;
}

/** What use cases share: transactions that hold a room and ask the policy under its lock. */
export interface RoomsCore {
  readonly deps: RoomsDeps;
  readonly repo: RoomsRepo;
  now(): Date;
  within(tx: Database): RoomsRepo;
  inRoom<Result>(
    caller: { userId: string },
    roomId: string,
    work: (held: RoomWork) => Promise<Result>,
  ): Promise<Result>;
  /** As `inRoom`, for members who may do this. */
  authorised<Action extends Exclude<RoomAction, 'read'>, Result>(
    caller: { userId: string; action: Action; roomId: string },
    work: (held: RoomWork, allowed: AuthorisedMember<Action, RoomRecord>) => Promise<Result>,
  ): Promise<Result>;
  ask(
    userId: string | null,
    roomId: string,
  ): Promise<RoomQuestion<RoomRecord> & { membership: MembershipRecord | undefined }>;
  /** Whether this person may do this now; what is done then asks again under the lock. */
  require(userId: string, roomId: string, action: RoomAction): Promise<void>;
  accessChanged(change: AccessChange): void;
  /** In this process, after the commit. Returns the function that ends it. */
  onAccessChanged(listener: (change: AccessChange) => void): () => void;
  limitJoins(caller: Caller): Promise<void>;
}

export function createRoomsCore(deps: RoomsDeps): RoomsCore {
  const repo = createRoomsRepo(deps.db);
  const listeners = new Set<(change: AccessChange) => void>();

  const core: RoomsCore = {
    deps,
    repo,
    now: () => new Date(deps.clock.now()),
    within: createRoomsRepo,

    async inRoom({ userId }, roomId, work) {
      return await deps.events.transaction(async (tx, emit, rewrite) => {
        const held = createRoomsRepo(tx);
        const room = await held.rooms.lock(roomId);
        const membership = room === undefined ? undefined : await held.members.find(room.id, userId);
        const suspended = await deps.isSuspended(userId, tx);
        return await work({
          tx,
          repo: held,
          emit,
          rewrite,
          now: core.now(),
          room,
          membership,
          question: { userId, room, membership, suspended },
        });
      });
    },

    async authorised({ userId, action, roomId }, work) {
      return await core.inRoom({ userId }, roomId, (held) => work(held, authorise(held.question, action)));
    },

    async ask(userId, roomId) {
      const room = await repo.rooms.find(roomId);
      const membership = room && userId !== null ? await repo.members.find(room.id, userId) : undefined;
      const suspended = userId !== null && (await deps.isSuspended(userId));
      return { userId, room, membership, suspended };
    },

    async require(userId, roomId, action) {
      authorise(await core.ask(userId, roomId), action);
    },

    accessChanged(change) {
      deps.onAccessChanged(change);
      for (const listener of [...listeners]) listener(change);
    },

    onAccessChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async limitJoins({ actor, address }) {
      await deps.rateLimiter.take('joinAttemptsPerHour', `user:${actor.userId}`);
      await deps.rateLimiter.take('joinAttemptsPerHour', `address:${address}`);
    },
  };
  return core;
}

/** A room always has an owner; called under its lock, before one goes. */
export async function keepAnOwner(held: RoomWork, roomId: string, role: RoomRole): Promise<void> {
  if (role === 'owner' && (await held.repo.members.countOwners(roomId)) <= 1) throw new HubError('last_owner');
}
