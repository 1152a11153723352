/** Serves the built web: hashed files for ever, gzipped where that lies beside them, everything else that asks for a page gets the entry page. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { HubError } from '../contract/errors.ts';

const apiPrefixes = ['/api/', '/trpc', '/sync', '/auth/', '/healthz', '/readyz', '/metrics'];

/** The page that every address of the web begins with, or the player's; null where the web is not built. */
export async function entryPage(root: string, name: 'index.html' | 'embed.html'): Promise<string | null> {
  return await readFile(join(root, name), 'utf8').catch(() => null);
}

export async function registerWebApp(app: FastifyInstance, root: string): Promise<void> {
  const built = existsSync(join(root, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root,
      index: ['index.html'],
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const isPage = request.method === 'GET' && !apiPrefixes.some((prefix) => path.startsWith(prefix));
    const isFile = /\.\w{1,5}$/.test(path.slice(path.lastIndexOf('/') + 1));
    if (built && isPage && !isFile) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    throw new HubError('not_found');
  });
}
