/**
 * A page with one button, for links in mails: it works without a sign-in and without scripts. GET shows what would
 * happen, POST does it, also as the one request of a mail program (RFC 8058); programs that follow links press nothing.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isHubError } from '../contract/errors.ts';

export interface OneButtonRoute {
  /** `<path>?token=…` */
  readonly path: string;
  readonly ask: OneButtonPage;
  readonly done: OneButtonPage;
  /** Of a token that is none, or none any more. */
  readonly unknown: OneButtonPage;
  /** Throws `bad_token`. */
  check(token: string): Promise<void> | void;
  act(token: string): Promise<void>;
  /** Counts who asks. */
  admit(request: FastifyRequest): Promise<void>;
}

type Asked = FastifyRequest<{ Querystring: { token?: string } }>;

export async function oneButtonRoute(app: FastifyInstance, route: OneButtonRoute): Promise<void> {
  // Browsers and mail programs send forms of several kinds; nothing in them counts.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4_096 }, (_request, _body, ready) => ready(null));
  const answer = async (request: Asked, reply: FastifyReply, page: (token: string) => Promise<OneButtonPage>) => {
    await route.admit(request);
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    const { token } = request.query;
    try {
      return oneButtonPage(await page(typeof token === 'string' ? token : ''));
    } catch (error) {
      if (!isHubError(error, 'bad_token')) throw error;
      return reply.status(400).send(oneButtonPage(route.unknown));
    }
  };
  app.get(route.path, (request: Asked, reply) =>
    answer(request, reply, async (token) => {
      await route.check(token);
      return route.ask;
    }),
  );
  app.post(route.path, (request: Asked, reply) =>
    answer(request, reply, async (token) => {
      await route.act(token);
      return route.done;
    }),
  );
}

interface OneButtonPage {
  readonly title: string;
  readonly text: string;
  /** Sends the page's own address again, as POST. */
  readonly button?: string;
}

function oneButtonPage({ title, text, button }: OneButtonPage): string {
  const form = button === undefined ? '' : `<form method="post"><button>${escaped(button)}</button></form>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Draftroom</title>
<style>
body { font: 15px/1.5 Inter, system-ui, sans-serif; margin: 0 auto; max-width: 34rem; padding: 4rem 1.25rem; background: #fbfaf7; color: #1e2126; }
h1 { font-size: 24px; font-weight: 600; margin: 0 0 12px; }
button { font: inherit; margin-top: 12px; padding: 8px 16px; border: 0; border-radius: 6px; background: #2f5bd3; color: #fff; cursor: pointer; }
a { color: #2f5bd3; }
@media (prefers-color-scheme: dark) {
  body { background: #16181d; color: #e8e6e1; }
  button { background: #7c9bff; color: #16181d; }
  a { color: #7c9bff; }
}
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${form}
<p><a href="/">Draftroom</a></p>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
