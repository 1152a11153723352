/** The use cases of uploads: files on their way into a design. */
import { createFileChecks } from './check/check-files.ts';
import { createUploadCheck } from './check/check-upload.ts';
import { createPictures } from './pictures.ts';
import type { UploadsPort } from './ports.ts';
import { createUploadsRepo } from './repo.ts';
import type { UploadsDeps } from './service/deps.ts';
import { createPartUseCases } from './service/parts.ts';
import { takeUploads } from './service/take.ts';
import { createUploadUseCases } from './service/uploads.ts';

/** How long an upload that nobody published is kept after its last change. */
const kept = 86_400_000;

export type UploadsService = ReturnType<typeof createUploadsService>;

export function createUploadsService(deps: UploadsDeps) {
  const checks = createFileChecks(deps);
  const repo = createUploadsRepo(deps.db);
  const port: UploadsPort = { take: takeUploads, checkFiles: checks.checkFiles };
  return {
    ...createUploadUseCases(deps),
    ...createPartUseCases(deps),
    check: createUploadCheck(deps, checks),
    port,
    pictures: createPictures(deps),

    async resumeChecks(): Promise<void> {
      for (const uploadId of await repo.idsInCheck()) {
        await deps.queue.send('upload.check', { uploadId }, { key: uploadId });
      }
    },

    /** Their assets go with the purge of assets, later. */
    async removeExpired(): Promise<void> {
      await repo.expire(new Date(deps.clock.now() - kept));
    },
  };
}
