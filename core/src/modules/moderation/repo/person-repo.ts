import type { Database } from '@draftroom/drizzle/client';
import type { SiteRole } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { comments } from '@draftroom/drizzle/schema/comments';
import { designs } from '@draftroom/drizzle/schema/designs';
import { critiques } from '@draftroom/drizzle/schema/feedback';
import { moderationActions } from '@draftroom/drizzle/schema/moderation';
import { and, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';

export interface PersonRecord extends RoomPerson {
  readonly siteRole: SiteRole;
  readonly createdAt: Date;
}

export const personColumns = { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId };

export function createPersonRepo(db: Database) {
  return {
    async find(userId: string): Promise<PersonRecord | undefined> {
      if (!idPattern.test(userId)) return undefined;
      const [row] = await db
        .select({ ...personColumns, siteRole: users.siteRole, createdAt: users.createdAt })
        .from(users)
        .where(eq(users.id, userId));
      return row;
    },

    async setRole(email: string, siteRole: SiteRole): Promise<{ userId: string; name: string } | undefined> {
      const [row] = await db
        .update(users)
        .set({ siteRole })
        .where(sql`lower(${users.email}) = lower(${email})`)
        .returning({ userId: users.id, name: users.name });
      return row;
    },

    /** What trust is made of. Each count stops at what still makes a difference, so that none reads more rows than that. */
    async standing(
      userId: string,
      most: { works: number; thanks: number },
      faultsSince: Date,
    ): Promise<{ works: number; thanks: number; faults: number }> {
      const works = sql<number>`(
        least(${most.works}, (select count(*) from ${capped(designs, and(eq(designs.authorId, userId), designs.listed), most.works)} as d)
          + (select count(*) from ${capped(comments, and(eq(comments.userId, userId), isNotNull(comments.designId), eq(comments.standing, 'visible'), isNull(comments.removedAt)), most.works)} as c)
          + (select count(*) from ${capped(critiques, and(eq(critiques.userId, userId), eq(critiques.standing, 'visible')), most.works)} as q))
      )::int`;
      // The counts that stand in the newest works; reading all of somebody's would grow with their fame.
      const thanks = sql<number>`(
        least(${most.thanks},
          coalesce((select sum(n) from (select ${designs.likeCount} + ${designs.saveCount} as n from ${designs}
            where ${and(eq(designs.authorId, userId), designs.listed)} order by ${designs.publishedAt} desc limit 100) as d), 0)
          + coalesce((select sum(n) from (select ${critiques.helpfulCount} as n from ${critiques}
            where ${and(eq(critiques.userId, userId), eq(critiques.standing, 'visible'))}
            order by ${critiques.id} desc limit 100) as q), 0))
      )::int`;
      const faults = sql<number>`(
        select coalesce(sum(case when ${moderationActions.kind} = 'suspend' then 2 else 1 end), 0)
        from ${moderationActions} where ${and(
          eq(moderationActions.subjectId, userId),
          inArray(moderationActions.kind, ['warn', 'hide', 'remove', 'limit', 'suspend']),
          eq(moderationActions.automated, false),
          isNull(moderationActions.reversedAt),
          gt(moderationActions.createdAt, faultsSince),
        )}
      )::int`;
      const [row] = await db.select({ works, thanks, faults }).from(sql`(select 1) as one`);
      return row ?? { works: 0, thanks: 0, faults: 0 };
    },
  };
}

function capped(table: typeof designs | typeof comments | typeof critiques, where: SQL | undefined, most: number): SQL {
  return sql`(select 1 from ${table} where ${where} limit ${most})`;
}
