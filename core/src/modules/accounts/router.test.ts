import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import fastify from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestContext } from '../../context.ts';
import { defaultLimits } from '../../contract/limits.ts';
import { type Actor, anonymous } from '../../platform/actor.ts';
import { createCallerFactory, toErrorBody } from '../../trpc.ts';
import { noSuspensions } from '../moderation/testing/no-suspensions.ts';
import { avatarRoutes } from './avatar-routes.ts';
import { accountsRouter } from './router.ts';
import { createTestAccounts, goodPassword, here, newEmail, type TestAccounts } from './testing.ts';

let database: DatabaseHandle;
let accounts: TestAccounts;

beforeAll(async () => {
  database = await openEmbedded({ memory: true });
  accounts = createTestAccounts(database.db);
});
afterAll(() => database.close());

const createCaller = createCallerFactory(accountsRouter);

// What accounts do not reach is left out.
const services = () =>
  ({ accounts: accounts.service, suspensions: noSuspensions }) as unknown as RequestContext['services'];

function callerOf(actor: Actor) {
  const cookies: (string | null)[] = [];
  const setSessionCookie = (token: string | null) => void cookies.push(token);
  const context = {
    actor,
    origin: { ...here, client: 'api', setSessionCookie },
    services: services(),
    rateLimiter: accounts.limiter,
    limits: defaultLimits,
  };
  return { cookies, caller: createCaller(context as unknown as RequestContext) };
}

describe('the account procedures', () => {
  test('a browser gets its token as a cookie only, a program in the answer only', async () => {
    const { cookies, caller } = callerOf(anonymous);
    const email = newEmail();
    const browser = await caller.signUp({ email, name: 'Ada', password: goodPassword, via: 'cookie' });
    expect(browser.token).toBeNull();
    expect(cookies).toEqual([expect.stringMatching(/^[a-z2-7]{40}$/)]);
    const program = await caller.signIn({ email, password: goodPassword });
    expect(cookies).toHaveLength(1);
    const actor = await accounts.service.authenticate({ token: program.token, unsafe: true });
    const { sessions } = await callerOf(actor).caller.sessions.list();
    expect(sessions.map(({ client, current }) => [client, current]).sort()).toEqual([
      ['api', true],
      ['web', false],
    ]);
  });

  test('signing out clears the cookie, for nobody too', async () => {
    const { actor } = await accounts.signUp();
    for (const who of [actor, anonymous]) {
      const { cookies, caller } = callerOf(who);
      expect(await caller.signOut()).toEqual({ done: true });
      expect(cookies).toEqual([null]);
    }
  });

  test('what is signed-in only refuses nobody with the catalogue’s code', async () => {
    const { caller } = callerOf(anonymous);
    const calls = [
      caller.updateProfile({ name: 'Eve' }),
      caller.removeAvatar(),
      caller.changePassword({ next: goodPassword }),
      caller.requestEmailVerification(),
      caller.syncTicket(),
      caller.sessions.list(),
      caller.sessions.revokeOthers(),
      caller.device.describe({ userCode: 'BBBB-BBBB' }),
      caller.device.decide({ userCode: 'BBBB-BBBB', approve: true }),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result.status === 'rejected' && toErrorBody(result.reason).code).toBe('not_signed_in');
    }
  });

  test('bad input names the field', async () => {
    const { caller } = callerOf(anonymous);
    const refused = caller.signUp({ email: 'nobody', name: ' ', password: 'short' }).catch(toErrorBody);
    expect(await refused).toMatchObject({
      code: 'invalid_input',
      details: { email: expect.any(String), name: 'Enter a name.', password: 'Use at least 10 characters.' },
    });
  });
});

describe('pictures over HTTP', () => {
  test('[ACC-18] are sent as they are and fetched by anyone', async () => {
    const { actor } = await accounts.signUp();
    let asking: Actor = actor;
    const app = fastify();
    app.setErrorHandler((error, _request, reply) => reply.code(400).send(toErrorBody(error)));
    await app.register(avatarRoutes, {
      accounts: accounts.service,
      sizeLimit: 100_000,
      createContext: async () => ({ actor: asking, rateLimiter: accounts.limiter, services: services() }),
    });
    const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#2E7D4F' } })
      .png()
      .toBuffer();
    const send = (payload: Buffer, type: string) =>
      app.inject({ method: 'POST', url: '/api/v1/account/avatar', payload, headers: { 'content-type': type } });

    const set = await send(png, 'application/octet-stream');
    const { avatarId } = set.json<{ avatarId: string }>();
    const picture = await app.inject(`/api/v1/avatars/${avatarId}`);
    expect(picture.headers['content-type']).toBe('image/webp');
    expect((await sharp(picture.rawPayload).metadata()).width).toBe(256);
    expect((await send(Buffer.from('{}'), 'application/json')).json()).toMatchObject({ code: 'bad_picture' });
    expect((await send(Buffer.alloc(100_001), 'image/png')).statusCode).toBe(400);
    asking = anonymous;
    expect((await send(png, 'image/png')).json()).toMatchObject({ code: 'not_signed_in' });
    expect((await app.inject('/api/v1/avatars/..%2F..%2Fetc')).json()).toMatchObject({ code: 'not_found' });
    await app.close();
  });
});
