import type { Database } from '@draftroom/drizzle/client';
import { designs } from '@draftroom/drizzle/schema/designs';
import { searchDocs, searchWords } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Query } from '../query.ts';
import { conditions, type Match, textArray } from './conditions.ts';
import type { Listed } from './feed-repo.ts';

export interface Page {
  readonly after: Listed | null;
  readonly limit: number;
}

/** Of title, tags, author and description, in the order that PostgreSQL wants: D to A. */
const weights = sql`'{0.1, 0.3, 0.6, 1}'::float4[]`;
/** Divides by 1 + the logarithm of the length: a word in a short text says more. */
const byLength = 1;
/** How alike a word and the best stretch of a text must be; below, results are noise. */
const alike = 0.45;

export function createSearchRepo(db: Database) {
  const found = (match: Match) => and(...conditions(match));
  return {
    /** What is looked for as the database understands it; null when nothing is left of it. */
    async soughtBy({ words, phrases, without, unfinished }: Query): Promise<string | null> {
      const { rows } = await db.execute<{ sought: string }>(
        sql`select search_query(${textArray(words)}, ${textArray(phrases)}, ${textArray(without)}, ${unfinished})::text as sought`,
      );
      const sought = rows[0]?.sought ?? '';
      return sought === '' ? null : sought;
    },

    /** How many there are, counted no further than `most`. */
    async countUpTo(match: Match, most: number): Promise<number> {
      const some = db.select({ one: sql`1` }).from(searchDocs).where(found(match)).limit(most).as('some');
      const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
      return row?.count ?? 0;
    },

    /** Scores every hit, so only for as many as `countUpTo` says. What was liked weighs a little. */
    async ranked(match: Match, page: Page): Promise<Listed[]> {
      const text = sql`ts_rank(${weights}, ${searchDocs.words}, ${match.sought}::tsquery, ${byLength})::double precision`;
      const score = sql<number>`${text} * (1 + ln(1 + greatest(${designs.weight}, 0)) / 8)`;
      return await best(db, { score, where: found(match), page });
    },

    /** By letters: what no word fits may still be misspelt in the text, or begin in the middle of a word. */
    async near(words: string, match: Match, page: Page): Promise<Listed[]> {
      return await db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${String(alike)}, true)`);
        const score = sql<number>`word_similarity(search_fold(${words}), ${searchDocs.folded})::double precision`;
        const where = and(sql`search_fold(${words}) <% ${searchDocs.folded}`, found({ ...match, sought: null }));
        return await best(tx, { score, where, page });
      });
    },

    /** Which of these words stand in nothing that can be found; the last may go on. */
    async unknownWords({ words, unfinished }: Pick<Query, 'words' | 'unfinished'>): Promise<string[]> {
      const unknown: string[] = [];
      for (const word of new Set([...words, ...(unfinished === '' ? [] : [unfinished])])) {
        const ends = word === unfinished ? word : '';
        const { rows } = await db.execute<{ found: boolean }>(sql`select exists (
          select from ${searchDocs} where ${searchDocs.words} @@ search_query(
            ${textArray(ends === '' ? [word] : [])}, '{}', '{}', ${ends})) as found`);
        if (rows[0]?.found !== true) unknown.push(word);
      }
      return unknown;
    },

    /** The nearest word that can be found now, `within` so many wrong letters; the more frequent of equally near ones. */
    async nearestWord(word: string, within: number): Promise<string | null> {
      return await db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('pg_trgm.similarity_threshold', '0.2', true)`);
        const sought = sql`search_fold(${word})`;
        const distance = sql`levenshtein_less_equal(${searchWords.word}, ${sought}, ${within})`;
        const [row] = await tx
          .select({ word: searchWords.word })
          .from(searchWords)
          .where(
            and(
              sql`${searchWords.word} % ${sought}`,
              sql`${distance} between 1 and ${within}`,
              sql`exists (select from ${searchDocs} where ${searchDocs.words} @@ plainto_tsquery('simple', ${searchWords.word}))`,
            ),
          )
          .orderBy(distance, desc(searchWords.designs), searchWords.word)
          .limit(1);
        return row?.word ?? null;
      });
    },
  };
}

async function best(
  db: Database,
  { score, where, page }: { score: SQL<number>; where: SQL | undefined; page: Page },
): Promise<Listed[]> {
  const scored = db
    .select({ id: designs.id, key: score.as('key') })
    .from(searchDocs)
    .innerJoin(designs, eq(designs.id, searchDocs.designId))
    .where(and(sql`${designs.listed}`, where))
    .as('scored');
  const { after, limit } = page;
  return await db
    .select({ id: scored.id, key: scored.key })
    .from(scored)
    .where(
      after === null ? undefined : sql`(${scored.key}, ${scored.id}) < (${after.key}::double precision, ${after.id})`,
    )
    .orderBy(desc(scored.key), desc(scored.id))
    .limit(limit);
}
