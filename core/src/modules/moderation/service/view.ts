/** Records as the procedures give them out. */

import { HubError } from '../../../contract/errors.ts';
import type { Content } from '../../../platform/community-ports.ts';
import { isAppealable } from '../policy.ts';
import type { ActionRecord, ActionRow } from '../repo/action-repo.ts';
import type { AppealRecord } from '../repo/appeal-repo.ts';
import type { ReviewRow } from '../repo/review-repo.ts';
import type { Action, Appeal, ReviewItem, Statement, Target } from '../schema.ts';
import { type ModerationCore, type TargetRef, titleOf } from './deps.ts';

export type Looked = Awaited<ReturnType<Content['look']>>;

/** As the hub sees it, whoever asks. */
export async function lookAt(core: ModerationCore, { targetType, targetId }: TargetRef): Promise<Looked> {
  return await core.deps.contents[targetType].look(core.deps.db, targetId, null);
}

function toTarget({ targetType, targetId }: TargetRef, looked: Looked, snapshot: unknown): Target {
  return {
    type: targetType,
    id: targetId,
    title: looked?.title ?? titleOf(snapshot),
    path: looked?.path ?? null,
  };
}

export async function toReviewItems(core: ModerationCore, rows: readonly ReviewRow[]): Promise<ReviewItem[]> {
  const reasons = await core.repo.reviews.reasons(rows.map(({ item }) => item.id));
  return await Promise.all(
    rows.map(async ({ item, owner, claimer }) => {
      const looked = await lookAt(core, item);
      return {
        id: item.id,
        target: toTarget(item, looked, item.snapshot),
        standing: looked?.standing ?? null,
        owner: owner === null ? null : personOf(owner),
        source: item.source,
        findings: item.findings,
        weight: item.weight,
        reportCount: item.reportCount,
        reasons: reasons.get(item.id) ?? [],
        claimedBy: claimer,
        claimedAt: iso(item.claimedAt),
        createdAt: item.createdAt.toISOString(),
        changedAt: item.changedAt.toISOString(),
        closedAt: iso(item.closedAt),
      };
    }),
  );
}

export async function toActions(core: ModerationCore, rows: readonly ActionRow[]): Promise<Action[]> {
  return await Promise.all(
    rows.map(async ({ action, subject, actor, appeal }) => ({
      id: action.id,
      kind: action.kind,
      reason: action.reason,
      statement: action.statement,
      target: toTarget(action, await lookAt(core, action), action.snapshot),
      subject,
      actor,
      automated: action.automated,
      createdAt: action.createdAt.toISOString(),
      expiresAt: iso(action.expiresAt),
      reversedAt: iso(action.reversedAt),
      appeal,
    })),
  );
}

export async function toStatement(
  core: ModerationCore,
  action: ActionRecord,
  appeal: AppealRecord | undefined,
): Promise<Statement> {
  return {
    id: action.id,
    kind: action.kind,
    reason: action.reason,
    statement: action.statement,
    target: toTarget(action, await lookAt(core, action), action.snapshot),
    snapshot: shown(action.snapshot),
    automated: action.automated,
    findings: action.findings,
    createdAt: action.createdAt.toISOString(),
    expiresAt: iso(action.expiresAt),
    readAt: iso(action.readAt),
    reversedAt: iso(action.reversedAt),
    appeal: appeal === undefined ? null : toAppeal(appeal),
    appealable: isAppealable(action, appeal !== undefined),
  };
}

/** Modules describe their things as objects; anything else says nothing here. */
export function shown(snapshot: unknown): Record<string, unknown> {
  const isObject = typeof snapshot === 'object' && snapshot !== null && !Array.isArray(snapshot);
  return isObject ? (snapshot as Record<string, unknown>) : {};
}

/** For moderators alone: what is hidden, or private by now, has no other address. `aboutId`: an item or an action. */
export function pictureOf({ deps }: ModerationCore, aboutId: string, snapshot: unknown): string | null {
  const { previewId } = shown(snapshot);
  return typeof previewId === 'string' ? deps.pictureUrl(previewId, aboutId) : null;
}

export function toAppeal(appeal: AppealRecord): Appeal {
  return {
    id: appeal.id,
    state: appeal.state,
    words: appeal.words,
    answer: appeal.answer,
    createdAt: appeal.createdAt.toISOString(),
    decidedAt: iso(appeal.decidedAt),
  };
}

function personOf<Person extends { userId: string; name: string; colour: unknown; avatarId: string | null }>(
  person: Person,
): Pick<Person, 'userId' | 'name' | 'colour' | 'avatarId'> {
  const { userId, name, colour, avatarId } = person;
  return { userId, name, colour, avatarId };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** Cuts the one row off that says there are more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A number and an id, e.g. the weight of the last item of a page. */
export function writePlace(order: number, id: string): string {
  return `${order}:${id}`;
}

export function readPlace(cursor: string | undefined): { order: number; id: string } | null {
  if (cursor === undefined) return null;
  const [, order, id] = /^(-?[\d.e+-]{1,30}):([0-9a-z]{20})$/.exec(cursor) ?? [];
  if (order === undefined || id === undefined || !Number.isFinite(Number(order)) || Math.abs(Number(order)) > 8.64e15) {
    throw new HubError('invalid_input', { cursor: 'This is no place in this list.' });
  }
  return { order: Number(order), id };
}
