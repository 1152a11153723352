/** The player: a page that other sites may show in a frame, and the only one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { HubError } from '../contract/errors.ts';

const page = 'embed.html';

/** As for all pages, but for who may frame it; and it may do nothing that it does not need. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
  'frame-ancestors *',
  'sandbox allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Needs the files of `registerWebApp`. */
export function registerEmbedPage(app: FastifyInstance, root: string): void {
  const built = existsSync(join(root, page));
  app.get('/embed/designs/:designId', (_request, reply) => {
    if (!built) throw new HubError('not_found');
    return reply
      .removeHeader('x-frame-options')
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .sendFile(page);
  });
}
