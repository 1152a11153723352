/** What does not fit a procedure because its body is a stream: imports, exports, bytes of files, large updates. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../../context.ts';
import { HubError, isHubError } from '../../contract/errors.ts';
import { inMegabytes, type Limits } from '../../contract/limits.ts';
import { attachment, bodyOf, readAll, sendBytes } from '../../platform/http-bytes.ts';
import type { PreparedImport } from './import/import-entries.ts';
import { type ImportLine, importQuerySchema } from './schema.ts';
import type { DocumentsService } from './service.ts';

export interface DocumentRoutesOptions {
  readonly documents: DocumentsService;
  readonly limits: Limits;
  createContext(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Pick<RequestContext, 'actor' | 'origin' | 'rateLimiter'>>;
}

type Room = { Params: { roomId: string }; Querystring: Record<string, string> };

export async function documentRoutes(app: FastifyInstance, options: DocumentRoutesOptions): Promise<void> {
  const { documents, limits } = options;
  // Whatever type the client names: bodies stay streams, and every route counts its own bytes. Only inside this plugin.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  async function callerOf(request: FastifyRequest, reply: FastifyReply) {
    const { actor, origin, rateLimiter } = await options.createContext(request, reply);
    await rateLimiter.take(
      'requestsPerMinute',
      actor.kind === 'user' ? `user:${actor.userId}` : `address:${origin.address}`,
    );
    return { actor, rateLimiter, caller: actor.kind === 'user' ? actor.userId : origin.address };
  }

  const enter = countTransfers(limits.transfersPerUser);

  app.post<Room>('/api/v1/rooms/:roomId/import', async (request, reply) => {
    const { actor, caller } = await callerOf(request, reply);
    if (actor.kind !== 'user') throw new HubError('not_signed_in');
    const { path, replace } = importQuerySchema.parse(request.query);
    const { roomId } = request.params;
    // Asked before the body is read: nobody sends 64 MB to learn that they may not.
    await documents.authoriseWrite(actor, roomId);
    const leave = enter(caller);
    let folder: string | null = null;
    try {
      folder = await mkdtemp(join(tmpdir(), 'draftroom-import-'));
      const archiveFile = join(folder, 'archive.zip');
      await pipeline(bodyOf(request), atMost(limits.importArchive), createWriteStream(archiveFile));
      const prepared = await documents.prepareImport(actor, { roomId, archiveFile, folder: path, replace });
      await sendProgress(reply, prepared);
    } finally {
      leave();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    }
  });

  app.post<Room>('/api/v1/rooms/:roomId/files', async (request, reply) => {
    const { actor, caller } = await callerOf(request, reply);
    if (actor.kind !== 'user') throw new HubError('not_signed_in');
    const { path, replace } = importQuerySchema.parse(request.query);
    const { roomId } = request.params;
    await documents.authoriseWrite(actor, roomId);
    const leave = enter(caller);
    try {
      const bytes = await readAll(bodyOf(request), limits.asset);
      return await documents.importFile(actor, { roomId, path, bytes, replace });
    } finally {
      leave();
    }
  });

  app.get<Room>('/api/v1/rooms/:roomId/export', async (request, reply) => {
    const { actor, caller } = await callerOf(request, reply);
    const leave = enter(caller);
    const { fileName, stream } = await documents.exportRoom(actor, request.params.roomId).catch((error: unknown) => {
      leave();
      throw error;
    });
    stream.once('close', leave);
    return await reply
      .type('application/zip')
      .header('content-disposition', attachment(fileName))
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(stream);
  });

  app.get<{ Params: { roomId: string; fileId: string } }>(
    '/api/v1/rooms/:roomId/files/:fileId',
    async (request, reply) => {
      const { actor } = await callerOf(request, reply);
      const { assetId, path, size, mediaType } = await documents.file(actor, request.params);
      return await sendBytes(request, reply, { assetId, path, size, mediaType, open: documents.blob });
    },
  );

  app.get<{ Params: { assetId: string } }>('/api/v1/assets/:assetId', async (request, reply) => {
    const { actor } = await callerOf(request, reply);
    const { assetId } = request.params;
    const { size, mediaType } = await documents.asset(actor, assetId);
    return await sendBytes(request, reply, { assetId, path: assetId, size, mediaType, open: documents.blob });
  });

  app.post<{ Params: { documentId: string } }>('/api/v1/documents/:documentId/updates', async (request, reply) => {
    const { actor, caller, rateLimiter } = await callerOf(request, reply);
    if (actor.kind !== 'user') throw new HubError('not_signed_in');
    const { documentId } = request.params;
    // Only who reads the document may send it something large; the engine judges the writing itself.
    await documents.get(actor, documentId);
    const leave = enter(caller);
    try {
      const update = await readAll(bodyOf(request), limits.documentSize);
      // Reading an update takes the event loop time by its size.
      await rateLimiter.take('postedBytesPerMinute', `user:${caller}`, update.length);
      return await documents.applyUpdate(actor, documentId, update);
    } finally {
      leave();
    }
  });
}

/** Transfers take memory, disk and threads for as long as a client likes. The function that comes back ends one. */
function countTransfers(most: number): (caller: string) => () => void {
  const underWay = new Map<string, number>();
  return (caller) => {
    const others = underWay.get(caller) ?? 0;
    if (others >= most) throw new HubError('too_fast', { seconds: 5 });
    underWay.set(caller, others + 1);
    return () => {
      const still = (underWay.get(caller) ?? 1) - 1;
      if (still === 0) underWay.delete(caller);
      else underWay.set(caller, still);
    };
  };
}

/** From here on the answer is a stream of lines; what goes wrong is its last line. Ends when the client hangs up. */
async function sendProgress(reply: FastifyReply, prepared: PreparedImport): Promise<void> {
  const gone = new AbortController();
  const onClose = () => gone.abort();
  const { raw } = reply;
  const line = (value: ImportLine) => {
    if (!raw.destroyed) raw.write(`${JSON.stringify(value)}\n`);
  };
  try {
    reply.hijack();
    raw.on('close', onClose);
    const headers = {
      ...reply.getHeaders(),
      'content-type': 'application/jsonl; charset=utf-8',
      'cache-control': 'no-store',
    };
    raw.writeHead(200, headers as Record<string, string>);
    line({ done: 0, total: prepared.total });
    const { result, error } = await prepared.run(gone.signal, (done) => line({ done, total: prepared.total }));
    if (error === null) line({ result });
    else line({ error: error.toBody(), result });
  } catch (error) {
    reply.log.error(error);
    line({ error: (isHubError(error) ? error : new HubError('internal')).toBody() });
  } finally {
    raw.off('close', onClose);
    raw.end();
    prepared.close();
  }
}

function atMost(limit: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > limit) done(new HubError('too_large', { limit: inMegabytes(limit) }));
      else done(null, chunk);
    },
  });
}
