/** The bytes of an upload, part by part: in any order, each once, also when the answer to one got lost. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import { inMegabytes } from '../../../contract/limits.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Upload } from '../../designs/schema.ts';
import { authoriseOwn, type OwnUpload } from '../policy.ts';
import { createUploadsRepo, type PartRecord, type UploadRecord } from '../repo.ts';
import { tellChanged, toUpload, type UploadsDeps } from './deps.ts';

export interface Part {
  readonly uploadId: string;
  /** Of its first byte in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export function createPartUseCases(deps: UploadsDeps) {
  return {
    /** Before a body is read: nobody sends 8 MB to learn that nobody wants them. */
    async expectPart(actor: SignedInActor, { uploadId, offset }: Omit<Part, 'bytes'>): Promise<void> {
      const upload = authoriseOwn(actor.userId, await createUploadsRepo(deps.db).find(uploadId));
      if (!Number.isSafeInteger(offset) || offset < 0 || offset >= upload.size) throw outside(upload.size);
    },

    /** A part of an upload that is whole already changes nothing: its sender had not heard. */
    async addPart(actor: SignedInActor, { uploadId, offset, bytes }: Part): Promise<Upload> {
      await deps.rateLimiter.take('uploadedBytesPerDay', `user:${actor.userId}`, bytes.length);
      const upload = authoriseOwn(actor.userId, await createUploadsRepo(deps.db).find(uploadId));
      if (bytes.length === 0) throw new HubError('malformed');
      if (offset + bytes.length > upload.size) throw outside(upload.size);
      const assetId = await deps.assets.store({ bytes, mediaType: 'application/octet-stream' });
      const now = new Date(deps.clock.now());
      const result = await deps.events.transaction(async (tx, emit) => {
        const repo = createUploadsRepo(tx);
        const own = authoriseOwn(actor.userId, await repo.lock(uploadId));
        if (own.state !== 'open') return toUpload(own, await repo.filesOf([own.id]));
        const received = await placePart(tx, own, { offset, size: bytes.length, assetId });
        const state = received === own.size ? 'checking' : 'open';
        await repo.setReceived(own, { received, state, changedAt: now });
        const changed = toUpload({ ...own, received, state });
        if (state === 'checking') tellChanged(emit, actor.userId, changed);
        return changed;
      });
      // A process that dies before this is made good by the next one that starts (`resumeChecks`).
      if (result.state === 'checking') await deps.queue.send('upload.check', { uploadId }, { key: uploadId });
      return result;
    },
  };
}

/** How many bytes there are from the first one on without a hole. */
async function placePart(tx: Database, own: OwnUpload<UploadRecord>, part: PartRecord): Promise<number> {
  const repo = createUploadsRepo(tx);
  const parts = await repo.parts(own.id);
  const same = parts.find(({ offset }) => offset === part.offset);
  if (same === undefined) {
    if (parts.some((other) => overlap(other, part))) throw new HubError('upload_differs');
    await repo.addPart(own, part);
    parts.push(part);
  } else if (same.assetId !== part.assetId) throw new HubError('upload_differs');
  return contiguous(parts);
}

function outside(size: number): HubError {
  return new HubError('too_large', { limit: inMegabytes(size) });
}

function overlap(one: PartRecord, other: PartRecord): boolean {
  return one.offset < other.offset + other.size && other.offset < one.offset + one.size;
}

function contiguous(parts: readonly PartRecord[]): number {
  let end = 0;
  for (const { offset, size } of [...parts].sort((a, b) => a.offset - b.offset)) {
    if (offset !== end) break;
    end += size;
  }
  return end;
}
