import type { Database } from '@draftroom/drizzle/client';
import type { RoomRole, RoomVisibility } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { documents } from '@draftroom/drizzle/schema/documents';
import { roomMembers, rooms } from '@draftroom/drizzle/schema/rooms';
import {
  and,
  count,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { idPattern, roomCodePattern } from '../../../contract/ids.ts';
import type { RoomFacts } from '../policy.ts';

export interface RoomRecord extends RoomFacts {
  readonly name: string;
  readonly description: string;
  readonly code: string;
  readonly keepsHistory: boolean;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export type RoomChanges = Partial<
  Pick<
    RoomRecord,
    | 'name'
    | 'description'
    | 'visibility'
    | 'code'
    | 'passwordHash'
    | 'joinRole'
    | 'keepsHistory'
    | 'changedAt'
    | 'archivedAt'
    | 'removedAt'
  >
>;

export interface RoomFilter {
  readonly scope: 'mine' | 'public';
  readonly userId: string | null;
  readonly query: string | undefined;
  readonly state: 'active' | 'archived' | 'removed';
  /** Removed rooms older than this are gone for good. */
  readonly removedAfter: Date;
  /** The last room of the page before. */
  readonly after: { changedAt: Date; id: string } | undefined;
  readonly limit: number;
}

export function createRoomRepo(db: Database) {
  return {
    async find(roomId: string): Promise<RoomRecord | undefined> {
      if (!idPattern.test(roomId)) return undefined;
      const [room] = await db.select().from(rooms).where(eq(rooms.id, roomId));
      return room;
    },

    /** Holds the room until the transaction ends: who changes members, invites or messages does so one at a time. */
    async lock(roomId: string): Promise<RoomRecord | undefined> {
      if (!idPattern.test(roomId)) return undefined;
      const [room] = await db.select().from(rooms).where(eq(rooms.id, roomId)).for('update');
      return room;
    },

    async findByCode(code: string): Promise<RoomRecord | undefined> {
      if (!roomCodePattern.test(code)) return undefined;
      const [room] = await db.select().from(rooms).where(eq(rooms.code, code));
      return room;
    },

    async insert(room: RoomRecord): Promise<void> {
      await db.insert(rooms).values(room);
    },

    async update(roomId: string, changes: RoomChanges): Promise<RoomRecord> {
      const [room] = await db.update(rooms).set(changes).where(eq(rooms.id, roomId)).returning();
      if (room === undefined) throw new Error(`room ${roomId} vanished under its lock`);
      return room;
    },

    /** Rooms that nobody can bring back any more and that have no documents left. */
    async purge(removedBefore: Date): Promise<void> {
      const left = db.select({ id: documents.id }).from(documents).where(eq(documents.roomId, rooms.id));
      await db.delete(rooms).where(and(lt(rooms.removedAt, removedBefore), notExists(left)));
    },

    /** Never moves back: reports of several processes may come out of order. */
    async touch(roomId: string, at: Date): Promise<void> {
      await db
        .update(rooms)
        .set({ changedAt: at })
        .where(and(eq(rooms.id, roomId), lt(rooms.changedAt, at)));
    },

    /** Holds the person, so that two requests at once cannot both take the last place under a limit. */
    async lockUser(userId: string): Promise<void> {
      await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    },

    async countOwned(userId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .where(
          and(
            eq(roomMembers.userId, userId),
            eq(roomMembers.role, 'owner' satisfies RoomRole),
            isNull(roomMembers.removedAt),
            isNull(roomMembers.leftAt),
            isNull(rooms.removedAt),
          ),
        );
      return row?.count ?? 0;
    },

    /** Newest change first. */
    async list(filter: RoomFilter): Promise<RoomRecord[]> {
      const rows = await db
        .select()
        .from(rooms)
        .where(and(inScope(db, filter), inState(filter), matches(filter.query), after(filter.after)))
        .orderBy(desc(rooms.changedAt), desc(rooms.id))
        .limit(filter.limit);
      return rows;
    },
  };
}

function inScope(db: Database, { scope, userId, state }: RoomFilter): SQL | undefined {
  if (scope === 'public') return eq(rooms.visibility, 'public' satisfies RoomVisibility);
  const mine = db
    .select({ roomId: roomMembers.roomId })
    .from(roomMembers)
    .where(
      and(
        eq(roomMembers.userId, userId ?? ''),
        isNull(roomMembers.removedAt),
        isNull(roomMembers.leftAt),
        state === 'removed' ? eq(roomMembers.role, 'owner' satisfies RoomRole) : undefined,
      ),
    );
  return inArray(rooms.id, mine);
}

function inState({ state, scope, removedAfter }: RoomFilter): SQL | undefined {
  if (state === 'removed') return scope === 'mine' ? gt(rooms.removedAt, removedAfter) : sql`false`;
  return and(isNull(rooms.removedAt), state === 'archived' ? isNotNull(rooms.archivedAt) : isNull(rooms.archivedAt));
}

function matches(query: string | undefined): SQL | undefined {
  if (query === undefined || query === '') return undefined;
  const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(rooms.name, pattern), ilike(rooms.description, pattern));
}

function after(last: RoomFilter['after']): SQL | undefined {
  if (last === undefined) return undefined;
  return or(lt(rooms.changedAt, last.changedAt), and(eq(rooms.changedAt, last.changedAt), lt(rooms.id, last.id)));
}
