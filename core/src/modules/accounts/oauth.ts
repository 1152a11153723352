/** GitHub and Google as sign-in providers, or servers that speak like them. */
import type { OauthProvider } from '@draftroom/drizzle/enums';
import { CodeChallengeMethod, generateCodeVerifier, generateState, OAuth2Client } from 'arctic';
import { z } from 'zod';
import type { ProviderProfile } from './policy.ts';

export interface ProviderSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** A GitHub Enterprise server, or an OpenID provider with `/authorize`, `/token` and `/userinfo` in Google's place. */
  readonly url?: string;
}
export type OauthSettings = { readonly [Provider in OauthProvider]?: ProviderSettings };

interface Endpoints {
  readonly authorize: string;
  readonly token: string;
  readonly profile: string;
  /** GitHub's list of addresses: the profile shows none, or one that was never confirmed. */
  readonly emails: string;
}

const publicEndpoints: Record<OauthProvider, Endpoints> = {
  github: {
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    profile: 'https://api.github.com/user',
    emails: 'https://api.github.com/user/emails',
  },
  google: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    profile: 'https://openidconnect.googleapis.com/v1/userinfo',
    emails: '',
  },
};

function endpointsOf(provider: OauthProvider, url: string | undefined): Endpoints {
  if (url === undefined) return publicEndpoints[provider];
  const base = url.replace(/\/+$/, '');
  if (provider === 'google') {
    return { authorize: `${base}/authorize`, token: `${base}/token`, profile: `${base}/userinfo`, emails: '' };
  }
  return {
    authorize: `${base}/login/oauth/authorize`,
    token: `${base}/login/oauth/access_token`,
    profile: `${base}/api/v3/user`,
    emails: `${base}/api/v3/user/emails`,
  };
}

const scopes: Record<OauthProvider, string[]> = {
  github: ['read:user', 'user:email'],
  google: ['openid', 'email', 'profile'],
};

/** How long a provider may take for one answer, in milliseconds. */
const patience = 10_000;

export interface OauthClient {
  start(): { url: URL; state: string; codeVerifier: string };
  /** Throws whatever went wrong: the provider's refusal, silence, an answer of another shape. */
  finish(code: string, codeVerifier: string): Promise<ProviderProfile>;
}

export type OauthClients = ReadonlyMap<OauthProvider, OauthClient>;

function oauthCallbackPath(provider: OauthProvider): string {
  return `/auth/oauth/${provider}/callback`;
}

export function createOauthClients(settings: OauthSettings, publicUrl: string): OauthClients {
  const clients = new Map<OauthProvider, OauthClient>();
  for (const provider of ['github', 'google'] as const) {
    const chosen = settings[provider];
    if (chosen !== undefined) clients.set(provider, createOauthClient(provider, chosen, publicUrl));
  }
  return clients;
}

function createOauthClient(provider: OauthProvider, settings: ProviderSettings, publicUrl: string): OauthClient {
  const endpoints = endpointsOf(provider, settings.url);
  const redirectUri = `${publicUrl}${oauthCallbackPath(provider)}`;
  const client = new OAuth2Client(settings.clientId, settings.clientSecret, redirectUri);
  const method = CodeChallengeMethod.S256;
  return {
    start: () => {
      const state = generateState();
      const codeVerifier = generateCodeVerifier();
      const { authorize } = endpoints;
      const url = client.createAuthorizationURLWithPKCE(authorize, state, method, codeVerifier, scopes[provider]);
      return { url, state, codeVerifier };
    },
    finish: async (code, codeVerifier) => {
      const tokens = await inTime(client.validateAuthorizationCode(endpoints.token, code, codeVerifier));
      // GitHub answers refusals with status 200; then there is no access token and this throws.
      const accessToken = tokens.accessToken();
      return provider === 'github'
        ? await readGithubProfile(endpoints, accessToken)
        : await readGoogleProfile(endpoints, accessToken);
    },
  };
}

const githubProfileSchema = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
const githubEmailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

async function readGithubProfile(endpoints: Endpoints, accessToken: string): Promise<ProviderProfile> {
  const profile = githubProfileSchema.parse(await fetchJson(endpoints.profile, accessToken));
  const emails = githubEmailsSchema.parse(await fetchJson(endpoints.emails, accessToken));
  const primary = emails.find((candidate) => candidate.primary);
  return {
    providerUserId: String(profile.id),
    email: primary?.email ?? null,
    emailVerified: primary?.verified ?? false,
    name: profile.name?.trim() ? profile.name : profile.login,
  };
}

const googleProfileSchema = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

async function readGoogleProfile(endpoints: Endpoints, accessToken: string): Promise<ProviderProfile> {
  const profile = googleProfileSchema.parse(await fetchJson(endpoints.profile, accessToken));
  return {
    providerUserId: profile.sub,
    email: profile.email ?? null,
    emailVerified: profile.email_verified === true,
    name: profile.name ?? null,
  };
}

async function fetchJson(url: string, accessToken: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json', 'user-agent': 'draftroom' },
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return await response.json();
}

/** arctic's own requests have no end. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the provider did not answer in time')), patience);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
