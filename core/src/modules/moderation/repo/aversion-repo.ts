import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { follows } from '@draftroom/drizzle/schema/designs';
import { aversions } from '@draftroom/drizzle/schema/moderation';
import { and, count, desc, eq, inArray, or } from 'drizzle-orm';
import type { RoomPerson } from '../../rooms/schema.ts';
import { personColumns } from './person-repo.ts';

export type AversionKind = 'block' | 'mute';

export function createAversionRepo(db: Database) {
  return {
    /** A block takes the place of a mute; a mute changes no block. */
    async set(aversion: { userId: string; otherId: string; kind: AversionKind; createdAt: Date }): Promise<void> {
      const insert = db.insert(aversions).values(aversion);
      if (aversion.kind === 'mute') await insert.onConflictDoNothing();
      else {
        await insert.onConflictDoUpdate({
          target: [aversions.userId, aversions.otherId],
          set: { kind: 'block' },
        });
      }
    },

    async clear(aversion: { userId: string; otherId: string; kind: AversionKind }): Promise<void> {
      const { userId, otherId, kind } = aversion;
      await db
        .delete(aversions)
        .where(and(eq(aversions.userId, userId), eq(aversions.otherId, otherId), eq(aversions.kind, kind)));
    },

    async find(userId: string, otherId: string): Promise<AversionKind | null> {
      const [row] = await db
        .select({ kind: aversions.kind })
        .from(aversions)
        .where(and(eq(aversions.userId, userId), eq(aversions.otherId, otherId)));
      return row?.kind ?? null;
    },

    async count(userId: string): Promise<number> {
      const [row] = await db.select({ count: count() }).from(aversions).where(eq(aversions.userId, userId));
      return row?.count ?? 0;
    },

    /** The newest first. */
    async list(userId: string, kind: AversionKind): Promise<{ person: RoomPerson; since: Date }[]> {
      return await db
        .select({ person: personColumns, since: aversions.createdAt })
        .from(aversions)
        .innerJoin(users, eq(users.id, aversions.otherId))
        .where(and(eq(aversions.userId, userId), eq(aversions.kind, kind)))
        .orderBy(desc(aversions.createdAt), desc(aversions.otherId));
    },

    /** Whom this person does not see: blocked by either of the two, or muted by them. */
    async averse(userId: string): Promise<Set<string>> {
      const rows = await db
        .select({ userId: aversions.userId, otherId: aversions.otherId })
        .from(aversions)
        .where(or(eq(aversions.userId, userId), and(eq(aversions.otherId, userId), eq(aversions.kind, 'block'))));
      return new Set(rows.map((row) => (row.userId === userId ? row.otherId : row.userId)));
    },

    /** Who of these blocked this person, is blocked by them, or muted them. */
    async averseTo(otherId: string, among: readonly string[]): Promise<Set<string>> {
      if (among.length === 0) return new Set();
      const rows = await db
        .select({ userId: aversions.userId, otherId: aversions.otherId })
        .from(aversions)
        .where(
          or(
            and(eq(aversions.otherId, otherId), inArray(aversions.userId, [...among])),
            and(eq(aversions.userId, otherId), inArray(aversions.otherId, [...among]), eq(aversions.kind, 'block')),
          ),
        );
      return new Set(rows.map((row) => (row.userId === otherId ? row.otherId : row.userId)));
    },

    async blocked(userId: string, otherId: string): Promise<boolean> {
      const rows = await db
        .select({ kind: aversions.kind })
        .from(aversions)
        .where(
          and(
            eq(aversions.kind, 'block'),
            or(
              and(eq(aversions.userId, userId), eq(aversions.otherId, otherId)),
              and(eq(aversions.userId, otherId), eq(aversions.otherId, userId)),
            ),
          ),
        )
        .limit(1);
      return rows.length > 0;
    },

    async endFollows(userId: string, otherId: string): Promise<void> {
      await db
        .delete(follows)
        .where(
          or(
            and(eq(follows.followerId, userId), eq(follows.authorId, otherId)),
            and(eq(follows.followerId, otherId), eq(follows.authorId, userId)),
          ),
        );
    },
  };
}
