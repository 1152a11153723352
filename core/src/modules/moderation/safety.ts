/** What every module that takes people's words and works asks before and while it does. */
import { createHash } from 'node:crypto';
import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { newId } from '../../contract/ids.ts';
import { isStaff } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Inspected, Notices, Safety, Work } from '../../platform/community-ports.ts';
import type { RateLimiter } from '../../platform/ports.ts';
import { budgets } from './admission.ts';
import type { Aversions } from './aversions.ts';
import { createModerationRepo } from './repo.ts';
import type { Finding } from './schema.ts';
import { type ModerationWork, titleOf } from './service/deps.ts';
import { emitReview, record } from './service/told.ts';
import { essenceOf, findingsIn } from './spam.ts';
import { refuseSuspended } from './suspensions.ts';
import type { TrustKeeper } from './trust-keeper.ts';

/** For how long equal words count as repeated. */
export const repeatTime = 86_400_000;
/** What one finding adds to the weight of an item: as much as two reports of new people. */
const findingWeight = 2;

export interface SafetyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly rateLimiter: RateLimiter;
  readonly notices: Notices;
  readonly trust: TrustKeeper;
  readonly aversions: Aversions;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

export function createSafety(deps: SafetyDeps): Safety {
  const { trust: keeper, aversions } = deps;
  const repo = createModerationRepo(deps.db);
  const ownHosts = new Set([new URL(deps.publicUrl).hostname]);

  return {
    async admit(actor, action) {
      const restriction = await repo.actions.restriction(actor.userId, new Date(deps.clock.now()));
      refuseSuspended(restriction);
      const trust = await keeper.of(actor.userId);
      const budget = budgets[action];
      if (budget !== null) await deps.rateLimiter.take(budget.limit, `user:${actor.userId}`, budget.cost[trust]);
      return { trust, hold: restriction !== null };
    },

    async inspect(given, actor, content) {
      const work = within(deps, given);
      const target = { targetType: content.type, targetId: content.id };
      // Editing what is out of sight does not bring it back.
      const [keeps] = await work.repo.actions.keepingFromSight(content.type, content.id);
      if (keeps !== undefined && keeps.kind !== 'hold') return 'hidden';
      if (isStaff(actor.siteRole)) return keeps === undefined ? 'visible' : 'held';
      const restriction = await work.repo.actions.restriction(actor.userId, work.now);
      const trust = await keeper.of(actor.userId, work.repo);
      const repeats = await countRepeats(work, { ...target, userId: actor.userId }, content.words);
      const found: Finding[] = [
        ...findingsIn({ words: content.words, trust, repeats, ownHosts }),
        ...(restriction === null ? [] : (['limited'] as const)),
      ];
      if (keeps !== undefined) return 'held';
      return found.length === 0 ? 'visible' : await hold(deps, work, { actorId: actor.userId, content, found });
    },

    trust: (userId) => keeper.of(userId),

    ...aversions,

    underReview: async (type, id) => (await repo.reviews.findOpen(type, id)) !== undefined,

    async statementOf(type, id) {
      const [keeps] = await repo.actions.keepingFromSight(type, id);
      return keeps?.id ?? null;
    },
  };
}

function within({ clock }: SafetyDeps, work: Work): Omit<ModerationWork, 'rewrite'> {
  return { ...work, repo: createModerationRepo(work.tx), now: new Date(clock.now()) };
}

async function countRepeats(
  { repo, now }: Pick<ModerationWork, 'repo' | 'now'>,
  about: { targetType: Inspected['type']; targetId: string; userId: string },
  words: string,
): Promise<number> {
  const essence = essenceOf(words);
  if (essence === null) return 0;
  const said = { ...about, hash: createHash('sha256').update(essence).digest('hex'), saidAt: now };
  await repo.words.remember(said);
  return await repo.words.repeats(said, new Date(now.getTime() - repeatTime));
}

async function hold(
  { notices }: SafetyDeps,
  work: Omit<ModerationWork, 'rewrite'>,
  { actorId, content, found }: { actorId: string; content: Inspected; found: Finding[] },
): Promise<ContentStanding> {
  const limitedOnly = found.every((finding) => finding === 'limited');
  const target = { targetType: content.type, targetId: content.id };
  const item = await work.repo.reviews.open({
    ...target,
    id: newId(work.now.getTime()),
    ownerId: actorId,
    source: limitedOnly ? 'limit' : 'spam',
    findings: found,
    weight: found.length * findingWeight,
    reportCount: 0,
    snapshot: content.snapshot,
    claimedBy: null,
    claimedAt: null,
    createdAt: work.now,
    changedAt: work.now,
    closedAt: null,
  });
  await record(notices, work, {
    ...target,
    reviewItemId: item.id,
    kind: 'hold',
    subjectId: actorId,
    actorId: null,
    automated: true,
    findings: found,
    reason: limitedOnly ? 'other' : 'spam',
    statement: statementFor(found),
    snapshot: content.snapshot,
    expiresAt: null,
    title: titleOf(content.snapshot) ?? content.words.slice(0, 80),
  });
  emitReview(work, item.id);
  return 'held';
}

const findingWords: Readonly<Record<Finding, string>> = {
  many_links: 'it holds several links, and the account is new',
  hidden_link: 'one of its links hides where it leads',
  repeated: 'the same words were posted several times within a day',
  many_mentions: 'it names many people at once',
  hidden_characters: 'it holds characters that cannot be seen',
  limited: 'what this account publishes is looked at first for a while',
};

function statementFor(found: readonly Finding[]): string {
  return [
    `A check of the hub, not a person, held this back because ${found.map((finding) => findingWords[finding]).join(', and ')}.`,
    'Until a moderator has looked at it only you see it. Nothing was deleted.',
    'If this is a mistake, say so in an appeal.',
  ].join(' ');
}
