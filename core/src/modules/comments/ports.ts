/** What the comments module needs from the rooms module. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { RoomRole } from '@draftroom/drizzle/enums';

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

export interface RoomsPort {
  /** Throws the policy's error. `leave` is what every member may do, also in an archived room. */
  authorise(userId: string | null, roomId: string, action: 'read' | 'comment'): Promise<unknown>;
  /** The same inside a transaction, for members. */
  hold(tx: Database, userId: string, roomId: string, action: 'comment' | 'leave'): Promise<HeldRoom>;
}
