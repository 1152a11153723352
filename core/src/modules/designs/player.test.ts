import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubError } from '../../contract/errors.ts';
import type { Shares } from './service/share.ts';
import { shareRoutes } from './share-routes.ts';

let app: FastifyInstance;
const nothing = (): Promise<never> => Promise.reject(new HubError('not_found'));

beforeAll(async () => {
  app = fastify();
  await app.register(helmet, { contentSecurityPolicy: { directives: { frameAncestors: ["'none'"] } } });
  await app.register((scope) =>
    shareRoutes(scope, {
      // An empty hub: nobody has anything to show.
      shares: { design: nothing, designPage: nothing, collectionPage: nothing, personPage: nothing } as Shares,
      publicUrl: 'http://127.0.0.1:4400',
      page: '<head><title>App</title></head>',
      player: '<head><title>Player</title></head>',
      createContext: nothing,
    }),
  );
});
afterAll(() => app.close());

test('[VIEW-4] the player may be framed by any site, in a sandbox, and no other page', async () => {
  const player = await app.inject('/embed/designs/1');
  expect(player.body).toContain('Player');
  expect(player.headers['content-security-policy']).toContain('frame-ancestors *');
  expect(player.headers['content-security-policy']).toContain('sandbox ');
  expect(player.headers['x-frame-options']).toBeUndefined();
  for (const path of ['/designs/1', '/collections/1', '/people/1', '/embed/rooms/1', '/embed']) {
    const page = await app.inject(path);
    expect(page.headers['x-frame-options'], path).toBe('SAMEORIGIN');
    expect(page.headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
});
