/** A moderator's decision about what is before them: the consequence, its statement, and everybody who hears of it. */
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { appendAudit } from '../../../platform/audit.ts';
import { authoriseAct, authoriseModerator, keepsFromSight } from '../policy.ts';
import type { ReviewRecord } from '../repo/review-repo.ts';
import type { Act, Action, DecisionKind } from '../schema.ts';
import { emitStatement, type ModerationCore, type ModerationWork, titleOf } from './deps.ts';
import { endInTime } from './restrictions.ts';
import { lockedCase, toCase } from './review.ts';
import { emitAppeal, emitReview, record, tellReporters } from './told.ts';
import { tellOfDecision } from './undo.ts';
import { type Looked, toActions } from './view.ts';

const restricting: ReadonlySet<DecisionKind> = new Set(['limit', 'suspend']);

export function createActUseCase(core: ModerationCore) {
  const { deps, repo } = core;

  return {
    /** Of two moderators at once one decides; the other hears that it was decided. */
    async act(actor: SignedInActor, input: Act): Promise<Action> {
      const moderator = authoriseModerator(actor);
      const done = await core.work(async (work) => {
        const row = await lockedCase(core, work, input.itemId);
        const { item } = row;
        const looked = await deps.contents[item.targetType].look(work.tx, item.targetId, null);
        const { decision } = authoriseAct(moderator, toCase(row, looked), { ...input, now: work.now.getTime() });
        const { kind, statement, until } = decision;
        const title = looked?.title ?? titleOf(item.snapshot) ?? '';
        await settleHolds(work, { item, title, released: kind === 'none' || kind === 'warn', by: moderator.userId });
        await carryOut(work, { item, looked, kind });
        const action = await record(deps.notices, work, {
          reviewItemId: item.id,
          kind,
          targetType: item.targetType,
          targetId: item.targetId,
          subjectId: item.ownerId,
          actorId: moderator.userId,
          automated: false,
          findings: [],
          reason: input.reason,
          statement,
          snapshot: looked?.snapshot ?? item.snapshot,
          expiresAt: until,
          title,
        });
        const reporterIds = await work.repo.reports.settle(item.id, kind !== 'none');
        await work.repo.reviews.close(item.id, work.now);
        const state = kind === 'none' ? 'kept' : 'acted';
        // What was removed has no page any more.
        const path = kind === 'remove' ? '/' : (looked?.path ?? '/');
        await tellReporters(core, work, { reporterIds, state, itemId: item.id, title, path });
        emitReview(work, item.id);
        await appendAudit(work.tx, {
          id: newId(work.now.getTime()),
          at: work.now,
          actorId: moderator.userId,
          action: `moderation.${kind}`,
          subject: `${item.targetType}:${item.targetId}`,
          details: { action: action.id, owner: item.ownerId ?? '', until: until?.toISOString() ?? '' },
        });
        return action;
      });
      if (done.subjectId !== null) {
        deps.trust.forget(done.subjectId);
        if (restricting.has(input.kind)) deps.onRestrictionChanged(done.subjectId);
      }
      await endInTime(core, done);
      const row = await repo.actions.findRow(done.id);
      const [action] = row === undefined ? [] : await toActions(core, [row]);
      if (action === undefined) throw new Error('an action that was just recorded is gone');
      return action;
    },
  };

  async function carryOut(
    work: ModerationWork,
    { item, looked, kind }: { item: ReviewRecord; looked: Looked; kind: DecisionKind },
  ): Promise<void> {
    if (looked === null) return;
    const content = deps.contents[item.targetType];
    if (kind === 'remove') await content.remove(work, item.targetId);
    else if (keepsFromSight(kind, item.targetType)) {
      await content.setStanding(work, item.targetId, 'hidden');
    } else if (looked.standing === 'held') await content.setStanding(work, item.targetId, 'visible');
  }

  /** What a check did until a moderator looked is over now, and so is an appeal against it; its author hears of both. */
  async function settleHolds(
    work: ModerationWork,
    { item, title, released, by }: { item: ReviewRecord; title: string; released: boolean; by: string },
  ): Promise<void> {
    const keeping = await work.repo.actions.keepingFromSight(item.targetType, item.targetId);
    const holds = keeping.filter((action) => action.kind === 'hold');
    const appeals = await work.repo.appeals.ofActions(holds.map((hold) => hold.id));
    for (const hold of holds) {
      await work.repo.actions.reverse(hold.id, work.now);
      const appeal = appeals.get(hold.id);
      if (appeal?.state === 'open') {
        const state = released ? 'reversed' : 'upheld';
        await work.repo.appeals.settle(appeal.id, { state, decidedBy: by, answer: null, decidedAt: work.now });
        const words = { said: released ? 'appeal_released' : 'appeal_overtaken' } as const;
        await tellOfDecision(core, work, { action: hold, appealId: appeal.id, words });
        emitAppeal(work, appeal.id);
      } else if (hold.subjectId !== null) {
        // Another decision has a statement, and so a notice, of its own.
        if (released) await tellOfRelease(work, { userId: hold.subjectId, holdId: hold.id, title });
        emitStatement(work, hold.subjectId, 'statement.changed', { statementId: hold.id });
      }
    }
  }

  async function tellOfRelease(
    work: ModerationWork,
    { userId, holdId, title }: { userId: string; holdId: string; title: string },
  ): Promise<void> {
    const about = { title, said: 'released', path: `/statements/${holdId}` } as const;
    await deps.notices.tell(work, [{ userId, kind: 'moderation', subject: `action:${holdId}`, actor: null, about }]);
  }
}
