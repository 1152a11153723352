import { isDue, refreshNeighbours } from '../neighbours/refresh.ts';
import type { DiscoveryCore } from './deps.ts';

const day = 86_400_000;
const shownKept = 90 * day;

/** For jobs. */
export function createUpkeep({ deps, repo }: DiscoveryCore) {
  const run = { repo, clock: deps.clock };
  return {
    /** Null when nothing was due. */
    refreshNeighbours: async (signal: AbortSignal): Promise<number | null> =>
      (await isDue(run)) ? await refreshNeighbours(run, signal) : null,

    async recount(): Promise<void> {
      await repo.recountWords();
      await repo.recountTags();
      await repo.forgetShown(new Date(deps.clock.now() - shownKept));
    },
  };
}
