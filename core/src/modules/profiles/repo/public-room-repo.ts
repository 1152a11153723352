import type { Database } from '@draftroom/drizzle/client';
import type { RoomRole } from '@draftroom/drizzle/enums';
import { roomMembers, rooms } from '@draftroom/drizzle/schema/rooms';
import { and, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';

export interface PublicRoom {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly role: RoomRole;
  readonly changedAt: Date;
}

/** Public rooms of a person. */
export function createPublicRoomRepo(db: Database) {
  return {
    async countPublicRooms(userId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .where(inPublicRooms(userId));
      return row?.count ?? 0;
    },

    /** Newest change first. */
    async publicRooms(
      userId: string,
      page: { after: { changedAt: Date; id: string } | undefined; limit: number },
    ): Promise<PublicRoom[]> {
      const { id, name, description, changedAt } = rooms;
      const { after } = page;
      return await db
        .select({ id, name, description, role: roomMembers.role, changedAt })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .where(
          and(
            inPublicRooms(userId),
            after === undefined
              ? undefined
              : sql`(${changedAt}, ${id}) < (${sql.param(after.changedAt, changedAt)}, ${after.id})`,
          ),
        )
        .orderBy(desc(changedAt), desc(id))
        .limit(page.limit);
    },

    async memberCounts(roomIds: readonly string[]): Promise<Map<string, number>> {
      if (roomIds.length === 0) return new Map();
      const rows = await db
        .select({ roomId: roomMembers.roomId, count: count() })
        .from(roomMembers)
        .where(and(inArray(roomMembers.roomId, [...roomIds]), isMember()))
        .groupBy(roomMembers.roomId);
      return new Map(rows.map((row) => [row.roomId, row.count]));
    },
  };
}

function isMember(): SQL | undefined {
  return and(isNull(roomMembers.removedAt), isNull(roomMembers.leftAt));
}

function inPublicRooms(userId: string): SQL | undefined {
  return and(
    eq(roomMembers.userId, userId),
    isMember(),
    eq(rooms.visibility, 'public'),
    isNull(rooms.removedAt),
    isNull(rooms.archivedAt),
  );
}
