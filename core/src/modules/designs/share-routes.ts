/** Pages with head tags filled in, so that links unfold everywhere; oEmbed; and the page that other sites may frame. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RequestContext } from '../../context.ts';
import { HubError } from '../../contract/errors.ts';
import { posterSizes } from '../../contract/poster.ts';
import { escapeHtml, type SharedPage, withHeadTags } from './head-tags.ts';
import { orNothing, type Shares } from './service/share.ts';

export interface ShareRoutesOptions {
  readonly shares: Shares;
  readonly publicUrl: string;
  /** The entry page of the built web; null where there is none. */
  readonly page: string | null;
  /** The one that other sites may frame; loads nothing of the app at first. */
  readonly player: string | null;
  createContext(request: FastifyRequest, reply: FastifyReply): Promise<Pick<RequestContext, 'origin' | 'rateLimiter'>>;
}

const most = { width: 800, height: 600 };
const sizeSchema = z.coerce.number().int().min(1).max(100_000).optional();
const oembedSchema = z.object({
  url: z.string().max(2_000),
  format: z.string().max(20).default('json'),
  maxwidth: sizeSchema,
  maxheight: sizeSchema,
});

/**
 * Whoever frames it gets a page without a session: cookies of the hub are not sent into frames of other sites. So it may
 * be framed by anybody, and can do nothing but show.
 */
const embedPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
  'sandbox allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

type ById = { Params: { id: string }; Querystring: Record<string, unknown> };

/** What a design's address names when its page begins with something else than the newest picture. */
const opensOther = ['r', 'file', 'thread', 'compare'];

export async function shareRoutes(app: FastifyInstance, options: ShareRoutesOptions): Promise<void> {
  const { shares, page, player } = options;
  app.get<{ Querystring: unknown }>('/oembed', async (request, reply) => {
    const { origin, rateLimiter } = await options.createContext(request, reply);
    await rateLimiter.take('requestsPerMinute', `address:${origin.address}`);
    const asked = oembedSchema.parse(request.query);
    if (asked.format !== 'json') return await reply.code(501).send(new HubError('not_configured').toBody());
    return await reply.header('cache-control', 'public, max-age=300').send(await oembed(options, asked));
  });

  if (page === null || player === null) return;
  const sendPage = (reply: FastifyReply, shared: SharedPage | null, entry = page) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(shared === null ? entry : withHeadTags(entry, shared));
  app.get<ById>('/designs/:id', async ({ params, query }, reply) => {
    const shared = await orNothing(shares.designPage(params.id));
    const pictured = !opensOther.some((name) => name in query);
    return sendPage(reply, shared === null || pictured ? shared : { ...shared, poster: null });
  });
  app.get<ById>('/collections/:id', async ({ params }, reply) =>
    sendPage(reply, await orNothing(shares.collectionPage(params.id))),
  );
  app.get<ById>('/people/:id', async ({ params }, reply) =>
    sendPage(reply, await orNothing(shares.personPage(params.id))),
  );
  app.get<ById>('/embed/designs/:id', async ({ params }, reply) => {
    const shared = await orNothing(shares.designPage(params.id));
    reply.header('content-security-policy', embedPolicy).removeHeader('x-frame-options');
    if (shared === null) return sendPage(reply, null, player);
    const poster = shared.poster && { ...shared.poster, sizes: posterSizes.player };
    // The design's own page is the one to be found.
    return sendPage(reply, { ...shared, poster, indexed: false }, player);
  });
}

async function oembed(
  { shares, publicUrl }: ShareRoutesOptions,
  asked: z.infer<typeof oembedSchema>,
): Promise<Record<string, unknown>> {
  const { card, picture } = await shares.design(designAt(publicUrl, asked.url));
  const width = Math.min(asked.maxwidth ?? most.width, most.width);
  const height = Math.min(asked.maxheight ?? most.height, Math.round((width * most.height) / most.width));
  const src = `${publicUrl}/embed/designs/${card.id}`;
  const sandbox = 'allow-scripts allow-same-origin allow-popups';
  const title = escapeHtml(card.title);
  return {
    version: '1.0',
    type: 'rich',
    title: card.title,
    ...(card.author === null
      ? {}
      : { author_name: card.author.name, author_url: `${publicUrl}/people/${card.author.userId}` }),
    provider_name: 'Draftroom',
    provider_url: publicUrl,
    thumbnail_url: picture?.url ?? `${publicUrl}/favicon.svg`,
    thumbnail_width: picture?.width ?? 64,
    thumbnail_height: picture?.height ?? 64,
    html: `<iframe src="${src}" width="${width}" height="${height}" title="${title}" sandbox="${sandbox}" loading="lazy" style="border:0" allowfullscreen></iframe>`,
    width,
    height,
  };
}

/** The id of the design that an address of this hub leads to. */
function designAt(publicUrl: string, address: string): string {
  const url = URL.parse(address);
  const [, id] = /^\/(?:embed\/)?designs\/(\w+)\/?$/.exec(url?.pathname ?? '') ?? [];
  if (url?.origin !== new URL(publicUrl).origin || id === undefined) throw new HubError('not_found');
  return id;
}
