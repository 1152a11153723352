import type { Database } from '@draftroom/drizzle/client';
import { errorMessage } from '../../../contract/errors.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Safety } from '../../../platform/community-ports.ts';
import type { AssetStore, BlobStore, EventStore, Queue, RateLimiter } from '../../../platform/ports.ts';
import type { Upload } from '../../designs/schema.ts';
import type { FileWork } from '../ports.ts';
import type { StoredFile, UploadRecord } from '../repo.ts';

export interface UploadsDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly queue: Pick<Queue, 'send' | 'cancel'>;
  readonly assets: AssetStore;
  readonly blobs: Pick<BlobStore, 'get' | 'stream'>;
  readonly safety: Pick<Safety, 'admit'>;
  readonly work: FileWork;
}

/** `files`: what it holds, as far as that is known. */
export function toUpload(upload: UploadRecord, files: readonly StoredFile[] = []): Upload {
  const { id, name, size, received, state, kind, skipped, problem } = upload;
  const only = kind === 'archive' && files[0]?.kind !== 'archive' ? undefined : files[0];
  return {
    id,
    name,
    size,
    received,
    state,
    kind,
    mediaType: only?.mediaType ?? null,
    facts: only?.facts ?? null,
    url: only === undefined ? null : contentUrl(id),
    fileCount: files.length,
    skipped: [...skipped],
    problem: problem === null ? null : { ...problem, message: errorMessage(problem.code, problem.details) },
  };
}

export function contentUrl(uploadId: string, path?: string): string {
  const query = path === undefined ? '' : `?path=${encodeURIComponent(path)}`;
  return `/api/v1/uploads/${uploadId}/content${query}`;
}

/** Told to the person's other windows, too. */
export function tellChanged(
  emit: (stream: string, type: string, payload: unknown) => void,
  userId: string,
  upload: Upload,
): void {
  emit(`user:${userId}`, 'upload.changed', { upload });
}
