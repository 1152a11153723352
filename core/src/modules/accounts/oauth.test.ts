import type { AddressInfo } from 'node:net';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionCookie } from './cookies.ts';
import { createOauthClients, type OauthSettings } from './oauth.ts';
import { createBrowser, type FakeGithub, githubClient, startFakeGithub } from './oauth-fixture.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { asSignedIn, createTestAccounts, here, newEmail, refusal, type TestAccounts } from './testing.ts';

let database: DatabaseHandle;
let github: FakeGithub;
let google: OAuth2Server;
let hubUrl: string;
let accounts: TestAccounts;
let app: FastifyInstance;
let people = 1_000;

const newPerson = (email = newEmail(), verified = true) => {
  people += 1;
  const emails = [
    { email: `old-${email}`, primary: false, verified: true },
    { email, primary: true, verified },
  ];
  return { id: people, login: `login${people}`, name: `Person ${people}`, emails };
};

beforeAll(async () => {
  database = await openEmbedded({ memory: true });
  github = await startFakeGithub(newPerson());
  google = new OAuth2Server();
  await google.issuer.keys.generate('RS256');
  await google.start(0, '127.0.0.1');
});
afterAll(async () => {
  await database.close();
  await github.close();
  await google.stop();
});

/** The hub's own routes on a real port; its address has to be known to the providers before it listens. */
async function startHub(settings: OauthSettings): Promise<void> {
  const clients = new Map();
  accounts = createTestAccounts(database.db, { oauth: clients });
  app = fastify();
  await app.register(oauthRoutes, {
    accounts: accounts.service,
    // Paths only are taken from it.
    publicUrl: 'http://127.0.0.1',
    originOf: (_request: FastifyRequest, reply: FastifyReply) => ({
      ...here,
      setSessionCookie: (token: string | null) => void reply.header('set-cookie', sessionCookie(token, false)),
    }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  hubUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  for (const [provider, client] of createOauthClients(settings, hubUrl)) clients.set(provider, client);
}

beforeEach(async () => {
  github.person = newPerson();
  github.failTokens = null;
  await startHub({
    github: { ...githubClient, url: github.url },
    google: { clientId: 'draftroom-test', clientSecret: 'a client secret', url: google.issuer.url ?? '' },
  });
});
afterEach(() => app.close());

const whoIs = async (browser: ReturnType<typeof createBrowser>) => {
  const actor = await accounts.service.authenticate({ cookie: browser.cookieFor('/'), unsafe: false });
  return actor.kind === 'user' ? (await accounts.service.me(asSignedIn(actor))).user : null;
};
const problemOf = (url: string) => new URL(url).searchParams.get('error');

describe('signing in with GitHub', () => {
  test('[ACC-15] the first time opens an account with the verified address, the next time finds it', async () => {
    const browser = createBrowser();
    expect(await browser.follow(`${hubUrl}/auth/oauth/github?next=/rooms/abc`)).toBe(`${hubUrl}/rooms/abc`);
    const user = await whoIs(browser);
    expect(user).toMatchObject({
      email: github.person.emails[1]?.email,
      name: github.person.name,
      emailVerified: true,
      hasPassword: false,
    });
    // Another address at the provider: it is still the same person.
    github.person = { ...github.person, emails: [{ email: newEmail(), primary: true, verified: true }] };
    const again = createBrowser();
    await again.follow(`${hubUrl}/auth/oauth/github`);
    expect((await whoIs(again))?.id).toBe(user?.id);
  });

  test('[ACC-15] an account whose address was confirmed here is found by it', async () => {
    const { email, user } = await accounts.signUp();
    await accounts.service.verifyEmail(await accounts.mailedToken(email));
    github.person = newPerson(email.toUpperCase());
    const browser = createBrowser();
    await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect(await whoIs(browser)).toMatchObject({ id: user.id, email, hasPassword: true });
  });

  test('[ACC-15] an account whose address was never confirmed is left alone, and the page learns why', async () => {
    const { email } = await accounts.signUp();
    github.person = newPerson(email);
    const browser = createBrowser();
    const end = await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect(end).toBe(`${hubUrl}/sign-in?error=account_unverified&provider=github`);
    expect(await whoIs(browser)).toBeNull();
    await accounts.service.verifyEmail(await accounts.mailedToken(email));
    await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect(await whoIs(browser)).toMatchObject({ email });
  });

  test('[ACC-15] an address that GitHub has not verified opens nothing', async () => {
    github.person = newPerson(newEmail(), false);
    const browser = createBrowser();
    const end = await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect(problemOf(end)).toBe('provider_email_unverified');
    expect(await accounts.repo.users.findByEmail(github.person.emails[1]?.email ?? '')).toBeNull();
  });

  test('a name that cannot be shown gives way to a plain one', async () => {
    const email = newEmail();
    github.person = { ...newPerson(email), name: 'Ada\u202Eecalevol' };
    const browser = createBrowser();
    await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect((await whoIs(browser))?.name).toBe(email.split('@')[0]);
  });

  test.each(['refused', 'broken'] as const)('a token request that is %s ends on the sign-in page', async (how) => {
    github.failTokens = how;
    const browser = createBrowser();
    const end = await browser.follow(`${hubUrl}/auth/oauth/github`);
    expect(end).toBe(`${hubUrl}/sign-in?error=provider_failed&provider=github`);
    expect(accounts.logged).toHaveLength(1);
    expect(await whoIs(browser)).toBeNull();
  });
});

describe('signing in with Google', () => {
  const signInAs = async (profile: object) => {
    google.service.once('beforeUserinfo', (answer) => {
      answer.body = { ...profile };
      answer.statusCode = 200;
    });
    const browser = createBrowser();
    return { browser, end: await browser.follow(`${hubUrl}/auth/oauth/google?next=/`) };
  };

  test('[ACC-15] opens an account with the verified address', async () => {
    const email = newEmail();
    const { browser, end } = await signInAs({ sub: `g-${email}`, email, email_verified: true, name: 'Grace' });
    expect(end).toBe(`${hubUrl}/`);
    expect(await whoIs(browser)).toMatchObject({ email, name: 'Grace', emailVerified: true });
  });

  test('[ACC-15] both providers with one verified address are one person', async () => {
    const email = newEmail();
    const first = await signInAs({ sub: `g-${email}`, email, email_verified: true, name: 'Grace' });
    github.person = newPerson(email);
    const second = createBrowser();
    await second.follow(`${hubUrl}/auth/oauth/github`);
    expect((await whoIs(second))?.id).toBe((await whoIs(first.browser))?.id);
  });

  test.each([
    ['unverified', { email_verified: false }, 'provider_email_unverified'],
    ['missing', { email: undefined, email_verified: true }, 'provider_email_unverified'],
    ['of another shape', { email: 7 }, 'provider_failed'],
  ])('[ACC-15] an address that is %s opens nothing', async (_how, change, problem) => {
    const email = newEmail();
    const { browser, end } = await signInAs({ sub: `g-${email}`, email, name: 'Grace', ...change });
    expect(problemOf(end)).toBe(problem);
    expect(await whoIs(browser)).toBeNull();
  });
});

describe('the way to a provider and back', () => {
  /** Up to the call-back, which is not visited yet. */
  const startAt = async (provider: string, next = '/') => {
    const browser = createBrowser();
    const start = await browser.visit(`${hubUrl}/auth/oauth/${provider}?next=${encodeURIComponent(next)}`);
    const away = new URL(start.headers.get('location') ?? '');
    const back = await fetch(away, { redirect: 'manual' });
    return { browser, away, callback: back.headers.get('location') ?? '' };
  };

  test('[ACC-14] carries state and an S256 challenge', async () => {
    const { away } = await startAt('github');
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: githubClient.clientId,
      redirect_uri: `${hubUrl}/auth/oauth/github/callback`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      state: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      scope: 'read:user user:email',
    });
  });

  test('[ACC-14] the call-back in another browser signs nobody in', async () => {
    const { callback } = await startAt('github');
    const victim = createBrowser();
    expect(problemOf(await victim.follow(callback))).toBe('provider_failed');
    expect(await whoIs(victim)).toBeNull();
  });

  test('[ACC-14] the call-back with another state signs nobody in', async () => {
    const { browser, callback } = await startAt('github');
    const forged = new URL(callback);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(problemOf(await browser.follow(forged.href))).toBe('provider_failed');
    expect(await whoIs(browser)).toBeNull();
  });

  test('[ACC-14] the call-back of one provider is none for the other', async () => {
    const { browser, callback } = await startAt('github');
    const crossed = callback.replace('/github/callback', '/google/callback');
    expect(problemOf(await browser.follow(crossed))).toBe('provider_failed');
    expect(await whoIs(browser)).toBeNull();
  });

  test('[ACC-14] the call-back works once', async () => {
    const { browser, callback } = await startAt('github');
    expect(await browser.follow(callback)).toBe(`${hubUrl}/`);
    expect(browser.jar.has('draftroom_oauth')).toBe(false);
    expect(problemOf(await browser.follow(callback))).toBe('provider_failed');
  });

  test('[ACC-14] saying no at the provider leads back to the sign-in page', async () => {
    const { browser, callback } = await startAt('github');
    const declined = new URL(callback);
    declined.searchParams.delete('code');
    declined.searchParams.set('error', 'access_denied');
    expect(problemOf(await browser.follow(declined.href))).toBe('provider_failed');
  });

  test('[ACC-14] the way never ends at another site', async () => {
    const { browser, callback } = await startAt('github', 'https://evil.example.org/');
    expect(await browser.follow(callback)).toBe(`${hubUrl}/`);
  });

  test('a provider that is unknown or not configured is said to be so', async () => {
    expect((await fetch(`${hubUrl}/auth/oauth/gitlab`, { redirect: 'manual' })).status).not.toBe(302);
    const bare = createTestAccounts(database.db);
    expect(await refusal(bare.service.startProviderSignIn('github', here))).toBe('not_configured');
    expect((await accounts.service.me({ kind: 'anonymous' })).providers).toEqual(['github', 'google']);
  });
});
