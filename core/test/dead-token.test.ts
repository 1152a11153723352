/** The socket of subscriptions and tokens that are over, against a real hub. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHubClient, type HubClient } from '../src/client/hub-client.ts';
import { toHubClientError } from '../src/client/hub-client-error.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import type { TestPerson } from '../src/testing/test-people.ts';

let hub: TestHub;
let client: HubClient;
let person: TestPerson;
let token: string | null;
let sockets: WebSocket[];
let stopped: string[];
let headers: Record<string, string>;

beforeEach(async () => {
  hub = await createTestHub();
  person = await hub.person();
  token = person.token;
  sockets = [];
  stopped = [];
  headers = {};
  class Counted extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers });
      sockets.push(this);
    }
  }
  client = createHubClient({
    hub: hub.url,
    token: () => token,
    webSocket: Counted as unknown as typeof globalThis.WebSocket,
    onStopped: ({ code }) => void stopped.push(code),
  });
});
afterEach(async () => {
  await client.close();
  await hub.close();
});

interface Heard {
  readonly types: string[];
  readonly errors: string[];
  unsubscribe(): void;
}

function listen(): Heard {
  const heard: Heard = { types: [], errors: [], unsubscribe: () => undefined };
  const subscription = client.trpc.events.mine.subscribe(
    {},
    {
      onData: ({ data }) => void heard.types.push(data.type),
      onError: (error) => void heard.errors.push(toHubClientError(error).code),
    },
  );
  heard.unsubscribe = () => subscription.unsubscribe();
  return heard;
}

/** Longer than the first wait before another try, which is a second at most. */
const longEnough = () => new Promise((resolve) => setTimeout(resolve, 1_500));

test('[CLIENT-16] a revoked session stops the client, which says so once; nothing connects with that token again', async () => {
  const [first, second] = [listen(), listen()];
  await expect.poll(() => [first.types, second.types]).toEqual([['ready'], ['ready']]);
  await hub.as(await hub.twin(person)).direct.accounts.sessions.revokeOthers();
  await expect.poll(() => [first.errors, second.errors]).toEqual([['not_signed_in'], ['not_signed_in']]);
  expect(stopped).toEqual(['not_signed_in']);
  expect(listen().errors).toEqual(['not_signed_in']);
  await longEnough();
  expect(sockets).toHaveLength(1);
  expect(stopped).toHaveLength(1);
});

test('[CLIENT-16] a token that never was one stops the client, another one starts it again', async () => {
  token = 'never issued';
  const refused = listen();
  await expect.poll(() => refused.errors).toEqual(['not_signed_in']);
  await longEnough();
  expect([sockets.length, stopped]).toEqual([1, ['not_signed_in']]);
  token = person.token;
  const heard = listen();
  await expect.poll(() => heard.types).toEqual(['ready']);
  heard.unsubscribe();
});

test('[CLIENT-16] when the old session ends after another sign-in, subscriptions go on with the new token', async () => {
  const heard = listen();
  await expect.poll(() => heard.types).toEqual(['ready']);
  const again = await hub.twin(person);
  token = again.token;
  await hub.as(again).direct.accounts.sessions.revokeOthers();
  await expect.poll(() => sockets.length).toBe(2);
  await expect.poll(() => heard.types.includes('session.revoked')).toBe(true);
  expect([heard.errors, stopped]).toEqual([[], []]);
  heard.unsubscribe();
});

test('[CLIENT-16] other permanent codes stop it too; a cut does not', async () => {
  const heard = listen();
  await expect.poll(() => heard.types).toEqual(['ready']);
  sockets[0]?.terminate();
  await expect.poll(() => sockets.length).toBe(2);
  await expect.poll(() => sockets[1]?.readyState).toBe(WebSocket.OPEN);
  expect([heard.errors, stopped]).toEqual([[], []]);
  headers = { host: 'moved.example' };
  sockets[1]?.terminate();
  await expect.poll(() => heard.errors).toEqual(['wrong_host']);
  await longEnough();
  expect([sockets.length, stopped]).toEqual([3, ['wrong_host']]);
});
