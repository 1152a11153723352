import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerEmbedPage } from './embed-page.ts';
import { registerWebApp } from './web-app.ts';

let root: string;
let app: FastifyInstance;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'draftroom-web-'));
  await writeFile(join(root, 'index.html'), '<title>App</title>');
  await writeFile(join(root, 'embed.html'), '<title>Player</title>');
  app = fastify();
  await app.register(helmet, { contentSecurityPolicy: { directives: { frameAncestors: ["'none'"] } } });
  await registerWebApp(app, root);
  registerEmbedPage(app, root);
});
afterAll(async () => {
  await app.close();
  await rm(root, { recursive: true });
});

test('[VIEW-4] the player may be framed by any site, in a sandbox, and no other page', async () => {
  const player = await app.inject('/embed/designs/1');
  expect(player.body).toContain('Player');
  expect(player.headers['content-security-policy']).toContain('frame-ancestors *');
  expect(player.headers['content-security-policy']).toContain('sandbox ');
  expect(player.headers['x-frame-options']).toBeUndefined();
  for (const path of ['/', '/designs/1', '/embed.html', '/embed/rooms/1', '/embed']) {
    const page = await app.inject(path);
    expect(page.headers['x-frame-options'], path).toBe('SAMEORIGIN');
    expect(page.headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
});
