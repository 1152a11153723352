/** `GET /api/v1/account/exports/:exportId`: the zip, for its owner. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../../context.ts';
import type { AccountDataService } from './service.ts';

export interface ExportRoutesOptions {
  readonly exports: Pick<AccountDataService['exports'], 'download'>;
  createContext(request: FastifyRequest, reply: FastifyReply): Promise<Pick<RequestContext, 'actor'>>;
}

export async function exportRoutes(app: FastifyInstance, options: ExportRoutesOptions): Promise<void> {
  app.get<{ Params: { exportId: string } }>('/api/v1/account/exports/:exportId', async (request, reply) => {
    const { actor } = await options.createContext(request, reply);
    const { fileName, size, stream } = await options.exports.download(actor, request.params.exportId);
    return reply
      .header('content-type', 'application/zip')
      .header('content-length', size)
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('x-content-type-options', 'nosniff')
      .send(stream);
  });
}
