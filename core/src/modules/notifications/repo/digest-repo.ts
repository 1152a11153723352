import type { Database } from '@draftroom/drizzle/client';
import type { DigestCadence } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { digests, notifications } from '@draftroom/drizzle/schema/notifications';
import { and, asc, eq, inArray, isNull, lte, ne } from 'drizzle-orm';

export interface DigestRow {
  readonly userId: string;
  readonly cadence: DigestCadence;
  readonly dueAt: Date;
}

export interface Reader {
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

export function createDigestRepo(db: Database) {
  return {
    async find(userId: string): Promise<DigestRow | undefined> {
      const [row] = await db.select().from(digests).where(eq(digests.userId, userId));
      return row;
    },

    async set(row: DigestRow): Promise<void> {
      const { cadence, dueAt } = row;
      await db.insert(digests).values(row).onConflictDoUpdate({ target: digests.userId, set: { cadence, dueAt } });
    },

    /** For people who have chosen nothing. */
    async begin(rows: readonly DigestRow[]): Promise<void> {
      for (let from = 0; from < rows.length; from += 500) {
        await db
          .insert(digests)
          .values(rows.slice(from, from + 500))
          .onConflictDoNothing();
      }
    },

    async due(now: Date, limit: number): Promise<DigestRow[]> {
      return await db
        .select()
        .from(digests)
        .where(and(ne(digests.cadence, 'never'), lte(digests.dueAt, now)))
        .orderBy(asc(digests.dueAt))
        .limit(limit);
    },

    /** Of two who claim the same one, one gets it. */
    async claim(row: DigestRow, nextAt: Date): Promise<boolean> {
      const claimed = await db
        .update(digests)
        .set({ dueAt: nextAt })
        .where(and(eq(digests.userId, row.userId), eq(digests.dueAt, row.dueAt), ne(digests.cadence, 'never')))
        .returning({ userId: digests.userId });
      return claimed.length > 0;
    },

    async reader(userId: string): Promise<Reader | undefined> {
      const [row] = await db
        .select({ name: users.name, email: users.email, verifiedAt: users.emailVerifiedAt })
        .from(users)
        .where(eq(users.id, userId));
      if (row === undefined) return undefined;
      return { name: row.name, email: row.email, emailVerified: row.verifiedAt !== null };
    },

    /** Gives the ids of those that no digest carried before. */
    async markMailed(ids: readonly string[], at: Date): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const marked = await db
        .update(notifications)
        .set({ mailedAt: at })
        .where(and(inArray(notifications.id, [...ids]), isNull(notifications.mailedAt)))
        .returning({ id: notifications.id });
      return new Set(marked.map(({ id }) => id));
    },
  };
}
