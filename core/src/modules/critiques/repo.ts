import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, releases } from '@draftroom/drizzle/schema/designs';
import { critiques, critiqueVotes, rubrics } from '@draftroom/drizzle/schema/feedback';
import { and, count, desc, eq, isNull, lt, notInArray, or, type SQL, sum } from 'drizzle-orm';
import { idPattern } from '../../contract/ids.ts';
import type { RoomPerson } from '../rooms/schema.ts';
import type { Authorised } from './policy.ts';
import type { Criterion } from './schema.ts';

export interface StoredScore {
  readonly criterionId: string;
  readonly score: number;
  readonly words: string;
  /** The pins that it cites. */
  readonly threadIds: readonly string[];
}

export interface CritiqueRecord {
  readonly id: string;
  readonly designId: string;
  readonly releaseId: string;
  readonly userId: string | null;
  readonly criteria: readonly Criterion[];
  readonly scores: readonly StoredScore[];
  readonly summary: string;
  readonly standing: ContentStanding;
  readonly helpfulCount: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

export interface SeenCritique {
  readonly critique: CritiqueRecord;
  readonly seq: number;
  readonly author: RoomPerson | null;
  /** This person's vote. */
  readonly helpful: boolean | null;
}

export interface RubricRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly criteria: readonly Criterion[];
}

/** Whose eyes look. */
export interface Eyes {
  readonly userId: string | null;
  readonly moderates: boolean;
  readonly averse: readonly string[];
}

export type CritiquesRepo = ReturnType<typeof createCritiquesRepo>;

/** Held and hidden ones are for their writer and moderators. */
function visibleTo({ userId, moderates, averse }: Eyes): SQL | undefined {
  if (moderates) return undefined;
  const visible = eq(critiques.standing, 'visible');
  return and(
    userId === null ? visible : or(visible, eq(critiques.userId, userId)),
    averse.length === 0 ? undefined : or(isNull(critiques.userId), notInArray(critiques.userId, [...averse])),
  );
}

/** Tables of critiques, votes and rubrics, over the database or one transaction of it. */
export function createCritiquesRepo(db: Database) {
  const select = (userId: string | null) =>
    db
      .select({
        critique: critiques,
        seq: releases.seq,
        author: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
        helpful: critiqueVotes.helpful,
      })
      .from(critiques)
      .innerJoin(releases, eq(releases.id, critiques.releaseId))
      .leftJoin(users, eq(users.id, critiques.userId))
      .leftJoin(critiqueVotes, and(eq(critiqueVotes.critiqueId, critiques.id), eq(critiqueVotes.userId, userId ?? '')));

  return {
    async list(filter: { designId: string; seq: number | undefined; limit: number }, eyes: Eyes): Promise<SeenCritique[]> {
      const { designId, seq, limit } = filter;
      const rows = await select(eyes.userId)
        .where(
          and(
            eq(critiques.designId, designId),
            seq === undefined ? undefined : eq(releases.seq, seq),
            visibleTo(eyes),
          ),
        )
        .orderBy(desc(critiques.helpfulCount), desc(critiques.id))
        .limit(limit);
      return rows as SeenCritique[];
    },

    async see(critiqueId: string, eyes: Eyes): Promise<SeenCritique | undefined> {
      if (!idPattern.test(critiqueId)) return undefined;
      const [row] = await select(eyes.userId).where(and(eq(critiques.id, critiqueId), visibleTo(eyes)));
      return row as SeenCritique | undefined;
    },

    async find(critiqueId: string): Promise<CritiqueRecord | undefined> {
      if (!idPattern.test(critiqueId)) return undefined;
      const [row] = await db.select().from(critiques).where(eq(critiques.id, critiqueId));
      return row as CritiqueRecord | undefined;
    },

    async findOwn(releaseId: string, userId: string): Promise<CritiqueRecord | undefined> {
      const [row] = await db
        .select()
        .from(critiques)
        .where(and(eq(critiques.releaseId, releaseId), eq(critiques.userId, userId)));
      return row as CritiqueRecord | undefined;
    },

    async insert(critique: Omit<CritiqueRecord, 'helpfulCount' | 'editedAt'>): Promise<void> {
      await db.insert(critiques).values(critique);
    },

    async update(
      critique: Authorised<'change', CritiqueRecord>,
      change: Pick<CritiqueRecord, 'scores' | 'summary' | 'standing' | 'editedAt'>,
    ): Promise<void> {
      await db.update(critiques).set(change).where(eq(critiques.id, critique.id));
    },

    async setStanding(critique: Authorised<'change', CritiqueRecord>, standing: ContentStanding): Promise<void> {
      await db.update(critiques).set({ standing }).where(eq(critiques.id, critique.id));
    },

    /** With the votes on it. */
    async remove(critique: Authorised<'change', CritiqueRecord>): Promise<void> {
      await db.delete(critiques).where(eq(critiques.id, critique.id));
    },

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

    // ---- rubrics ----------------------------------------------------------------------------------------------------

    async listRubrics(ownerId: string): Promise<RubricRecord[]> {
      const rows = await db
        .select()
        .from(rubrics)
        .where(and(eq(rubrics.ownerId, ownerId), isNull(rubrics.removedAt)))
        .orderBy(desc(rubrics.id));
      return rows as RubricRecord[];
    },

    /** One that stands; `removed`: also one that is asked by designs only. */
    async findRubric(rubricId: string, { removed = false } = {}): Promise<RubricRecord | undefined> {
      if (!idPattern.test(rubricId)) return undefined;
      const [row] = await db
        .select()
        .from(rubrics)
        .where(and(eq(rubrics.id, rubricId), removed ? undefined : isNull(rubrics.removedAt)));
      return row as RubricRecord | undefined;
    },

    async insertRubric(rubric: RubricRecord & { createdAt: Date }): Promise<void> {
      await db.insert(rubrics).values(rubric);
    },

    async updateRubric(
      rubric: Authorised<'rubric', RubricRecord>,
      change: Pick<RubricRecord, 'name' | 'criteria'>,
    ): Promise<void> {
      await db.update(rubrics).set(change).where(eq(rubrics.id, rubric.id));
    },

    async removeRubric(rubric: Authorised<'rubric', RubricRecord>, removedAt: Date): Promise<void> {
      await db.update(rubrics).set({ removedAt }).where(eq(rubrics.id, rubric.id));
    },
  };
}
