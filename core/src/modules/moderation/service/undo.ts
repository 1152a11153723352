/** What an appeal that was decided brings about. */
import type { HubSaying } from '../../../contract/sayings.ts';
import { keepsFromSight } from '../policy.ts';
import type { ActionRecord } from '../repo/action-repo.ts';
import { emitStatement, type ModerationCore, type ModerationWork, titleOf } from './deps.ts';
import { emitReview } from './told.ts';

export async function tellOfDecision(
  core: ModerationCore,
  work: ModerationWork,
  {
    action,
    appealId,
    words,
  }: { action: ActionRecord; appealId: string; words: { excerpt: string } | { said: HubSaying } },
): Promise<void> {
  if (action.subjectId === null) return;
  const about = {
    title: titleOf(action.snapshot) ?? '',
    ...words,
    path: `/statements/${action.id}`,
  };
  await core.deps.notices.tell(work, [
    { userId: action.subjectId, kind: 'appeal', subject: `appeal:${appealId}`, actor: null, about },
  ]);
  emitStatement(work, action.subjectId, 'statement.changed', { statementId: action.id });
}

/** What was removed for good stays so; the statement says that it was wrong. */
export async function undo(core: ModerationCore, work: ModerationWork, action: ActionRecord): Promise<void> {
  await work.repo.actions.reverse(action.id, work.now);
  const { targetType, targetId } = action;
  if (action.kind === 'hold') {
    const item = await work.repo.reviews.findOpen(targetType, targetId);
    // Reports about it are still to be looked at.
    if (item !== undefined && item.reportCount === 0) {
      await work.repo.reviews.close(item.id, work.now);
      emitReview(work, item.id);
    }
  }
  if (!keepsFromSight(action.kind, targetType)) return;
  const stillKept = await work.repo.actions.keepingFromSight(targetType, targetId);
  if (stillKept.length > 0) return;
  const content = core.deps.contents[targetType];
  const looked = await content.look(work.tx, targetId, null);
  if (looked !== null && looked.standing !== 'visible') await content.setStanding(work, targetId, 'visible');
}
