/** What a hub answers to those who mean it ill, over real HTTP and real sockets. */
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLogger } from '../src/platform/logger.ts';
import { until } from '../src/sync/testing/test-engine.ts';
import { createTestHub, type TestHub, type TestHubOptions } from '../src/testing/test-hub.ts';

let hub: TestHub;
let sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  await hub.close();
});

async function start(options: TestHubOptions = {}): Promise<void> {
  hub = await createTestHub(options);
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Headers as they are given, and none that a client library would add. */
function send(line: string, headers: Record<string, string> = {}, body?: string | Uint8Array): Promise<Answer> {
  const [method = 'GET', path = '/'] = line.split(' ');
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${hub.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, headers: answered, text: Buffer.concat(chunks).toString() });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

interface CallSocket {
  readonly socket: WebSocket;
  /** One per call that was answered: `started`, `stopped`, or the code of an error. */
  readonly answers: string[];
  close: { code: number; reason: string } | null;
}

async function openCalls(token?: string): Promise<CallSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/trpc?connectionParams=1`);
  sockets.push(socket);
  const open: CallSocket = { socket, answers: [], close: null };
  socket.on('message', (message: Buffer) => {
    for (const answer of [JSON.parse(message.toString())].flat()) {
      open.answers.push(answer.error?.data?.hub?.code ?? answer.result?.type);
    }
  });
  socket.on('close', (code, reason) => {
    open.close = { code, reason: reason.toString() };
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ method: 'connectionParams', data: token === undefined ? {} : { token } }));
  return open;
}

function subscribe({ socket }: CallSocket, id: number, path: string, input: object): void {
  socket.send(JSON.stringify({ id, method: 'subscription', params: { path, input } }));
}

describe('pages of other sites', () => {
  it('[API-30] cannot make calls: no simple request is one, a cookie counts only with our own origin', async () => {
    await start();
    const { owner, id } = await hub.room();
    const cookie = `draftroom_session=${owner.token}`;
    const make = (headers: Record<string, string>) => send('POST /trpc/rooms.create', headers, '{"name":"x"}');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', '']) {
      const answer = await make({ cookie, origin: hub.publicUrl, ...(type === '' ? {} : { 'content-type': type }) });
      expect([type, answer.status >= 400, answer.status < 500]).toEqual([type, true, true]);
    }
    for (const origin of ['http://evil.example', 'null', `${hub.publicUrl}.evil.example`, '']) {
      const from: Record<string, string> = origin === '' ? {} : { origin };
      expect((await make({ cookie, ...from, 'content-type': 'application/json' })).status).toBe(401);
      expect((await send(`POST /api/v1/rooms/${id}/files?path=x.txt`, { cookie, ...from }, 'x')).status).toBe(401);
    }
    expect((await send('GET /trpc/accounts.signOut', { cookie })).status).toBe(405);
    expect((await make({ cookie, origin: hub.publicUrl, 'content-type': 'application/json' })).status).toBe(200);
  });
});

describe('names that are pointed at the hub', () => {
  it('[API-38] reach nothing, neither by request nor by socket', async () => {
    await start();
    const { owner, documentId } = await hub.room();
    const authorization = `Bearer ${owner.token}`;
    const host = 'evil.example:4400';
    for (const line of [
      'GET /',
      'GET /api/v1/auth/me',
      'POST /api/v1/auth/sign-in',
      'GET /trpc/accounts.me',
      'GET /metrics',
      'GET /readyz',
      'GET /api/docs/',
      'GET /nothing',
      'OPTIONS /api/v1/rooms',
    ]) {
      const { status, text } = await send(line, { host, authorization });
      expect([line, status, JSON.parse(text)]).toMatchObject([line, 421, { code: 'wrong_host', details: { host } }]);
    }
    expect((await send('GET /healthz', { host })).status).toBe(200);
    expect((await send('GET /api/v1/auth/me', { host: 'localhost:1', authorization })).status).toBe(200);
    for (const path of ['/trpc', '/trpc?connectionParams=1', `/sync/${documentId}?token=${owner.token}`]) {
      const socket = new WebSocket(hub.url.replace('http', 'ws') + path, { headers: { host } });
      sockets.push(socket);
      const heard: unknown[] = [];
      socket.on('message', (message) => heard.push(message));
      const close = await new Promise((resolve) => {
        socket.once('close', (code, reason) => resolve([code, reason.toString()]));
      });
      expect([path, close, heard.length]).toEqual([path, [4403, 'wrong_host'], 0]);
    }
  });

  it('[API-38] are those of the public address when a proxy in front says so', async () => {
    await start({ environment: { PUBLIC_URL: 'https://draft.example.org', TRUST_PROXY: 'loopback' } });
    expect((await send('GET /readyz', { 'x-forwarded-host': 'draft.example.org' })).status).toBe(200);
    expect((await send('GET /readyz', { host: 'draft.example.org' })).status).toBe(200);
    expect((await send('GET /readyz', { 'x-forwarded-host': 'evil.example' })).status).toBe(421);
  });
});

describe('what others could keep or read', () => {
  it('[API-31] answers about people are kept by nobody, unless the route says how', async () => {
    await start();
    const { owner, id, documentId } = await hub.room();
    const headers = { authorization: `Bearer ${owner.token}` };
    const input = encodeURIComponent(JSON.stringify({ roomId: id }));
    for (const path of [
      `/api/v1/rooms/${id}`,
      '/api/v1/auth/me',
      `/api/v1/documents/${documentId}/content`,
      `/trpc/rooms.get?input=${input}`,
      '/api/v1/rooms/nothing',
    ]) {
      expect([path, (await send(`GET ${path}`, headers)).headers['cache-control']]).toEqual([path, 'no-store']);
    }
  });

  it('[API-32] metrics are not for those who come through a proxy on the same machine', async () => {
    await start();
    expect((await send('GET /metrics')).status).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await send('GET /metrics', { [name]: '203.0.113.9' })).status).toBe(404);
    }
  });

  it('[ACC-10] a ticket opens sync sockets and nothing else', async () => {
    await start();
    const { owner, documentId } = await hub.room();
    const { ticket } = await hub.as(owner).trpc.accounts.syncTicket.mutate();
    const answer = await send('GET /api/v1/rooms', { authorization: `Bearer ${ticket}` });
    expect(answer.status).toBe(401);
    const calls = await openCalls(ticket);
    subscribe(calls, 1, 'events.mine', {});
    await until(() => calls.close !== null, 'the socket to be refused');
    expect(calls.close?.code).toBe(4401);
    const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/sync/${documentId}?token=${ticket}`);
    sockets.push(socket);
    const first = await new Promise<Buffer>((resolve) => socket.once('message', resolve));
    expect([...first.subarray(0, 2)]).toEqual([0, 0]);
  });

  it('[API-33] logs hold no token, cookie, ticket, code or password, not even at trace', async () => {
    await start();
    const lines: string[] = [];
    const log = createLogger('trace', { write: (line) => void lines.push(line) });
    const { owner, code } = await hub.room({ password: 'open sesame now' });
    const secrets = [owner.token, code, 'open sesame now'];
    const [token, roomCode, password] = secrets;
    const headers = { authorization: `Bearer ${token}`, cookie: `draftroom_session=${token}` };
    const url = `/sync/abc?token=${token}&ack=1`;
    log.trace({ req: { method: 'GET', url, headers }, url, headers, token, password }, 'a request');
    log.error({ err: new Error(`GET ${url} failed`), input: { password, roomCode } }, 'a failure');
    log.debug({ nested: { token, password }, roomCode });
    expect(lines).toHaveLength(3);
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });
});

