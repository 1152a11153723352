/** What people are told of reports, decisions and appeals. */
import { newId } from '../../../contract/ids.ts';
import type { Notices } from '../../../platform/community-ports.ts';
import type { ActionRecord } from '../repo/action-repo.ts';
import { emitStatement, type ModerationCore, type ModerationWork, moderationStream } from './deps.ts';

const excerptLength = 140;

/** Records what was done, with its statement, and tells whom it concerns. Nothing happens to anybody's things without. */
export async function record(
  notices: Notices,
  work: Omit<ModerationWork, 'rewrite'>,
  done: Omit<ActionRecord, 'id' | 'readAt' | 'reversedAt' | 'createdAt'> & { title: string },
): Promise<ActionRecord> {
  const { title, ...facts } = done;
  const action: ActionRecord = {
    ...facts,
    id: newId(work.now.getTime()),
    createdAt: work.now,
    readAt: null,
    reversedAt: null,
  };
  await work.repo.actions.insert(action);
  if (action.kind === 'none' || action.subjectId === null) return action;
  const words = action.automated ? ({ said: 'held' } as const) : { excerpt: shorten(action.statement) };
  const about = { title, ...words, path: `/statements/${action.id}` };
  await notices.tell(work, [
    { userId: action.subjectId, kind: 'moderation', subject: `action:${action.id}`, actor: null, about },
  ]);
  emitStatement(work, action.subjectId, 'statement.added', { statementId: action.id, kind: action.kind });
  return action;
}

export type ReportState = 'taken' | 'acted' | 'kept';

export async function tellReporters(
  core: ModerationCore,
  work: ModerationWork,
  about: { reporterIds: readonly string[]; state: ReportState; itemId: string; title: string; path: string },
): Promise<void> {
  await core.deps.notices.tell(
    work,
    about.reporterIds.map((userId) => ({
      userId,
      kind: 'report' as const,
      subject: `report:${about.itemId}` as const,
      actor: null,
      about: { title: about.title, said: `report_${about.state}` as const, path: about.path },
    })),
  );
}

/** What somebody's moderator colleagues see at once. */
export function emitReview(work: Pick<ModerationWork, 'emit'>, itemId: string): void {
  work.emit(moderationStream, 'review.changed', { itemId });
}

export function emitAppeal(work: Pick<ModerationWork, 'emit'>, appealId: string): void {
  work.emit(moderationStream, 'appeal.changed', { appealId });
}

export function shorten(text: string): string {
  const plain = [...text.replace(/\s+/g, ' ')];
  return plain.length > excerptLength ? `${plain.slice(0, excerptLength - 1).join('')}…` : plain.join('');
}
