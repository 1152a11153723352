import type { Database } from '@draftroom/drizzle/client';
import type { PersonColour, RoomRole } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { roomMembers } from '@draftroom/drizzle/schema/rooms';
import { and, asc, count, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { Membership } from '../policy.ts';
import type { RoomPerson } from '../schema.ts';

export interface MembershipRecord extends Membership {
  readonly roomId: string;
  readonly userId: string;
  readonly joinedAt: Date;
  readonly readMessageId: string | null;
}

export interface MemberRecord extends RoomPerson {
  readonly role: RoomRole;
  readonly joinedAt: Date;
}

export interface Account {
  readonly email: string;
  readonly emailVerified: boolean;
}

/** Columns of a person as others see them. */
export const personColumns = {
  userId: users.id,
  name: users.name,
  colour: users.colour,
  avatarId: users.avatarId,
} satisfies Record<keyof RoomPerson, unknown>;

/** After a left join: null where the account is gone. */
export function toPerson(row: { userId: string; name: string; colour: PersonColour; avatarId: string | null } | null) {
  return row === null ? null : { userId: row.userId, name: row.name, colour: row.colour, avatarId: row.avatarId };
}

export function createMemberRepo(db: Database) {
  return {
    ...peopleOf(db),

    /** Also of people who left or were removed: the policy reads the difference. */
    async find(roomId: string, userId: string): Promise<MembershipRecord | undefined> {
      if (!idPattern.test(userId)) return undefined;
      const [row] = await db
        .select()
        .from(roomMembers)
        .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
      return row;
    },

    async findMany(roomIds: readonly string[], userId: string): Promise<MembershipRecord[]> {
      if (roomIds.length === 0) return [];
      return await db
        .select()
        .from(roomMembers)
        .where(and(inArray(roomMembers.roomId, [...roomIds]), eq(roomMembers.userId, userId)));
    },

    /** Of every room that this person is in. */
    async roomIds(userId: string): Promise<string[]> {
      const rows = await db
        .select({ roomId: roomMembers.roomId })
        .from(roomMembers)
        .where(and(eq(roomMembers.userId, userId), isNull(roomMembers.removedAt), isNull(roomMembers.leftAt)));
      return rows.map((row) => row.roomId);
    },

    async list(roomId: string): Promise<MemberRecord[]> {
      return await db
        .select({ ...personColumns, role: roomMembers.role, joinedAt: roomMembers.joinedAt })
        .from(roomMembers)
        .innerJoin(users, eq(users.id, roomMembers.userId))
        .where(isActive(roomId))
        .orderBy(asc(roomMembers.joinedAt), asc(users.id));
    },

    async counts(roomIds: readonly string[]): Promise<Map<string, number>> {
      if (roomIds.length === 0) return new Map();
      const rows = await db
        .select({ roomId: roomMembers.roomId, count: count() })
        .from(roomMembers)
        .where(
          and(inArray(roomMembers.roomId, [...roomIds]), isNull(roomMembers.removedAt), isNull(roomMembers.leftAt)),
        )
        .groupBy(roomMembers.roomId);
      return new Map(rows.map((row) => [row.roomId, row.count]));
    },

    async countOwners(roomId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(roomMembers)
        .where(and(isActive(roomId), eq(roomMembers.role, 'owner' satisfies RoomRole)));
      return row?.count ?? 0;
    },

    /** Which of these people are in the room now. */
    async activeAmong(roomId: string, userIds: readonly string[]): Promise<string[]> {
      if (userIds.length === 0) return [];
      const rows = await db
        .select({ userId: roomMembers.userId })
        .from(roomMembers)
        .where(and(isActive(roomId), inArray(roomMembers.userId, [...userIds])));
      return rows.map((row) => row.userId);
    },

    /** Comes in, or comes back. */
    async enter(member: Omit<MembershipRecord, 'removedAt' | 'leftAt'>): Promise<void> {
      const { roomId, userId, ...fields } = member;
      const row = { ...fields, removedAt: null, leftAt: null };
      await db
        .insert(roomMembers)
        .values({ roomId, userId, ...row })
        .onConflictDoUpdate({ target: [roomMembers.roomId, roomMembers.userId], set: row });
    },

    async setRole(roomId: string, userId: string, role: RoomRole): Promise<void> {
      await db
        .update(roomMembers)
        .set({ role })
        .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
    },

    async end(roomId: string, userId: string, how: { removedAt: Date } | { leftAt: Date }): Promise<void> {
      await db
        .update(roomMembers)
        .set(how)
        .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
    },

    async setRead(roomId: string, userId: string, messageId: string): Promise<void> {
      await db
        .update(roomMembers)
        .set({ readMessageId: messageId })
        .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
    },
  };
}

function peopleOf(db: Database) {
  return {
    async account(userId: string): Promise<Account | undefined> {
      const [row] = await db
        .select({ email: users.email, verifiedAt: users.emailVerifiedAt })
        .from(users)
        .where(eq(users.id, userId));
      return row === undefined ? undefined : { email: row.email, emailVerified: row.verifiedAt !== null };
    },

    async person(userId: string): Promise<RoomPerson | undefined> {
      if (!idPattern.test(userId)) return undefined;
      const [row] = await db.select(personColumns).from(users).where(eq(users.id, userId));
      return row;
    },
  };
}

function isActive(roomId: string): SQL | undefined {
  return and(eq(roomMembers.roomId, roomId), isNull(roomMembers.removedAt), isNull(roomMembers.leftAt));
}
