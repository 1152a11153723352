import { roomRoles, roomVisibilities } from '@draftroom/drizzle/enums';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHubError } from '../../contract/errors.ts';
import {
  authorise,
  decideInvite,
  decideJoin,
  type InviteQuestion,
  type Membership,
  type RoomFacts,
  type RoomQuestion,
  reaches,
  refusal,
  returningRole,
  roomActions,
  roomRights,
} from './policy.ts';

const day = new Date('2026-03-01T00:00:00Z');

const room = (facts: Partial<RoomFacts> = {}): RoomFacts => ({
  id: 'room',
  visibility: 'private',
  joinRole: 'editor',
  passwordHash: null,
  archivedAt: null,
  removedAt: null,
  ...facts,
});

const member = (role: Membership['role'], rest: Partial<Membership> = {}): Membership => ({
  role,
  removedAt: null,
  leftAt: null,
  ...rest,
});

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isHubError(error)) return error.code;
    throw error;
  }
  return 'allowed';
}

const anyDate = fc.constantFrom(null, day);
const anyMembership = fc.option(
  fc.record({ role: fc.constantFrom(...roomRoles), removedAt: anyDate, leftAt: anyDate }),
  { nil: undefined },
);
const anyRoom = fc.record({
  id: fc.constant('room'),
  visibility: fc.constantFrom(...roomVisibilities),
  joinRole: fc.constantFrom(...roomRoles),
  passwordHash: fc.constantFrom(null, 'hash'),
  archivedAt: anyDate,
  removedAt: anyDate,
});
const anyAction = fc.constantFrom(...roomActions);
const anyUser = fc.constantFrom(null, 'somebody');
/** People who are signed out have no membership. */
const anyQuestion: fc.Arbitrary<RoomQuestion & { room: RoomFacts }> = fc
  .record({ userId: anyUser, room: anyRoom, membership: anyMembership })
  .map((question) => (question.userId === null ? { ...question, membership: undefined } : question));

describe('rights of members', () => {
  const table = {
    viewer: ['read', 'leave', 'chat'],
    commenter: ['read', 'leave', 'chat', 'comment'],
    editor: ['read', 'leave', 'chat', 'comment', 'write', 'version'],
    owner: [...roomActions],
  };

  test.each(roomRoles)('[ROOM-1] %s: what the role allows, and nothing else', (role) => {
    const question = { userId: 'me', room: room(), membership: member(role) };
    expect(roomActions.filter((action) => refusal(question, action) === null)).toEqual(table[role]);
  });

  test('[ROOM-1] a refusal says what is missing: the editor role, or an owner', () => {
    const question = { userId: 'me', room: room(), membership: member('viewer') };
    expect(refusal(question, 'write')).toBe('read_only');
    expect(refusal(question, 'version')).toBe('read_only');
    expect(refusal(question, 'comment')).toBe('not_allowed');
    expect(refusal(question, 'members')).toBe('not_allowed');
  });

  test('[ROOM-1] a stronger role is never refused what a weaker one may', () => {
    fc.assert(
      fc.property(
        anyRoom,
        anyAction,
        fc.constantFrom(...roomRoles),
        fc.constantFrom(...roomRoles),
        (facts, action, a, b) => {
          const [strong, weak] = reaches(a, b) ? [a, b] : [b, a];
          const asked = (role: Membership['role']) =>
            refusal({ userId: 'me', room: facts, membership: member(role) }, action);
          if (asked(weak) === null) expect(asked(strong)).toBeNull();
        },
      ),
    );
  });

  test('[ROOM-10] an archived room: reading, leaving, and what owners decide about people and the room', () => {
    const question = { userId: 'me', room: room({ archivedAt: day }), membership: member('owner') };
    const allowed = roomActions.filter((action) => refusal(question, action) === null);
    expect(allowed).toEqual(['read', 'leave', 'members', 'archive', 'transfer', 'remove']);
    expect(refusal(question, 'write')).toBe('archived');
    expect(roomRights(question)).toEqual({ read: true, chat: false, comment: false, write: false, manage: true });
  });

  test('[ROOM-10] nobody writes, says or comments anything in an archived room', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        fc.constantFrom('chat', 'comment', 'write', 'version', 'settings', 'invite'),
        (question, action) => {
          expect(
            refusal({ ...question, room: { ...question.room, archivedAt: day } }, action as 'chat'),
          ).not.toBeNull();
        },
      ),
    );
  });
});