describe('floods', () => {
  it('[API-34] a socket has so many subscriptions; those that end make room', async () => {
    await start({ limits: { subscriptionsPerConnection: 3 } });
    const { owner, id } = await hub.room();
    const calls = await openCalls(owner.token);
    for (let i = 1; i <= 5; i++) subscribe(calls, i, 'rooms.events', { roomId: id });
    await until(() => calls.answers.filter((answer) => answer === 'too_many').length === 2, 'two refusals');
    calls.socket.send(JSON.stringify({ id: 1, method: 'subscription.stop' }));
    await until(() => calls.answers.includes('stopped'), 'the end of one');
    const started = () => calls.answers.filter((answer) => answer === 'started').length;
    const before = started();
    subscribe(calls, 6, 'rooms.events', { roomId: id });
    await until(() => started() === before + 1, 'room for another');
    expect(calls.answers.filter((answer) => answer === 'too_many')).toHaveLength(2);
  });

  it('[API-34] a socket that says too much is closed, and a user has so many', async () => {
    await start({ limits: { callMessagesPerSecond: 5, connectionsPerUser: 2 } });
    const { owner } = await hub.room();
    const calls = await openCalls();
    for (let i = 0; i < 200; i++) calls.socket.send('PONG');
    await until(() => calls.close !== null, 'the socket to be closed');
    expect(calls.close).toEqual({ code: 4529, reason: 'too_fast' });

    const [one, two] = [await openCalls(owner.token), await openCalls(owner.token)];
    for (const each of [one, two]) {
      subscribe(each, 1, 'events.mine', {});
      await until(() => each.answers.includes('started'), 'a subscription');
    }
    const three = await openCalls(owner.token);
    await until(() => three.close !== null, 'the third to be refused');
    expect(three.close).toEqual({ code: 4529, reason: 'too_many_connections' });
    expect([one.close, two.close]).toEqual([null, null]);
  });

  it('[API-35] tokens cannot be tried without end, and a forwarded address changes nothing', async () => {
    await start({ limits: { requestsPerMinute: 5 } });
    const tried: number[] = [];
    for (let i = 0; i < 8; i++) {
      const headers = { authorization: `Bearer guess${i}`, 'x-forwarded-for': `203.0.113.${i}` };
      tried.push((await send('GET /api/v1/auth/me', headers)).status);
    }
    expect(tried).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it('[API-36] a batch counts as many calls as it holds', async () => {
    await start({ limits: { requestsPerMinute: 20 } });
    const names = Array.from({ length: 50 }, () => 'accounts.me').join();
    const { text } = await send(`GET /trpc/${names}?batch=1&input=%7B%7D`);
    const answers = JSON.parse(text) as { error?: { data: { hub: { code: string } } } }[];
    expect(answers.filter(({ error }) => error?.data.hub.code === 'too_fast')).toHaveLength(30);
  });

  it('[API-37] so many transfers of one person are under way at once', async () => {
    await start({ limits: { transfersPerUser: 2 } });
    const { owner, editor, id, documentId } = await hub.room();
    const path = `/api/v1/documents/${documentId}/updates`;
    const stuck: ClientRequest[] = [];
    const stick = () => {
      const headers = { authorization: `Bearer ${owner.token}`, 'content-length': '1000' };
      const request = httpRequest(`${hub.url}${path}`, { method: 'POST', headers });
      request.on('error', () => {});
      // One of the looks below was quicker.
      request.on('response', stick);
      request.write('x');
      stuck.push(request);
    };
    stick();
    stick();
    const asOwner = { authorization: `Bearer ${owner.token}` };
    await until(async () => (await send(`GET /api/v1/rooms/${id}/export`, asOwner)).status === 429, 'a refusal');
    expect((await send(`POST ${path}`, asOwner, 'x')).status).toBe(429);
    const asEditor = { authorization: `Bearer ${editor.token}` };
    expect((await send(`GET /api/v1/rooms/${id}/export`, asEditor)).status).toBe(200);
    for (const request of stuck) request.removeAllListeners('response').destroy();
    await until(async () => (await send(`GET /api/v1/rooms/${id}/export`, asOwner)).status === 200, 'turns to end');
  });

  it('[API-37] so many bytes of updates are read for one person in a minute', async () => {
    await start({ limits: { postedBytesPerMinute: 100 } });
    const { owner, documentId } = await hub.room();
    const path = `/api/v1/documents/${documentId}/updates`;
    const post = (bytes: Uint8Array) => send(`POST ${path}`, { authorization: `Bearer ${owner.token}` }, bytes);
    expect((await post(Uint8Array.of(0, 0))).status).toBe(200);
    expect((await post(new Uint8Array(200))).status).toBe(429);
  });
});
