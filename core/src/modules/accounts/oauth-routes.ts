/** `GET /auth/oauth/:provider` and its call-back: the browser's way to a provider and back. */
import { type OauthProvider, oauthProviders } from '@draftroom/drizzle/enums';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Origin } from '../../context.ts';
import { type ErrorCode, HubError, isHubError } from '../../contract/errors.ts';
import { formatCookie, readCookie } from './cookies.ts';
import { ownPath } from './policy.ts';
import { accountPages } from './schema.ts';
import { sameSecret } from './secrets.ts';
import type { AccountsService } from './service.ts';

export interface OauthRoutesOptions {
  readonly accounts: Pick<AccountsService, 'startProviderSignIn' | 'finishProviderSignIn'>;
  readonly publicUrl: string;
  originOf(request: FastifyRequest, reply: FastifyReply): Origin;
}

const cookieName = 'draftroom_oauth';
const cookiePath = '/auth/oauth';
/** How long a person may take at the provider, in seconds. */
const patience = 600;

/** Bound to the browser that started: a call-back in another one is refused. */
const attemptSchema = z.object({
  provider: z.enum(oauthProviders),
  state: z.string().min(20),
  codeVerifier: z.string().min(43),
  next: z.string(),
});
const callbackQuerySchema = z.object({ code: z.string().min(1).max(2_000), state: z.string().max(500) });

export async function oauthRoutes(app: FastifyInstance, options: OauthRoutesOptions): Promise<void> {
  const { accounts, publicUrl } = options;
  const secure = publicUrl.startsWith('https:');
  const setAttempt = (reply: FastifyReply, value: string, maxAge: number) =>
    reply.header('set-cookie', formatCookie(cookieName, value, { path: cookiePath, maxAge, secure }));
  const fail = (reply: FastifyReply, provider: OauthProvider, code: ErrorCode) =>
    reply.redirect(`${accountPages.signIn}?${new URLSearchParams({ error: code, provider })}`, 302);

  app.get<{ Params: { provider: string }; Querystring: { next?: unknown } }>(
    '/auth/oauth/:provider',
    async (request, reply) => {
      const provider = readProvider(request.params.provider);
      reply.header('cache-control', 'no-store');
      const { next } = request.query;
      try {
        const { url, state, codeVerifier } = await accounts.startProviderSignIn(
          provider,
          options.originOf(request, reply),
        );
        const goOn = ownPath(typeof next === 'string' ? next.slice(0, 1_000) : null, publicUrl);
        setAttempt(reply, JSON.stringify({ provider, state, codeVerifier, next: goOn }), patience);
        return reply.redirect(url.href, 302);
      } catch (error) {
        if (isHubError(error)) return fail(reply, provider, error.code);
        throw error;
      }
    },
  );

  app.get<{ Params: { provider: string } }>('/auth/oauth/:provider/callback', async (request, reply) => {
    const provider = readProvider(request.params.provider);
    reply.header('cache-control', 'no-store');
    const attempt = readAttempt(request.headers.cookie);
    const answer = callbackQuerySchema.safeParse(request.query);
    setAttempt(reply, '', 0);
    if (attempt === null || !answer.success || attempt.provider !== provider) {
      return fail(reply, provider, 'provider_failed');
    }
    if (!sameSecret(attempt.state, answer.data.state)) return fail(reply, provider, 'provider_failed');
    const { code } = answer.data;
    const origin = options.originOf(request, reply);
    try {
      const token = await accounts.finishProviderSignIn(provider, { code, codeVerifier: attempt.codeVerifier }, origin);
      origin.setSessionCookie(token);
    } catch (error) {
      if (isHubError(error)) return fail(reply, provider, error.code);
      throw error;
    }
    return reply.redirect(ownPath(attempt.next, publicUrl), 302);
  });
}

function readProvider(text: string): OauthProvider {
  const provider = oauthProviders.find((candidate) => candidate === text);
  if (provider === undefined) throw new HubError('not_found');
  return provider;
}

function readAttempt(cookie: string | undefined): z.infer<typeof attemptSchema> | null {
  try {
    return attemptSchema.parse(JSON.parse(readCookie(cookie, cookieName) ?? 'null'));
  } catch {
    return null;
  }
}
