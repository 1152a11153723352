/** A page of what was found, and how much that is, in one statement. */
import type { Database } from '@draftroom/drizzle/client';
import { type SQL, type Subquery, sql } from 'drizzle-orm';
import type { WithSubquery } from 'drizzle-orm/subquery';
import type { Listed } from './feed-repo.ts';

export interface CountedPage {
  /** As many as `found` holds, which its limit bounds. */
  readonly hits: number;
  readonly page: readonly Listed[];
}

/** For conditions of the page, too: counted once for the statement. */
export function hitsOf(found: WithSubquery): SQL<number> {
  return sql<number>`(select count(*) from ${found})`;
}

export async function countedPage(
  db: Database,
  found: WithSubquery,
  page: Subquery & { readonly id: unknown; readonly key: unknown },
): Promise<CountedPage> {
  const rows = await db
    .with(found)
    .select({
      hits: sql<number>`counted.hits`.mapWith(Number),
      id: sql<string | null>`${page.id}`,
      key: sql<number | null>`${page.key}`,
    })
    .from(sql`(select ${hitsOf(found)} as hits) counted`)
    .leftJoin(page, sql`true`);
  const listed = rows.flatMap(({ id, key }) => (id === null || key === null ? [] : [{ id, key }]));
  return { hits: rows[0]?.hits ?? 0, page: listed };
}
