import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { auditLog, sessions, users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '../../platform/actor.ts';
import {
  asSignedIn,
  at,
  createTestAccounts,
  goodPassword,
  here,
  newEmail,
  refusal,
  type TestAccounts,
} from './testing.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let database: DatabaseHandle;
let accounts: TestAccounts;

beforeAll(async () => {
  database = await openEmbedded({ memory: true });
});
afterAll(() => database.close());
beforeEach(() => {
  accounts = createTestAccounts(database.db);
});

const signIn = (email: string, password: string, origin = here) =>
  accounts.service.signIn({ email, password, via: 'bearer' }, origin);

test('[ACC-22] a password that is changed while it is checked starts no session', async () => {
  const { email, user } = await accounts.signUp();
  await accounts.service.requestPasswordReset(email, here);
  const token = await accounts.mailedToken(email);
  const { insert } = accounts.repo.sessions;
  accounts.repo.sessions.insert = async (session) => {
    accounts.repo.sessions.insert = insert;
    await accounts.service.resetPassword(token, 'another graphite pencil', here);
    await insert(session);
  };
  expect(await refusal(signIn(email, goodPassword))).toBe('wrong_credentials');
  expect(await database.db.select().from(sessions).where(eq(sessions.userId, user.id))).toEqual([]);
  expect(await refusal(signIn(email, 'another graphite pencil'))).toBe('not refused');
});

describe('signing up', () => {
  test('opens an account, a session, and sends a link to confirm the address', async () => {
    const { user, token, email, actor } = await accounts.signUp();
    expect(user).toMatchObject({ email, name: 'Ada', siteRole: 'member', emailVerified: false, hasPassword: true });
    expect(actor).toMatchObject({ userId: user.id, name: 'Ada', colour: user.colour, emailVerified: false });
    expect(token).toMatch(/^[a-z2-7]{40}$/);
    expect(accounts.mails).toMatchObject([{ to: email, subject: 'Confirm your e-mail address' }]);
  });

  test('[ACC-1] a taken address is said to be taken, in whatever case', async () => {
    const { email } = await accounts.signUp();
    expect(await refusal(accounts.signUp(email.toUpperCase()))).toBe('email_taken');
  });

  test('[ACC-1] one network address opens a limited number of accounts an hour', async () => {
    const input = { email: newEmail(), name: 'Ada', password: 'password123', via: 'bearer' as const };
    const codes: string[] = [];
    for (let i = 0; i < 21; i++) codes.push(await refusal(accounts.service.signUp(input, at('192.0.2.50'))));
    expect(new Set(codes.slice(0, 20))).toEqual(new Set(['invalid_input']));
    expect(codes[20]).toBe('too_fast');
  });

  test('[ACC-2] a weak password is refused with its field', async () => {
    const input = { email: newEmail(), name: 'Ada', password: 'password123', via: 'bearer' as const };
    await expect(accounts.service.signUp(input, here)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { password: expect.stringContaining('first that others try') },
    });
    expect(await accounts.repo.users.findByEmail(input.email)).toBeNull();
  });

  test('[ACC-6] neither password nor token is stored', async () => {
    const { user, token } = await accounts.signUp();
    const stored = await database.db
      .select()
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(users.id, user.id));
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(JSON.stringify(stored)).not.toContain(goodPassword);
    const stolen = stored[0]?.sessions.id ?? '';
    expect(await refusal(accounts.service.authenticate({ token: stolen, unsafe: false }))).toBe('not_signed_in');
  });
});

