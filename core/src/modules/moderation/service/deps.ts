import type { ReportTarget } from '@draftroom/drizzle/enums';
import type { z } from 'zod';
import type { RemovalWork, Trust } from '../../../platform/community-ports.ts';
import type { ModerationDeps } from '../ports.ts';
import { createModerationRepo, type ModerationRepo } from '../repo.ts';
import type { StatementEventType, statementEventSchemas } from '../schema.ts';
import { faultMemory, most, trustOf } from '../trust.ts';

/** A transaction, with the tables of moderation over it. */
export interface ModerationWork extends RemovalWork {
  readonly repo: ModerationRepo;
  readonly now: Date;
}

export interface ModerationCore {
  readonly deps: ModerationDeps;
  readonly repo: ModerationRepo;
  now(): Date;
  work<Result>(run: (work: ModerationWork) => Promise<Result>): Promise<Result>;
  /** At most a minute old. Inside a transaction the tables have to be asked through it. */
  trust(userId: string, repo?: ModerationRepo): Promise<Trust>;
  /** After a moderator's action or its reversal. */
  forgetTrust(userId: string): void;
}

const trustedFor = 60_000;
/** So many people's trust is kept; then all of it is worked out anew. */
const mostKept = 20_000;

export function createModerationCore(deps: ModerationDeps): ModerationCore {
  const kept = new Map<string, { trust: Trust; until: number }>();
  const repo = createModerationRepo(deps.db);
  const now = () => new Date(deps.clock.now());
  return {
    deps,
    repo,
    now,
    work: (run) =>
      deps.events.transaction((tx, emit, rewrite) =>
        run({ tx, emit, rewrite, repo: createModerationRepo(tx), now: now() }),
      ),
    async trust(userId, from = repo) {
      const known = kept.get(userId);
      if (known !== undefined && known.until > deps.clock.now()) return known.trust;
      const trust = await workOutTrust(from, userId, now());
      if (kept.size >= mostKept) kept.clear();
      kept.set(userId, { trust, until: deps.clock.now() + trustedFor });
      return trust;
    },
    forgetTrust: (userId) => void kept.delete(userId),
  };
}

async function workOutTrust(repo: ModerationRepo, userId: string, now: Date): Promise<Trust> {
  const person = await repo.people.find(userId);
  if (person === undefined) return 0;
  const counts = await repo.people.standing(userId, most, new Date(now.getTime() - faultMemory));
  return trustOf({ siteRole: person.siteRole, age: now.getTime() - person.createdAt.getTime(), ...counts });
}

export function emitStatement<Type extends StatementEventType>(
  work: Pick<ModerationWork, 'emit'>,
  userId: string,
  type: Type,
  payload: z.infer<(typeof statementEventSchemas)[Type]>,
): void {
  work.emit(`user:${userId}`, type, payload);
}

/** All moderators follow this stream. */
export const moderationStream = 'moderation';

/** Of a snapshot, for when nothing but it is left. */
export function titleOf(snapshot: unknown): string | null {
  if (typeof snapshot !== 'object' || snapshot === null) return null;
  const named = ['title', 'name', 'text', 'summary'].map((key) => (snapshot as Record<string, unknown>)[key]);
  const title = named.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined;
  return title === undefined ? null : title.replace(/\s+/g, ' ').trim().slice(0, 120);
}

export type TargetRef = { readonly targetType: ReportTarget; readonly targetId: string };
