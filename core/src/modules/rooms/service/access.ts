/** What other parts of the hub may ask of rooms. */
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

/** The narrow port of the rooms module; documents and open sockets ask here. `userId` is null for somebody signed out. */
export interface RoomAccessPort {
  /** What this person may do in this room; throws (`not_found`, `removed`, …) when not even read it. */
  access(userId: string | null, roomId: string): Promise<RoomAccess>;
  /** The same, and throws the policy's error when this action is not allowed. */
  authorise(userId: string | null, roomId: string, action: RoomAction): Promise<RoomAccess>;
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
