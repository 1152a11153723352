import type { Database } from '@draftroom/drizzle/client';
import type { ReleaseFileKind, UploadState } from '@draftroom/drizzle/enums';
import { uploadParts, uploads } from '@draftroom/drizzle/schema/designs';
import { and, asc, count, eq, inArray, lt } from 'drizzle-orm';
import type { ErrorCode, ErrorDetails } from '../../../contract/errors.ts';
import type { OwnUpload } from '../policy.ts';

export interface UploadRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly state: UploadState;
  readonly kind: ReleaseFileKind | null;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly problem: { readonly code: ErrorCode; readonly details: ErrorDetails } | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export interface PartRecord {
  readonly offset: number;
  readonly size: number;
  readonly assetId: string;
}

type Row = typeof uploads.$inferSelect;
const toRecord = (row: Row): UploadRecord => ({
  ...row,
  skipped: row.skipped as UploadRecord['skipped'],
  problem: row.problem as UploadRecord['problem'],
});

export function createUploadRepo(db: Database) {
  return {
    async insert(upload: Pick<UploadRecord, 'id' | 'userId' | 'name' | 'size' | 'createdAt'>): Promise<UploadRecord> {
      const [row] = await db
        .insert(uploads)
        .values({ ...upload, state: 'open', changedAt: upload.createdAt })
        .returning();
      if (row === undefined) throw new Error('an inserted upload came back as none');
      return toRecord(row);
    },

    async find(uploadId: string): Promise<UploadRecord | undefined> {
      const [row] = await db.select().from(uploads).where(eq(uploads.id, uploadId));
      return row === undefined ? undefined : toRecord(row);
    },

    /** Under its lock: parts come side by side, and only one of them is the last. */
    async lock(uploadId: string): Promise<UploadRecord | undefined> {
      const [row] = await db.select().from(uploads).where(eq(uploads.id, uploadId)).for('update');
      return row === undefined ? undefined : toRecord(row);
    },

    /** Oldest first. */
    async listOf(userId: string): Promise<UploadRecord[]> {
      const rows = await db.select().from(uploads).where(eq(uploads.userId, userId)).orderBy(asc(uploads.id));
      return rows.map(toRecord);
    },

    async countOf(userId: string): Promise<number> {
      const [row] = await db.select({ count: count() }).from(uploads).where(eq(uploads.userId, userId));
      return row?.count ?? 0;
    },

    async parts(uploadId: string): Promise<PartRecord[]> {
      return await db
        .select({ offset: uploadParts.offset, size: uploadParts.size, assetId: uploadParts.assetId })
        .from(uploadParts)
        .where(eq(uploadParts.uploadId, uploadId))
        .orderBy(asc(uploadParts.offset));
    },

    async addPart({ id }: OwnUpload<UploadRecord>, part: PartRecord): Promise<void> {
      await db.insert(uploadParts).values({ uploadId: id, ...part });
    },

    async setReceived(
      { id }: OwnUpload<UploadRecord>,
      change: Pick<UploadRecord, 'received' | 'state' | 'changedAt'>,
    ): Promise<void> {
      await db.update(uploads).set(change).where(eq(uploads.id, id));
    },

    /** Ends the check, unless something else did. Its parts are not needed any more. */
    async settle(
      uploadId: string,
      result: Pick<UploadRecord, 'state' | 'kind' | 'skipped' | 'problem' | 'changedAt'>,
    ): Promise<UploadRecord | undefined> {
      const [row] = await db
        .update(uploads)
        .set(result)
        .where(and(eq(uploads.id, uploadId), eq(uploads.state, 'checking')))
        .returning();
      if (row === undefined) return undefined;
      await db.delete(uploadParts).where(eq(uploadParts.uploadId, uploadId));
      return toRecord(row);
    },

    async remove(own: readonly OwnUpload<UploadRecord>[]): Promise<void> {
      const ids = own.map(({ id }) => id);
      if (ids.length > 0) await db.delete(uploads).where(inArray(uploads.id, ids));
    },

    async idsInCheck(): Promise<string[]> {
      const rows = await db.select({ id: uploads.id }).from(uploads).where(eq(uploads.state, 'checking'));
      return rows.map(({ id }) => id);
    },

    async expire(before: Date): Promise<void> {
      await db.delete(uploads).where(lt(uploads.changedAt, before));
    },
  };
}
