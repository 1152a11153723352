import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, follows, reactions } from '@draftroom/drizzle/schema/designs';
import { and, count, desc, eq, ne } from 'drizzle-orm';
import { union } from 'drizzle-orm/pg-core';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';

export function createPeopleRepo(db: Database) {
  return {
    async find(userId: string): Promise<RoomPerson | undefined> {
      if (!idPattern.test(userId)) return undefined;
      const [row] = await db
        .select({ userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId })
        .from(users)
        .where(eq(users.id, userId));
      return row;
    },

    /** False where nothing changed. */
    async setFollowing(followerId: string, authorId: string, on: boolean, at: Date): Promise<boolean> {
      const changed = on
        ? await db
            .insert(follows)
            .values({ followerId, authorId, createdAt: at })
            .onConflictDoNothing()
            .returning({ id: follows.authorId })
        : await db
            .delete(follows)
            .where(and(eq(follows.followerId, followerId), eq(follows.authorId, authorId)))
            .returning({ id: follows.authorId });
      return changed.length > 0;
    },

    async follows(followerId: string, authorId: string): Promise<boolean> {
      const [row] = await db
        .select({ id: follows.authorId })
        .from(follows)
        .where(and(eq(follows.followerId, followerId), eq(follows.authorId, authorId)));
      return row !== undefined;
    },

    async countFollowers(authorId: string): Promise<number> {
      const [row] = await db.select({ count: count() }).from(follows).where(eq(follows.authorId, authorId));
      return row?.count ?? 0;
    },

    /** Who follows this author or saved this design, but the author. */
    async interestedIn(designId: string, authorId: string, limit: number): Promise<string[]> {
      const savers = db
        .select({ userId: reactions.userId })
        .from(reactions)
        .where(and(eq(reactions.designId, designId), eq(reactions.kind, 'save'), ne(reactions.userId, authorId)));
      const followers = db.select({ userId: follows.followerId }).from(follows).where(eq(follows.authorId, authorId));
      const rows = await union(savers, followers).limit(limit);
      return rows.map(({ userId }) => userId);
    },

    /** Whether strangers find anything of this author. */
    async newestListed(authorId: string): Promise<string | null> {
      const [row] = await db
        .select({ id: designs.id })
        .from(designs)
        .where(and(eq(designs.authorId, authorId), designs.listed))
        .orderBy(desc(designs.publishedAt))
        .limit(1);
      return row?.id ?? null;
    },
  };
}
