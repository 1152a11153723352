/** For what is told of critiques: those that stand, on designs that the person may still open. */
import type { Database } from '@draftroom/drizzle/client';
import { critiques } from '@draftroom/drizzle/schema/feedback';
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Subjects } from '../../../platform/community-ports.ts';

export function createCritiqueSubjects(db: Database, designs: Subjects): Subjects {
  return {
    async seen(userId, critiqueIds) {
      const rows = await db
        .select({ id: critiques.id, designId: critiques.designId })
        .from(critiques)
        .where(
          and(
            inArray(critiques.id, [...critiqueIds]),
            or(eq(critiques.standing, 'visible'), eq(critiques.userId, userId)),
          ),
        );
      const open = await designs.seen(userId, [...new Set(rows.map(({ designId }) => designId))]);
      return new Set(rows.filter(({ designId }) => open.has(designId)).map(({ id }) => id));
    },
  };
}
