/** What was removed can be brought back for thirty days; then it goes for good, its log and versions with it. */
import type { UpdateLog } from '../../sync/ports.ts';
import { restorableFor, type Workspace } from './service/deps.ts';
import { createVersionsRepo } from './versions/repo.ts';
import { dropVersions } from './versions/service.ts';

/** Far longer than a restore takes that was begun in the last moment: nothing is destroyed that is being brought back. */
const grace = 3_600_000;
const batch = 200;

/** Can be stopped and run again: the row goes last, so that what is left of a document is found again. */
export async function purgeRemoved(
  workspace: Workspace,
  log: Pick<UpdateLog, 'destroy'>,
  signal: AbortSignal,
): Promise<void> {
  const { deps, repo } = workspace;
  const before = new Date(deps.clock.now() - restorableFor - grace);
  await repo.deletePurgeableFiles(before);
  for (;;) {
    const documentIds = await repo.listPurgeable(before, batch);
    if (documentIds.length === 0) return;
    for (const documentId of documentIds) {
      signal.throwIfAborted();
      await deps.live.documentRemoved(documentId);
      await dropVersions(workspace, await createVersionsRepo(deps.db).ages(documentId));
      await log.destroy(documentId);
      await repo.deleteDocument(documentId);
    }
  }
}
