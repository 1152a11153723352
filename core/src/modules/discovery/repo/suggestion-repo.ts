import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, follows, reactions } from '@draftroom/drizzle/schema/designs';
import { designNeighbours, newWorkShown } from '@draftroom/drizzle/schema/discovery';
import { and, desc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { RoomPerson } from '../../rooms/schema.ts';
import { textArray } from './conditions.ts';

export interface NeighbourLink {
  readonly seedId: string;
  readonly designId: string;
  readonly weight: number;
}

export function createSuggestionRepo(db: Database) {
  return {
    /** What this person liked or saved, the latest first. */
    async seedsOf(userId: string, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: reactions.designId, at: sql`max(${reactions.createdAt})`.as('at') })
        .from(reactions)
        .where(eq(reactions.userId, userId))
        .groupBy(reactions.designId)
        .orderBy(sql`at desc`)
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** As one value: read as rows, some hundred links take longer to hand over than to find. */
    async linksOf(seedIds: readonly string[]): Promise<NeighbourLink[]> {
      if (seedIds.length === 0) return [];
      const { rows } = await db.execute<{ links: [number, string, number][] | string | null }>(sql`
        select json_agg(json_build_array(seed.place, link.neighbour_id, link.weight)) as links
        from unnest(${textArray(seedIds)}) with ordinality as seed(id, place)
        join ${designNeighbours} link on link.design_id = seed.id`);
      const found = rows[0]?.links ?? [];
      const links = typeof found === 'string' ? (JSON.parse(found) as [number, string, number][]) : found;
      return links.map(([place, designId, weight]) => ({ seedId: seedIds[place - 1] ?? '', designId, weight }));
    },

    /** The newest by people whom this person follows. */
    async fromFollowed(userId: string, since: Date, limit: number): Promise<Map<string, RoomPerson>> {
      const rows = await db
        .select({
          id: designs.id,
          person: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
        })
        .from(follows)
        .innerJoin(designs, eq(designs.authorId, follows.authorId))
        .innerJoin(users, eq(users.id, follows.authorId))
        .where(and(eq(follows.followerId, userId), sql`${designs.listed}`, gt(designs.publishedAt, since)))
        .orderBy(desc(designs.publishedAt))
        .limit(limit);
      return new Map(rows.map(({ id, person }) => [id, person]));
    },

    /** Of the newest, those that were shown the least. */
    async newest(since: Date, { among, limit }: { among: number; limit: number }): Promise<string[]> {
      const fresh = db
        .select({ id: designs.id, publishedAt: designs.publishedAt })
        .from(designs)
        .where(and(sql`${designs.listed}`, isNotNull(designs.publishedAt), gt(designs.publishedAt, since)))
        .orderBy(desc(designs.publishedAt), desc(designs.id))
        .limit(among)
        .as('fresh');
      const rows = await db
        .select({ id: fresh.id })
        .from(fresh)
        .leftJoin(newWorkShown, eq(newWorkShown.designId, fresh.id))
        .orderBy(sql`coalesce(${newWorkShown.times}, 0)`, desc(fresh.publishedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}
