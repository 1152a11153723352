import type { Database } from '@draftroom/drizzle/client';
import { roomMembers, rooms } from '@draftroom/drizzle/schema/rooms';
import { and, asc, eq, isNull } from 'drizzle-orm';

export function createDepartureRepo(db: Database) {
  return {
    /** Rooms that stand and that this person is in. */
    async roomsOf(userId: string): Promise<string[]> {
      const rows = await db
        .select({ roomId: roomMembers.roomId })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .where(
          and(
            eq(roomMembers.userId, userId),
            isNull(roomMembers.removedAt),
            isNull(roomMembers.leftAt),
            isNull(rooms.removedAt),
          ),
        )
        .orderBy(asc(roomMembers.roomId));
      return rows.map(({ roomId }) => roomId);
    },
  };
}
