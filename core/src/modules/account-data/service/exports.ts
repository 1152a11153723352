/** Copies of everything that is somebody's: asked for, made by a job, downloaded by their owner. */
import { Readable } from 'node:stream';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { authoriseDownload } from '../policy.ts';
import { createExportRepo, type ExportPart, type ExportRow } from '../repo/export-repo.ts';
import { type AccountExport, type ExportStatus, exportDays } from '../schema.ts';
import { type AccountDataDeps, dayMs } from './deps.ts';
import { writeExport } from './write-export.ts';

export interface Download {
  readonly fileName: string;
  readonly size: number;
  readonly stream: Readable;
}

export function createExports(deps: AccountDataDeps) {
  const { db, clock, queue, blobs } = deps;
  const repo = createExportRepo(db);

  return {
    /** At most one a day; one that failed does not count. */
    async start({ userId }: SignedInActor): Promise<AccountExport> {
      const now = clock.now();
      const row: ExportRow = {
        id: newId(now),
        userId,
        state: 'waiting',
        progress: 0,
        size: 0,
        createdAt: new Date(now),
        expiresAt: new Date(now + exportDays * dayMs),
      };
      await db.transaction(async (tx) => {
        const held = createExportRepo(tx);
        await held.lockUser(userId);
        const nextAt = nextAfter(await held.newest(userId));
        if (nextAt > now) throw new HubError('too_fast', { seconds: Math.ceil((nextAt - now) / 1000) });
        await held.insert(row);
      });
      await queue.send('account.export', { exportId: row.id }, { key: row.id });
      return toExport(row);
    },

    async status({ userId }: SignedInActor): Promise<ExportStatus> {
      const now = clock.now();
      const newest = await repo.newest(userId);
      const nextAt = nextAfter(newest);
      return {
        current: newest === undefined || newest.expiresAt.getTime() <= now ? null : toExport(newest),
        nextAt: nextAt > now ? new Date(nextAt).toISOString() : null,
      };
    },

    async download(actor: Actor, exportId: string): Promise<Download> {
      const userId = actor.kind === 'user' ? actor.userId : null;
      const found = authoriseDownload(userId, await repo.find(exportId), clock.now());
      const parts = await repo.parts(found.id);
      return {
        fileName: `draftroom-${found.createdAt.toISOString().slice(0, 10)}.zip`,
        size: found.size,
        stream: Readable.from(bytesOf(parts)),
      };
    },

    /** The job. Begins anew when it was cut off. */
    async make(exportId: string, signal: AbortSignal): Promise<void> {
      const row = await repo.find(exportId);
      if (row === undefined || row.state === 'ready') return;
      await repo.removeParts(exportId);
      await repo.change(exportId, { state: 'running', progress: 0 });
      try {
        const size = await writeExport(deps, row, signal);
        await repo.change(exportId, { state: 'ready', progress: 100, size, finishedAt: new Date(clock.now()) });
      } catch (error) {
        await repo.change(exportId, { state: 'failed' });
        throw error;
      }
    },

    /** For a daily job. */
    removeExpired: () => repo.removeExpired(new Date(clock.now())),
  };

  async function* bytesOf(parts: readonly ExportPart[]): AsyncGenerator<Buffer> {
    for (const { assetId } of parts) yield* (await blobs.stream(assetId)) as AsyncIterable<Buffer>;
  }
}

function nextAfter(newest: ExportRow | undefined): number {
  return newest === undefined ? 0 : newest.createdAt.getTime() + dayMs;
}

function toExport({ userId: _userId, ...row }: ExportRow): AccountExport {
  const { id, state, progress, size } = row;
  return {
    id,
    state,
    progress,
    size,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    url: state === 'ready' ? `/api/v1/account/exports/${id}` : null,
  };
}
