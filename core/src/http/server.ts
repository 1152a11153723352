/** The one HTTP server: web, tRPC, REST, health and metrics. Sockets are attached to it by the hub. */
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { HubError } from '../contract/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { type AppRouter, appRouter } from '../router.ts';
import { toErrorBody, toTrpcError } from '../trpc.ts';
import { registerEmbedPage } from './embed-page.ts';
import { type HealthOptions, registerHealth } from './health.ts';
import { openApiDocument, restPrefix } from './openapi.ts';
import type { ContextFactory } from './request-context.ts';
import { registerRest, sendError } from './rest.ts';
import { registerWebApp } from './web-app.ts';

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly publicUrl: string;
  /** The built web. */
  readonly webRoot: string;
  readonly contexts: ContextFactory;
  foreignHost(request: IncomingMessage): string | null;
  readonly health: HealthOptions;
  /** Routes of the modules that are no procedures. */
  readonly plugins: readonly ((app: FastifyInstance) => Promise<void>)[];
}

export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { contexts, publicUrl } = options;
  const app = Fastify({
    loggerInstance: options.logger as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    // Long enough for a large import over a slow line, and an end for bodies that never come.
    requestTimeout: 10 * 60_000,
    routerOptions: { maxParamLength: 5_000 },
    // Addresses that lead to no route because they are none.
    frameworkErrors: (error, _request, reply) => void sendError(reply, error),
  });
  // What a page of another site can send without asking is no call.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => {
    if (toErrorBody(error).code === 'internal' && ((error as { statusCode?: number }).statusCode ?? 500) >= 500) {
      request.log.error({ err: error, path: request.url.split('?')[0] }, 'request failed');
    }
    return sendError(reply, error);
  });

  app.addHook('onRequest', async (request) => {
    const host = options.foreignHost(request.raw);
    // Whoever watches over the process may call it by any name, and learns only that it runs.
    if (host === null || request.routeOptions.url === '/healthz') return;
    throw new HubError('wrong_host', { host: host.slice(0, 100), address: publicUrl });
  });
  app.addHook('onRequest', async (request, reply) => {
    // Unless a route says otherwise: answers are one person's, and browsers and proxies keep what they may.
    if (/^\/(api|trpc|auth)\//.test(request.url)) reply.header('cache-control', 'no-store');
  });
  await app.register(helmet, securityHeaders(publicUrl));
  const description = openApiDocument(publicUrl);
  await app.register(swagger, { mode: 'static', specification: { document: description as never } });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  app.get(`${restPrefix}/openapi.json`, () => description);

  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) =>
        contexts.fromRequest(req, res).catch((error: unknown) => {
          throw toTrpcError(error);
        }),
      onError: ({ error, path }) => {
        if (toErrorBody(error).code === 'internal')
          options.logger.error({ err: error.cause ?? error, path }, 'call failed');
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  });
  registerRest(app, contexts.fromRequest);
  registerHealth(app, options.health);
  for (const plugin of options.plugins) await app.register(plugin);
  await registerWebApp(app, options.webRoot);
  registerEmbedPage(app, options.webRoot);
  return app;
}

function securityHeaders(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library and the editor set styles on elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws')],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' as const },
    crossOriginEmbedderPolicy: false,
  };
}
