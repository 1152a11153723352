/** The files of somebody's designs, release by release, and their picture. */
import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { and, asc, eq, isNull } from 'drizzle-orm';

export interface OwnFile {
  readonly designId: string;
  readonly seq: number;
  readonly path: string;
  readonly mediaType: string;
  readonly assetId: string;
}

export function createOwnFilesRepo(db: Database) {
  return {
    async files(userId: string): Promise<OwnFile[]> {
      return await db
        .select({
          designId: releases.designId,
          seq: releases.seq,
          path: releaseFiles.path,
          mediaType: releaseFiles.mediaType,
          assetId: releaseFiles.assetId,
        })
        .from(releaseFiles)
        .innerJoin(releases, eq(releases.id, releaseFiles.releaseId))
        .innerJoin(designs, eq(designs.id, releases.designId))
        .where(and(eq(designs.authorId, userId), isNull(designs.removedAt)))
        .orderBy(asc(releases.designId), asc(releases.seq), asc(releaseFiles.path));
    },

    async picture(userId: string): Promise<string | null> {
      const [row] = await db.select({ avatarId: users.avatarId }).from(users).where(eq(users.id, userId));
      return row?.avatarId ?? null;
    },
  };
}
