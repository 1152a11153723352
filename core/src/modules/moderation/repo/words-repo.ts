import type { Database } from '@draftroom/drizzle/client';
import type { ReportTarget } from '@draftroom/drizzle/enums';
import { saidWords } from '@draftroom/drizzle/schema/moderation';
import { and, count, eq, gt, lt, ne, or } from 'drizzle-orm';

export interface SaidRecord {
  readonly targetType: ReportTarget;
  readonly targetId: string;
  readonly userId: string;
  readonly hash: string;
  readonly saidAt: Date;
}

export function createWordsRepo(db: Database) {
  return {
    /** How many other things say the same since then, whoever wrote them. */
    async repeats(said: Pick<SaidRecord, 'targetType' | 'targetId' | 'hash'>, since: Date): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(saidWords)
        .where(
          and(
            eq(saidWords.hash, said.hash),
            gt(saidWords.saidAt, since),
            or(ne(saidWords.targetId, said.targetId), ne(saidWords.targetType, said.targetType)),
          ),
        );
      return row?.count ?? 0;
    },

    async remember(said: SaidRecord): Promise<void> {
      const { hash, saidAt } = said;
      await db
        .insert(saidWords)
        .values(said)
        .onConflictDoUpdate({ target: [saidWords.targetType, saidWords.targetId], set: { hash, saidAt } });
    },

    async forget(before: Date): Promise<void> {
      await db.delete(saidWords).where(lt(saidWords.saidAt, before));
    },
  };
}
