import type { Database } from '@draftroom/drizzle/client';
import { savedSearches } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { KeptSearch } from '../schema.ts';

export interface SavedRecord {
  readonly id: string;
  readonly name: string;
  readonly search: KeptSearch;
  readonly createdAt: Date;
}

export function createSavedRepo(db: Database) {
  return {
    async listSaved(userId: string): Promise<SavedRecord[]> {
      const { id, name, search, createdAt } = savedSearches;
      const rows = await db
        .select({ id, name, search, createdAt })
        .from(savedSearches)
        .where(eq(savedSearches.userId, userId))
        .orderBy(desc(savedSearches.id));
      return rows.map((row) => ({ ...row, search: row.search as KeptSearch }));
    },

    /** False when this person has as many as allowed. Asked twice at once, one waits for the other. */
    async insertSaved(userId: string, saved: SavedRecord, most: number): Promise<boolean> {
      return await db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved:${userId}`}, 0))`);
        const there = await tx.$count(savedSearches, eq(savedSearches.userId, userId));
        if (there >= most) return false;
        await tx.insert(savedSearches).values({ userId, ...saved });
        return true;
      });
    },

    async removeSaved(userId: string, id: string): Promise<boolean> {
      const gone = await db
        .delete(savedSearches)
        .where(and(eq(savedSearches.id, id), eq(savedSearches.userId, userId)))
        .returning({ id: savedSearches.id });
      return gone.length > 0;
    },
  };
}
