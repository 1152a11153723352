import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { chatMessages, roomMembers } from '@draftroom/drizzle/schema/rooms';
import { and, desc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../schema.ts';
import { personColumns, toPerson } from './member-repo.ts';

export interface MessageRecord {
  readonly id: string;
  readonly roomId: string;
  readonly userId: string | null;
  readonly text: string;
  readonly mentions: string[];
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly removedAt: Date | null;
}

export interface Unread {
  readonly unread: number;
  readonly mentions: number;
}

export function createChatRepo(db: Database) {
  return {
    async insert(message: MessageRecord): Promise<void> {
      await db.insert(chatMessages).values(message);
    },

    async find(messageId: string): Promise<MessageRecord | undefined> {
      if (!idPattern.test(messageId)) return undefined;
      const [message] = await db.select().from(chatMessages).where(eq(chatMessages.id, messageId));
      return message;
    },

    async lastId(roomId: string): Promise<string | null> {
      const [row] = await db
        .select({ id: chatMessages.id })
        .from(chatMessages)
        .where(eq(chatMessages.roomId, roomId))
        .orderBy(desc(chatMessages.id))
        .limit(1);
      return row?.id ?? null;
    },

    async change(messageId: string, changes: Partial<MessageRecord>): Promise<void> {
      await db.update(chatMessages).set(changes).where(eq(chatMessages.id, messageId));
    },

    /** Newest first. */
    async list(
      roomId: string,
      page: { before: string | undefined; limit: number },
    ): Promise<{ message: MessageRecord; author: RoomPerson | null }[]> {
      const rows = await db
        .select({ message: chatMessages, author: personColumns })
        .from(chatMessages)
        .leftJoin(users, eq(users.id, chatMessages.userId))
        .where(
          and(
            eq(chatMessages.roomId, roomId),
            page.before === undefined ? undefined : lt(chatMessages.id, page.before),
          ),
        )
        .orderBy(desc(chatMessages.id))
        .limit(page.limit);
      return rows.map((row) => ({ message: row.message, author: toPerson(row.author) }));
    },

    /** Of other people, newer than what this person has seen, in rooms that they are in. */
    async unread(roomIds: readonly string[], userId: string, cap: number): Promise<Map<string, Unread>> {
      if (roomIds.length === 0) return new Map();
      const rows = await db
        .select({
          roomId: chatMessages.roomId,
          unread: sql<number>`least(count(*), ${cap})::int`,
          mentions: sql<number>`least(count(*) filter (where ${chatMessages.mentions} @> array[${userId}]::text[]), ${cap})::int`,
        })
        .from(chatMessages)
        .innerJoin(
          roomMembers,
          and(
            eq(roomMembers.roomId, chatMessages.roomId),
            eq(roomMembers.userId, userId),
            isNull(roomMembers.removedAt),
            isNull(roomMembers.leftAt),
          ),
        )
        .where(
          and(
            inArray(chatMessages.roomId, [...roomIds]),
            isNull(chatMessages.removedAt),
            or(isNull(chatMessages.userId), ne(chatMessages.userId, userId)),
            or(isNull(roomMembers.readMessageId), gt(chatMessages.id, roomMembers.readMessageId)),
          ),
        )
        .groupBy(chatMessages.roomId);
      return new Map(rows.map(({ roomId, unread, mentions }) => [roomId, { unread, mentions }]));
    },
  };
}
