import { createHash, randomBytes } from 'node:crypto';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { deviceCodes, oneTimeTokens } from '@draftroom/drizzle/schema/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '../../platform/actor.ts';
import { at, createTestAccounts, goodPassword, here, refusal, type TestAccounts, testPublicUrl } from './testing.ts';

const second = 1_000;

let database: DatabaseHandle;
let accounts: TestAccounts;

beforeAll(async () => {
  database = await openEmbedded({ memory: true });
});
afterAll(() => database.close());
beforeEach(() => {
  accounts = createTestAccounts(database.db);
});

const editor = { ...at('192.0.2.77'), userAgent: 'Visual Studio Code' };

describe('hand-over', () => {
  const redirectUri = 'vscode://draftroom.draftroom-vscode/signed-in?windowId=1';
  // Made as an extension makes them, not with the hub's own code.
  const codeVerifier = randomBytes(48).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

  const start = async () => {
    const person = await accounts.signUp();
    const input = { client: 'vscode' as const, redirectUri, codeChallenge, state: 'st&te=1' };
    const target = new URL(await accounts.service.createHandover(person.actor, input));
    return { ...person, target, code: target.searchParams.get('code') ?? '' };
  };

  test('[ACC-16] the code comes to the redirect URI and is exchanged for a token of the extension', async () => {
    const { target, code, user, actor } = await start();
    expect(target.protocol + target.host + target.pathname).toBe('vscode:draftroom.draftroom-vscode/signed-in');
    expect([target.searchParams.get('windowId'), target.searchParams.get('state')]).toEqual(['1', 'st&te=1']);
    const exchanged = await accounts.service.exchangeHandover({ code, codeVerifier }, editor);
    expect(exchanged.user).toEqual(user);
    expect(await accounts.service.authenticate({ token: exchanged.token, unsafe: true })).toMatchObject({
      userId: user.id,
    });
    expect(await accounts.service.listSessions(actor)).toContainEqual(
      expect.objectContaining({ client: 'vscode', address: editor.address, current: false }),
    );
  });

  test('[ACC-16] a code works once, also for two at once', async () => {
    const { code } = await start();
    const exchange = () => refusal(accounts.service.exchangeHandover({ code, codeVerifier }, editor));
    expect((await Promise.all([exchange(), exchange()])).sort()).toEqual(['bad_token', 'not refused']);
    expect(await exchange()).toBe('bad_token');
  });

  test('[ACC-16] a wrong verifier uses the code up', async () => {
    const { code } = await start();
    const wrong = randomBytes(48).toString('base64url');
    expect(await refusal(accounts.service.exchangeHandover({ code, codeVerifier: wrong }, editor))).toBe('bad_token');
    expect(await refusal(accounts.service.exchangeHandover({ code, codeVerifier }, editor))).toBe('bad_token');
  });

  test('[ACC-16] a code is over after two minutes', async () => {
    const { code } = await start();
    accounts.advance(120 * second);
    expect(await refusal(accounts.service.exchangeHandover({ code, codeVerifier }, editor))).toBe('bad_token');
  });

  test('[ACC-16] nothing is handed to foreign addresses or by nobody', async () => {
    const { actor } = await accounts.signUp();
    const input = { client: 'vscode' as const, redirectUri, codeChallenge, state: '' };
    const elsewhere = { ...input, redirectUri: 'https://evil.example.org/' };
    expect(await refusal(accounts.service.createHandover(actor, elsewhere))).toBe('redirect_refused');
    expect(await refusal(accounts.service.createHandover(anonymous, input))).toBe('not_signed_in');
  });

  test('[ACC-6] only the hash of a code is stored', async () => {
    const { code } = await start();
    expect(JSON.stringify(await database.db.select().from(oneTimeTokens))).not.toContain(code);
  });
});

describe('sign-ins that are under way', () => {
  const codeVerifier = randomBytes(48).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

  test.each(['change of the password', 'reset of the password', 'end of all others'])(
    '[ACC-21] end with a %s',
    async (how) => {
      const { actor, email } = await accounts.signUp();
      const input = { client: 'api' as const, redirectUri: 'http://127.0.0.1:5555/', codeChallenge, state: '' };
      const handedOver = new URL(await accounts.service.createHandover(actor, input));
      const device = await accounts.service.startDevice('vscode', editor);
      await accounts.service.decideDevice(actor, device.userCode, true);

      if (how === 'end of all others') await accounts.service.revokeOtherSessions(actor);
      else if (how === 'change of the password') {
        await accounts.service.changePassword(actor, { current: goodPassword, next: 'another graphite pencil' }, here);
      } else {
        await accounts.service.requestPasswordReset(email, here);
        await accounts.service.resetPassword(await accounts.mailedToken(email), 'another graphite pencil', here);
      }
      const code = handedOver.searchParams.get('code') ?? '';
      expect(await refusal(accounts.service.exchangeHandover({ code, codeVerifier }, editor))).toBe('bad_token');
      expect((await accounts.service.pollDevice(device.deviceCode, editor)).state).toBe('expired');
    },
  );

  test('[ACC-21] the end of one session, and what others approved, changes nothing for them', async () => {
    const [{ actor }, other] = [await accounts.signUp(), await accounts.signUp()];
    const device = await accounts.service.startDevice('vscode', editor);
    await accounts.service.decideDevice(actor, device.userCode, true);
    await accounts.service.revokeOtherSessions(other.actor);
    await accounts.service.signOut(actor);
    expect((await accounts.service.pollDevice(device.deviceCode, editor)).state).toBe('approved');
  });
});

