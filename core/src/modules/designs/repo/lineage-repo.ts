import type { Database } from '@draftroom/drizzle/client';
import { designLineage, designs, releases, remixRooms } from '@draftroom/drizzle/schema/designs';
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import type { Licence } from '../../../contract/licences.ts';

export interface Parent {
  readonly designId: string;
  readonly releaseId: string;
  readonly releaseSeq: number;
  readonly licence: Licence;
}

export function createLineageRepo(db: Database) {
  const parentColumns = {
    designId: releases.designId,
    releaseId: releases.id,
    releaseSeq: releases.seq,
    licence: releases.licence,
  };
  return {
    async noteRemix(roomId: string, releaseId: string, createdAt: Date): Promise<void> {
      await db.insert(remixRooms).values({ roomId, releaseId, createdAt });
    },

    /** What a room began as a remix of. */
    async parentOfRoom(roomId: string): Promise<Parent | undefined> {
      const [row] = await db
        .select(parentColumns)
        .from(remixRooms)
        .innerJoin(releases, eq(releases.id, remixRooms.releaseId))
        .where(eq(remixRooms.roomId, roomId));
      return row as Parent | undefined;
    },

    async parentsOf(childId: string): Promise<Parent[]> {
      const rows = await db
        .select(parentColumns)
        .from(designLineage)
        .innerJoin(releases, eq(releases.id, designLineage.parentReleaseId))
        .where(eq(designLineage.childId, childId))
        .orderBy(asc(designLineage.createdAt));
      return rows as Parent[];
    },

    /** The release that it was made of first stays. */
    async link(childId: string, parent: Parent, createdAt: Date): Promise<void> {
      await db
        .insert(designLineage)
        .values({ childId, parentId: parent.designId, parentReleaseId: parent.releaseId, createdAt })
        .onConflictDoNothing();
    },

    /** False when the parent's author was told of this remix before. */
    async tellOnce(childId: string, parentId: string, now: Date): Promise<boolean> {
      const told = await db
        .update(designLineage)
        .set({ toldAt: now })
        .where(
          and(eq(designLineage.childId, childId), eq(designLineage.parentId, parentId), isNull(designLineage.toldAt)),
        )
        .returning({ childId: designLineage.childId });
      return told.length > 0;
    },

    /** Remixes that strangers may find; with an author, only theirs. */
    async countListed(parentId: string, authorId?: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(designLineage)
        .innerJoin(designs, eq(designs.id, designLineage.childId))
        .where(
          and(
            eq(designLineage.parentId, parentId),
            designs.listed,
            authorId === undefined ? undefined : eq(designs.authorId, authorId),
          ),
        );
      return row?.count ?? 0;
    },
  };
}