describe('people who are no members', () => {
  test('[ROOM-2] an unknown room, a removed one and a private one of others answer alike to everything', () => {
    fc.assert(
      fc.property(anyQuestion, anyAction, (question, action) => {
        const unknown = refusal({ ...question, room: undefined, membership: undefined }, action);
        expect(unknown).toBe('not_found');
        expect(refusal({ ...question, room: { ...question.room, removedAt: day } }, action)).toBe(unknown);
        const foreign = { ...question.room, visibility: 'private' as const };
        expect(refusal({ ...question, room: foreign, membership: undefined }, action)).toBe(unknown);
      }),
    );
  });

  test('[ROOM-2] so does a private room that one has left', () => {
    const question = { userId: 'me', room: room(), membership: member('owner', { leftAt: day }) };
    expect(roomActions.map((action) => refusal(question, action))).toEqual(roomActions.map(() => 'not_found'));
  });

  test('[ROOM-3] signed out: public rooms, and reading only', () => {
    fc.assert(
      fc.property(anyRoom, anyAction, (facts, action) => {
        const code = refusal({ userId: null, room: facts, membership: undefined }, action);
        if (facts.visibility !== 'public' || facts.removedAt !== null) expect(code).toBe('not_found');
        else expect(code).toBe(action === 'read' ? null : 'not_signed_in');
      }),
    );
  });

  test('[ROOM-4] [ROOM-5] strangers read public rooms, and unlisted ones whose address they have', () => {
    for (const visibility of ['public', 'unlisted'] as const) {
      const question = { userId: 'me', room: room({ visibility }), membership: undefined };
      expect(refusal(question, 'read')).toBeNull();
      expect(roomActions.filter((action) => refusal(question, action) === 'not_allowed')).toHaveLength(
        roomActions.length - 1,
      );
      expect(roomRights(question)).toEqual({ read: true, chat: false, comment: false, write: false, manage: false });
    }
  });

  test('[ROOM-5] the password of an unlisted room also guards reading', () => {
    const facts = room({ visibility: 'unlisted', passwordHash: 'hash' });
    expect(refusal({ userId: 'me', room: facts, membership: undefined }, 'read')).toBe('room_password_needed');
    expect(refusal({ userId: null, room: facts, membership: undefined }, 'read')).toBe('not_found');
    expect(refusal({ userId: 'me', room: facts, membership: member('viewer') }, 'read')).toBeNull();
  });

  test('[ROOM-8] people who were removed get nowhere, whatever the room and the role they had', () => {
    fc.assert(
      fc.property(anyRoom, anyAction, fc.constantFrom(...roomRoles), anyDate, (facts, action, role, leftAt) => {
        const question = {
          userId: 'me',
          room: { ...facts, removedAt: null },
          membership: member(role, { removedAt: day, leftAt }),
        };
        expect(refusal(question, action)).toBe('removed');
      }),
    );
  });
});

test('what is authorised carries the room, the person and the role', () => {
  const facts = room();
  expect(authorise({ userId: 'me', room: facts, membership: member('editor') }, 'write')).toEqual({
    room: facts,
    userId: 'me',
    role: 'editor',
  });
  expect(codeOf(() => authorise({ userId: 'me', room: facts, membership: undefined }, 'write'))).toBe('not_found');
});