describe('device code', () => {
  const start = () => accounts.service.startDevice('vscode', editor);
  const poll = async (deviceCode: string) => (await accounts.service.pollDevice(deviceCode, editor)).state;

  test('[ACC-17] a person sees who asks, approves, and the device gets one token', async () => {
    const { actor, user } = await accounts.signUp();
    const started = await start();
    expect(started.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(started).toMatchObject({ verificationUri: `${testPublicUrl}/device`, expiresIn: 900, interval: 5 });
    expect(started.verificationUriComplete).toBe(`${testPublicUrl}/device?code=${started.userCode}`);
    expect(await poll(started.deviceCode)).toBe('open');

    const typed = ` ${started.userCode.toLowerCase().replace('-', ' ')} `;
    expect(await accounts.service.describeDevice(actor, typed)).toEqual({
      client: 'vscode',
      address: editor.address,
      startedAt: '2026-03-01T09:00:00.000Z',
    });
    await accounts.service.decideDevice(actor, typed, true);
    accounts.advance(5 * second);
    const approved = await accounts.service.pollDevice(started.deviceCode, editor);
    expect(approved).toMatchObject({ state: 'approved', user: { id: user.id } });
    expect(await accounts.service.authenticate({ token: approved.token, unsafe: true })).toMatchObject({
      userId: user.id,
    });
    accounts.advance(5 * second);
    expect(await poll(started.deviceCode)).toBe('expired');
  });

  test('[ACC-17] polling too fast is told to slow down, five seconds more each time', async () => {
    const { deviceCode } = await start();
    expect(await poll(deviceCode)).toBe('open');
    accounts.advance(2 * second);
    expect(await poll(deviceCode)).toBe('slow_down');
    accounts.advance(5 * second);
    expect(await poll(deviceCode)).toBe('slow_down');
    accounts.advance(15 * second);
    expect(await poll(deviceCode)).toBe('open');
  });

  test('[ACC-17] a declined device gets nothing', async () => {
    const { actor } = await accounts.signUp();
    const { deviceCode, userCode } = await start();
    await accounts.service.decideDevice(actor, userCode, false);
    expect(await poll(deviceCode)).toBe('declined');
    expect(await refusal(accounts.service.decideDevice(actor, userCode, true))).toBe('bad_token');
  });

  test('[ACC-17] after fifteen minutes everything is over', async () => {
    const { actor } = await accounts.signUp();
    const { deviceCode, userCode } = await start();
    accounts.advance(900 * second);
    expect(await refusal(accounts.service.describeDevice(actor, userCode))).toBe('bad_token');
    expect(await refusal(accounts.service.decideDevice(actor, userCode, true))).toBe('bad_token');
    expect(await poll(deviceCode)).toBe('expired');
    expect(await poll('made up')).toBe('expired');
  });

  test('[ACC-17] an approval that came in time is over with the code', async () => {
    const { actor } = await accounts.signUp();
    const { deviceCode, userCode } = await start();
    await accounts.service.decideDevice(actor, userCode, true);
    accounts.advance(900 * second);
    expect(await poll(deviceCode)).toBe('expired');
  });

  test('[ACC-17] codes cannot be guessed: looking up is limited, and nobody may', async () => {
    const { actor } = await accounts.signUp();
    const codes: string[] = [];
    for (let i = 0; i < 61; i++) codes.push(await refusal(accounts.service.describeDevice(actor, 'BBBB-BBBB')));
    expect(new Set(codes.slice(0, 60))).toEqual(new Set(['bad_token']));
    expect(codes[60]).toBe('too_fast');
    expect(await refusal(accounts.service.decideDevice(actor, 'BBBB-BBBB', true))).toBe('too_fast');
    expect(await refusal(accounts.service.decideDevice(anonymous, 'BBBB-BBBB', true))).toBe('not_signed_in');
  });

  test('[ACC-17] starting is limited per address', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 61; i++) codes.push(await refusal(start()));
    expect(codes.indexOf('too_fast')).toBe(60);
    expect(await refusal(accounts.service.startDevice('vscode', here))).toBe('not refused');
  });

  test('[ACC-6] only the hash of a device code is stored', async () => {
    const { deviceCode } = await start();
    expect(JSON.stringify(await database.db.select().from(deviceCodes))).not.toContain(deviceCode);
  });
});
