import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs } from '@draftroom/drizzle/schema/designs';
import { searchDocs, searchPeople, searchTags } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, notInArray, sql } from 'drizzle-orm';
import type { RoomPerson } from '../../rooms/schema.ts';
import { suggestedCap } from '../schema.ts';
import { conditions } from './conditions.ts';

export function createSuggestRepo(db: Database) {
  return {
    /** Tags that begin so, with how many designs carry them now, counted no further than the cap. */
    async tagsFrom(start: string, averse: readonly string[], limit: number): Promise<{ tag: string; count: number }[]> {
      const likely = db
        .select({ tag: searchTags.tag })
        .from(searchTags)
        .where(sql`starts_with(${searchTags.tag}, ${start})`)
        .orderBy(desc(searchTags.designs), searchTags.tag)
        .limit(limit)
        .as('likely');
      const carrying = db
        .select({ one: sql`1` })
        .from(searchDocs)
        .where(
          and(
            sql`${searchDocs.facets} @> array['tag:' || ${likely.tag}]`,
            ...conditions({ sought: null, filter: {}, averse }),
          ),
        )
        .limit(suggestedCap)
        .as('carrying');
      const count = db
        .select({ count: sql<number>`count(*)::int`.as('count') })
        .from(carrying)
        .as('counted');
      const counted = await db
        .select({ tag: likely.tag, count: count.count })
        .from(likely)
        .innerJoinLateral(count, sql`true`);
      return counted.filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
    },

    /** Authors of something that can be found, with a part of their name that begins so. */
    async peopleFrom(start: string, averse: readonly string[], limit: number): Promise<RoomPerson[]> {
      const beginning = sql`regexp_replace(search_fold(${start}), '([%_\\\\])', '\\\\\\1', 'g') || '%'`;
      return await db
        .select({ userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId })
        .from(searchPeople)
        .innerJoin(users, eq(users.id, searchPeople.userId))
        .where(
          and(
            sql`(${searchPeople.folded} like ${beginning} or ${searchPeople.folded} like '% ' || ${beginning})`,
            sql`exists (select from ${designs} where ${designs.authorId} = ${searchPeople.userId} and ${designs.listed})`,
            averse.length === 0 ? undefined : notInArray(users.id, [...averse]),
          ),
        )
        .orderBy(users.name, users.id)
        .limit(limit);
    },
  };
}
