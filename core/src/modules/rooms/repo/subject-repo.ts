/** For what is told of rooms: those that the person is in. */
import type { Database } from '@draftroom/drizzle/client';
import { roomMembers, rooms } from '@draftroom/drizzle/schema/rooms';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Subjects } from '../../../platform/community-ports.ts';

export function createRoomSubjects(db: Database): Subjects {
  return {
    async seen(userId, roomIds) {
      const rows = await db
        .select({ roomId: roomMembers.roomId })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .where(
          and(
            eq(roomMembers.userId, userId),
            inArray(roomMembers.roomId, [...roomIds]),
            isNull(roomMembers.removedAt),
            isNull(roomMembers.leftAt),
            isNull(rooms.removedAt),
          ),
        );
      return new Set(rows.map(({ roomId }) => roomId));
    },
  };
}
