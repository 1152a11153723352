import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { oneTimeTokens } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '../../platform/actor.ts';
import { createTestAccounts, goodPassword, here, newEmail, refusal, type TestAccounts } from './testing.ts';

const minute = 60_000;
const nextPassword = 'a different lead pencil';

let database: DatabaseHandle;
let accounts: TestAccounts;

beforeAll(async () => {
  database = await openEmbedded({ memory: true });
});
afterAll(() => database.close());
beforeEach(() => {
  accounts = createTestAccounts(database.db);
});

const signIn = (email: string, password: string) => accounts.service.signIn({ email, password, via: 'bearer' }, here);

describe('confirming the address', () => {
  test('[ACC-11] the mailed link works once', async () => {
    const { email, actor } = await accounts.signUp();
    const token = await accounts.mailedToken(email);
    await accounts.service.verifyEmail(token);
    expect((await accounts.service.me(actor)).user).toMatchObject({ emailVerified: true });
    expect(await refusal(accounts.service.verifyEmail(token))).toBe('bad_token');
  });

  test('[ACC-11] not after thirty minutes, not for another purpose, not made up', async () => {
    const { email } = await accounts.signUp();
    const token = await accounts.mailedToken(email);
    expect(await refusal(accounts.service.resetPassword(token, nextPassword, here))).toBe('bad_token');
    expect(await refusal(accounts.service.verifyEmail('made up'))).toBe('bad_token');
    accounts.advance(30 * minute);
    expect(await refusal(accounts.service.verifyEmail(token))).toBe('bad_token');
  });

  test('[ACC-11] a new link ends the old one', async () => {
    const { email, actor } = await accounts.signUp();
    const first = await accounts.mailedToken(email);
    await accounts.service.requestEmailVerification(actor);
    expect(await refusal(accounts.service.verifyEmail(first))).toBe('bad_token');
    expect(await refusal(accounts.service.verifyEmail(await accounts.mailedToken(email)))).toBe('not refused');
  });

  test('[ACC-11] a link confirms no address but its own', async () => {
    const { email, user } = await accounts.signUp();
    const token = await accounts.mailedToken(email);
    await accounts.repo.users.change(user.id, { email: newEmail() });
    expect(await refusal(accounts.service.verifyEmail(token))).toBe('bad_token');
  });

  test('[ACC-6] only the hash of a link is stored', async () => {
    const { email, user } = await accounts.signUp();
    const token = await accounts.mailedToken(email);
    const rows = await database.db.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, user.id));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('mails are limited, and a confirmed address needs none', async () => {
    const { email, actor } = await accounts.signUp();
    await accounts.service.verifyEmail(await accounts.mailedToken(email));
    const before = accounts.mails.length;
    const codes: string[] = [];
    for (let i = 0; i < 11; i++) codes.push(await refusal(accounts.service.requestEmailVerification(actor)));
    expect(codes[10]).toBe('too_fast');
    expect(accounts.mails).toHaveLength(before);
  });
});

describe('a lost password', () => {
  const ask = async (email: string) => {
    await accounts.service.requestPasswordReset(email, here);
    return await accounts.mailedToken(email);
  };

  test('[ACC-12] the link sets a new one, ends all sessions, lifts the lock and confirms the address', async () => {
    const { email, user, actor, token } = await accounts.signUp();
    for (let i = 0; i < 6; i++) await refusal(signIn(email, 'wrong password'));
    const link = await ask(email);
    await accounts.service.resetPassword(link, nextPassword, here);
    expect(await refusal(accounts.service.authenticate({ token, unsafe: false }))).toBe('not_signed_in');
    expect(accounts.revoked).toEqual([{ userId: user.id, sessionIds: [actor.sessionId] }]);
    expect(await refusal(signIn(email, goodPassword))).toBe('wrong_credentials');
    expect((await signIn(email, nextPassword)).user.emailVerified).toBe(true);
    expect(accounts.mails.at(-1)).toMatchObject({ to: email, subject: 'Your password was changed' });
    expect(await refusal(accounts.service.resetPassword(link, goodPassword, here))).toBe('bad_token');
  });

  test('[ACC-12] a refused password does not use the link up', async () => {
    const { email } = await accounts.signUp();
    const link = await ask(email);
    expect(await refusal(accounts.service.resetPassword(link, email, here))).toBe('invalid_input');
    expect(await refusal(accounts.service.resetPassword(link, nextPassword, here))).toBe('not refused');
  });

  test('[ACC-12] of two uses at once one wins', async () => {
    const { email } = await accounts.signUp();
    const link = await ask(email);
    const uses = [goodPassword, nextPassword].map((next) => refusal(accounts.service.resetPassword(link, next, here)));
    expect((await Promise.all(uses)).sort()).toEqual(['bad_token', 'not refused']);
  });

  test('[ACC-12] an unknown address gets the same answer and no mail', async () => {
    const unknown = newEmail();
    expect(await refusal(accounts.service.requestPasswordReset(unknown, here))).toBe('not refused');
    await accounts.service.idle();
    expect(accounts.mails).toEqual([]);
  });

  test('[ACC-12] known and unknown addresses have the same budget', async () => {
    const { email } = await accounts.signUp();
    for (const address of [email, newEmail()]) {
      accounts.limiter.reset();
      const codes: string[] = [];
      for (let i = 0; i < 11; i++) codes.push(await refusal(accounts.service.requestPasswordReset(address, here)));
      expect(codes).toEqual([...Array(10).fill('not refused'), 'too_fast']);
    }
    await accounts.service.idle();
  });

  test('[ACC-11] not after thirty minutes, and only the newest', async () => {
    const { email } = await accounts.signUp();
    const first = await ask(email);
    const second = await ask(email);
    expect(await refusal(accounts.service.resetPassword(first, nextPassword, here))).toBe('bad_token');
    accounts.advance(30 * minute);
    expect(await refusal(accounts.service.resetPassword(second, nextPassword, here))).toBe('bad_token');
  });
});

