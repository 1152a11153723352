/** Whether somebody may write at all, for the gate before all procedures and for modules that moderation itself stands on. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../contract/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RestrictionRecord } from './repo/action-repo.ts';
import { createModerationRepo } from './repo.ts';

export interface Suspensions {
  isSuspended(userId: string, tx?: Database): Promise<boolean>;
  /** Throws `suspended`, with the end and the statement. */
  refuse(userId: string): Promise<void>;
}

export function createSuspensions({ db, clock }: { db: Database; clock: Clock }): Suspensions {
  const restrictionOf = (userId: string, tx = db) =>
    createModerationRepo(tx).actions.restriction(userId, new Date(clock.now()));
  return {
    isSuspended: async (userId, tx) => (await restrictionOf(userId, tx))?.kind === 'suspend',
    refuse: async (userId) => refuseSuspended(await restrictionOf(userId)),
  };
}

export function refuseSuspended(restriction: RestrictionRecord | null): void {
  if (restriction?.kind !== 'suspend') return;
  const until = restriction.until?.toISOString() ?? 'permanent';
  throw new HubError('suspended', { until, statementId: restriction.actionId });
}
