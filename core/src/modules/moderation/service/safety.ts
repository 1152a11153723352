/** What every module that takes people's words and works asks before and while it does. */
import { createHash } from 'node:crypto';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Inspected, Safety, Work } from '../../../platform/community-ports.ts';
import { budgets } from '../admission.ts';
import { createAversions } from '../aversions.ts';
import { createModerationRepo } from '../repo.ts';
import type { Finding } from '../schema.ts';
import { essenceOf, findingsIn } from '../spam.ts';
import { isStaff } from '../trust.ts';
import { type ModerationCore, type ModerationWork, titleOf } from './deps.ts';
import { emitReview, record } from './told.ts';

/** For how long equal words count as repeated. */
export const repeatTime = 86_400_000;
/** What one finding adds to the weight of an item: as much as two reports of new people. */
const findingWeight = 2;

export function createSafety(core: ModerationCore): Safety {
  const { deps, repo } = core;
  const ownHosts = new Set([new URL(deps.publicUrl).hostname]);

  return {
    async admit(actor, action) {
      const restriction = await repo.actions.restriction(actor.userId, core.now());
      if (restriction?.kind === 'suspend') {
        const until = restriction.until?.toISOString() ?? 'permanent';
        throw new HubError('suspended', { until, statementId: restriction.actionId });
      }
      const trust = await core.trust(actor.userId);
      const budget = budgets[action];
      if (budget !== null) await deps.rateLimiter.take(budget.limit, `user:${actor.userId}`, budget.cost[trust]);
      return { trust, hold: restriction !== null };
    },

    async inspect(given, actor, content) {
      const work = within(core, given);
      const target = { targetType: content.type, targetId: content.id };
      // Editing what is out of sight does not bring it back.
      const [keeps] = await work.repo.actions.keepingFromSight(content.type, content.id);
      if (keeps !== undefined && keeps.kind !== 'hold') return 'hidden';
      if (isStaff(actor.siteRole)) return keeps === undefined ? 'visible' : 'held';
      const restriction = await work.repo.actions.restriction(actor.userId, work.now);
      const trust = await core.trust(actor.userId, work.repo);
      const repeats = await countRepeats(work, { ...target, userId: actor.userId }, content.words);
      const found: Finding[] = [
        ...findingsIn({ words: content.words, trust, repeats, ownHosts }),
        ...(restriction === null ? [] : (['limited'] as const)),
      ];
      if (keeps !== undefined) return 'held';
      return found.length === 0 ? 'visible' : await hold(core, work, { actorId: actor.userId, content, found });
    },

    trust: (userId) => core.trust(userId),

    ...createAversions(deps.db),

    async statementOf(type, id) {
      const [keeps] = await repo.actions.keepingFromSight(type, id);
      return keeps?.id ?? null;
    },
  };
}

function within(core: ModerationCore, work: Work): Omit<ModerationWork, 'rewrite'> {
  return { ...work, repo: createModerationRepo(work.tx), now: core.now() };
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
  core: ModerationCore,
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
  await record(core, work, {
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
