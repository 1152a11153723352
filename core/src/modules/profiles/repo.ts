/** Profiles are read over the tables of several domains: counted in the database, never loaded. */
import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, follows } from '@draftroom/drizzle/schema/designs';
import { critiques } from '@draftroom/drizzle/schema/feedback';
import { aversions } from '@draftroom/drizzle/schema/moderation';
import { profiles } from '@draftroom/drizzle/schema/profiles';
import { and, count, eq, inArray, or, sql } from 'drizzle-orm';
import { idPattern } from '../../contract/ids.ts';
import type { RoomPerson } from '../rooms/schema.ts';
import type { Bond, OwnProfile } from './policy.ts';
import { createPublicRoomRepo } from './repo/public-room-repo.ts';
import type { Profile } from './schema.ts';

export interface ProfileRow {
  readonly person: RoomPerson;
  readonly joinedAt: Date;
  readonly bio: string;
  readonly links: readonly string[];
  readonly standing: ContentStanding;
}

export function createProfilesRepo(db: Database) {
  const rooms = createPublicRoomRepo(db);
  return {
    ...rooms,

    async find(userId: string): Promise<ProfileRow | undefined> {
      if (!idPattern.test(userId)) return undefined;
      const [row] = await db
        .select({
          person: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
          joinedAt: users.createdAt,
          written: profiles,
        })
        .from(users)
        .leftJoin(profiles, eq(profiles.userId, users.id))
        .where(eq(users.id, userId));
      if (row === undefined) return undefined;
      const { person, joinedAt, written } = row;
      const { bio, links, standing } = written ?? { bio: '', links: [], standing: 'visible' as const };
      return { person, joinedAt, bio, links, standing };
    },

    async counts(userId: string): Promise<Profile['counts']> {
      const listed = db.select({ id: designs.id }).from(designs).where(eq(designs.listed, true));
      const seen = and(
        eq(critiques.userId, userId),
        eq(critiques.standing, 'visible'),
        inArray(critiques.designId, listed),
      );
      const [[given], ...single] = await Promise.all([
        db
          .select({ critiques: count(), helpful: sql<number>`coalesce(sum(${critiques.helpfulCount}), 0)::int` })
          .from(critiques)
          .where(seen),
        numberOf(db.select({ count: count() }).from(follows).where(eq(follows.authorId, userId))),
        numberOf(db.select({ count: count() }).from(follows).where(eq(follows.followerId, userId))),
        numberOf(
          db
            .select({ count: count() })
            .from(designs)
            .where(and(eq(designs.authorId, userId), eq(designs.listed, true))),
        ),
        rooms.countPublicRooms(userId),
      ]);
      const [followers, following, designCount, publicRooms] = single;
      return {
        followers: followers ?? 0,
        following: following ?? 0,
        designs: designCount ?? 0,
        critiques: given?.critiques ?? 0,
        helpful: given?.helpful ?? 0,
        publicRooms: publicRooms ?? 0,
      };
    },

    /** Between me and somebody else. */
    async bond(me: string, userId: string): Promise<Bond & { following: boolean; blocked: boolean; muted: boolean }> {
      const between = await db
        .select({ by: aversions.userId, kind: aversions.kind })
        .from(aversions)
        .where(
          or(
            and(eq(aversions.userId, me), eq(aversions.otherId, userId)),
            and(eq(aversions.userId, userId), eq(aversions.otherId, me)),
          ),
        );
      const followed = await db
        .select({ authorId: follows.authorId })
        .from(follows)
        .where(and(eq(follows.followerId, me), eq(follows.authorId, userId)));
      const is = (by: string, kind: 'block' | 'mute') => between.some((row) => row.by === by && row.kind === kind);
      return {
        following: followed.length > 0,
        blocked: is(me, 'block'),
        muted: is(me, 'mute'),
        blockedMe: is(userId, 'block'),
      };
    },

    /** Of whoever has written nothing of themselves there is no row of a profile: the person's own is held. */
    async lock(userId: string): Promise<void> {
      if (!idPattern.test(userId)) return;
      await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    },

    async write(
      own: OwnProfile,
      words: { bio: string; links: string[]; standing: ContentStanding; changedAt: Date },
    ): Promise<void> {
      await db
        .insert(profiles)
        .values({ userId: own.userId, ...words })
        .onConflictDoUpdate({ target: profiles.userId, set: words });
    },

    /** By a moderator. */
    async moderate(userId: string, change: { standing?: ContentStanding; bio?: ''; links?: [] }): Promise<void> {
      await db.update(profiles).set(change).where(eq(profiles.userId, userId));
    },
  };
}

async function numberOf(query: PromiseLike<{ count: number }[]>): Promise<number> {
  return (await query)[0]?.count ?? 0;
}