describe('signing in', () => {
  test('works with the address in any case and starts a session of its own', async () => {
    const { email, token } = await accounts.signUp();
    const again = await signIn(email.toUpperCase(), goodPassword);
    expect(again.user.email).toBe(email);
    expect(again.token).not.toBe(token);
  });

  test('[ACC-3] unknown account, no password and wrong password answer and count alike', async () => {
    const { email } = await accounts.signUp();
    const passwordless = await accounts.signUp();
    await accounts.repo.users.change(passwordless.user.id, { passwordHash: null });
    for (const address of [email, passwordless.email, newEmail()]) {
      const codes: string[] = [];
      for (let i = 0; i < 6; i++) codes.push(await refusal(signIn(address, 'wrong password')));
      expect(codes).toEqual([...Array(5).fill('wrong_credentials'), 'locked']);
    }
  });

  test('[ACC-4] five wrong passwords lock this account at this address, for the right one too', async () => {
    const { email } = await accounts.signUp();
    for (let i = 0; i < 5; i++) await refusal(signIn(email, 'wrong password'));
    expect(await refusal(signIn(email, goodPassword))).toBe('locked');
    expect(await refusal(signIn(email, goodPassword, at('192.0.2.2')))).toBe('not refused');
    const other = await accounts.signUp();
    expect(await refusal(signIn(other.email, goodPassword))).toBe('not refused');
    accounts.advance(15 * minute);
    expect(await refusal(signIn(email, goodPassword))).toBe('not refused');
  });

  test('[ACC-4] a right password clears the counter', async () => {
    const { email } = await accounts.signUp();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) expect(await refusal(signIn(email, 'wrong password'))).toBe('wrong_credentials');
      expect(await refusal(signIn(email, goodPassword))).toBe('not refused');
    }
  });

  test('[ACC-4] attempts side by side get no more than five tries', async () => {
    const { email } = await accounts.signUp();
    const codes = await Promise.all(Array.from({ length: 12 }, () => refusal(signIn(email, 'wrong password'))));
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'locked')).toHaveLength(7);
  });

  test('[ACC-5] an account under attack from many addresses is slow for each of them', async () => {
    const { email } = await accounts.signUp();
    for (let i = 0; i < 50; i++) await refusal(signIn(email, 'wrong password', at(`192.0.2.${100 + (i % 20)}`)));
    await expect(signIn(email, goodPassword, at('198.51.100.1'))).rejects.toMatchObject({
      code: 'too_fast',
      details: { seconds: 10 },
    });
    accounts.advance(10_000);
    expect(await refusal(signIn(email, 'wrong password', at('198.51.100.2')))).toBe('wrong_credentials');
    expect(await refusal(signIn(email, goodPassword, at('198.51.100.3')))).toBe('too_fast');
    accounts.advance(10_000);
    expect(await refusal(signIn(email, goodPassword, at('198.51.100.3')))).toBe('not refused');
  });

  test('[ACC-20] what happened is on record, without any secret', async () => {
    const { email, user, actor, token } = await accounts.signUp();
    const second = await signIn(email, goodPassword);
    await accounts.service.revokeOtherSessions(actor);
    await accounts.service.signOut(actor);
    const rows = await database.db.select().from(auditLog).where(eq(auditLog.actorId, user.id)).orderBy(auditLog.id);
    expect(rows.map((row) => row.action).sort()).toEqual(
      ['account.created', 'session.started', 'session.started', 'session.revoked_others', 'session.ended'].sort(),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(second.token);
  });
});

describe('sessions', () => {
  test('[ACC-7] use keeps a session alive, disuse ends it', async () => {
    const { token } = await accounts.signUp();
    const use = () => refusal(accounts.service.authenticate({ token, unsafe: false }));
    for (let month = 0; month < 3; month++) {
      accounts.advance(29 * day);
      expect(await use()).toBe('not refused');
    }
    accounts.advance(30 * day + 1);
    expect(await use()).toBe('not_signed_in');
  });

  test('[ACC-8] are listed by public id, the one in use marked, the last used first', async () => {
    const { email, actor, token } = await accounts.signUp();
    accounts.advance(minute);
    const second = await accounts.service.signIn(
      { email, password: goodPassword, via: 'bearer', client: 'vscode' },
      { ...at('192.0.2.9'), userAgent: 'editor '.repeat(100) },
    );
    const listed = await accounts.service.listSessions(actor);
    expect(listed).toMatchObject([
      { client: 'vscode', address: '192.0.2.9', current: false },
      { client: 'web', address: here.address, current: true },
    ]);
    expect(listed[0]?.userAgent).toHaveLength(300);
    expect(JSON.stringify(listed)).not.toContain(actor.sessionId);
    accounts.advance(10 * minute);
    await accounts.service.authenticate({ token, unsafe: false });
    expect((await accounts.service.listSessions(actor))[0]).toMatchObject({ client: 'web' });
    await accounts.service.signOut(
      asSignedIn(await accounts.service.authenticate({ token: second.token, unsafe: true })),
    );
    expect(await accounts.service.listSessions(actor)).toHaveLength(1);
  });

  test('[ACC-8] an ended session is gone and announced', async () => {
    const { email, actor, user } = await accounts.signUp();
    const { token } = await signIn(email, goodPassword);
    const ended = asSignedIn(await accounts.service.authenticate({ token, unsafe: true }));
    const [other] = (await accounts.service.listSessions(actor)).filter((session) => !session.current);
    expect(await accounts.service.revokeSession(actor, other?.id ?? '')).toBe(1);
    expect(accounts.revoked).toEqual([{ userId: user.id, sessionIds: [ended.sessionId] }]);
    expect(await refusal(accounts.service.authenticate({ token, unsafe: false }))).toBe('not_signed_in');
    expect(await refusal(accounts.service.revokeSession(actor, other?.id ?? ''))).toBe('not_found');
  });

  test('[ACC-8] somebody else’s session is unknown', async () => {
    const [ada, eve] = [await accounts.signUp(), await accounts.signUp()];
    const [session] = await accounts.service.listSessions(ada.actor);
    expect(await refusal(accounts.service.revokeSession(eve.actor, session?.id ?? ''))).toBe('not_found');
    expect(await accounts.service.listSessions(ada.actor)).toHaveLength(1);
  });

  test('signing out twice is fine', async () => {
    const { actor } = await accounts.signUp();
    await accounts.service.signOut(actor);
    await accounts.service.signOut(actor);
    await accounts.service.signOut(anonymous);
    expect(accounts.revoked).toHaveLength(1);
  });

  test('[ACC-8] nobody’s sessions cannot be listed', async () => {
    expect(await refusal(accounts.service.listSessions(anonymous))).toBe('not_signed_in');
  });
});

