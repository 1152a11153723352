import type { Database } from '@draftroom/drizzle/client';
import { designs, reactions } from '@draftroom/drizzle/schema/designs';
import {
  designNeighbours,
  neighbourRuns,
  newWorkShown,
  searchDocs,
  searchPeople,
  searchTags,
  searchWords,
  suggestionViews,
} from '@draftroom/drizzle/schema/discovery';
import { and, asc, desc, eq, inArray, lt, ne, sql } from 'drizzle-orm';

export interface LikePair {
  readonly userId: string;
  readonly designId: string;
}

export interface NeighbourRow {
  readonly designId: string;
  readonly neighbourId: string;
  readonly weight: number;
}

export interface Run {
  readonly run: number;
  readonly at: Date;
  readonly reactions: number;
}

/** What jobs do: neighbours, and the lists that the triggers only add to. */
export function createUpkeepRepo(db: Database) {
  return {
    async lastRun(): Promise<Run | undefined> {
      const [row] = await db.select().from(neighbourRuns).orderBy(desc(neighbourRuns.run)).limit(1);
      return row;
    },

    reactionCount: (): Promise<number> => db.$count(reactions),

    /** Who likes or saved what of the designs that strangers may find, in pages in one order. */
    async likesAfter(after: LikePair | null, limit: number): Promise<LikePair[]> {
      const place = sql`(${reactions.userId}, ${reactions.designId})`;
      return await db
        .selectDistinct({ userId: reactions.userId, designId: reactions.designId })
        .from(reactions)
        .innerJoin(designs, eq(designs.id, reactions.designId))
        .where(
          and(
            sql`${designs.listed}`,
            after === null ? undefined : sql`${place} > (${after.userId}, ${after.designId})`,
          ),
        )
        .orderBy(asc(reactions.userId), asc(reactions.designId))
        .limit(limit);
    },

    /** All at once for these designs, so that a reader finds the old ones or the new ones. */
    async replaceNeighbours(designIds: readonly string[], rows: readonly NeighbourRow[], run: number): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.delete(designNeighbours).where(inArray(designNeighbours.designId, [...designIds]));
        // As one value: thousands of parameters take longer than the insert. Designs that went meanwhile are left out.
        await tx.execute(sql`
          insert into ${designNeighbours} (design_id, neighbour_id, weight, run)
          select row."designId", row."neighbourId", row.weight, ${run}::int
          from json_to_recordset(${JSON.stringify(rows)}::json)
            as row("designId" text, "neighbourId" text, weight real)
          join ${designs} one on one.id = row."designId" join ${designs} other on other.id = row."neighbourId"`);
      });
    },

    async finishRun(run: Run): Promise<void> {
      await db.delete(designNeighbours).where(ne(designNeighbours.run, run.run));
      await db.insert(neighbourRuns).values(run);
      await db.delete(neighbourRuns).where(lt(neighbourRuns.run, run.run));
    },

    /** Of views and new work whatever had its time. */
    async forgetShown(before: Date): Promise<void> {
      await db.delete(suggestionViews).where(lt(suggestionViews.lastAt, before));
      const old = db.select({ id: designs.id }).from(designs).where(lt(designs.publishedAt, before));
      await db.delete(newWorkShown).where(inArray(newWorkShown.designId, old));
    },

    async recountWords(): Promise<void> {
      await db.execute(sql`
        with counted as (
          select word, ndoc from ts_stat('select ts_filter(words, ''{a,b,c}'') from search_docs')
          where length(word) between 3 and 40
        ), gone as (
          delete from ${searchWords} known where not exists (select from counted where counted.word = known.word)
        )
        insert into ${searchWords} (word, designs) select word, ndoc from counted order by word
        on conflict (word) do update set designs = excluded.designs where ${searchWords}.designs <> excluded.designs`);
    },

    async recountTags(): Promise<void> {
      await db.execute(sql`
        with counted as (
          select substr(facet, 5) as tag, count(*)::int as designs
          from ${searchDocs}, unnest(${searchDocs.facets}) facet where starts_with(facet, 'tag:') group by facet
        ), gone as (
          delete from ${searchTags} known where not exists (select from counted where counted.tag = known.tag)
        )
        insert into ${searchTags} (tag, designs) select tag, designs from counted order by tag
        on conflict (tag) do update set designs = excluded.designs where ${searchTags}.designs <> excluded.designs`);
      await db.execute(sql`delete from ${searchPeople} known where not exists
        (select from ${designs} where ${designs.authorId} = known.user_id and ${designs.listed})`);
    },
  };
}
