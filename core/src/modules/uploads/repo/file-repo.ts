import type { Database } from '@draftroom/drizzle/client';
import { pictureSizes, uploadFiles } from '@draftroom/drizzle/schema/designs';
import { asc, eq, inArray } from 'drizzle-orm';
import type { FileFacts } from '../../designs/schema.ts';
import type { CheckedFile } from '../ports.ts';

export interface StoredFile extends CheckedFile {
  readonly uploadId: string;
}

export interface SizeRecord {
  readonly width: number;
  readonly height: number;
  readonly assetId: string;
  readonly mediaType: string;
}

/** Rows of one statement: a zip may hold thousands of files. */
const batch = 500;

export function createFileRepo(db: Database) {
  return {
    async addFiles(uploadId: string, files: readonly CheckedFile[]): Promise<void> {
      for (let at = 0; at < files.length; at += batch) {
        await db.insert(uploadFiles).values(files.slice(at, at + batch).map((file) => ({ uploadId, ...file })));
      }
    },

    /** By path. */
    async filesOf(uploadIds: readonly string[]): Promise<StoredFile[]> {
      if (uploadIds.length === 0) return [];
      const rows = await db
        .select()
        .from(uploadFiles)
        .where(inArray(uploadFiles.uploadId, [...uploadIds]))
        .orderBy(asc(uploadFiles.uploadId), asc(uploadFiles.path));
      return rows.map((row) => ({ ...row, facts: row.facts as FileFacts }));
    },

    /** The same bytes are always made into the same sizes: whoever was first has written them. */
    async keepSizes(sourceId: string, sizes: readonly SizeRecord[]): Promise<void> {
      if (sizes.length === 0) return;
      await db
        .insert(pictureSizes)
        .values(sizes.map((size) => ({ sourceId, ...size })))
        .onConflictDoNothing();
    },

    async sizesOf(sourceId: string): Promise<SizeRecord[]> {
      return await db
        .select()
        .from(pictureSizes)
        .where(eq(pictureSizes.sourceId, sourceId))
        .orderBy(asc(pictureSizes.width));
    },
  };
}
