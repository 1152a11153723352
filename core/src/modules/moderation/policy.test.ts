import { type ReportTarget, reportTargets, siteRoles } from '@draftroom/drizzle/enums';
import { describe, expect, test } from 'vitest';
import { isHubError } from '../../contract/errors.ts';
import type { SignedInActor } from '../../platform/actor.ts';
import {
  allowedKinds,
  authoriseAct,
  authoriseAppeal,
  authoriseDecide,
  authoriseModerator,
  type Case,
  claimTime,
  type Decided,
  type Moderator,
} from './policy.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const moderator: Moderator = { userId: 'mo', name: 'Mo', siteRole: 'moderator' };
const admin: Moderator = { userId: 'ad', name: 'Ad', siteRole: 'admin' };
const statement = 'It advertises a shop, which the rules do not allow.';

const question = (more: Partial<Case> = {}): Case => ({
  itemId: 'item',
  targetType: 'design',
  owner: { userId: 'ow', siteRole: 'member' },
  stands: true,
  closedAt: null,
  claim: null,
  ...more,
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'ok';
  } catch (error) {
    if (isHubError(error)) return error.code;
    throw error;
  }
}

const act = (who: Moderator, about: Case, more: Partial<Parameters<typeof authoriseAct>[2]> = {}) =>
  codeOf(() => authoriseAct(who, about, { kind: 'warn', statement, now, ...more }));

test('[MOD-1] moderators and admins moderate', () => {
  const actor = { kind: 'user', userId: 'u', name: 'U' } as SignedInActor;
  const outcomes = siteRoles.map((siteRole) => codeOf(() => authoriseModerator({ ...actor, siteRole })));
  expect(outcomes).toEqual(['moderators_only', 'moderators_only', 'ok', 'ok']);
  expect(codeOf(() => authoriseModerator({ kind: 'anonymous' }))).toBe('not_signed_in');
});

describe('[MOD-6] what can be done', () => {
  test('depends on what it is', () => {
    const kinds = (targetType: ReportTarget) => allowedKinds(moderator, question({ targetType }), now).join(' ');
    expect(Object.fromEntries(reportTargets.map((type) => [type, kinds(type)]))).toEqual({
      design: 'none warn hide remove limit suspend',
      comment: 'none warn hide remove limit suspend',
      critique: 'none warn hide remove limit suspend',
      collection: 'none warn hide remove limit suspend',
      user: 'none warn hide remove limit suspend',
      message: 'none warn remove limit suspend',
    });
  });

  test('is less when the thing or its owner is gone', () => {
    expect(allowedKinds(moderator, question({ stands: false }), now)).toEqual(['none', 'warn', 'limit', 'suspend']);
    expect(allowedKinds(moderator, question({ owner: null }), now)).toEqual(['none', 'hide', 'remove']);
    expect(act(moderator, question({ stands: false }), { kind: 'hide' })).toBe('invalid_input');
  });

  test('is nothing about oneself or somebody of a higher role', () => {
    const of = (userId: string, siteRole: Moderator['siteRole']) => question({ owner: { userId, siteRole } });
    expect(act(moderator, of('mo', 'moderator'))).toBe('own_case');
    expect(act(admin, of('ad', 'admin'))).toBe('own_case');
    expect(act(moderator, of('ow', 'admin'))).toBe('higher_role');
    expect(act(moderator, of('ow', 'moderator'))).toBe('ok');
    expect(act(admin, of('ow', 'admin'))).toBe('ok');
  });

  test('is nothing once it is decided, or while somebody else has claimed it', () => {
    const claimed = (ago: number) => question({ claim: { userId: 'jo', name: 'Jo', at: new Date(now - ago) } });
    expect(act(moderator, question({ closedAt: new Date(now) }))).toBe('already_done');
    expect(act(moderator, claimed(claimTime - 1))).toBe('claimed');
    expect(act(moderator, claimed(claimTime))).toBe('ok');
    expect(act(moderator, question({ claim: { userId: 'mo', name: 'Mo', at: new Date(now) } }))).toBe('ok');
  });

  test('needs a statement of reasons, except when nothing is done', () => {
    expect(act(moderator, question(), { statement: 'x'.repeat(39) })).toBe('invalid_input');
    expect(act(moderator, question(), { statement: 'x'.repeat(40) })).toBe('ok');
    expect(act(moderator, question(), { kind: 'none', statement: '' })).toBe('ok');
  });
});

describe('[MOD-7] limits and suspensions', () => {
  const until = (ms: number) => new Date(now + ms).toISOString();
  const year = 365 * 86_400_000;
  test.each(['limit', 'suspend'] as const)('%s ends within a year, or never by an admin', (kind) => {
    expect(act(moderator, question(), { kind })).toBe('invalid_input');
    expect(act(moderator, question(), { kind, until: until(0) })).toBe('invalid_input');
    expect(act(moderator, question(), { kind, until: until(1) })).toBe('ok');
    expect(act(moderator, question(), { kind, until: until(year) })).toBe('ok');
    expect(act(moderator, question(), { kind, until: until(year + 1) })).toBe('invalid_input');
    expect(act(moderator, question(), { kind, until: 'permanent' })).toBe('admins_only');
    expect(act(admin, question(), { kind, until: 'permanent' })).toBe('ok');
  });
});

describe('[MOD-8] appeals', () => {
  const action = (more: Partial<Decided> = {}): Decided => ({
    id: 'action',
    kind: 'hide',
    subjectId: 'ow',
    actorId: 'mo',
    reversedAt: null,
    ...more,
  });

  test('are for whom it concerns, once, while it stands', () => {
    expect(codeOf(() => authoriseAppeal('ow', action(), false))).toBe('ok');
    expect(codeOf(() => authoriseAppeal('ow', action(), true))).toBe('already_appealed');
    expect(codeOf(() => authoriseAppeal('ow', action({ reversedAt: new Date(now) }), false))).toBe('already_done');
    expect(codeOf(() => authoriseAppeal('ow', action({ kind: 'none' }), false))).toBe('not_found');
    expect(codeOf(() => authoriseAppeal('other', action(), true))).toBe('not_found');
    expect(codeOf(() => authoriseAppeal('ow', undefined, false))).toBe('not_found');
  });

  test('are decided by somebody else', () => {
    expect(codeOf(() => authoriseDecide(moderator, action()))).toBe('own_decision');
    expect(codeOf(() => authoriseDecide(moderator, action({ actorId: null })))).toBe('ok');
    expect(codeOf(() => authoriseDecide(moderator, action({ actorId: 'jo', subjectId: 'mo' })))).toBe('own_case');
    expect(codeOf(() => authoriseDecide(admin, action()))).toBe('ok');
  });
});
