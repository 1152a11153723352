/** `/healthz`: the process is up. `/readyz`: it can do its work. `/metrics`: loopback, or with the token. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { HubError } from '../contract/errors.ts';

export interface HealthOptions {
  /** Each part by name; false or a failure means not ready. */
  readonly checks: Readonly<Record<string, () => Promise<boolean> | boolean>>;
  readonly registry: Registry;
  readonly metricsToken: string | undefined;
  addressOf(request: IncomingMessage): string;
}

export function registerHealth(
  app: FastifyInstance,
  { checks, registry, metricsToken, addressOf }: HealthOptions,
): void {
  app.get('/healthz', () => ({ status: 'up' }));
  app.get('/readyz', async (_request, reply) => {
    const parts = Object.fromEntries(
      await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await Promise.resolve(check()).catch(() => false)]),
      ),
    ) as Record<string, boolean>;
    const ready = Object.values(parts).every(Boolean);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not ready', parts });
  });
  app.get('/metrics', async (request, reply) => {
    const presented = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // What a proxy on this machine passes on comes from loopback, too.
    const passedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => request.headers[name] !== undefined);
    const local = isLoopback(addressOf(request.raw)) && !passedOn;
    const allowed = local || (metricsToken !== undefined && same(presented, metricsToken));
    if (!allowed) throw new HubError('not_found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function same(presented: string | undefined, expected: string): boolean {
  const a = Buffer.from(presented ?? '');
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
