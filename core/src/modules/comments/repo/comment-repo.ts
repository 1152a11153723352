import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { commentRevisions, comments } from '@draftroom/drizzle/schema/comments';
import { and, asc, count, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised } from '../policy.ts';
import { type Eyes, visibleTo } from './visible-to.ts';

export interface CommentRecord {
  readonly id: string;
  readonly threadId: string;
  /** Where its thread stands: in a room or on a design. */
  readonly roomId: string | null;
  readonly designId: string | null;
  readonly userId: string | null;
  readonly text: string;
  readonly mentions: string[];
  /** On designs only. */
  readonly rating: number | null;
  readonly standing: ContentStanding;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly removedAt: Date | null;
}

export interface AuthoredComment {
  readonly comment: CommentRecord;
  readonly author: RoomPerson | null;
}

const authorColumns = { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId };

export function createCommentRepo(db: Database) {
  return {
    async insertComment(comment: CommentRecord): Promise<void> {
      await db.insert(comments).values(comment);
    },

    async findComment(commentId: string): Promise<CommentRecord | undefined> {
      if (!idPattern.test(commentId)) return undefined;
      const [row] = await db.select().from(comments).where(eq(comments.id, commentId));
      return row as CommentRecord | undefined;
    },

    async lastCommentId(place: { roomId: string } | { designId: string }): Promise<string | null> {
      const [row] = await db
        .select({ id: comments.id })
        .from(comments)
        .where('roomId' in place ? eq(comments.roomId, place.roomId) : eq(comments.designId, place.designId))
        .orderBy(desc(comments.id))
        .limit(1);
      return row?.id ?? null;
    },

    /**
     * Oldest first, of many threads; with `newest` only the first comment and that many at the end of each. On designs
     * only what these eyes see.
     */
    async listComments(
      threadIds: readonly string[],
      view: { newest?: number; eyes?: Eyes },
    ): Promise<AuthoredComment[]> {
      if (threadIds.length === 0) return [];
      const { newest, eyes } = view;
      const among = and(inArray(comments.threadId, [...threadIds]), eyes && visibleTo(eyes));
      const rows = await db
        .select({ comment: comments, author: authorColumns })
        .from(comments)
        .leftJoin(users, eq(users.id, comments.userId))
        .where(newest === undefined ? among : inArray(comments.id, firstAndNewest(db, among, newest)))
        .orderBy(asc(comments.id));
      return rows as AuthoredComment[];
    },

    async authoredComments(commentIds: readonly string[]): Promise<AuthoredComment[]> {
      const rows = await db
        .select({ comment: comments, author: authorColumns })
        .from(comments)
        .leftJoin(users, eq(users.id, comments.userId))
        .where(inArray(comments.id, [...commentIds]));
      return rows as AuthoredComment[];
    },

    /** How many were written, and how many of them stand. */
    async countComments(threadId: string): Promise<{ total: number; standing: number }> {
      const [row] = await db
        .select({ total: count(), standing: sql<number>`(count(*) filter (where ${comments.removedAt} is null))::int` })
        .from(comments)
        .where(eq(comments.threadId, threadId));
      return row ?? { total: 0, standing: 0 };
    },

    /** Keeps what it said before, under an id that the caller makes. */
    async editComment(
      comment: Authorised<'edit', CommentRecord>,
      change: { text: string; mentions: string[]; at: Date; revisionId: string },
    ): Promise<void> {
      await db.insert(commentRevisions).values({
        id: change.revisionId,
        commentId: comment.id,
        text: comment.text,
        writtenAt: comment.editedAt ?? comment.createdAt,
      });
      await db
        .update(comments)
        .set({ text: change.text, mentions: change.mentions, editedAt: change.at })
        .where(eq(comments.id, comment.id));
    },

    async setCommentStanding(commentId: string, standing: ContentStanding): Promise<void> {
      await db.update(comments).set({ standing }).where(eq(comments.id, commentId));
    },

    /** The words go for good, those from before its edits, too. */
    async removeComment(comment: Authorised<'remove', CommentRecord>, at: Date): Promise<void> {
      await db.delete(commentRevisions).where(eq(commentRevisions.commentId, comment.id));
      await db.update(comments).set({ text: '', mentions: [], removedAt: at }).where(eq(comments.id, comment.id));
    },

    async lastRevisionId(commentId: string): Promise<string | null> {
      const [row] = await revisions(db, commentId, 1);
      return row?.id ?? null;
    },

    /** Oldest first, at most the newest so many. */
    async listRevisions(commentId: string, limit: number): Promise<{ text: string; writtenAt: Date }[]> {
      return (await revisions(db, commentId, limit)).reverse();
    },
  };
}

function firstAndNewest(db: Database, among: SQL | undefined, newest: number) {
  const ranked = db
    .select({
      id: comments.id,
      fromStart: sql<number>`row_number() over (partition by ${comments.threadId} order by ${comments.id})`.as(
        'from_start',
      ),
      fromEnd: sql<number>`row_number() over (partition by ${comments.threadId} order by ${comments.id} desc)`.as(
        'from_end',
      ),
    })
    .from(comments)
    .where(among)
    .as('ranked');
  return db
    .select({ id: ranked.id })
    .from(ranked)
    .where(or(sql`${ranked.fromStart} = 1`, sql`${ranked.fromEnd} <= ${newest}`));
}

function revisions(db: Database, commentId: string, limit: number) {
  return db
    .select()
    .from(commentRevisions)
    .where(eq(commentRevisions.commentId, commentId))
    .orderBy(desc(commentRevisions.id))
    .limit(limit);
}
