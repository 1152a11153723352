import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { and, inArray, sql } from 'drizzle-orm';
import { conditions, type FacetKind, type Match, textArray } from './conditions.ts';

export interface CountedFacet {
  readonly kind: FacetKind;
  readonly value: string;
  readonly count: number;
}

export interface FacetCount {
  readonly kinds: readonly FacetKind[];
  /** Of each kind. */
  readonly most: number;
  /** The kind whose choice is not applied. */
  readonly without?: FacetKind | undefined;
  /** Only every so many designs are looked at, by chance of their ids; a power of two. */
  readonly every: number;
}

export function createFacetRepo(db: Database) {
  return {
    async countMatches(match: Match, without?: FacetKind): Promise<number> {
      const [row] = await db
        .select({ count: sql<number>`count(*)::int` })
        .from(searchDocs)
        .where(and(...conditions(match, without)));
      return row?.count ?? 0;
    },

    /** The most frequent of each kind, at one pass over what matches. */
    async countFacets(match: Match, { kinds, most, without, every }: FacetCount): Promise<CountedFacet[]> {
      const sampled = every === 1 ? [] : [sql`(hashtext(${searchDocs.designId}) & ${every - 1}::int) < 1`];
      const all = db
        .select({ facet: sql<string>`unnest(${searchDocs.facets})`.as('facet') })
        .from(searchDocs)
        .where(and(...conditions(match, without), ...sampled));
      // One list after the other: the whole, some ten thousand tags, is never sorted.
      return await db.transaction(async (tx) => {
        // Room for all of them, else they would be sorted to be counted; and one process, since to hand every single
        // one from several to one takes longer than to count them.
        await tx.execute(sql`select set_config('work_mem', '64MB', true),
          set_config('max_parallel_workers_per_gather', '0', true)`);
        const { rows } = await tx.execute<{ facet: string; count: number }>(sql`
          with counted as materialized (select facet, count(*)::int as count from (${all}) every_one group by facet)
          select top.facet, top.count from unnest(${textArray(kinds)}) kind, lateral (
            select facet, count from counted where starts_with(facet, kind || ':')
            order by count desc, facet limit ${most}) top`);
        return rows.map(toCounted);
      });
    },

    /** Each of these, no further than `cap`. */
    async countEach(
      match: Match,
      facets: readonly string[],
      { cap, without }: { cap: number; without?: FacetKind | undefined },
    ): Promise<CountedFacet[]> {
      const of = sql.raw('asked.facet');
      const some = db
        .select({ one: sql`1` })
        .from(searchDocs)
        .where(and(sql`${searchDocs.facets} @> array[${of}]`, ...conditions(match, without)))
        .limit(cap);
      const { rows } = await db.execute<{ facet: string; count: number }>(sql`
        select asked.facet, (select count(*)::int from (${some}) found) as count
        from unnest(${textArray(facets)}) asked(facet)`);
      return rows.map(toCounted);
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

function toCounted({ facet, count }: { facet: string; count: number }): CountedFacet {
  const colon = facet.indexOf(':');
  return { kind: facet.slice(0, colon) as FacetKind, value: facet.slice(colon + 1), count };
}
