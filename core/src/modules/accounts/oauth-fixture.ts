/** For tests: a server that speaks GitHub's OAuth with PKCE, and a browser that follows redirects with its cookies. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GithubPerson {
  id: number;
  login: string;
  name: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
}

export interface FakeGithub {
  readonly url: string;
  /** Who is signed in at the provider. */
  person: GithubPerson;
  /** What the next token request is answered with instead. */
  failTokens: 'refused' | 'broken' | null;
  close(): Promise<void>;
}

export const githubClient = { clientId: 'draftroom-test', clientSecret: 'a client secret' };

export async function startFakeGithub(person: GithubPerson): Promise<FakeGithub> {
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const tokens = new Set<string>();
  const github: { -readonly [Key in keyof FakeGithub]: FakeGithub[Key] } = {
    url: '',
    person,
    failTokens: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const authorize = (query: URLSearchParams): string => {
    const target = new URL(query.get('redirect_uri') ?? '');
    const code = randomBytes(10).toString('hex');
    const isPkce = query.get('code_challenge_method') === 'S256';
    codes.set(code, { challenge: isPkce ? (query.get('code_challenge') ?? '') : '', redirectUri: target.href });
    target.searchParams.set('code', code);
    target.searchParams.set('state', query.get('state') ?? '');
    return target.href;
  };
  const exchange = (body: URLSearchParams, authorization: string): object => {
    const issued = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const basic = Buffer.from(`${githubClient.clientId}:${githubClient.clientSecret}`).toString('base64');
    if (authorization !== `Basic ${basic}`) return { error: 'incorrect_client_credentials' };
    if (issued?.challenge !== challenge || issued.redirectUri !== body.get('redirect_uri')) {
      return { error: 'bad_verification_code' };
    }
    const token = randomBytes(20).toString('hex');
    tokens.add(token);
    return { access_token: token, scope: 'read:user,user:email', token_type: 'bearer' };
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', github.url);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/login/oauth/authorize') {
      return response.writeHead(302, { location: authorize(url.searchParams) }).end();
    }
    const authorization = request.headers.authorization ?? '';
    if (url.pathname === '/login/oauth/access_token') {
      const body = new URLSearchParams(await readText(request));
      if (github.failTokens === 'broken') return response.writeHead(200).end('<html>unicorn</html>');
      if (github.failTokens === 'refused') return send(200, { error: 'access_denied' });
      return send(200, exchange(body, authorization));
    }
    if (!tokens.has(authorization.replace('Bearer ', ''))) return send(401, { message: 'Bad credentials' });
    const { emails, ...profile } = github.person;
    if (url.pathname === '/api/v3/user') return send(200, { ...profile, email: null });
    if (url.pathname === '/api/v3/user/emails') return send(200, emails);
    return send(404, { message: 'Not Found' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return github;
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/** Keeps the cookies of one host, by name and path, as a browser does. */
export function createBrowser() {
  const jar = new Map<string, { value: string; path: string }>();
  const cookieFor = (path: string) =>
    [...jar]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, cookie]) => `${name}=${cookie.value}`)
      .join('; ');
  const visit = async (url: string): Promise<Response> => {
    const { pathname } = new URL(url);
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookieFor(pathname) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice(5) ?? '/';
      if (attributes.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, { value, path });
    }
    return response;
  };
  return {
    jar,
    visit,
    cookieFor,
    /** Follows redirects until a page of the portal (or anything else that does not redirect) is reached. */
    follow: async (start: string): Promise<string> => {
      let url = start;
      for (let hop = 0; hop < 10; hop++) {
        const response = await visit(url);
        const location = response.headers.get('location');
        await response.body?.cancel();
        if (location === null) return url;
        url = new URL(location, url).href;
        if (!/\/oauth|\/authorize/.test(new URL(url).pathname)) return url;
      }
      throw new Error('redirected for ever');
    },
  };
}
