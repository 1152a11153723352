/** Sends bytes that people brought in, so that they cannot do anything in the hub's name. */
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isShownInline } from './import/file-content.ts';
import { fileName } from './paths.ts';

export interface StoredBytes {
  readonly assetId: string;
  /** The last name of it is what a browser saves the file as. */
  readonly path: string;
  readonly size: number;
  readonly mediaType: string;
  open(assetId: string): Promise<Readable>;
}

export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: StoredBytes,
): Promise<FastifyReply> {
  const etag = `"${bytes.assetId}"`;
  reply
    .header('etag', etag)
    // The address may come to mean other bytes, and the right to read them may end.
    .header('cache-control', 'private, no-cache')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox");
  if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
  const shown = isShownInline(bytes.mediaType);
  return await reply
    .type(shown ? bytes.mediaType : 'application/octet-stream')
    .header('content-length', bytes.size)
    .header('content-disposition', attachment(fileName(bytes.path), shown ? 'inline' : 'attachment'))
    .send(await bytes.open(bytes.assetId));
}

/** RFC 6266: a plain name for old programs, the real one in UTF-8. */
export function attachment(name: string, type: 'inline' | 'attachment' = 'attachment'): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  const real = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${real}`;
}
