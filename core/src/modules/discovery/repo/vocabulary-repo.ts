/** The words of titles, tags and authors: what misspelt words may have meant. */
import type { Database } from '@draftroom/drizzle/client';
import { searchDocs, searchWords } from '@draftroom/drizzle/schema/discovery';
import { desc, inArray, sql } from 'drizzle-orm';
import type { Query } from '../query.ts';
import { textArray } from './conditions.ts';

export interface UnknownWord {
  readonly word: string;
  /** As words are kept: lower case, without accents. */
  readonly folded: string;
}

export interface KnownWord {
  readonly word: string;
  /** Of how many designs, as of the last count. */
  readonly designs: number;
}

const columns = { word: searchWords.word, designs: searchWords.designs };

export function createVocabularyRepo(db: Database) {
  return {
    /** Which of these words stand in nothing that can be found; the last may go on. */
    async unknownWords({ words, unfinished }: Pick<Query, 'words' | 'unfinished'>): Promise<UnknownWord[]> {
      const all = [...new Set([...words, ...(unfinished === '' ? [] : [unfinished])])];
      if (all.length === 0) return [];
      const { rows } = await db.execute<{ word: string; folded: string }>(sql`
        select word, search_fold(word) as folded from unnest(${textArray(all)}) with ordinality as typed(word, place)
        where not exists (select from ${searchDocs} where ${searchDocs.words} @@ search_query(
          case when word = ${unfinished} then '{}' else array[word] end, '{}', '{}',
          case when word = ${unfinished} then word else '' end))
        order by place`);
      return rows;
    },

    /** Of these, in their order, those that something can be found by. */
    async findable(words: readonly string[]): Promise<string[]> {
      if (words.length === 0) return [];
      const { rows } = await db.execute<{ word: string }>(sql`
        select word from unnest(${textArray(words)}) with ordinality as known(word, place)
        where exists (select from ${searchDocs} where ${searchDocs.words} @@ plainto_tsquery('simple', word))
        order by place`);
      return rows.map(({ word }) => word);
    },

    /** Words that share letters with this one, the fewest wrong ones first. */
    async wordsLike(folded: string, { slips, limit }: { slips: number; limit: number }): Promise<KnownWord[]> {
      // Two neighbours swapped in a short word leave little of it: its first letter or its last two.
      const alike = slips === 1 ? 0.1 : 0.2;
      const { rows } = await db.execute<{ word: string; designs: number }>(sql`
        select word, designs from words_like(${folded}, ${alike}::real, ${2 * slips}::int, ${limit}::int)`);
      return rows;
    },

    /** Words that this one stands in the middle of, the most frequent first. */
    async wordsWith(folded: string, limit: number): Promise<string[]> {
      const pattern = `%${folded.replace(/[%_\\]/g, '')}%`;
      const rows = await db
        .select(columns)
        .from(searchWords)
        .where(sql`${searchWords.word} like ${pattern}`)
        .orderBy(desc(searchWords.designs), searchWords.word)
        .limit(limit);
      return rows.map(({ word }) => word);
    },

    async knownAmong(words: readonly string[]): Promise<KnownWord[]> {
      return await db
        .select(columns)
        .from(searchWords)
        .where(inArray(searchWords.word, [...words]));
    },
  };
}
