/**
 * `GET /assets/<sha256>/<name>`: files, pictures and previews of designs. Whatever somebody published is sent so that it
 * cannot do anything in the hub's name: nothing runs, and what is no picture or text is a download.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isShownInline } from '../../contract/file-content.ts';
import { attachment } from '../../platform/http-bytes.ts';
import type { SignedQuery } from './asset-links.ts';
import type { DesignsService } from './service.ts';

export interface AssetRoutesOptions {
  readonly assets: DesignsService['assets'];
}

type AssetRequest = { Params: { assetId: string; name: string }; Querystring: SignedQuery };

export async function assetRoutes(app: FastifyInstance, { assets }: AssetRoutesOptions): Promise<void> {
  app.get<AssetRequest>('/assets/:assetId(^[0-9a-f]{64}$)/:name', async (request, reply) => {
    const { assetId, name } = request.params;
    const { size, mediaType, open } = await assets.open(assetId, request.query);
    const etag = `"${assetId}"`;
    const { type, shown } = servedAs(mediaType);
    reply
      .header('etag', etag)
      .header('cache-control', open ? 'public, max-age=31536000, immutable' : 'private, max-age=3600')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      // Pages that show a card of a design have its picture in them.
      .header('cross-origin-resource-policy', open ? 'cross-origin' : 'same-origin')
      .header('content-disposition', attachment(name, shown ? 'inline' : 'attachment'))
      .header('accept-ranges', 'bytes');
    if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
    const ifRange = request.headers['if-range'];
    const wanted = ifRange === undefined || ifRange === etag ? request.headers.range : undefined;
    const range = readRange(wanted, size);
    if (range === 'unsatisfiable') return await refuseRange(reply, size);
    if (range === null) {
      return await reply
        .type(type)
        .header('content-length', size)
        .send(await assets.stream(assetId));
    }
    const { start, end } = range;
    return await reply
      .code(206)
      .type(type)
      .header('content-range', `bytes ${start}-${end}/${size}`)
      .header('content-length', end - start + 1)
      .send(await assets.stream(assetId, range));
  });
}

/** An SVG is a picture only: nothing in it runs under the policy that it is sent with. */
function servedAs(mediaType: string): { type: string; shown: boolean } {
  if (isShownInline(mediaType) || mediaType === 'image/svg+xml') return { type: mediaType, shown: true };
  const isText = /^(text\/|application\/([\w.-]+\+)?(json|xml)|model\/gltf\+json)/.test(mediaType);
  if (isText) return { type: 'text/plain; charset=utf-8', shown: true };
  return { type: 'application/octet-stream', shown: false };
}

/** One range as RFC 9110 writes it, ends included; null where the whole is to be sent. */
export function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}

function refuseRange(reply: FastifyReply, size: number): FastifyReply {
  return reply.code(416).header('content-range', `bytes */${size}`).header('cache-control', 'no-store').send();
}
