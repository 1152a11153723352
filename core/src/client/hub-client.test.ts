import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calling, createHubClient, type HubClient } from './hub-client.ts';
import { HubClientError, toHubClientError } from './hub-client-error.ts';

interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

let server: Server;
let url: string;
let seen: Seen[];
let answer: { status: number; body: unknown };
let client: HubClient;

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: {} };
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    seen.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createHubClient({ hub: `${url}/some/page`, token: () => 'secret' });
});
afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const hubError = { code: 'too_fast', message: 'Wait.', retryable: true, details: { seconds: 7 } };

describe('the client of a hub', () => {
  it('[CLIENT-15] sends its token with every call', async () => {
    answer.body = [{ result: { data: { ticket: 't-1', expiresIn: 60 } } }];
    expect(await client.ticket()).toBe('t-1');
    answer.body = {};
    await client.postUpdate('doc', Uint8Array.of(1, 2, 3));
    expect(seen.map((one) => one.headers.authorization)).toEqual(['Bearer secret', 'Bearer secret']);
    expect(seen[1]).toMatchObject({ path: '/api/v1/documents/doc/updates', body: Buffer.from([1, 2, 3]) });
    expect(seen[1]?.headers['content-type']).toBe('application/octet-stream');
  });

  it('[CLIENT-15] gives every refusal the catalogue’s code, sentence and details', async () => {
    answer = { status: 429, body: hubError };
    await expect(client.request('rooms')).rejects.toMatchObject({ name: 'HubClientError', ...hubError });
    answer = { status: 429, body: [{ error: { message: 'Wait.', code: -32029, data: { code: 'X', hub: hubError } } }] };
    await expect(client.ticket()).rejects.toMatchObject({ name: 'HubClientError', ...hubError });
    await expect(calling(() => client.trpc.rooms.list.query({ scope: 'mine' }))).rejects.toMatchObject(hubError);
  });

  it('[CLIENT-15] tells no answer from a wrong answer', async () => {
    answer = { status: 502, body: 'not the hub' };
    await expect(client.request('rooms')).rejects.toMatchObject({ code: 'internal', retryable: true });
    const away = createHubClient({ hub: 'http://127.0.0.1:9' });
    await expect(away.request('rooms')).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    await expect(away.ticket()).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    await away.close();
  });

  it('[CLIENT-15] lets a cancelled call be a cancelled call', async () => {
    const controller = new AbortController();
    controller.abort(new Error('changed my mind'));
    await expect(client.request('rooms', { signal: controller.signal })).rejects.toThrow('changed my mind');
  });
});

describe('errors', () => {
  it('[CLIENT-15] become one kind, whatever was thrown', () => {
    const own = new HubClientError({ code: 'read_only' });
    expect(toHubClientError(own)).toBe(own);
    expect(own).toMatchObject({ retryable: false, message: expect.stringContaining('read here') });
    expect(toHubClientError(new TRPCClientError('x')).code).toBe('unreachable');
    expect(toHubClientError(new TypeError('failed to fetch'))).toMatchObject({ code: 'unreachable', retryable: true });
    expect(toHubClientError({ data: { hub: { code: 'made_up' } } }).code).toBe('internal');
    expect(toHubClientError({ data: { hub: { code: 'too_many' } } })).toMatchObject({
      code: 'too_many',
      retryable: false,
    });
    expect(toHubClientError(null).code).toBe('unreachable');
  });
});
