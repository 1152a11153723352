import type { Database } from '@draftroom/drizzle/client';
import { createFileRepo } from './repo/file-repo.ts';
import { createUploadRepo } from './repo/upload-repo.ts';

export type { SizeRecord, StoredFile } from './repo/file-repo.ts';
export type { PartRecord, UploadRecord } from './repo/upload-repo.ts';

/** Tables of uploads, over the database or one transaction of it. */
export function createUploadsRepo(db: Database) {
  return { ...createUploadRepo(db), ...createFileRepo(db) };
}
