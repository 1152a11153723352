/** Limits and suspensions that end by time: whoever is connected then hears of it, as of any other change of rights. */
import type { ActionRecord } from '../repo/action-repo.ts';
import { emitStatement, type ModerationCore } from './deps.ts';

/** After the commit of what restricts somebody. */
export async function endInTime(
  { deps, now }: ModerationCore,
  { id, expiresAt }: Pick<ActionRecord, 'id' | 'expiresAt'>,
): Promise<void> {
  if (expiresAt === null) return;
  const delayMs = Math.max(0, expiresAt.getTime() - now().getTime());
  await deps.queue.send('restriction.end', { actionId: id }, { key: id, delayMs });
}

/** Each end once more: a hub that died between that commit and its queue knows of none. Any number of times. */
export async function queueEnds(core: ModerationCore): Promise<void> {
  for (const action of await core.repo.actions.ending(core.now())) await endInTime(core, action);
}

/** What was reversed before told of that itself; another restriction may still hold: what is asked anew says so. */
export async function endRestriction(core: ModerationCore, actionId: string): Promise<void> {
  const action = await core.repo.actions.find(actionId);
  if (action === undefined || action.expiresAt === null || action.reversedAt !== null) return;
  // The clock of whoever kept the job may be ahead of this one.
  if (action.expiresAt > core.now()) return await endInTime(core, action);
  const { subjectId } = action;
  if (subjectId === null) return;
  await core.work(async (work) => emitStatement(work, subjectId, 'statement.changed', { statementId: actionId }));
  core.deps.onRestrictionChanged(subjectId);
}
