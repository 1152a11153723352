/** Pictures that the hub made itself, such as the preview of a drawing: smaller sizes of them, and what they look like. */
import type { FileFacts } from '../designs/schema.ts';
import type { PicturesPort } from './ports.ts';
import { createUploadsRepo, type SizeRecord } from './repo.ts';
import type { UploadsDeps } from './service/deps.ts';

export function createPictures(deps: Pick<UploadsDeps, 'db' | 'assets' | 'blobs' | 'work'>): PicturesPort {
  return {
    async makeSizes(assetId) {
      const bytes = await deps.blobs.get(assetId);
      const looked = await deps.work.check({ path: 'picture', bytes }, async () => null, new AbortController().signal);
      const sizes: SizeRecord[] = [];
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
