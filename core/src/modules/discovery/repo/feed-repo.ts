import type { Database } from '@draftroom/drizzle/client';
import { designs, follows } from '@draftroom/drizzle/schema/designs';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { conditions, type Match, narrows, visible } from './conditions.ts';

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
  /** Only authors that this person follows. */
  readonly followedBy?: string;
}

const columns = { rank: designs.rank, weight: designs.weight, published: designs.publishedAt };

export function createFeedRepo(db: Database) {
  return {
    /** In the order of an index, which is why ranks are stored: nothing is sorted, nothing skipped by counting. */
    async walk({ match, by, after, limit, since, followedBy }: Walk): Promise<Listed[]> {
      const column = columns[by];
      const rows = await db
        .select({ id: designs.id, rank: designs.rank, weight: designs.weight, published: designs.publishedAt })
        .from(designs)
        .where(
          and(
            ...visible(match.averse),
            by === 'published' ? sql`${designs.publishedAt} is not null` : undefined,
            after === null ? undefined : sql`(${column}, ${designs.id}) < (${keyOf(by, after.key)}, ${after.id})`,
            since === undefined ? undefined : gt(designs.publishedAt, since),
            followedBy === undefined ? undefined : inArray(designs.authorId, followedAuthors(db, followedBy)),
            narrowed(db, match),
          ),
        )
        .orderBy(desc(column), desc(designs.id))
        .limit(limit);
      return rows.map((row) => ({ id: row.id, key: by === 'published' ? (row.published?.getTime() ?? 0) : row[by] }));
    },
  };
}

function keyOf(by: Column, key: number): SQL {
  return by === 'published' ? sql`${new Date(key).toISOString()}::timestamptz` : sql`${key}::double precision`;
}

function followedAuthors(db: Database, userId: string) {
  return db.select({ id: follows.authorId }).from(follows).where(eq(follows.followerId, userId));
}

function narrowed(db: Database, match: Match): SQL | undefined {
  if (match.sought === null && !narrows(match.filter)) return undefined;
  const found = db
    .select({ id: searchDocs.designId })
    .from(searchDocs)
    .where(and(...conditions({ ...match, averse: [] })));
  return inArray(designs.id, found);
}
