/** For what is told of threads: those that stand, where the person may still be. */
import type { Database } from '@draftroom/drizzle/client';
import { commentThreads } from '@draftroom/drizzle/schema/comments';
import { and, inArray, isNull } from 'drizzle-orm';
import type { Subjects } from '../../../platform/community-ports.ts';

export function createThreadSubjects(db: Database, places: { rooms: Subjects; designs: Subjects }): Subjects {
  const among = async (place: Subjects, userId: string, ids: readonly (string | null)[]) => {
    const known = [...new Set(ids)].filter((id) => id !== null);
    return known.length === 0 ? new Set<string>() : await place.seen(userId, known);
  };
  return {
    async seen(userId, threadIds) {
      const { id, roomId, designId } = commentThreads;
      const threads = await db
        .select({ id, roomId, designId })
        .from(commentThreads)
        .where(and(inArray(id, [...threadIds]), isNull(commentThreads.removedAt)));
      const rooms = await among(
        places.rooms,
        userId,
        threads.map((thread) => thread.roomId),
      );
      const designs = await among(
        places.designs,
        userId,
        threads.map((thread) => thread.designId),
      );
      const seen = threads.filter((thread) => rooms.has(thread.roomId ?? '') || designs.has(thread.designId ?? ''));
      return new Set(seen.map((thread) => thread.id));
    },
  };
}
