/** Takes bytes from people, and sends such bytes so that they cannot do anything in the hub's name. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HubError } from '../contract/errors.ts';
import { isShownInline } from '../contract/file-content.ts';
import { inMegabytes } from '../contract/limits.ts';

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
    .header('content-disposition', attachment(lastName(bytes.path), shown ? 'inline' : 'attachment'))
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

export function bodyOf(request: FastifyRequest): Readable {
  return request.body instanceof Readable ? request.body : Readable.from([]);
}

export async function readAll(body: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new HubError('too_large', { limit: inMegabytes(limit) });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
