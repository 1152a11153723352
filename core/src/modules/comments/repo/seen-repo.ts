import type { Database } from '@draftroom/drizzle/client';
import { comments, commentThreads, threadMarks } from '@draftroom/drizzle/schema/comments';
import { documents } from '@draftroom/drizzle/schema/documents';
import { roomMembers } from '@draftroom/drizzle/schema/rooms';
import { and, arrayContains, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { standing } from './thread-repo.ts';

/** What one person has of a thread. */
export interface ThreadTally {
  readonly total: number;
  readonly unread: number;
  readonly mentionsMe: boolean;
}

/** What people have seen, and what waits for them. */
export function createSeenRepo(db: Database) {
  /** Of others, newer than what this person has seen, or than when they came to the room; members only. */
  const unread = (userId: string) =>
    and(
      isNotNull(roomMembers.userId),
      isNull(comments.removedAt),
      sql`${comments.userId} is distinct from ${userId}`,
      sql`case when ${threadMarks.readCommentId} is null then ${comments.createdAt} >= ${roomMembers.joinedAt}
        else ${comments.id} > ${threadMarks.readCommentId} end`,
    );
  const names = (userId: string) => and(isNull(comments.removedAt), arrayContains(comments.mentions, [userId]));
  const membership = (userId: string) =>
    and(
      eq(roomMembers.roomId, comments.roomId),
      eq(roomMembers.userId, userId),
      isNull(roomMembers.removedAt),
      isNull(roomMembers.leftAt),
    );
  const mark = (userId: string) => and(eq(threadMarks.threadId, comments.threadId), eq(threadMarks.userId, userId));

  return {
    async tallies(
      threadIds: readonly string[],
      userId: string | null,
      cap: number,
    ): Promise<ReadonlyMap<string, ThreadTally>> {
      if (threadIds.length === 0) return new Map();
      const me = userId ?? '';
      const rows = await db
        .select({
          threadId: comments.threadId,
          total: count(),
          unread: sql<number>`least(count(*) filter (where ${unread(me)}), ${cap})::int`,
          mentionsMe: sql<boolean>`coalesce(bool_or(${names(me)}), false)`,
        })
        .from(comments)
        .leftJoin(roomMembers, membership(me))
        .leftJoin(threadMarks, mark(me))
        .where(inArray(comments.threadId, [...threadIds]))
        .groupBy(comments.threadId);
      return new Map(rows.map(({ threadId, ...tally }) => [threadId, tally]));
    },

    async counts(
      roomId: string,
      userId: string | null,
      cap: number,
    ): Promise<{ open: number; unread: number; mentions: number }> {
      const me = userId ?? '';
      const [threads] = await db
        .select({ open: count() })
        .from(commentThreads)
        .innerJoin(documents, eq(documents.id, commentThreads.documentId))
        .where(and(eq(commentThreads.roomId, roomId), isNull(commentThreads.resolvedAt), standing));
      const [seen] = await db
        .select({
          unread: sql<number>`least(count(*), ${cap})::int`,
          mentions: sql<number>`least(count(*) filter (where ${names(me)}), ${cap})::int`,
        })
        .from(comments)
        .innerJoin(commentThreads, eq(commentThreads.id, comments.threadId))
        .innerJoin(documents, eq(documents.id, commentThreads.documentId))
        .innerJoin(roomMembers, membership(me))
        .leftJoin(threadMarks, mark(me))
        .where(and(eq(comments.roomId, roomId), standing, unread(me)));
      return { open: threads?.open ?? 0, unread: seen?.unread ?? 0, mentions: seen?.mentions ?? 0 };
    },

    /** Forward only: an old window cannot make read comments unread. */
    async setMark(threadId: string, userId: string, readCommentId: string): Promise<void> {
      await db
        .insert(threadMarks)
        .values({ threadId, userId, readCommentId })
        .onConflictDoUpdate({
          target: [threadMarks.threadId, threadMarks.userId],
          set: { readCommentId: sql`greatest(${threadMarks.readCommentId}, excluded.read_comment_id)` },
        });
    },
  };
}
