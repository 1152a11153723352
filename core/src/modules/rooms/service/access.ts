/** What other parts of the hub may ask of rooms. */
import type { Database } from '@draftroom/drizzle/client';
import type { RoomRole } from '@draftroom/drizzle/enums';
import { authorise, type RoomAction, roomRights } from '../policy.ts';
import type { RoomRights } from '../schema.ts';
import type { AccessChange, RoomsCore } from './deps.ts';

export interface RoomAccess {
  readonly roomId: string;
  readonly name: string;
  /** Null for somebody who reads without being a member. */
  readonly role: RoomRole | null;
  readonly canWrite: boolean;
  readonly rights: RoomRights;
}

/** A room under its lock, to the end of the transaction: nobody's role changes, and one thing happens at a time. */
export interface HeldRoom {
  readonly roomId: string;
  readonly name: string;
  readonly role: RoomRole;
  /** Which of these people are in the room. */
  membersAmong(userIds: readonly string[]): Promise<string[]>;
  /** Something in the room changed: it moves up in lists. */
  touch(at: Date): Promise<void>;
}

/** The narrow port of the rooms module; documents and open sockets ask here. `userId` is null for somebody signed out. */
export interface RoomAccessPort {
  /** What this person may do in this room; throws (`not_found`, `removed`, …) when not even read it. */
  access(userId: string | null, roomId: string): Promise<RoomAccess>;
  /** The same, and throws the policy's error when this action is not allowed. */
  authorise(userId: string | null, roomId: string, action: RoomAction): Promise<RoomAccess>;
  /** The same inside a transaction that another module has begun. */
  hold(tx: Database, userId: string, roomId: string, action: Exclude<RoomAction, 'read'>): Promise<HeldRoom>;
  /** What this person may do anywhere may have changed. */
  personChanged(userId: string): Promise<void>;
  /** Whether compacted updates are kept. False for unknown rooms. */
  keepsHistory(roomId: string): Promise<boolean>;
  /** Something in the room changed: it moves up in lists. */
  touched(roomId: string, at: number): Promise<void>;
  /** Changes made in this process, after their commit. Returns the function that ends it. */
  onAccessChanged(listener: (change: AccessChange) => void): () => void;
}

export function createAccessPort(core: RoomsCore): RoomAccessPort {
  const port: RoomAccessPort = {
    access: (userId, roomId) => port.authorise(userId, roomId, 'read'),

    async authorise(userId, roomId, action) {
      const question = await core.ask(userId, roomId);
      const { room, role } = action === 'read' ? authorise(question, 'read') : authorise(question, action);
      const rights = roomRights(question);
      return { roomId: room.id, name: room.name, role, canWrite: rights.write, rights };
    },

    async hold(tx, userId, roomId, action) {
      const repo = core.within(tx);
      const room = await repo.rooms.lock(roomId);
      const membership = room === undefined ? undefined : await repo.members.find(room.id, userId);
      const suspended = await core.deps.isSuspended(userId, tx);
      const allowed = authorise({ userId, room, membership, suspended }, action);
      return {
        roomId: allowed.room.id,
        name: allowed.room.name,
        role: allowed.role,
        membersAmong: (userIds) => repo.members.activeAmong(roomId, userIds),
        touch: (at) => repo.rooms.touch(roomId, at),
      };
    },

    async personChanged(userId) {
      for (const roomId of await core.repo.members.roomIds(userId)) core.accessChanged({ roomId, userId });
    },

    async keepsHistory(roomId) {
      return (await core.repo.rooms.find(roomId))?.keepsHistory ?? false;
    },

    async touched(roomId, at) {
      await core.repo.rooms.touch(roomId, new Date(at));
    },

    onAccessChanged: core.onAccessChanged,
  };
  return port;
}
