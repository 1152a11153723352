/**
 * What an account leaves behind is taken out of the tables, in one transaction. Columns that refer to the account clear
 * themselves when its row goes; here is what no foreign key does: words, counts, and ids in lists.
 */
import type { Database } from '@draftroom/drizzle/client';
import { deviceCodes } from '@draftroom/drizzle/schema/accounts';
import { commentRevisions, comments, commentThreads } from '@draftroom/drizzle/schema/comments';
import { collectionItems, collections, designLineage, designs } from '@draftroom/drizzle/schema/designs';
import { documentUpdates, versions } from '@draftroom/drizzle/schema/documents';
import { critiques, critiqueVotes } from '@draftroom/drizzle/schema/feedback';
import { notifications } from '@draftroom/drizzle/schema/notifications';
import { chatMessages } from '@draftroom/drizzle/schema/rooms';
import { and, eq, inArray, isNull, notExists, type SQL, sql } from 'drizzle-orm';
import { takeWeights, type WeightsOf } from './weights-repo.ts';

/** Under this name everything stands that somebody left behind. */
export const nobody = 'Somebody who left';

export function createEraseRepo(db: Database, leaving: WeightsOf & { readonly at: Date }) {
  const { userId, at } = leaving;

  /** Whole designs with all that hangs on them, and what others' rows counted of them. */
  async function removeDesigns(which: SQL | undefined): Promise<void> {
    const among = and(eq(designs.authorId, userId), which);
    const gone = db.select({ id: designs.id }).from(designs).where(among);
    const found = db.select({ id: designs.id }).from(designs).where(and(among, designs.listed));
    // Counted are those that strangers find.
    await db.execute(sql`update ${designs} as parent set remix_count = greatest(0, parent.remix_count - made.count)
      from (select ${designLineage.parentId} as id, count(*)::int as count from ${designLineage}
        where ${designLineage.childId} in ${found} group by 1) as made
      where parent.id = made.id`);
    await db.execute(sql`update ${collections} as holder set item_count = greatest(0, holder.item_count - held.count)
      from (select ${collectionItems.collectionId} as id, count(*)::int as count from ${collectionItems}
        where ${collectionItems.designId} in ${gone} group by 1) as held
      where holder.id = held.id`);
    await db.delete(designs).where(inArray(designs.id, gone));
  }

  return {
    /** Likes, saves and votes, out of the sums that they went into. */
    async deeds(): Promise<void> {
      await takeWeights(db, leaving);
      const voted = db
        .select({ id: critiqueVotes.critiqueId })
        .from(critiqueVotes)
        .where(and(eq(critiqueVotes.userId, userId), eq(critiqueVotes.helpful, true)));
      await db
        .update(critiques)
        .set({ helpfulCount: sql`greatest(0, ${critiques.helpfulCount} - 1)` })
        .where(inArray(critiques.id, voted));
      await db.delete(critiqueVotes).where(eq(critiqueVotes.userId, userId));
      await db.delete(deviceCodes).where(eq(deviceCodes.userId, userId));
    },

    /** Everything written and published. Threads of others keep their shape; those that are empty now go. */
    async words(): Promise<void> {
      await removeDesigns(undefined);
      const mine = and(eq(comments.userId, userId), isNull(comments.removedAt));
      await db.execute(sql`update ${designs} as spoken set comment_count = greatest(0, spoken.comment_count - mine.count)
        from (select ${comments.designId} as id, count(*)::int as count from ${comments}
          where ${mine} and ${comments.standing} = 'visible' group by 1) as mine
        where spoken.id = mine.id`);
      const own = db.select({ id: comments.id }).from(comments).where(eq(comments.userId, userId));
      await db.delete(commentRevisions).where(inArray(commentRevisions.commentId, own));
      const threads = await db
        .update(comments)
        .set({ text: '', mentions: [], removedAt: at })
        .where(mine)
        .returning({ id: comments.threadId });
      await removeEmptyThreads([...new Set(threads.map(({ id }) => id))]);
      await db.execute(sql`update ${designs} as judged set critique_count = greatest(0, judged.critique_count - mine.count)
        from (select ${critiques.designId} as id, count(*)::int as count from ${critiques}
          where ${critiques.userId} = ${userId} and ${critiques.standing} = 'visible'
          group by 1) as mine
        where judged.id = mine.id`);
      await db.delete(critiques).where(eq(critiques.userId, userId));
      await db
        .update(chatMessages)
        .set({ text: '', mentions: [], removedAt: at })
        .where(and(eq(chatMessages.userId, userId), isNull(chatMessages.removedAt)));
      await db
        .update(notifications)
        .set({ payload: sql`jsonb_set(${notifications.payload}, '{excerpt}', '""')`, source: null })
        .where(eq(notifications.actorId, userId));
    },

    /** What nobody but its author could see is of use to nobody. */
    hiddenDesigns: () => removeDesigns(eq(designs.visibility, 'private')),

    /** Ids in lists, and of who wrote what in the log. */
    async names(): Promise<void> {
      for (const table of [comments, chatMessages]) {
        await db
          .update(table)
          .set({ mentions: sql`array_remove(${table.mentions}, ${userId})` })
          .where(sql`${table.mentions} @> array[${userId}]::text[]`);
      }
      // In others' words the mention stays as one of nobody: names of people end at a bracket.
      const mention = `@\\[[^\\[\\]]*\\]\\(${userId}\\)`;
      for (const table of [comments, chatMessages, commentRevisions]) {
        await db
          .update(table)
          .set({ text: sql`regexp_replace(${table.text}, ${mention}, ${`@${nobody}`}, 'g')` })
          .where(sql`${table.text} like ${`%(${userId})%`}`);
      }
      await db
        .update(versions)
        .set({ authors: sql`array_remove(${versions.authors}, ${userId})` })
        .where(sql`${versions.authors} @> array[${userId}]::text[]`);
      await db.update(documentUpdates).set({ userId: null }).where(eq(documentUpdates.userId, userId));
      await db.delete(notifications).where(eq(notifications.subject, `user:${userId}`));
    },
  };

  async function removeEmptyThreads(threadIds: readonly string[]): Promise<void> {
    if (threadIds.length === 0) return;
    const standing = db
      .select({ id: comments.id })
      .from(comments)
      .where(and(eq(comments.threadId, commentThreads.id), isNull(comments.removedAt)));
    await db
      .update(commentThreads)
      .set({ removedAt: at })
      .where(and(inArray(commentThreads.id, [...threadIds]), isNull(commentThreads.removedAt), notExists(standing)));
  }
}
