/**
 * Makes the picture and the report of a drawing. A result is written in one statement after all of it is there, so that
 * whatever dies on the way leaves what was there before; the queue then tries again.
 */
import { isHubError } from '../../../contract/errors.ts';
import type { Queue } from '../../../platform/ports.ts';
import type { Workspace } from '../service/deps.ts';
import type { DrawingWork } from './ports.ts';
import { createDrawingsRepo, type DrawingJob } from './repo.ts';

export async function registerDrawingJobs(
  queue: Pick<Queue, 'work'>,
  workspace: Workspace,
  work: DrawingWork,
): Promise<void> {
  const { deps } = workspace;
  const repo = createDrawingsRepo(deps.db);

  await queue.work('render-preview', ({ documentId }, signal) =>
    onNewState({ documentId, job: 'render-preview', done: repo.preview }, async ({ seq, updates, roomId }) => {
      const preview = await work.preview(updates, (assetId) => pictureIn(roomId, assetId), signal);
      signal.throwIfAborted();
      const { png, width, height, thumbhash } = preview;
      const assetId = await deps.assets.store({ bytes: png, mediaType: 'image/png' });
      await repo.keepPreview(documentId, { seq, assetId, width, height, thumbhash, madeAt: workspace.now() });
    }),
  );

  await queue.work('analyze-drawing', ({ documentId }, signal) =>
    onNewState({ documentId, job: 'analyze-drawing', done: repo.report }, async ({ seq, updates }) => {
      const report = await work.analyze(updates, signal);
      signal.throwIfAborted();
      await repo.keepReport(documentId, { seq, report, madeAt: workspace.now() });
    }),
  );

  async function onNewState(
    {
      documentId,
      job,
      done,
    }: { documentId: string; job: DrawingJob; done: (id: string) => Promise<{ seq: number } | undefined> },
    make: (state: { seq: number; updates: Uint8Array[]; roomId: string }) => Promise<void>,
  ): Promise<void> {
    const row = await workspace.repo.findDocument(documentId);
    if (row === undefined || row.removedAt !== null || row.kind !== 'drawing') return;
    const state = await newestState(workspace, documentId);
    const refusal = await repo.refusal(documentId, job);
    const known = Math.max((await done(documentId))?.seq ?? 0, refusal?.seq ?? 0);
    if (known >= state.seq) return;
    try {
      await make({ ...state, roomId: row.roomId });
    } catch (error) {
      if (!isHubError(error, 'bad_drawing')) throw error;
      await repo.keepRefusal(documentId, job, { seq: state.seq, code: error.code, details: error.details ?? {} });
    }
  }

  /** Only what stands in the drawing's own room: a drawing can name any asset there is. */
  async function pictureIn(roomId: string, assetId: string): Promise<Uint8Array | null> {
    if (!(await workspace.repo.standsIn(roomId, assetId))) return null;
    return (await deps.blobs.has(assetId)) ? await deps.blobs.get(assetId) : null;
  }
}

/** A worker process may have a document in memory that others have written to since: the log knows the rest. */
async function newestState({ deps }: Workspace, documentId: string): Promise<{ seq: number; updates: Uint8Array[] }> {
  const { seq, updates } = await deps.live.state(documentId);
  const state = { seq, updates: [...updates] };
  for await (const record of deps.log.history(documentId, seq + 1)) {
    if (record.seq <= state.seq) continue;
    state.updates.push(record.update);
    state.seq = record.seq;
  }
  return state;
}
