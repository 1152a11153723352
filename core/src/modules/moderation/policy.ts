/**
 * Who may moderate, act about what, appeal and decide. Pure; what comes out is the proof that changing queries ask for.
 */
import { type ModerationActionKind, type ReportTarget, type SiteRole, siteRoles } from '@draftroom/drizzle/enums';
import { HubError } from '../../contract/errors.ts';
import type { Actor } from '../../platform/actor.ts';
import { isStaff } from '../../platform/actor.ts';
import { type DecisionKind, decisionKinds, leastStatement, longestRestrictionDays } from './schema.ts';

declare const authorised: unique symbol;

/** Only this file makes these. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

export interface Moderator {
  readonly userId: string;
  readonly name: string;
  readonly siteRole: SiteRole;
}

export function authoriseModerator(actor: Actor): Authorised<'moderate', Moderator> {
  if (actor.kind !== 'user') throw new HubError('not_signed_in');
  if (!isStaff(actor.siteRole)) throw new HubError('moderators_only');
  const { userId, name, siteRole } = actor;
  return { userId, name, siteRole } as Authorised<'moderate', Moderator>;
}

/** Something before the moderators. */
export interface Case {
  readonly itemId: string;
  readonly targetType: ReportTarget;
  /** Null when the account is gone. */
  readonly owner: { readonly userId: string; readonly siteRole: SiteRole } | null;
  /** Whether anything of it is left to hide or remove. */
  readonly stands: boolean;
  readonly closedAt: Date | null;
  readonly claim: { readonly userId: string; readonly name: string; readonly at: Date } | null;
}

/** How long somebody's claim keeps others from acting. */
export const claimTime = 30 * 60_000;

/** Of a person: what they say of themselves. A message has no place where it could wait. */
const hideable: ReadonlySet<ReportTarget> = new Set(['design', 'comment', 'critique', 'collection', 'user']);

/** A limit or suspension for a thing takes that out of sight, too; what people say of themselves has its own reasons. */
export function keepsFromSight(kind: ModerationActionKind, type: ReportTarget): boolean {
  if (kind === 'hold' || kind === 'hide') return true;
  return (kind === 'limit' || kind === 'suspend') && type !== 'user' && hideable.has(type);
}

/** What can be done at all about such a thing and whose it is. */
function possibleKinds({ targetType, owner, stands }: Case): readonly DecisionKind[] {
  return decisionKinds.filter((kind) => {
    if (kind === 'none') return true;
    if (kind === 'hide') return stands && hideable.has(targetType);
    if (kind === 'remove') return stands;
    return owner !== null;
  });
}

function rank(role: SiteRole): number {
  return siteRoles.indexOf(role);
}

/** Why this moderator may do nothing about it, or null. */
function bar(moderator: Moderator, question: Case, now: number): HubError | null {
  if (question.closedAt !== null) return new HubError('already_done');
  if (question.owner?.userId === moderator.userId) return new HubError('own_case');
  if (question.owner !== null && rank(question.owner.siteRole) > rank(moderator.siteRole)) {
    return new HubError('higher_role');
  }
  const { claim } = question;
  if (claim !== null && claim.userId !== moderator.userId && claim.at.getTime() + claimTime > now) {
    return new HubError('claimed', { name: claim.name });
  }
  return null;
}

export function allowedKinds(moderator: Moderator, question: Case, now: number): DecisionKind[] {
  return bar(moderator, question, now) === null ? [...possibleKinds(question)] : [];
}

export function authoriseClaim(moderator: Moderator, question: Case, now: number): Authorised<'claim', Case> {
  const error = bar(moderator, question, now);
  if (error !== null) throw error;
  return question as Authorised<'claim', Case>;
}

export interface Decision {
  readonly kind: DecisionKind;
  readonly statement: string;
  /** Null: has no end, or needs none. */
  readonly until: Date | null;
}

export function authoriseAct(
  moderator: Moderator,
  question: Case,
  input: { kind: DecisionKind; statement: string; until?: string | undefined; now: number },
): { question: Authorised<'act', Case>; decision: Authorised<'act', Decision> } {
  const error = bar(moderator, question, input.now);
  if (error !== null) throw error;
  const { kind, statement } = input;
  if (!possibleKinds(question).includes(kind)) {
    throw new HubError('invalid_input', { kind: 'This cannot be done here, or nothing is left of it.' });
  }
  if (kind !== 'none' && [...statement].length < leastStatement) {
    throw new HubError('invalid_input', { statement: `Give the reasons in at least ${leastStatement} characters.` });
  }
  return {
    question: question as Authorised<'act', Case>,
    decision: { kind, statement, until: endOf(moderator, input) } as Authorised<'act', Decision>,
  };
}

function endOf(
  moderator: Moderator,
  input: { kind: DecisionKind; until?: string | undefined; now: number },
): Date | null {
  if (input.kind !== 'limit' && input.kind !== 'suspend') return null;
  if (input.until === undefined) throw new HubError('invalid_input', { until: 'Say when it ends.' });
  if (input.until === 'permanent') {
    if (moderator.siteRole !== 'admin') throw new HubError('admins_only');
    return null;
  }
  const until = new Date(input.until);
  if (until.getTime() <= input.now) throw new HubError('invalid_input', { until: 'Choose an end in the future.' });
  if (until.getTime() > input.now + longestRestrictionDays * 86_400_000) {
    throw new HubError('invalid_input', { until: 'Choose an end within a year.' });
  }
  return until;
}

export interface Decided {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly reversedAt: Date | null;
}

/** Whether this person can appeal it: each decision once, by whom it concerns, while it stands. */
export function isAppealable(action: Decided, hasAppeal: boolean): boolean {
  return action.reversedAt === null && action.kind !== 'none' && !hasAppeal;
}

export function authoriseAppeal<Action extends Decided>(
  userId: string,
  action: Action | undefined,
  hasAppeal: boolean,
): Authorised<'appeal', Action> {
  // To everybody else a statement is as unknown as any other.
  if (action === undefined || action.subjectId !== userId || action.kind === 'none') throw new HubError('not_found');
  if (hasAppeal) throw new HubError('already_appealed');
  if (action.reversedAt !== null) throw new HubError('already_done');
  return action as Authorised<'appeal', Action>;
}

/** Why this moderator may not decide an appeal against this action, or null. */
function decideBar(moderator: Moderator, action: Decided): HubError | null {
  if (action.subjectId === moderator.userId) return new HubError('own_case');
  if (action.actorId === moderator.userId) return new HubError('own_decision');
  return null;
}

export function mayDecide(moderator: Moderator, action: Decided): boolean {
  return decideBar(moderator, action) === null;
}

export function authoriseDecide<Action extends Decided>(
  moderator: Moderator,
  action: Action,
): Authorised<'decide', Action> {
  const error = decideBar(moderator, action);
  if (error !== null) throw error;
  return action as Authorised<'decide', Action>;
}
