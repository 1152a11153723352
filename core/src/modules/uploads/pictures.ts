/** Smaller sizes of pictures, for those that are shown in lists. */
import type { FileFacts } from '../designs/schema.ts';
import type { PictureSize, PicturesPort } from './ports.ts';
import { createUploadsRepo } from './repo.ts';
import type { UploadsDeps } from './service/deps.ts';

export function createPictures(deps: Pick<UploadsDeps, 'db' | 'assets' | 'blobs' | 'work'>): PicturesPort {
  return {
    async sizesOf(db, assetIds) {
      const found = new Map<string, PictureSize[]>();
      for (const { sourceId, assetId, width } of await createUploadsRepo(db).sizesOf([...new Set(assetIds)])) {
        found.set(sourceId, [...(found.get(sourceId) ?? []), { assetId, width }]);
      }
      return found;
    },

    async makeSizes(assetId) {
      const bytes = await deps.blobs.get(assetId);
      const looked = await deps.work.check({ path: 'picture', bytes }, async () => null, new AbortController().signal);
      const sizes = [];
      for (const size of looked.sizes) {
        const { width, height, mediaType } = size;
        sizes.push({ assetId: await deps.assets.store(size), width, height, mediaType });
      }
      await createUploadsRepo(deps.db).keepSizes(assetId, sizes);
      const { width, height, thumbhash, palette, colours } = looked.facts;
      const named = sizes.map((size) => ({ assetId: size.assetId, width: size.width }));
      return { width, height, thumbhash, palette, colours, sizes: named } satisfies FileFacts;
    },
  };
}
