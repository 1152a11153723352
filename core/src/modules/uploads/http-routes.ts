/** The bytes of uploads, which do not fit a procedure: parts on their way in, files for their owner to look at. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RequestContext } from '../../context.ts';
import { HubError } from '../../contract/errors.ts';
import type { Limits } from '../../contract/limits.ts';
import type { SignedInActor } from '../../platform/actor.ts';
import { bodyOf, readAll, sendBytes } from '../../platform/http-bytes.ts';
import type { UploadsService } from './service.ts';

export interface UploadRoutesOptions {
  readonly uploads: UploadsService;
  readonly limits: Limits;
  createContext(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Pick<RequestContext, 'actor' | 'rateLimiter' | 'services'>>;
}

const partQuerySchema = z.object({
  offset: z
    .string()
    .regex(/^\d{1,13}$/)
    .transform(Number),
});
const contentQuerySchema = z.object({
  path: z.string().max(1_000).optional(),
  width: z.coerce.number().int().min(1).max(10_000).optional(),
});

type Upload = { Params: { uploadId: string } };

export async function uploadRoutes(app: FastifyInstance, options: UploadRoutesOptions): Promise<void> {
  const { uploads, limits } = options;
  // Whatever type the client names: bodies stay streams, and the route counts its bytes. Only inside this plugin.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  async function callerOf(request: FastifyRequest, reply: FastifyReply): Promise<SignedInActor> {
    const { actor, rateLimiter, services } = await options.createContext(request, reply);
    if (actor.kind !== 'user') throw new HubError('not_signed_in');
    await rateLimiter.take('requestsPerMinute', `user:${actor.userId}`);
    if (request.method !== 'GET') await services.suspensions.refuse(actor.userId);
    return actor;
  }

  app.put<Upload>('/api/v1/uploads/:uploadId/parts', async (request, reply) => {
    const actor = await callerOf(request, reply);
    const { uploadId } = request.params;
    const { offset } = partQuerySchema.parse(request.query);
    await uploads.expectPart(actor, { uploadId, offset });
    const bytes = await readAll(bodyOf(request), limits.uploadPart);
    return await uploads.addPart(actor, { uploadId, offset, bytes });
  });

  app.get<Upload>('/api/v1/uploads/:uploadId/content', async (request, reply) => {
    const actor = await callerOf(request, reply);
    const { uploadId } = request.params;
    const bytes = await uploads.content(actor, { uploadId, ...contentQuerySchema.parse(request.query) });
    return await sendBytes(request, reply, bytes);
  });
}
