/** Forgets designs and collections that were removed too long ago to be brought back. For the daily job. */
import { restorableFor } from './policy.ts';
import type { DesignsCore } from './service/deps.ts';

const batch = 50;

export async function purgeDesigns({ repo, now }: DesignsCore, signal: AbortSignal): Promise<void> {
  const before = new Date(now().getTime() - restorableFor);
  await repo.collections.purge(before);
  for (;;) {
    const ids = await repo.designs.removedBefore(before, batch);
    for (const id of ids) {
      signal.throwIfAborted();
      await repo.designs.destroy(id);
    }
    if (ids.length < batch) return;
  }
}
