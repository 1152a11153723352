/**
 * Assets: blobs that rows name. Storing one takes three steps, always in this order:
 *
 *   1. its row is inserted, or, where the same bytes are known, stamped anew
 *   2. its bytes are put
 *   3. somebody's row names it: a file of a room, a person's picture
 *
 * The purge takes an asset that nothing names and whose stamp is old. It deletes the row and removes the bytes within one
 * transaction, so step 1 of an upload of the same bytes, which needs the lock of that row, comes
 *
 *   - before the delete: the stamp is new when the delete looks at the row again, and the asset stays for as long as the
 *     upload may need to step 3; or
 *   - after the commit: by then the bytes are gone, and step 2 writes them again.
 *
 * Were the bytes put before the row, an upload could see the old ones a moment before they go. A crash between the removal
 * and the commit leaves a row without bytes that nothing names: the next purge takes it. While a backup is made removed
 * bytes stay on the disk and putting them keeps them (`holdRemovals`), so step 2 is right then, too.
 */
import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import {
  designs,
  pictureSizes,
  releaseFiles,
  releases,
  uploadFiles,
  uploadParts,
} from '@draftroom/drizzle/schema/designs';
import { assets, drawingPreviews, roomFiles, versions } from '@draftroom/drizzle/schema/documents';
import { appeals, moderationActions, reviewItems } from '@draftroom/drizzle/schema/moderation';
import { exportParts } from '@draftroom/drizzle/schema/profiles';
import { and, asc, eq, exists, gt, isNotNull, isNull, lt, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import { blobId } from './blobs.ts';
import type { Clock } from './clock.ts';
import type { AssetStore, BlobStore } from './ports.ts';

/** Far longer than any upload takes from its first step to its last. */
export const assetGrace = 86_400_000;
const batch = 200;
/** What bytes are called before anybody has looked at them, such as a part of an upload: gives way to what they are. */
const anyBytes = 'application/octet-stream';

export interface AssetParts {
  readonly db: Database;
  readonly blobs: Pick<BlobStore, 'put' | 'remove'>;
  readonly clock: Clock;
}

export function createAssetStore({
  db,
  blobs,
  clock,
}: Omit<AssetParts, 'blobs'> & { blobs: Pick<BlobStore, 'put'> }): AssetStore {
  return {
    async store({ bytes, mediaType }) {
      const id = blobId(bytes);
      const createdAt = new Date(clock.now());
      await db
        .insert(assets)
        .values({ id, size: bytes.length, mediaType, createdAt })
        .onConflictDoUpdate({
          target: assets.id,
          set: { createdAt, mediaType: sql`coalesce(nullif(${assets.mediaType}, ${anyBytes}), excluded.media_type)` },
        });
      return await blobs.put(bytes);
    },
  };
}

export interface PurgedAssets {
  readonly count: number;
  readonly bytes: number;
}

/** Can be stopped and run again, also by several processes at once. Gives what this run took. */
export async function purgeAssets({ db, blobs, clock }: AssetParts, signal: AbortSignal): Promise<PurgedAssets> {
  const before = new Date(clock.now() - assetGrace);
  const purged = { count: 0, bytes: 0 };
  let last = '';
  for (;;) {
    const rows = await db
      .select({ id: assets.id, size: assets.size })
      .from(assets)
      .where(and(gt(assets.id, last), orphaned(db, before)))
      .orderBy(asc(assets.id))
      .limit(batch);
    for (const { id, size } of rows) {
      signal.throwIfAborted();
      last = id;
      // One at a time: the embedded database waits for no more than one removal.
      const taken = await db.transaction(async (tx) => {
        const deleted = await tx
          .delete(assets)
          .where(and(eq(assets.id, id), orphaned(tx, before)))
          .returning({ id: assets.id });
        if (deleted.length > 0) await blobs.remove(id);
        return deleted.length > 0;
      });
      if (!taken) continue;
      purged.count += 1;
      purged.bytes += size;
    }
    if (rows.length < batch) return purged;
  }
}

/** Every column that names an asset stands here; one that is forgotten loses bytes. */
function orphaned(db: Database, before: Date): SQL | undefined {
  return and(
    lt(assets.createdAt, before),
    notExists(db.select({ id: roomFiles.id }).from(roomFiles).where(eq(roomFiles.assetId, assets.id))),
    notExists(db.select({ id: users.id }).from(users).where(eq(users.avatarId, assets.id))),
    notExists(
      db.select({ id: drawingPreviews.documentId }).from(drawingPreviews).where(eq(drawingPreviews.assetId, assets.id)),
    ),
    notExists(db.select({ id: versions.id }).from(versions).where(eq(versions.stateId, assets.id))),
    notExists(db.select({ id: exportParts.exportId }).from(exportParts).where(eq(exportParts.assetId, assets.id))),
    notExists(db.select({ id: uploadParts.uploadId }).from(uploadParts).where(eq(uploadParts.assetId, assets.id))),
    notExists(db.select({ id: uploadFiles.uploadId }).from(uploadFiles).where(eq(uploadFiles.assetId, assets.id))),
    notExists(db.select({ id: releaseFiles.releaseId }).from(releaseFiles).where(eq(releaseFiles.assetId, assets.id))),
    notExists(db.select({ id: releases.id }).from(releases).where(eq(releases.previewId, assets.id))),
    notExists(db.select({ id: designs.id }).from(designs).where(eq(designs.previewId, assets.id))),
    notExists(
      db
        .select({ id: reviewItems.id })
        .from(reviewItems)
        .where(
          and(
            eq(pictureIn(reviewItems.snapshot), assets.id),
            or(
              isNull(reviewItems.closedAt),
              exists(appealable(db, eq(moderationActions.reviewItemId, reviewItems.id))),
            ),
          ),
        ),
    ),
    notExists(appealable(db, eq(pictureIn(moderationActions.snapshot), assets.id))),
    // Sizes are made of a picture and go with it: deleting its row deletes theirs, and a later purge their bytes.
    notExists(db.select({ id: pictureSizes.width }).from(pictureSizes).where(eq(pictureSizes.assetId, assets.id))),
  );
}

/** What moderators decide by: a snapshot names its picture in its words. */
function pictureIn(snapshot: typeof reviewItems.snapshot | typeof moderationActions.snapshot): SQL<string> {
  return sql<string>`${snapshot}->>'previewId'`;
}

/** Actions that whom they concern can appeal, or has appealed and waits. */
function appealable(db: Database, where: SQL) {
  return db
    .select({ id: moderationActions.id })
    .from(moderationActions)
    .leftJoin(appeals, eq(appeals.actionId, moderationActions.id))
    .where(
      and(
        where,
        ne(moderationActions.kind, 'none'),
        isNotNull(moderationActions.subjectId),
        isNull(moderationActions.reversedAt),
        or(isNull(appeals.id), eq(appeals.state, 'open')),
      ),
    );
}
