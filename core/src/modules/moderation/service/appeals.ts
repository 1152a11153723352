/** Appeals against what was done, and their decision by somebody else. */
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { appendAudit } from '../../../platform/audit.ts';
import { authoriseAppeal, authoriseDecide, authoriseModerator, mayDecide } from '../policy.ts';
import type { AppealRecord } from '../repo/appeal-repo.ts';
import type { Appeal, AppealPage, CreateAppeal, DecideAppeal, Statement } from '../schema.ts';
import { emitStatement, type ModerationCore } from './deps.ts';
import { emitAppeal, shorten } from './told.ts';
import { tellOfDecision, undo } from './undo.ts';
import { pageOf, pictureOf, readPlace, shown, toActions, toAppeal, toStatement, writePlace } from './view.ts';

export function createAppealUseCases(core: ModerationCore) {
  const { deps, repo } = core;

  return {
    async create(actor: SignedInActor, input: CreateAppeal): Promise<Statement> {
      const { action, appeal } = await core.work(async (work) => {
        const found = await work.repo.actions.find(input.statementId);
        const before = await work.repo.appeals.ofActions(found === undefined ? [] : [found.id]);
        const action = authoriseAppeal(actor.userId, found, before.size > 0);
        const appeal: AppealRecord = {
          id: newId(work.now.getTime()),
          actionId: action.id,
          userId: actor.userId,
          words: input.words,
          state: 'open',
          decidedBy: null,
          answer: null,
          createdAt: work.now,
          decidedAt: null,
        };
        if (!(await work.repo.appeals.insert(action, appeal))) throw new HubError('already_appealed');
        emitAppeal(work, appeal.id);
        emitStatement(work, actor.userId, 'statement.changed', { statementId: action.id });
        return { action, appeal };
      });
      return await toStatement(core, action, appeal);
    },

    async queue(actor: SignedInActor, input: { cursor?: string | undefined; limit: number }): Promise<AppealPage> {
      const moderator = authoriseModerator(actor);
      const place = readPlace(input.cursor);
      const after = place === null ? null : { at: new Date(place.order), id: place.id };
      const rows = await repo.appeals.listOpen({ after, limit: input.limit + 1 });
      const { page, nextCursor } = pageOf(rows, input.limit, ({ createdAt, id }) =>
        writePlace(createdAt.getTime(), id),
      );
      const items = await Promise.all(
        page.map(async (appeal) => {
          const row = await repo.actions.findRow(appeal.actionId);
          const [action] = row === undefined ? [] : await toActions(core, [row]);
          if (row === undefined || action === undefined) return [];
          const snapshot = shown(row.action.snapshot);
          const picture = pictureOf(core, action.id, row.action.snapshot);
          return [{ appeal: toAppeal(appeal), action, snapshot, picture, mayDecide: mayDecide(moderator, row.action) }];
        }),
      );
      return { items: items.flat(), nextCursor };
    },

    /** By somebody else than who acted. A reversal undoes what can be undone. */
    async decide(actor: SignedInActor, input: DecideAppeal): Promise<Appeal> {
      const moderator = authoriseModerator(actor);
      const { action, appeal } = await core.work(async (work) => {
        const known = await work.repo.appeals.find(input.appealId);
        const against = known && (await work.repo.actions.find(known.actionId));
        if (known === undefined || against === undefined) throw new HubError('not_found');
        const action = authoriseDecide(moderator, against);
        // In the order in which acting takes them.
        await deps.contents[action.targetType].hold(work.tx, action.targetId);
        if (action.reviewItemId !== null) await work.repo.reviews.lock(action.reviewItemId);
        const open = await work.repo.appeals.findLocked(known.id);
        if (open?.state !== 'open') throw new HubError('already_done');
        const decision = {
          state: input.decision,
          decidedBy: moderator.userId,
          answer: input.answer,
          decidedAt: work.now,
        };
        await work.repo.appeals.settle(open.id, decision);
        if (input.decision === 'reversed') await undo(core, work, action);
        await tellOfDecision(core, work, { action, appealId: open.id, words: { excerpt: shorten(input.answer) } });
        emitAppeal(work, open.id);
        await appendAudit(work.tx, {
          id: newId(work.now.getTime()),
          at: work.now,
          actorId: moderator.userId,
          action: `appeal.${input.decision}`,
          subject: `action:${action.id}`,
        });
        return { action, appeal: { ...open, ...decision } };
      });
      if (action.subjectId !== null && input.decision === 'reversed') {
        deps.trust.forget(action.subjectId);
        deps.onRestrictionChanged(action.subjectId);
      }
      return toAppeal(appeal);
    },
  };
}