describe('who is asking', () => {
  const own = 'http://localhost:4400';

  test('[ACC-9] a cookie counts when reading, and with our origin when writing', async () => {
    const { token, user } = await accounts.signUp();
    const cookie = `theme=dark; draftroom_session=${token}`;
    const ask = (origin: string | null, unsafe: boolean) => accounts.service.authenticate({ cookie, origin, unsafe });
    expect(await ask(null, false)).toMatchObject({ userId: user.id });
    expect(await ask(own, true)).toMatchObject({ userId: user.id });
    expect(await ask(null, true)).toEqual(anonymous);
    expect(await ask('https://evil.example.org', true)).toEqual(anonymous);
  });

  test('[ACC-9] a stale cookie is nobody’s, a stale token is refused', async () => {
    const { token, actor } = await accounts.signUp();
    await accounts.service.signOut(actor);
    const cookie = `draftroom_session=${token}`;
    expect(await accounts.service.authenticate({ cookie, origin: own, unsafe: true })).toEqual(anonymous);
    expect(await refusal(accounts.service.authenticate({ token, unsafe: true }))).toBe('not_signed_in');
    expect(await accounts.service.authenticate({ token: '', unsafe: true })).toEqual(anonymous);
    expect(await accounts.service.authenticate({ unsafe: false })).toEqual(anonymous);
  });

  test.each(['x', '../../etc', '\0', 'ticket1.a.b.c.d', 'a'.repeat(10_000)])(
    '[ACC-9] the token %j is nobody’s',
    async (token) => {
      expect(await refusal(accounts.service.authenticate({ token, unsafe: true }))).toBe('not_signed_in');
    },
  );

  test('[ACC-10] a ticket stands for its session, for a minute, while the session lives', async () => {
    const { actor } = await accounts.signUp();
    const { ticket, expiresIn } = await accounts.service.syncTicket(actor);
    expect(expiresIn).toBe(60);
    expect(await accounts.service.authenticate({ token: ticket, ticketCounts: true, unsafe: true })).toEqual(actor);
    expect(await refusal(accounts.service.authenticate({ token: ticket, unsafe: true }))).toBe('not_signed_in');
    const cookie = `draftroom_session=${ticket}`;
    expect(await accounts.service.authenticate({ cookie, unsafe: false })).toEqual(anonymous);
    await accounts.service.signOut(actor);
    expect(await refusal(accounts.service.authenticate({ token: ticket, ticketCounts: true, unsafe: true }))).toBe(
      'not_signed_in',
    );
    expect(await refusal(accounts.service.syncTicket(actor))).toBe('not_signed_in');
  });

  test('[ACC-10] a ticket is over after a minute', async () => {
    const { actor } = await accounts.signUp();
    const { ticket } = await accounts.service.syncTicket(actor);
    accounts.advance(minute);
    expect(await refusal(accounts.service.authenticate({ token: ticket, ticketCounts: true, unsafe: true }))).toBe(
      'not_signed_in',
    );
  });
});
