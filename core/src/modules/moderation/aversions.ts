/** Whom people blocked and muted, for modules that moderation itself stands on. */
import type { Database } from '@draftroom/drizzle/client';
import type { Safety } from '../../platform/community-ports.ts';
import { createAversionRepo } from './repo/aversion-repo.ts';

export type Aversions = Pick<Safety, 'averse' | 'averseTo' | 'blocked'>;

export function createAversions(db: Database): Aversions {
  const aversions = createAversionRepo(db);
  return {
    averse: async (userId) => (userId === null ? new Set() : await aversions.averse(userId)),
    averseTo: (tx, otherId, among) => createAversionRepo(tx).averseTo(otherId, among),
    blocked: (userId, otherId) => aversions.blocked(userId, otherId),
  };
}
