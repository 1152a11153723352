import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { RequestContext } from '../context.ts';
import { defaultLimits } from '../contract/limits.ts';
import { attachTrpcSocket, refuseOtherUpgrades, type TrpcSockets } from './trpc-socket.ts';

let server: Server;
let sockets: TrpcSockets;
let admit: (sessionId: string) => void;
const clients: WebSocket[] = [];

beforeEach(async () => {
  server = createServer();
  const asked = new Promise<string>((resolve) => {
    admit = resolve;
  });
  sockets = attachTrpcSocket({
    server,
    limits: { ...defaultLimits, connectionsPerAddress: 2 },
    addressOf: () => 'one',
    foreignHost: () => null,
    createContext: async () => ({ actor: { kind: 'user', sessionId: await asked } }) as unknown as RequestContext,
  });
  refuseOtherUpgrades(server, (path) => path === '/trpc');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

async function connect(path = '/trpc'): Promise<{ closed: number | null; failed: string | null }> {
  const seen: { closed: number | null; failed: string | null } = { closed: null, failed: null };
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  clients.push(client);
  client.on('close', (code) => {
    seen.closed = code;
  });
  await new Promise<void>((resolve) => {
    client.once('open', () => resolve());
    client.once('error', (error) => {
      seen.failed = error.message;
      resolve();
    });
  });
  return seen;
}

test('[API-11] a session that ends while its socket is being opened does not count', async () => {
  const [first, second] = [await connect(), await connect()];
  sockets.sessionRevoked('theirs');
  admit('theirs');
  await expect.poll(() => [first.closed, second.closed]).toEqual([4401, 4401]);
});

test('[API-12] one address opens only so many, and more once some are closed', async () => {
  const first = await connect();
  await connect();
  const third = await connect();
  await expect.poll(() => third.closed).toBe(4529);
  expect(first.closed).toBeNull();
  clients[0]?.close();
  await expect.poll(() => first.closed).not.toBeNull();
  const fourth = await connect();
  admit('theirs');
  await new Promise((resolve) => clients[3]?.ping(undefined, undefined, resolve));
  expect(fourth.closed).toBeNull();
});

test('[API-12] other upgrades are answered', async () => {
  expect((await connect('/other')).failed).toContain('404');
});
