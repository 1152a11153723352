import type { Database } from '@draftroom/drizzle/client';
import { designs } from '@draftroom/drizzle/schema/designs';
import { critiques, critiqueVotes } from '@draftroom/drizzle/schema/feedback';
import { and, count, desc, eq, lt, sum } from 'drizzle-orm';
import type { Authorised } from '../policy.ts';
import type { CritiqueRecord } from './critique-repo.ts';

/** Votes on critiques, and what somebody's critiques add up to. */
export function createHelpfulRepo(db: Database) {
  return {
    /** Answers how many found it helpful, and whether this vote is a new one for it. */
    async vote(
      critique: Authorised<'vote', CritiqueRecord>,
      vote: { userId: string; helpful: boolean | null; at: Date },
    ): Promise<{ helpfulCount: number; rose: boolean }> {
      const { userId, helpful, at: createdAt } = vote;
      if (helpful === null) {
        const mine = and(eq(critiqueVotes.critiqueId, critique.id), eq(critiqueVotes.userId, userId));
        await db.delete(critiqueVotes).where(mine);
      } else {
        await db
          .insert(critiqueVotes)
          .values({ critiqueId: critique.id, userId, helpful, createdAt })
          .onConflictDoUpdate({ target: [critiqueVotes.critiqueId, critiqueVotes.userId], set: { helpful } });
      }
      const [row] = await db
        .select({ count: count() })
        .from(critiqueVotes)
        .where(and(eq(critiqueVotes.critiqueId, critique.id), eq(critiqueVotes.helpful, true)));
      const helpfulCount = row?.count ?? 0;
      await db.update(critiques).set({ helpfulCount }).where(eq(critiques.id, critique.id));
      return { helpfulCount, rose: helpfulCount > critique.helpfulCount };
    },

    /** Newest first, on designs that anybody may find. */
    async byPerson(userId: string, page: { before: string | undefined; limit: number }) {
      const rows = await db
        .select({ critique: critiques, design: { id: designs.id, title: designs.title } })
        .from(critiques)
        .innerJoin(designs, eq(designs.id, critiques.designId))
        .where(
          and(
            eq(critiques.userId, userId),
            eq(critiques.standing, 'visible'),
            designs.listed,
            page.before === undefined ? undefined : lt(critiques.id, page.before),
          ),
        )
        .orderBy(desc(critiques.id))
        .limit(page.limit);
      return rows.map(({ critique, design }) => ({ critique: critique as CritiqueRecord, design }));
    },

    /** Over the same ones as `byPerson`. */
    async figures(userId: string): Promise<{ given: number; helpful: number }> {
      const [row] = await db
        .select({ given: count(), helpful: sum(critiques.helpfulCount) })
        .from(critiques)
        .innerJoin(designs, eq(designs.id, critiques.designId))
        .where(and(eq(critiques.userId, userId), eq(critiques.standing, 'visible'), designs.listed));
      return { given: row?.given ?? 0, helpful: Number(row?.helpful ?? 0) };
    },
  };
}
