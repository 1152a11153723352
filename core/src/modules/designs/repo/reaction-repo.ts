import type { Database } from '@draftroom/drizzle/client';
import type { ReactionKind } from '@draftroom/drizzle/enums';
import { designContributions, designs, reactions } from '@draftroom/drizzle/schema/designs';
import { and, count, eq, gt, gte } from 'drizzle-orm';
import type { Authorised, DesignFacts } from '../policy.ts';

export type ReactedDesign = Authorised<'react', DesignFacts & { id: string }>;

export function createReactionRepo(db: Database) {
  return {
    /** False where it was there already. */
    async add(
      design: ReactedDesign,
      reaction: { userId: string; kind: ReactionKind; weight: number; createdAt: Date },
    ): Promise<boolean> {
      const added = await db
        .insert(reactions)
        .values({ ...reaction, designId: design.id })
        .onConflictDoNothing()
        .returning({ designId: reactions.designId });
      return added.length > 0;
    },

    /** What it weighed; null where there was none. */
    async take(designId: string, userId: string, kind: ReactionKind): Promise<number | null> {
      const [taken] = await db
        .delete(reactions)
        .where(and(eq(reactions.designId, designId), eq(reactions.userId, userId), eq(reactions.kind, kind)))
        .returning({ weight: reactions.weight });
      return taken?.weight ?? null;
    },

    async of(designId: string, userId: string): Promise<ReadonlySet<ReactionKind>> {
      const rows = await db
        .select({ kind: reactions.kind })
        .from(reactions)
        .where(and(eq(reactions.designId, designId), eq(reactions.userId, userId)));
      return new Set(rows.map(({ kind }) => kind));
    },

    async addContribution(contribution: typeof designContributions.$inferInsert): Promise<boolean> {
      const added = await db
        .insert(designContributions)
        .values(contribution)
        .onConflictDoNothing()
        .returning({ designId: designContributions.designId });
      return added.length > 0;
    },

    async takeContribution(designId: string, userId: string, kind: 'remix' | 'critique'): Promise<number | null> {
      const [taken] = await db
        .delete(designContributions)
        .where(
          and(
            eq(designContributions.designId, designId),
            eq(designContributions.userId, userId),
            eq(designContributions.kind, kind),
          ),
        )
        .returning({ weight: designContributions.weight });
      return taken?.weight ?? null;
    },

    /** How much of what this person did since then weighs on designs of this author. */
    async weighedSince(userId: string, authorId: string, since: Date): Promise<number> {
      const [reacted] = await db
        .select({ count: count() })
        .from(reactions)
        .innerJoin(designs, eq(designs.id, reactions.designId))
        .where(
          and(
            eq(reactions.userId, userId),
            gte(reactions.createdAt, since),
            gt(reactions.weight, 0),
            eq(designs.authorId, authorId),
          ),
        );
      const [contributed] = await db
        .select({ count: count() })
        .from(designContributions)
        .innerJoin(designs, eq(designs.id, designContributions.designId))
        .where(
          and(
            eq(designContributions.userId, userId),
            gte(designContributions.createdAt, since),
            gt(designContributions.weight, 0),
            eq(designs.authorId, authorId),
          ),
        );
      return (reacted?.count ?? 0) + (contributed?.count ?? 0);
    },
  };
}