describe('changing the password', () => {
  test('[ACC-13] needs the current one, ends the other sessions and tells the owner', async () => {
    const { email, actor, token } = await accounts.signUp();
    const other = await signIn(email, goodPassword);
    const change = (current: string | undefined, next: string) =>
      refusal(accounts.service.changePassword(actor, { current, next }, here));
    expect(await change(undefined, nextPassword)).toBe('wrong_password');
    expect(await change('wrong password', nextPassword)).toBe('wrong_password');
    expect(await change(goodPassword, email)).toBe('invalid_input');
    expect(await change(goodPassword, nextPassword)).toBe('not refused');
    expect(await refusal(accounts.service.authenticate({ token, unsafe: false }))).toBe('not refused');
    expect(await refusal(accounts.service.authenticate({ token: other.token, unsafe: false }))).toBe('not_signed_in');
    expect(accounts.mails.at(-1)).toMatchObject({ to: email, subject: 'Your password was changed' });
    expect(await refusal(signIn(email, nextPassword))).toBe('not refused');
  });

  test('[ACC-13] guesses are locked out like those of a sign-in', async () => {
    const { actor } = await accounts.signUp();
    const guess = () =>
      refusal(accounts.service.changePassword(actor, { current: 'wrong password', next: nextPassword }, here));
    for (let i = 0; i < 5; i++) expect(await guess()).toBe('wrong_password');
    expect(await guess()).toBe('locked');
  });

  test('[ACC-13] whoever has none chooses a first one', async () => {
    const { email, actor, user } = await accounts.signUp();
    await accounts.repo.users.change(user.id, { passwordHash: null });
    expect((await accounts.service.me(actor)).user?.hasPassword).toBe(false);
    await accounts.service.changePassword(actor, { next: nextPassword }, here);
    expect(await refusal(signIn(email, nextPassword))).toBe('not refused');
  });
});

describe('the profile', () => {
  test('[ACC-19] name and colour change one by one, and the hub hears of it', async () => {
    const { actor, user } = await accounts.signUp();
    expect(await accounts.service.updateProfile(actor, { name: 'Grace' })).toMatchObject({
      name: 'Grace',
      colour: user.colour,
    });
    expect(await accounts.service.updateProfile(actor, { colour: 'plum' })).toMatchObject({
      name: 'Grace',
      colour: 'plum',
    });
    expect(await accounts.service.updateProfile(actor, {})).toMatchObject({ name: 'Grace', colour: 'plum' });
    expect(accounts.changed).toEqual([user.id, user.id, user.id]);
    expect(await refusal(accounts.service.updateProfile(anonymous, { name: 'Eve' }))).toBe('not_signed_in');
  });

  test('[ACC-18] a picture can be set, fetched by anyone, and removed', async () => {
    const { actor, user } = await accounts.signUp();
    const png = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#2E7D4F' } })
      .png()
      .toBuffer();
    const { avatarId } = await accounts.service.setAvatar(actor, png);
    expect((await accounts.service.me(actor)).user?.avatarId).toBe(avatarId);
    expect((await sharp(await accounts.service.avatar(avatarId)).metadata()).format).toBe('webp');
    await accounts.service.removeAvatar(actor);
    expect(await refusal(accounts.service.avatar(avatarId))).toBe('not_found');
    expect(await refusal(accounts.service.avatar('../../etc/passwd'))).toBe('not_found');
    expect(accounts.changed).toEqual([user.id, user.id]);
  });

  test('a signed-out person learns how to sign in, and no more', async () => {
    expect(await accounts.service.me(anonymous)).toEqual({
      user: null,
      providers: [],
      hub: { mailsWork: true, demoAccounts: [{ email: 'demo@example.org', name: 'Demo' }] },
    });
  });

  test('an account carries no secret', async () => {
    const { user } = await accounts.signUp();
    expect(Object.keys(user).sort()).toEqual(
      ['avatarId', 'colour', 'createdAt', 'email', 'emailVerified', 'hasPassword', 'id', 'name', 'siteRole'].sort(),
    );
  });
});
