/** Works out how far people are trusted, when somebody asks, and keeps it for a minute. */
import type { Database } from '@draftroom/drizzle/client';
import type { Clock } from '../../platform/clock.ts';
import type { Trust } from '../../platform/community-ports.ts';
import { createModerationRepo, type ModerationRepo } from './repo.ts';
import { faultMemory, most, trustOf } from './trust.ts';

export interface TrustKeeper {
  /** At most a minute old. Inside a transaction the tables have to be asked through it. */
  of(userId: string, repo?: ModerationRepo): Promise<Trust>;
  /** After a moderator's action or its reversal. */
  forget(userId: string): void;
}

const keptFor = 60_000;
/** So many people's trust is kept; then all of it is worked out anew. */
const mostKept = 20_000;

export function createTrust({ db, clock }: { db: Database; clock: Clock }): TrustKeeper {
  const kept = new Map<string, { trust: Trust; until: number }>();
  const outside = createModerationRepo(db);
  return {
    async of(userId, repo = outside) {
      const now = clock.now();
      const known = kept.get(userId);
      if (known !== undefined && known.until > now) return known.trust;
      const trust = await workOut(repo, userId, now);
      if (kept.size >= mostKept) kept.clear();
      kept.set(userId, { trust, until: now + keptFor });
      return trust;
    },
    forget: (userId) => void kept.delete(userId),
  };
}

async function workOut(repo: ModerationRepo, userId: string, now: number): Promise<Trust> {
  const person = await repo.people.find(userId);
  if (person === undefined) return 0;
  const counts = await repo.people.standing(userId, most, new Date(now - faultMemory));
  return trustOf({ siteRole: person.siteRole, age: now - person.createdAt.getTime(), ...counts });
}
