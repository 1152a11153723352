/** `POST /api/v1/account/avatar` with the picture as the body, and `GET /api/v1/avatars/:avatarId`. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../../context.ts';
import { HubError } from '../../contract/errors.ts';
import { because } from '../../contract/reasons.ts';
import type { AccountsService } from './service.ts';

export interface AvatarRoutesOptions {
  readonly accounts: Pick<AccountsService, 'setAvatar' | 'avatar'>;
  /** Bytes. */
  readonly sizeLimit: number;
  createContext(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Pick<RequestContext, 'actor' | 'rateLimiter' | 'services'>>;
}

export async function avatarRoutes(app: FastifyInstance, options: AvatarRoutesOptions): Promise<void> {
  const { accounts, sizeLimit } = options;
  // Whatever type the client names: the bytes decide. Only inside this plugin.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: sizeLimit }, (_request, body, done) =>
    done(null, body),
  );

  app.post('/api/v1/account/avatar', { bodyLimit: sizeLimit }, async (request, reply) => {
    const { actor, rateLimiter, services } = await options.createContext(request, reply);
    if (actor.kind !== 'user') throw new HubError('not_signed_in');
    await services.suspensions.refuse(actor.userId);
    await rateLimiter.take('importsPerHour', `user:${actor.userId}`);
    if (!Buffer.isBuffer(request.body)) throw new HubError('bad_picture', { reason: because('nothingSent') });
    return await accounts.setAvatar(actor, request.body);
  });

  app.get<{ Params: { avatarId: string } }>('/api/v1/avatars/:avatarId', async (request, reply) => {
    const bytes = await accounts.avatar(request.params.avatarId);
    return reply
      .header('content-type', 'image/webp')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .send(Buffer.from(bytes));
  });
}