describe('joining', () => {
  test('[ROOM-4] [ROOM-5] [ROOM-6] the link is enough for public and unlisted rooms, the code for all', () => {
    for (const visibility of roomVisibilities) {
      const question = { userId: 'me', room: room({ visibility }), membership: undefined };
      expect(decideJoin(question, 'code')).toEqual({ joins: true, role: 'editor', needsPassword: false });
      const byLink = codeOf(() => decideJoin(question, 'link'));
      expect(byLink).toBe(visibility === 'private' ? 'not_found' : 'allowed');
    }
  });

  test('[ROOM-6] a password is asked for whatever the way in, except of members', () => {
    const facts = room({ visibility: 'public', passwordHash: 'hash' });
    for (const way of ['code', 'link'] as const) {
      expect(decideJoin({ userId: 'me', room: facts, membership: undefined }, way).needsPassword).toBe(true);
      expect(decideJoin({ userId: 'me', room: facts, membership: member('viewer') }, way)).toEqual({
        joins: false,
        role: 'viewer',
        needsPassword: false,
      });
    }
  });

  test('[ROOM-8] removed people do not come back by code or link', () => {
    const question = {
      userId: 'me',
      room: room({ visibility: 'public' }),
      membership: member('editor', { removedAt: day }),
    };
    expect(codeOf(() => decideJoin(question, 'code'))).toBe('removed');
    expect(codeOf(() => decideJoin(question, 'link'))).toBe('removed');
  });

  test('[ROOM-9] leaving and coming back never raises anybody', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roomRoles), fc.constantFrom(...roomRoles), (kept, offered) => {
        const role = returningRole(member(kept, { leftAt: day }), offered);
        expect(reaches(kept, role) && reaches(offered, role)).toBe(true);
      }),
    );
  });

  test('[ROOM-10] [ROOM-11] nobody joins an archived or a removed room', () => {
    const ask = (facts: Partial<RoomFacts>) =>
      codeOf(() =>
        decideJoin({ userId: 'me', room: room({ visibility: 'public', ...facts }), membership: undefined }, 'code'),
      );
    expect(ask({ archivedAt: day })).toBe('archived');
    expect(ask({ removedAt: day })).toBe('not_found');
  });
});

describe('invitations', () => {
  const later = new Date(day.getTime() + 1);
  const question = (
    rest: Partial<InviteQuestion> = {},
    invite: Partial<InviteQuestion['invite']> = {},
  ): InviteQuestion => ({
    userId: 'me',
    room: room(),
    membership: undefined,
    invite: { role: 'editor', email: null, expiresAt: later, revokedAt: null, maxUses: 1, uses: 0, ...invite },
    inviter: member('owner'),
    now: day.getTime(),
    email: 'me@example.org',
    emailVerified: true,
    ...rest,
  });
  const ask = (...asked: Parameters<typeof question>) => codeOf(() => decideInvite(question(...asked)));

  test('[ROOM-13] an open one lets in with its role', () => {
    expect(decideInvite(question())).toEqual({ joins: true, role: 'editor' });
  });

  test('[ROOM-13] [ROOM-14] one that is unknown, over, revoked, used up or for a room that is gone is not valid any more', () => {
    expect(ask({ invite: undefined })).toBe('bad_token');
    expect(ask({}, { expiresAt: day })).toBe('bad_token');
    expect(ask({}, { revokedAt: day })).toBe('bad_token');
    expect(ask({}, { uses: 1 })).toBe('bad_token');
    expect(ask({ room: room({ removedAt: day }) })).toBe('bad_token');
    expect(ask({ room: room({ archivedAt: day }) })).toBe('archived');
  });

  test('[ROOM-13] it lives no longer than the right of its inviter, and gives no more than that', () => {
    expect(ask({ inviter: undefined })).toBe('bad_token');
    expect(ask({ inviter: member('owner', { leftAt: day }) })).toBe('bad_token');
    expect(ask({ inviter: member('owner', { removedAt: day }) })).toBe('bad_token');
    for (const role of ['editor', 'commenter', 'viewer'] as const)
      expect(ask({ inviter: member(role) })).toBe('bad_token');
  });

  test('[ROOM-13] one for an address: only the account with that address, verified', () => {
    expect(ask({}, { email: 'ME@example.org' })).toBe('allowed');
    expect(ask({ emailVerified: false }, { email: 'me@example.org' })).toBe('invite_for_other');
    expect(ask({}, { email: 'you@example.org' })).toBe('invite_for_other');
  });

  test('[ROOM-8] removed people come back by one for their address only', () => {
    const membership = member('editor', { removedAt: day });
    expect(ask({ membership })).toBe('removed');
    expect(decideInvite(question({ membership }, { email: 'me@example.org', role: 'viewer' })).role).toBe('viewer');
  });

  test('[ROOM-9] a link raises neither members nor people who left; one for an address may', () => {
    expect(decideInvite(question({ membership: member('viewer') }))).toEqual({ joins: false, role: 'viewer' });
    const left = member('viewer', { leftAt: day });
    expect(decideInvite(question({ membership: left })).role).toBe('viewer');
    expect(decideInvite(question({ membership: left }, { email: 'me@example.org' })).role).toBe('editor');
  });
});
