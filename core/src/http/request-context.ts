/** Makes the context of a call: who asks, from where, and what it may reach. */
import type { IncomingMessage } from 'node:http';
import { type SessionClient, sessionClients } from '@draftroom/drizzle/enums';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Origin, RequestContext } from '../context.ts';
import { sessionCookie } from '../modules/accounts/cookies.ts';

export type SharedContext = Omit<RequestContext, 'actor' | 'origin' | 'subscriptions'>;

export interface ContextOptions {
  readonly shared: SharedContext;
  readonly secureCookies: boolean;
  addressOf(request: IncomingMessage): string;
}

export interface ContextFactory {
  fromRequest(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
  /** `token` is what the client sent when the socket opened. */
  fromSocket(request: IncomingMessage, token: string | null): Promise<RequestContext>;
  originOf(request: FastifyRequest, reply: FastifyReply): Origin;
}

export function createContextFactory({ shared, secureCookies, addressOf }: ContextOptions): ContextFactory {
  const describe = (request: IncomingMessage, setSessionCookie: Origin['setSessionCookie']): Origin => ({
    address: addressOf(request),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    client: readClient(request),
    setSessionCookie,
  });
  const originOf: ContextFactory['originOf'] = (request, reply) =>
    describe(request.raw, (token) => void reply.header('set-cookie', sessionCookie(token, secureCookies)));

  return {
    originOf,
    fromRequest: async (request, reply) => {
      const { authorization, cookie, origin } = request.headers;
      const unsafe = request.method !== 'GET' && request.method !== 'HEAD';
      const from = originOf(request, reply);
      const token = bearer(authorization);
      const actor = await shared.services.accounts
        .authenticate({ token, cookie, origin, unsafe })
        .catch(async (error: unknown) => {
          // Everybody else is counted by the call; tokens must not be tried without end.
          await shared.rateLimiter.take('requestsPerMinute', `address:${from.address}`);
          throw error;
        });
      return { ...shared, actor, origin: from };
    },
    fromSocket: async (request, token) => {
      const { cookie, origin } = request.headers;
      const actor = await shared.services.accounts.authenticate({ token, cookie, origin, unsafe: true });
      return { ...shared, actor, origin: describe(request, () => {}), subscriptions: { open: 0 } };
    },
  };
}

function bearer(header: string | undefined): string | null {
  return /^bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

function readClient(request: IncomingMessage): SessionClient {
  const named = request.headers['x-draftroom-client'];
  return sessionClients.find((client) => client === named) ?? 'api';
}
