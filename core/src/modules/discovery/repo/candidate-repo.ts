import type { Database } from '@draftroom/drizzle/client';
import { designs, reactions } from '@draftroom/drizzle/schema/designs';
import { dismissedSuggestions, newWorkShown, searchDocs, suggestionViews } from '@draftroom/drizzle/schema/discovery';
import { and, eq, or, sql } from 'drizzle-orm';
import type { Features } from '../features.ts';
import { conditions, isAnyOf, type Match, narrows, textArray, visible } from './conditions.ts';
import { featureColumns } from './similar-repo.ts';

export interface Candidate extends Features {
  /** How often this person was shown it. */
  readonly seen: number;
}

export function createCandidateRepo(db: Database) {
  return {
    /** Of these, what this person may be shown: not their own, nothing they know or dismissed, nothing shown since then. */
    async candidates(
      userId: string,
      { ids, averse, shownSince }: { ids: readonly string[]; averse: readonly string[]; shownSince: Date },
    ): Promise<Candidate[]> {
      if (ids.length === 0) return [];
      const mine = and(eq(suggestionViews.userId, userId), eq(suggestionViews.designId, designs.id));
      const rows = await db
        .select({ ...featureColumns, seen: suggestionViews.times, lastAt: suggestionViews.lastAt })
        .from(designs)
        .leftJoin(suggestionViews, mine)
        .where(
          and(
            isAnyOf(designs.id, ids),
            ...visible(averse),
            sql`${designs.authorId} is distinct from ${userId}`,
            sql`not exists (select from ${reactions} where ${reactions.designId} = ${designs.id} and ${reactions.userId} = ${userId})`,
            sql`not exists (select from ${dismissedSuggestions} gone where gone.design_id = ${designs.id} and gone.user_id = ${userId})`,
          ),
        );
      return rows
        .filter(({ lastAt }) => lastAt === null || lastAt < shownSince)
        .map(({ lastAt: _, seen, ...features }) => ({ ...features, seen: seen ?? 0 }));
    },

    /** Those of the ids that the filter lets through. */
    async matching(ids: readonly string[], match: Match): Promise<string[]> {
      if (ids.length === 0 || !narrows(match.filter)) return [...ids];
      const rows = await db
        .select({ id: searchDocs.designId })
        .from(searchDocs)
        .where(and(isAnyOf(searchDocs.designId, ids), ...conditions(match)));
      return rows.map(({ id }) => id);
    },

    /** Of those that this person can still find, or made. */
    async titlesOf(userId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select({ id: designs.id, title: designs.title })
        .from(designs)
        .where(and(isAnyOf(designs.id, ids), or(sql`${designs.listed}`, eq(designs.authorId, userId))));
      return new Map(rows.map(({ id, title }) => [id, title]));
    },

    async dismiss(userId: string, designId: string, createdAt: Date): Promise<void> {
      await db.insert(dismissedSuggestions).values({ userId, designId, createdAt }).onConflictDoNothing();
    },

    async takeDismissalBack(userId: string, designId: string): Promise<void> {
      const { userId: who, designId: what } = dismissedSuggestions;
      await db.delete(dismissedSuggestions).where(and(eq(who, userId), eq(what, designId)));
    },

    async recordShown(userId: string, shown: readonly string[], at: Date): Promise<void> {
      if (shown.length === 0) return;
      await db.execute(sql`
        insert into ${suggestionViews} (user_id, design_id, times, last_at)
        select ${userId}, id, 1, ${at.toISOString()}::timestamptz from unnest(${textArray([...shown].sort())}) id
        on conflict (user_id, design_id)
        do update set times = ${suggestionViews.times} + 1, last_at = excluded.last_at`);
    },

    /** In one order everywhere, so that two pages at once cannot wait for each other in a ring. */
    async recordNewShown(designIds: readonly string[]): Promise<void> {
      if (designIds.length === 0) return;
      await db.execute(sql`
        insert into ${newWorkShown} (design_id, times) select id, 1 from unnest(${textArray([...designIds].sort())}) id
        on conflict (design_id) do update set times = ${newWorkShown.times} + 1`);
    },
  };
}
