import { initTRPC, TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { ZodError } from 'zod';
import type { RequestContext } from './context.ts';
import { type ErrorBody, errorFacts, HubError, isHubError } from './contract/errors.ts';
import { allowedWhileSuspended } from './while-suspended.ts';

/** The body that every edge shows for an error; what is not in the catalogue says no more than `internal`. */
export function toErrorBody(error: unknown): ErrorBody {
  const cause = error instanceof TRPCError && error.cause !== undefined ? error.cause : error;
  if (isHubError(cause)) return cause.toBody();
  if (cause instanceof ZodError) {
    const details = Object.fromEntries(cause.issues.map((issue) => [issue.path.join('.') || 'input', issue.message]));
    return new HubError('invalid_input', details).toBody();
  }
  if (error instanceof TRPCError) {
    if (error.code === 'NOT_FOUND') return new HubError('not_found').toBody();
    if (error.code === 'PAYLOAD_TOO_LARGE') return new HubError('too_large', { limit: 'one request' }).toBody();
    if (error.code !== 'INTERNAL_SERVER_ERROR') return new HubError('malformed').toBody();
  }
  return new HubError('internal').toBody();
}

const t = initTRPC
  .context<RequestContext>()
  .meta<OpenApiMeta>()
  .create({
    // Subscriptions are for WebSockets, which end with their session.
    sse: { enabled: false },
    errorFormatter: ({ shape, error }) => {
      const hub = toErrorBody(error);
      // The stack and the inner message stay in the hub's log.
      return {
        ...shape,
        message: hub.message,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, hub },
      };
    },
  });

/** Services throw `HubError` and know nothing of tRPC: this is where one becomes the other. */
export function toTrpcError(error: unknown): unknown {
  if (!isHubError(error)) return error;
  return new TRPCError({ code: errorFacts(error.code).trpc, message: error.message, cause: error });
}

const translateErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && isHubError(result.error.cause)) throw toTrpcError(result.error.cause);
  return result;
});

const limitRequests = t.middleware(async ({ ctx, next }) => {
  const key = ctx.actor.kind === 'user' ? `user:${ctx.actor.userId}` : `address:${ctx.origin.address}`;
  await ctx.rateLimiter.take('requestsPerMinute', key);
  return next();
});

/** Before the input is looked at, so that no procedure can forget it. */
const refuseSuspended = t.middleware(async ({ ctx, type, path, next }) => {
  if (type === 'mutation' && ctx.actor.kind === 'user' && !allowedWhileSuspended.has(path)) {
    await ctx.services.suspensions.refuse(ctx.actor.userId);
  }
  return next();
});

/** What a socket asks for stays until it ends, so a limit on how often is not enough. */
const limitSubscriptions = t.middleware(async ({ ctx, type, next }) => {
  const { subscriptions, limits } = ctx;
  if (type !== 'subscription' || subscriptions === undefined) return next();
  const most = limits.subscriptionsPerConnection;
  if (subscriptions.open >= most) throw new HubError('too_many', { limit: `${most} subscriptions` });
  subscriptions.open += 1;
  const ended = () => {
    subscriptions.open -= 1;
  };
  const result = await next();
  if (result.ok) return { ...result, data: untilEnd(result.data as AsyncIterable<unknown>, ended) };
  ended();
  return result;
});

async function* untilEnd<Item>(source: AsyncIterable<Item>, ended: () => void): AsyncGenerator<Item> {
  try {
    yield* source;
  } finally {
    ended();
  }
}

const requireSignIn = t.middleware(({ ctx, next }) => {
  if (ctx.actor.kind !== 'user') throw new HubError('not_signed_in');
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

export const router = t.router;
export const mergeRouters = t.mergeRouters;
export const createCallerFactory = t.createCallerFactory;

/** Open to everyone; the policy decides. */
export const publicProcedure = t.procedure
  .use(translateErrors)
  .use(limitRequests)
  .use(refuseSuspended)
  .use(limitSubscriptions);
/** Only for people with a session; `ctx.actor` is theirs. */
export const signedInProcedure = publicProcedure.use(requireSignIn);
