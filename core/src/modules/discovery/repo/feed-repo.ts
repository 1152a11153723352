import type { Database } from '@draftroom/drizzle/client';
import { designs, follows } from '@draftroom/drizzle/schema/designs';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { columnConditions, conditions, type Match, narrows, visible } from './conditions.ts';
import { countedPage, hitsOf } from './counted-page.ts';

export type Column = 'rank' | 'weight' | 'published';

export interface Listed {
  readonly id: string;
  /** Milliseconds for `published`. */
  readonly key: number;
}

export interface Walk {
  readonly match: Match;
  readonly by: Column;
  /** The last of the page before. */
  readonly after: Listed | null;
  readonly limit: number;
  /** Only what was published after this. */
  readonly since?: Date;
  /** Many match, as is known already. */
  readonly many?: boolean;
}

/** To sort so many costs what walking past as many times the length of a page does. */
const few = 1_000;

const columns = { rank: designs.rank, weight: designs.weight, published: designs.publishedAt };

export function createFeedRepo(db: Database) {
  return {
    /**
     * In the order of an index, which is why ranks are stored: nothing is sorted, nothing skipped by counting. Along it a
     * page comes soon when many match; few are rather taken all and sorted.
     */
    async walk(walk: Walk): Promise<Listed[]> {
      const { by, limit, match } = walk;
      if (walk.many !== true && (match.sought !== null || narrows(match.filter))) {
        const all = await allOfFew(db, walk);
        if (all !== null) return all;
      }
      const column = columns[by];
      return await db
        .select(listedBy(by))
        .from(designs)
        .where(and(...visible(match.averse), ...from(walk), ...columnConditions(match)))
        .orderBy(desc(column), desc(designs.id))
        .limit(limit);
    },

    /**
     * The best of what was published in a short time. All of it is looked at, by its age: along the weights nearly
     * everything would be too old.
     */
    async walkYoung(walk: Walk): Promise<Listed[]> {
      const young = db
        .select({ ...listedBy(walk.by), at: designs.publishedAt })
        .from(designs)
        .where(and(...visible(walk.match.averse), ...from(walk), ...columnConditions(walk.match)))
        // More than there ever are. A limit keeps PostgreSQL from walking the order of the outer query instead.
        .limit(1_000_000)
        .as('young');
      return await db
        .select({ id: young.id, key: young.key })
        .from(young)
        .orderBy(desc(young.key), desc(young.id))
        .limit(walk.limit);
    },

    /** A few of each author, so that neither many authors nor busy ones make it long. */
    async walkFollowed(walk: Walk, userId: string): Promise<Listed[]> {
      const theirs = db
        .select(listedBy('published'))
        .from(designs)
        .where(
          and(
            eq(designs.authorId, follows.authorId),
            ...visible(walk.match.averse),
            ...from(walk),
            ...columnConditions(walk.match),
          ),
        )
        .orderBy(desc(designs.publishedAt), desc(designs.id))
        .limit(walk.limit)
        .as('theirs');
      return await db
        .select({ id: theirs.id, key: theirs.key })
        .from(follows)
        .innerJoinLateral(theirs, sql`true`)
        .where(eq(follows.followerId, userId))
        .orderBy(desc(theirs.key), desc(theirs.id))
        .limit(walk.limit);
    },
  };
}

/** What comes after the place, in the order of the walk. */
function from({ by, after, since }: Walk): (SQL | undefined)[] {
  const column = columns[by];
  return [
    by === 'published' ? sql`${designs.publishedAt} is not null` : undefined,
    since === undefined ? undefined : gt(designs.publishedAt, since),
    after === null ? undefined : sql`(${column}, ${designs.id}) < (${keyOf(by, after.key)}, ${after.id})`,
  ];
}

function listedBy(by: Column) {
  const key =
    by === 'published'
      ? sql<number>`(extract(epoch from ${designs.publishedAt}) * 1000)::double precision`
      : sql<number>`${columns[by]}`;
  return { id: designs.id, key: key.as('key') };
}

function keyOf(by: Column, key: number): SQL {
  return by === 'published' ? sql`${new Date(key).toISOString()}::timestamptz` : sql`${key}::double precision`;
}

/** The page, when at most `few` match; null when more do, which is all that was found out then. */
async function allOfFew(db: Database, walk: Walk): Promise<Listed[] | null> {
  const found = db.$with('found').as(
    db
      .select({ designId: searchDocs.designId })
      .from(searchDocs)
      .where(and(...conditions(walk.match)))
      .limit(few + 1),
  );
  const page = db
    .select(listedBy(walk.by))
    .from(found)
    .innerJoin(designs, eq(designs.id, found.designId))
    .where(and(sql`${hitsOf(found)} <= ${few}`, ...visible(walk.match.averse), ...from(walk)))
    .orderBy(desc(sql`key`), desc(designs.id))
    .limit(walk.limit)
    .as('page');
  const counted = await countedPage(db, found, page);
  return counted.hits > few ? null : [...counted.page];
}
