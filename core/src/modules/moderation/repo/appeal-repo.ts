import type { Database } from '@draftroom/drizzle/client';
import type { AppealState } from '@draftroom/drizzle/enums';
import { appeals } from '@draftroom/drizzle/schema/moderation';
import { and, asc, count, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { Authorised, Decided } from '../policy.ts';

export interface AppealRecord {
  readonly id: string;
  readonly actionId: string;
  readonly userId: string;
  readonly words: string;
  readonly state: AppealState;
  readonly decidedBy: string | null;
  readonly answer: string | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
}

export function createAppealRepo(db: Database) {
  return {
    /** False when there was one before. */
    async insert(_action: Authorised<'appeal', Decided>, appeal: AppealRecord): Promise<boolean> {
      const rows = await db
        .insert(appeals)
        .values(appeal)
        .onConflictDoNothing({ target: appeals.actionId })
        .returning({ id: appeals.id });
      return rows.length > 0;
    },

    async find(appealId: string): Promise<AppealRecord | undefined> {
      if (!idPattern.test(appealId)) return undefined;
      const [row] = await db.select().from(appeals).where(eq(appeals.id, appealId));
      return row;
    },

    async findLocked(appealId: string): Promise<AppealRecord | undefined> {
      const [row] = await db.select().from(appeals).where(eq(appeals.id, appealId)).for('update');
      return row;
    },

    async ofActions(actionIds: readonly string[]): Promise<Map<string, AppealRecord>> {
      if (actionIds.length === 0) return new Map();
      const rows = await db
        .select()
        .from(appeals)
        .where(inArray(appeals.actionId, [...actionIds]));
      return new Map(rows.map((row) => [row.actionId, row]));
    },

    /** The longest waiting first. */
    async listOpen(page: { after: { at: Date; id: string } | null; limit: number }): Promise<AppealRecord[]> {
      const { after } = page;
      return await db
        .select()
        .from(appeals)
        .where(
          and(
            eq(appeals.state, 'open'),
            after === null
              ? undefined
              : or(gt(appeals.createdAt, after.at), and(eq(appeals.createdAt, after.at), gt(appeals.id, after.id))),
          ),
        )
        .orderBy(asc(appeals.createdAt), asc(appeals.id))
        .limit(page.limit);
    },

    async countOpen(cap: number): Promise<number> {
      const some = db.select({ one: sql`1` }).from(appeals).where(eq(appeals.state, 'open')).limit(cap).as('some');
      const [row] = await db.select({ count: count() }).from(some);
      return row?.count ?? 0;
    },

    async settle(
      appealId: string,
      decision: { state: 'upheld' | 'reversed'; decidedBy: string | null; answer: string | null; decidedAt: Date },
    ): Promise<void> {
      await db.update(appeals).set(decision).where(eq(appeals.id, appealId));
    },
  };
}
