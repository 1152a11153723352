/** Assets as designs name them. */
import type { Database } from '@draftroom/drizzle/client';
import { designs, pictureSizes, releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { assets } from '@draftroom/drizzle/schema/documents';
import { and, asc, eq, exists, inArray, or } from 'drizzle-orm';

export interface PictureSize {
  readonly sourceId: string;
  readonly assetId: string;
  readonly width: number;
}

export function createAssetRepo(db: Database) {
  const named = (assetId: string) =>
    or(
      exists(
        db
          .select({ id: designs.id })
          .from(designs)
          .where(and(eq(designs.previewId, assetId), designs.listed)),
      ),
      exists(
        db
          .select({ id: releases.id })
          .from(releases)
          .innerJoin(designs, eq(designs.id, releases.designId))
          .where(and(eq(releases.previewId, assetId), designs.listed)),
      ),
      exists(
        db
          .select({ path: releaseFiles.path })
          .from(releaseFiles)
          .innerJoin(releases, eq(releases.id, releaseFiles.releaseId))
          .innerJoin(designs, eq(designs.id, releases.designId))
          .where(and(eq(releaseFiles.assetId, assetId), designs.listed)),
      ),
    );

  return {
    async sizesOf(sourceIds: readonly string[]): Promise<PictureSize[]> {
      if (sourceIds.length === 0) return [];
      return await db
        .select({ sourceId: pictureSizes.sourceId, assetId: pictureSizes.assetId, width: pictureSizes.width })
        .from(pictureSizes)
        .where(inArray(pictureSizes.sourceId, [...sourceIds]))
        .orderBy(asc(pictureSizes.width));
    },

    async asset(assetId: string): Promise<{ size: number; mediaType: string } | undefined> {
      const [row] = await db
        .select({ size: assets.size, mediaType: assets.mediaType })
        .from(assets)
        .where(eq(assets.id, assetId));
      return row;
    },

    /** Whether a design that strangers may find names this asset, or the picture that it is a size of. */
    async isOpen(assetId: string): Promise<boolean> {
      const [own] = await db
        .select({ id: assets.id })
        .from(assets)
        .where(and(eq(assets.id, assetId), named(assetId)));
      if (own !== undefined) return true;
      const sources = await db
        .select({ id: pictureSizes.sourceId })
        .from(pictureSizes)
        .where(eq(pictureSizes.assetId, assetId));
      for (const { id } of sources) {
        const [source] = await db
          .select({ id: assets.id })
          .from(assets)
          .where(and(eq(assets.id, id), named(id)));
        if (source !== undefined) return true;
      }
      return false;
    },
  };
}
