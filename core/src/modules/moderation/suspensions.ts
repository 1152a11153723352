/** Whether somebody may write at all, for modules that moderation itself stands on. */
import type { Database } from '@draftroom/drizzle/client';
import type { Clock } from '../../platform/clock.ts';
import { createModerationRepo } from './repo.ts';

export interface Suspensions {
  isSuspended(userId: string, tx?: Database): Promise<boolean>;
}

export function createSuspensions({ db, clock }: { db: Database; clock: Clock }): Suspensions {
  return {
    async isSuspended(userId, tx = db) {
      const { actions } = createModerationRepo(tx);
      return (await actions.restriction(userId, new Date(clock.now())))?.kind === 'suspend';
    },
  };
}
