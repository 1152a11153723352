/**
 * The job that looks at an upload whose bytes are all there. Its result is written in one transaction after all of it is
 * stored, so that whatever dies on the way leaves an upload to be checked again.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HubError, isHubError } from '../../../contract/errors.ts';
import { mediaTypeOf } from '../../../contract/file-content.ts';
import { because } from '../../../contract/reasons.ts';
import { openArchive } from '../../../platform/archive.ts';
import type { CheckedFiles } from '../ports.ts';
import { createUploadsRepo, type PartRecord, type UploadRecord } from '../repo.ts';
import { tellChanged, toUpload, type UploadsDeps } from '../service/deps.ts';
import type { FileChecks } from './check-files.ts';

/** Milliseconds for one upload: less than its job has, so that it ends as a refusal and is not tried for ever. */
const mostTime = 540_000;

export function createUploadCheck(deps: UploadsDeps, checks: FileChecks) {
  return async (uploadId: string, signal: AbortSignal): Promise<void> => {
    const upload = await createUploadsRepo(deps.db).find(uploadId);
    if (upload === undefined || upload.state !== 'checking') return;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), mostTime);
    try {
      const result = await checkBytes(upload, AbortSignal.any([signal, late.signal]));
      signal.throwIfAborted();
      await settle(upload, result);
    } catch (error) {
      const refusal = late.signal.aborted ? new HubError('bad_archive', { reason: because('zipTooMuch') }) : error;
      if (signal.aborted || !isHubError(refusal) || refusal.code === 'shutting_down') throw error;
      await settle(upload, refusal);
    } finally {
      clearTimeout(timer);
    }
  };

  async function checkBytes(upload: UploadRecord, signal: AbortSignal): Promise<Checked> {
    const folder = await mkdtemp(join(tmpdir(), 'draftroom-upload-'));
    try {
      const file = join(folder, 'file');
      await assemble(upload, file, signal);
      if (await isZip(file)) return { kind: 'archive', ...(await checkZip(file, signal)) };
      const bytes = new Uint8Array(await readFile(file));
      const checked = await checks.checkFile({ path: upload.name, bytes }, signal);
      return { kind: checked.kind, files: [checked], skipped: [] };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Part by part: the whole of it may be more than belongs into memory. */
  async function assemble(upload: UploadRecord, file: string, signal: AbortSignal): Promise<void> {
    const parts = await createUploadsRepo(deps.db).parts(upload.id);
    await pipeline(Readable.from(bytesOf(parts)), createWriteStream(file, { mode: 0o600 }), { signal });
  }

  async function* bytesOf(parts: readonly PartRecord[]): AsyncGenerator<Uint8Array> {
    for (const { assetId } of parts) yield await deps.blobs.get(assetId);
  }

  async function checkZip(file: string, signal: AbortSignal): Promise<CheckedFiles> {
    const { importFiles, importRatio, uploadSize } = deps.limits;
    const archive = await openArchive(file, { importFiles, importRatio, importTotal: uploadSize, asset: uploadSize });
    try {
      const raw = archive.entries.map((entry) => ({ path: entry.name, size: entry.size, read: entry.read }));
      const { files, skipped } = await checks.checkFiles(raw, signal);
      if (files.length === 0) throw new HubError('bad_archive', { reason: because('zipNothing') });
      return { files, skipped: [...archive.skipped, ...skipped].slice(0, 100) };
    } finally {
      archive.close();
    }
  }

  async function settle({ id, userId }: UploadRecord, result: Checked | HubError): Promise<void> {
    const changedAt = new Date(deps.clock.now());
    const refused = isHubError(result);
    const change = refused
      ? { kind: null, skipped: [], problem: { code: result.code, details: result.details ?? {} } }
      : { kind: result.kind, skipped: result.skipped, problem: null };
    await deps.events.transaction(async (tx, emit) => {
      const repo = createUploadsRepo(tx);
      const settled = await repo.settle(id, { state: refused ? 'refused' : 'ready', ...change, changedAt });
      if (settled === undefined) return;
      if (!refused) await repo.addFiles(id, result.files);
      tellChanged(emit, userId, toUpload(settled, await repo.filesOf([id])));
    });
  }
}

type Checked = CheckedFiles & Pick<UploadRecord, 'kind'>;

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return mediaTypeOf(buffer.subarray(0, bytesRead)) === 'application/zip';
  } finally {
    await handle.close();
  }
}
