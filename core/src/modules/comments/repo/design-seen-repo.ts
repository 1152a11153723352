import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { comments, commentThreads, threadMarks } from '@draftroom/drizzle/schema/comments';
import { designs, follows } from '@draftroom/drizzle/schema/designs';
import { and, arrayContains, asc, count, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { ThreadTally } from './seen-repo.ts';
import { type Eyes, visibleTo } from './visible-to.ts';

/** What people have seen of the threads on designs, and who takes part in them. */
export function createDesignSeenRepo(db: Database) {
  return {
    async designTallies(
      threadIds: readonly string[],
      eyes: Eyes,
      cap: number,
    ): Promise<ReadonlyMap<string, ThreadTally>> {
      if (threadIds.length === 0) return new Map();
      const me = eyes.userId ?? '';
      // Who never looked here has nothing to catch up with, unless it is about their own design or thread.
      const unread = and(
        isNull(comments.removedAt),
        sql`${comments.userId} is distinct from ${me}`,
        or(
          sql`${comments.id} > ${threadMarks.readCommentId}`,
          and(isNull(threadMarks.readCommentId), or(eq(designs.authorId, me), eq(commentThreads.createdBy, me))),
        ),
      );
      const rows = await db
        .select({
          threadId: comments.threadId,
          total: count(),
          unread: sql<number>`least(count(*) filter (where ${unread}), ${cap})::int`,
          mentionsMe: sql<boolean>`coalesce(bool_or(${and(isNull(comments.removedAt), arrayContains(comments.mentions, [me]))}), false)`,
        })
        .from(comments)
        .innerJoin(commentThreads, eq(commentThreads.id, comments.threadId))
        .innerJoin(designs, eq(designs.id, commentThreads.designId))
        .leftJoin(threadMarks, and(eq(threadMarks.threadId, comments.threadId), eq(threadMarks.userId, me)))
        .where(and(inArray(comments.threadId, [...threadIds]), visibleTo(eyes)))
        .groupBy(comments.threadId);
      return new Map(rows.map(({ threadId, ...tally }) => [threadId, tally]));
    },

    /** Those of these people who have an account. */
    async peopleAmong(userIds: readonly string[]): Promise<string[]> {
      if (userIds.length === 0) return [];
      const rows = await db
        .select({ id: users.id })
        .from(users)
        .where(inArray(users.id, [...userIds]));
      const found = new Set(rows.map(({ id }) => id));
      return userIds.filter((id) => found.has(id));
    },

    /** The author, who wrote something that all may see, and whom this person follows; by name. */
    async mentionable(designId: string, userId: string, limit: number): Promise<RoomPerson[]> {
      const author = db.select({ id: designs.authorId }).from(designs).where(eq(designs.id, designId));
      const writers = db
        .select({ id: comments.userId })
        .from(comments)
        .where(and(eq(comments.designId, designId), isNull(comments.removedAt), eq(comments.standing, 'visible')));
      const followed = db.select({ id: follows.authorId }).from(follows).where(eq(follows.followerId, userId));
      return await db
        .select({ userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId })
        .from(users)
        .where(or(inArray(users.id, author), inArray(users.id, writers), inArray(users.id, followed)))
        .orderBy(asc(users.name), asc(users.id))
        .limit(limit);
    },

    /** Everybody who said something that stands and is to be seen by all. */
    async writersOf(threadId: string): Promise<string[]> {
      const rows = await db
        .selectDistinct({ userId: comments.userId })
        .from(comments)
        .where(and(eq(comments.threadId, threadId), isNull(comments.removedAt), eq(comments.standing, 'visible')));
      return rows.flatMap(({ userId }) => userId ?? []);
    },
  };
}
