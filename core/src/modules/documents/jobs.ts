/** Background work of documents. Every handler may run more than once, and stops when its signal says so. */
import type { JobPayloads, Queue } from '../../platform/ports.ts';
import type { Workspace } from './service/deps.ts';
import { createVersionsRepo } from './versions/repo.ts';
import { dropVersions } from './versions/service.ts';
import { takeVersion } from './versions/take-version.ts';
import { day, hour, surplusVersions, willThin } from './versions/thinning.ts';

/** A version is made after this much quiet, … */
export const quietTime = 2 * 60 * 1000;
/** … and while people keep writing at most this seldom. */
export const longestGap = 10 * 60 * 1000;

export async function registerDocumentJobs(queue: Pick<Queue, 'work'>, workspace: Workspace): Promise<void> {
  const { deps } = workspace;
  await queue.work('document.compact', async ({ documentId }, signal) => {
    signal.throwIfAborted();
    const row = await workspace.repo.findDocument(documentId);
    if (row === undefined) return;
    await deps.live.compact(documentId, { keepHistory: await deps.rooms.keepsHistory(row.roomId) });
  });
  await queue.work('document.version', (payload, signal) => makeAutomaticVersion(workspace, payload, signal));
  await queue.work('versions.thin', ({ documentId }, signal) => thinVersions(workspace, documentId, signal));
}

async function makeAutomaticVersion(
  workspace: Workspace,
  payload: JobPayloads['document.version'],
  signal: AbortSignal,
): Promise<void> {
  const { documentId } = payload;
  const { deps, repo } = workspace;
  const row = await repo.findDocument(documentId);
  if (row === undefined || row.removedAt !== null) return;
  const now = deps.clock.now();
  const latest = await createVersionsRepo(deps.db).latest(documentId);
  const quiet = now - row.changedAt.getTime() >= quietTime;
  const overdue = now - (latest?.createdAt ?? row.createdAt).getTime() >= longestGap;
  if (payload.now !== true && !quiet && !overdue) {
    await deps.queue.send('document.version', { documentId }, { key: documentId, delayMs: quietTime });
    return;
  }
  const request = { documentId, roomId: row.roomId, kind: 'automatic', name: null, userId: null } as const;
  const made = await takeVersion(workspace, request, signal);
  if (made !== null) await deps.queue.send('versions.thin', { documentId }, { key: documentId, delayMs: hour });
}

async function thinVersions(workspace: Workspace, documentId: string, signal: AbortSignal): Promise<void> {
  const { deps } = workspace;
  const now = deps.clock.now();
  const all = await createVersionsRepo(deps.db).ages(documentId);
  const surplus = new Set(surplusVersions(all, now));
  signal.throwIfAborted();
  await dropVersions(
    workspace,
    all.filter(({ id }) => surplus.has(id)),
  );
  const left = all.filter(({ id }) => !surplus.has(id));
  if (willThin(left, now)) await deps.queue.send('versions.thin', { documentId }, { key: documentId, delayMs: day });
}
