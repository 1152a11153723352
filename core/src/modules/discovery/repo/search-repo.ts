import type { Database } from '@draftroom/drizzle/client';
import { designs } from '@draftroom/drizzle/schema/designs';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Query } from '../query.ts';
import { conditions, type Match, textArray } from './conditions.ts';
import { type CountedPage, countedPage, hitsOf } from './counted-page.ts';
import type { Listed } from './feed-repo.ts';

export interface Page {
  readonly after: Listed | null;
  readonly limit: number;
}

export interface RankedPage extends Page {
  /** Up to how many hits they are scored, and up to how many else sorted by what was liked most. */
  readonly most: { readonly scored: number; readonly sorted: number };
}

/** Of title, tags, author and description, in the order that PostgreSQL wants: D to A. */
const weights = sql`'{0.1, 0.3, 0.6, 1}'::float4[]`;
/** Divides by 1 + the logarithm of the length: a word in a short text says more. */
const byLength = 1;

export function createSearchRepo(db: Database) {
  return {
    /** What is looked for as the database understands it; null when nothing is left of it. */
    async soughtBy(query: Query): Promise<string | null> {
      return await written(db, parts(query));
    },

    /** The same, and of each list any word. */
    async soughtByAny(query: Query, anyOf: readonly (readonly string[])[]): Promise<string | null> {
      const lists = anyOf.map(
        (words) => sql`(select string_agg(plainto_tsquery('simple', word)::text, ' | ')::tsquery
          from unnest(${textArray(words)}) word)`,
      );
      return await written(db, sql.join([parts(query), ...lists], sql` && `));
    },

    /** How many there are, counted no further than `most`. */
    async countUpTo(match: Match, most: number): Promise<number> {
      const some = db
        .select({ one: sql`1` })
        .from(searchDocs)
        .where(and(...conditions(match)))
        .limit(most)
        .as('some');
      const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
      return row?.count ?? 0;
    },

    /** By how well the words fit, where what was liked weighs a little; of more hits by that alone, of still more none. */
    async ranked(match: Match, { after, limit, most }: RankedPage): Promise<CountedPage> {
      const looked = Math.max(most.scored, most.sorted);
      const found = db.$with('found').as(
        db
          .select({ designId: searchDocs.designId, words: searchDocs.words })
          .from(searchDocs)
          .where(and(...conditions(match)))
          .limit(looked + 1),
      );
      const hits = hitsOf(found);
      const text = sql`ts_rank(${weights}, ${found.words}, ${match.sought}::tsquery, ${byLength})::double precision`;
      const fit = sql`${text} * (1 + ln(1 + greatest(${designs.weight}, 0)) / 8)`;
      const score = sql<number>`case when ${hits} <= ${most.scored} then ${fit} else ${designs.weight} end`;
      const scored = db
        .select({ id: designs.id, key: score.as('key') })
        .from(found)
        .innerJoin(designs, eq(designs.id, found.designId))
        .where(sql`${designs.listed} and ${hits} <= ${looked}`)
        .as('scored');
      const page = db
        .select({ id: scored.id, key: scored.key })
        .from(scored)
        .where(
          after === null
            ? undefined
            : sql`(${scored.key}, ${scored.id}) < (${after.key}::double precision, ${after.id})`,
        )
        .orderBy(desc(scored.key), desc(scored.id))
        .limit(limit)
        .as('page');
      return await countedPage(db, found, page);
    },
  };
}

function parts({ words, phrases, without, unfinished }: Query) {
  return sql`search_query(${textArray(words)}, ${textArray(phrases)}, ${textArray(without)}, ${unfinished})`;
}

async function written(db: Database, query: ReturnType<typeof parts>): Promise<string | null> {
  const { rows } = await db.execute<{ sought: string }>(sql`select (${query})::text as sought`);
  const sought = rows[0]?.sought ?? '';
  return sought === '' ? null : sought;
}
