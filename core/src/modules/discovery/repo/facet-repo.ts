import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { and, inArray, sql } from 'drizzle-orm';
import { conditions, type FacetKind, type Match } from './conditions.ts';

export interface CountedFacet {
  readonly kind: FacetKind;
  readonly value: string;
  readonly count: number;
}

export function createFacetRepo(db: Database) {
  return {
    /** All facets of what matches, at one pass over it. */
    async countFacets(match: Match, without?: FacetKind): Promise<CountedFacet[]> {
      const found = db
        .select({ facet: sql<string>`unnest(${searchDocs.facets})`.as('facet') })
        .from(searchDocs)
        .where(and(...conditions(match, without)))
        .as('found');
      const rows = await db
        .select({ facet: found.facet, count: sql<number>`count(*)::int` })
        .from(found)
        .groupBy(found.facet);
      return rows.map(({ facet, count }) => {
        const colon = facet.indexOf(':');
        return { kind: facet.slice(0, colon) as FacetKind, value: facet.slice(colon + 1), count };
      });
    },

    async names(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (userIds.length === 0) return new Map();
      const rows = await db
        .select({ id: users.id, name: users.name })
        .from(users)
        .where(inArray(users.id, [...userIds]));
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}
