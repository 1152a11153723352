/** Cards with no more in them than discovery looks at; the real ones are another module's. */
import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs } from '@draftroom/drizzle/schema/designs';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Licence } from '../../../contract/licences.ts';
import type { CardsPort } from '../ports.ts';

export function createTestCards(db: Database): CardsPort {
  return {
    async cards(_viewerId, ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .select({
          design: designs,
          author: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
        })
        .from(designs)
        .leftJoin(users, eq(users.id, designs.authorId))
        .where(and(inArray(designs.id, [...ids]), sql`${designs.listed}`));
      const cards = rows.map(({ design, author }) => ({
        ...design,
        licence: design.licence as Licence,
        author,
        picture: null,
        publishedAt: design.publishedAt?.toISOString() ?? null,
        createdAt: design.createdAt.toISOString(),
        liked: false,
        saved: false,
      }));
      const byId = new Map(cards.map((card) => [card.id, card]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}
