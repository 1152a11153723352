import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding, DesignVisibility } from '@draftroom/drizzle/enums';
import { designs } from '@draftroom/drizzle/schema/designs';
import { designNeighbours, searchDocs, searchTags } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Features } from '../features.ts';
import { isAnyOf, textArray, visible } from './conditions.ts';

export interface KnownDesign extends Features {
  readonly listed: boolean;
  readonly visibility: DesignVisibility;
  readonly standing: ContentStanding;
  readonly removedAt: Date | null;
}

export const featureColumns = {
  id: designs.id,
  title: designs.title,
  authorId: designs.authorId,
  tags: designs.tags,
  kinds: designs.kinds,
  colours: designs.colours,
  likes: designs.likeCount,
};

export function createSimilarRepo(db: Database) {
  return {
    async findDesign(designId: string): Promise<KnownDesign | undefined> {
      const { listed, visibility, standing, removedAt } = designs;
      const [row] = await db
        .select({ ...featureColumns, listed, visibility, standing, removedAt })
        .from(designs)
        .where(eq(designs.id, designId));
      return row;
    },

    /** How many designs carry each, as of the last count. */
    async tagCounts(tags: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (tags.length === 0) return new Map();
      const rows = await db
        .select()
        .from(searchTags)
        .where(inArray(searchTags.tag, [...tags]));
      return new Map(rows.map(({ tag, designs: count }) => [tag, count]));
    },

    /** Designs with one of the tags, those with the most weight of tags in common first. */
    async withTags(weights: ReadonlyMap<string, number>, limit: number): Promise<string[]> {
      const carrying = textArray([...weights.keys()].map((tag) => `tag:${tag}`));
      const rows = await db
        .select({ id: searchDocs.designId })
        .from(searchDocs)
        .where(sql`${searchDocs.facets} && ${carrying}`)
        .orderBy(
          sql`(select sum(weight) from unnest(${carrying}, ${textArray([...weights.values()].map(String))}::float8[])
            as shared(facet, weight) where facet = any(${searchDocs.facets})) desc`,
          desc(searchDocs.designId),
        )
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** In hot order: for tags that so many carry that looking at all of them takes too long. */
    async hottestWithTags(tags: readonly string[], limit: number): Promise<string[]> {
      if (tags.length === 0) return [];
      const rows = await db
        .select({ id: designs.id })
        .from(designs)
        .where(and(sql`${designs.listed}`, sql`${designs.tags} && ${textArray(tags)}`))
        .orderBy(desc(designs.rank), desc(designs.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async byAuthor(authorId: string, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: designs.id })
        .from(designs)
        .where(and(eq(designs.authorId, authorId), sql`${designs.listed}`))
        .orderBy(desc(designs.publishedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** Designs that share a word of the title or tags; any of them, for where little else is known. */
    async sharingWords(designId: string, limit: number): Promise<string[]> {
      const words = sql`(select string_agg(quote_literal(lexeme), ' | ') from ${searchDocs} own,
        unnest(ts_filter(own.words, '{a,b}')) where own.design_id = ${designId} and length(lexeme) > 2)`;
      const rows = await db
        .select({ id: searchDocs.designId })
        .from(searchDocs)
        .where(and(sql`${searchDocs.words} @@ ${words}::tsquery`, ne(searchDocs.designId, designId)))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async neighboursOf(designId: string, limit: number): Promise<ReadonlyMap<string, number>> {
      const { neighbourId, weight } = designNeighbours;
      const rows = await db
        .select({ neighbourId, weight })
        .from(designNeighbours)
        .where(eq(designNeighbours.designId, designId))
        .orderBy(desc(weight))
        .limit(limit);
      return new Map(rows.map((row) => [row.neighbourId, row.weight]));
    },

    /** Of those that strangers may find. */
    async featuresOf(designIds: readonly string[], averse: readonly string[]): Promise<Features[]> {
      if (designIds.length === 0) return [];
      return await db
        .select(featureColumns)
        .from(designs)
        .where(and(isAnyOf(designs.id, designIds), ...visible(averse)));
    },
  };
}
