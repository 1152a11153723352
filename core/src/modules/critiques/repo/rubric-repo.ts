import type { Database } from '@draftroom/drizzle/client';
import { rubrics } from '@draftroom/drizzle/schema/feedback';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { Authorised } from '../policy.ts';
import type { Criterion } from '../schema.ts';

export interface RubricRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly criteria: readonly Criterion[];
}

export function createRubricRepo(db: Database) {
  return {
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
