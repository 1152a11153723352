import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { releases } from '@draftroom/drizzle/schema/designs';
import { critiques, critiqueVotes } from '@draftroom/drizzle/schema/feedback';
import { and, desc, eq, isNull, notInArray, or, type SQL } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised } from '../policy.ts';
import type { Criterion } from '../schema.ts';

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

/** Whose eyes look. */
export interface Eyes {
  readonly userId: string | null;
  readonly moderates: boolean;
  readonly averse: readonly string[];
}

/** Held and hidden ones are for their writer and moderators. */
function visibleTo({ userId, moderates, averse }: Eyes): SQL | undefined {
  if (moderates) return undefined;
  const visible = eq(critiques.standing, 'visible');
  return and(
    userId === null ? visible : or(visible, eq(critiques.userId, userId)),
    averse.length === 0 ? undefined : or(isNull(critiques.userId), notInArray(critiques.userId, [...averse])),
  );
}

/** Critiques of designs. */
export function createCritiqueRepo(db: Database) {
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
    async list(
      filter: { designId: string; seq: number | undefined; limit: number },
      eyes: Eyes,
    ): Promise<SeenCritique[]> {
      const { designId, seq, limit } = filter;
      const rows = await select(eyes.userId)
        .where(
          and(eq(critiques.designId, designId), seq === undefined ? undefined : eq(releases.seq, seq), visibleTo(eyes)),
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
  };
}
