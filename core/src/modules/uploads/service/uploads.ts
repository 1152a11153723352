import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import { inMegabytes } from '../../../contract/limits.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { StoredBytes } from '../../../platform/http-bytes.ts';
import type { StartUpload, Upload, UploadFile } from '../../designs/schema.ts';
import { checkPath } from '../../documents/paths.ts';
import { authoriseOwn, type OwnUpload } from '../policy.ts';
import { createUploadsRepo, type StoredFile, type UploadRecord } from '../repo.ts';
import { contentUrl, toUpload, type UploadsDeps } from './deps.ts';

/** Which file of an upload, and how wide at least where there are smaller pictures of it. */
export interface ContentRequest {
  readonly uploadId: string;
  readonly path?: string | undefined;
  readonly width?: number | undefined;
}

export function createUploadUseCases(deps: UploadsDeps) {
  const repo = createUploadsRepo(deps.db);

  async function own(actor: SignedInActor, uploadId: string): Promise<OwnUpload<UploadRecord>> {
    return authoriseOwn(actor.userId, await repo.find(uploadId));
  }

  return {
    async start(actor: SignedInActor, { name, size }: StartUpload): Promise<Upload> {
      const path = checkPath(name);
      if (!path.ok) throw new HubError('bad_path', { path: name, reason: path.reason });
      if (size === 0) throw new HubError('empty_file');
      const { uploadSize, uploadsPerUser } = deps.limits;
      if (size > uploadSize) throw new HubError('too_large', { limit: inMegabytes(uploadSize) });
      await deps.safety.admit(actor, 'upload');
      if ((await repo.countOf(actor.userId)) >= uploadsPerUser) {
        throw new HubError('too_many', { limit: `${uploadsPerUser} uploads` });
      }
      const now = deps.clock.now();
      const { userId } = actor;
      return toUpload(await repo.insert({ id: newId(now), userId, name: path.path, size, createdAt: new Date(now) }));
    },

    async list(actor: SignedInActor): Promise<{ items: Upload[] }> {
      const uploads = await repo.listOf(actor.userId);
      const files = Map.groupBy(await repo.filesOf(uploads.map(({ id }) => id)), ({ uploadId }) => uploadId);
      return { items: uploads.map((upload) => toUpload(upload, files.get(upload.id))) };
    },

    async get(actor: SignedInActor, uploadId: string): Promise<Upload> {
      const upload = await own(actor, uploadId);
      return toUpload(upload, await repo.filesOf([upload.id]));
    },

    async files(actor: SignedInActor, uploadId: string): Promise<{ items: UploadFile[] }> {
      const upload = await own(actor, uploadId);
      const files = await repo.filesOf([upload.id]);
      return {
        items: files.map(({ path, kind, mediaType, size, facts }) => {
          return { path, kind, mediaType, size, facts, url: contentUrl(upload.id, path) };
        }),
      };
    },

    async cancel(actor: SignedInActor, uploadId: string): Promise<void> {
      const upload = await own(actor, uploadId);
      await repo.remove([upload]);
      await deps.queue.cancel('upload.check', upload.id);
    },

    /** Bytes for the owner to look at: the whole file, or the smallest picture of it that is wide enough. */
    async content(actor: SignedInActor, { uploadId, path, width }: ContentRequest): Promise<StoredBytes> {
      const upload = await own(actor, uploadId);
      const files = await repo.filesOf([upload.id]);
      const file = path === undefined ? files.at(files.length - 1) : files.find((candidate) => candidate.path === path);
      if (file === undefined || (path === undefined && files.length > 1)) throw new HubError('not_found');
      const open = (assetId: string) => deps.blobs.stream(assetId);
      const size = width === undefined ? undefined : await smallest(file, width);
      return { ...(size ?? file), path: file.path, open };
    },
  };

  async function smallest(file: StoredFile, width: number) {
    const sizes = await repo.sizesOf(file.assetId);
    const size = sizes.find((candidate) => candidate.width >= width) ?? sizes.at(-1);
    if (size === undefined || (file.kind === 'image' && width > size.width)) return undefined;
    const bytes = await deps.blobs.get(size.assetId);
    return { assetId: size.assetId, mediaType: size.mediaType, size: bytes.length };
  }
}
