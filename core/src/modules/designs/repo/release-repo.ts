import type { Database } from '@draftroom/drizzle/client';
import { releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Licence } from '../../../contract/licences.ts';
import type { CheckedFile } from '../ports.ts';
import type { ReleaseFacts } from '../schema.ts';
import type { PictureOf } from './design-repo.ts';

export interface ReleaseRecord {
  readonly id: string;
  readonly designId: string;
  readonly seq: number;
  readonly notes: string;
  readonly licence: Licence;
  readonly contentHash: string;
  readonly facts: ReleaseFacts;
  readonly previewId: string | null;
  readonly previewWidth: number | null;
  readonly previewHeight: number | null;
  readonly thumbhash: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export interface FileRecord extends CheckedFile {
  readonly documentId: string | null;
  /** Of a snapshot. */
  readonly seq: number | null;
}

/** There is no query that changes a release: what it holds is frozen. Its picture alone may come later, once. */
export function createReleaseRepo(db: Database) {
  return {
    async insert(release: ReleaseRecord, files: readonly FileRecord[]): Promise<void> {
      await db.insert(releases).values(release);
      const rows = files.map((file) => ({ ...file, releaseId: release.id }));
      for (let at = 0; at < rows.length; at += 200) {
        await db.insert(releaseFiles).values(rows.slice(at, at + 200));
      }
    },

    async find(designId: string, which: { id: string } | { seq: number }): Promise<ReleaseRecord | undefined> {
      const one = 'id' in which ? eq(releases.id, which.id) : eq(releases.seq, which.seq);
      const [row] = await db
        .select()
        .from(releases)
        .where(and(eq(releases.designId, designId), one));
      return row as ReleaseRecord | undefined;
    },

    async findById(releaseId: string): Promise<ReleaseRecord | undefined> {
      const [row] = await db.select().from(releases).where(eq(releases.id, releaseId));
      return row as ReleaseRecord | undefined;
    },

    async newestFirst(designId: string, limit: number): Promise<ReleaseRecord[]> {
      const rows = await db
        .select()
        .from(releases)
        .where(eq(releases.designId, designId))
        .orderBy(desc(releases.seq))
        .limit(limit);
      return rows as ReleaseRecord[];
    },

    async files(releaseId: string): Promise<FileRecord[]> {
      const rows = await db
        .select()
        .from(releaseFiles)
        .where(eq(releaseFiles.releaseId, releaseId))
        .orderBy(asc(releaseFiles.path));
      return rows.map(({ releaseId: _, ...file }) => file as FileRecord);
    },

    /** Only where there is none. */
    async setPicture(releaseId: string, picture: PictureOf): Promise<void> {
      await db
        .update(releases)
        .set(picture)
        .where(and(eq(releases.id, releaseId), isNull(releases.previewId)));
    },
  };
}
