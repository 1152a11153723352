import type { Database } from '@draftroom/drizzle/client';
import type { DeletionMode } from '@draftroom/drizzle/enums';
import { deletionRequests } from '@draftroom/drizzle/schema/profiles';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';

export interface DeletionRow {
  readonly userId: string;
  readonly mode: DeletionMode;
  readonly requestedAt: Date;
  readonly dueAt: Date;
  readonly cancelHash: string;
}

export function createDeletionRepo(db: Database) {
  const notBegun = isNull(deletionRequests.startedAt);
  return {
    async find(userId: string): Promise<DeletionRow | undefined> {
      const [row] = await db.select().from(deletionRequests).where(eq(deletionRequests.userId, userId));
      return row;
    },

    /** False once it has begun. */
    async put({ userId, ...request }: DeletionRow): Promise<boolean> {
      const rows = await db
        .insert(deletionRequests)
        .values({ userId, ...request })
        .onConflictDoUpdate({ target: deletionRequests.userId, set: request, setWhere: notBegun })
        .returning({ userId: deletionRequests.userId });
      return rows.length > 0;
    },

    async isOpen(cancelHash: string): Promise<boolean> {
      const rows = await db
        .select({ userId: deletionRequests.userId })
        .from(deletionRequests)
        .where(and(eq(deletionRequests.cancelHash, cancelHash), notBegun));
      return rows.length > 0;
    },

    /** False when there was none, or when it has begun. */
    async cancel(by: { userId: string } | { cancelHash: string }): Promise<boolean> {
      const which =
        'userId' in by ? eq(deletionRequests.userId, by.userId) : eq(deletionRequests.cancelHash, by.cancelHash);
      const rows = await db
        .delete(deletionRequests)
        .where(and(which, notBegun))
        .returning({ userId: deletionRequests.userId });
      return rows.length > 0;
    },

    async due(now: Date): Promise<string[]> {
      const rows = await db
        .select({ userId: deletionRequests.userId })
        .from(deletionRequests)
        .where(lte(deletionRequests.dueAt, now))
        .orderBy(asc(deletionRequests.dueAt));
      return rows.map(({ userId }) => userId);
    },

    /** From here on nothing can be called off. Undefined when it was, or when its time has not come. */
    async begin(userId: string, now: Date): Promise<DeletionRow | undefined> {
      const [row] = await db
        .update(deletionRequests)
        .set({ startedAt: now })
        .where(and(eq(deletionRequests.userId, userId), lte(deletionRequests.dueAt, now)))
        .returning();
      return row;
    },
  };
}
