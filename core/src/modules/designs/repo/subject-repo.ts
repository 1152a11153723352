/** For what is told of designs and collections: those that a person who was told of them may still open. */
import type { Database } from '@draftroom/drizzle/client';
import { collections, designs } from '@draftroom/drizzle/schema/designs';
import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Subjects } from '../../../platform/community-ports.ts';

export function createDesignSubjects(db: Database): Subjects {
  return {
    async seen(userId, designIds) {
      const open = and(ne(designs.visibility, 'private'), eq(designs.standing, 'visible'));
      const rows = await db
        .select({ id: designs.id })
        .from(designs)
        .where(
          and(inArray(designs.id, [...designIds]), isNull(designs.removedAt), or(open, eq(designs.authorId, userId))),
        );
      return new Set(rows.map(({ id }) => id));
    },
  };
}

export function createCollectionSubjects(db: Database): Subjects {
  return {
    async seen(userId, collectionIds) {
      const open = and(ne(collections.visibility, 'private'), eq(collections.standing, 'visible'));
      const rows = await db
        .select({ id: collections.id })
        .from(collections)
        .where(
          and(
            inArray(collections.id, [...collectionIds]),
            isNull(collections.removedAt),
            or(open, eq(collections.ownerId, userId)),
          ),
        );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
