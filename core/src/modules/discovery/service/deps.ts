import type { Database } from '@draftroom/drizzle/client';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Cursors } from '../../../platform/cursors.ts';
import type { AversePort, CardsPort } from '../ports.ts';
import { createDiscoveryRepo, type DiscoveryRepo } from '../repo.ts';

export interface DiscoveryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly designs: CardsPort;
  readonly safety: AversePort;
}

/** Who looks, and whose work they are not shown. */
export interface Viewer {
  readonly userId: string | null;
  readonly averse: readonly string[];
}

export interface DiscoveryCore {
  readonly deps: DiscoveryDeps;
  readonly repo: DiscoveryRepo;
  viewer(actor: Actor): Promise<Viewer>;
}

export function createDiscoveryCore(deps: DiscoveryDeps): DiscoveryCore {
  return {
    deps,
    repo: createDiscoveryRepo(deps.db),
    async viewer(actor) {
      const userId = actor.kind === 'user' ? actor.userId : null;
      return { userId, averse: [...(await deps.safety.averse(userId))] };
    },
  };
}
