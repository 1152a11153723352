/** People with real sessions, and the ways in which they call a hub: tRPC, REST and sockets on its port. */
import { WebSocket } from 'ws';
import { createHubClient, type HubClient } from '../client/hub-client.ts';
import { toHubClientError } from '../client/hub-client-error.ts';
import { newId } from '../contract/ids.ts';
import type { HubCore } from '../hub.ts';
import { createAccountsRepo } from '../modules/accounts/repo.ts';
import { createSessionStore } from '../modules/accounts/sessions.ts';
import { type Actor, anonymous, type SignedInActor } from '../platform/actor.ts';
import { appRouter } from '../router.ts';
import { RawClient, type RawOptions } from '../sync/testing/raw-client.ts';
import { createCallerFactory } from '../trpc.ts';

export interface TestPerson extends SignedInActor {
  readonly email: string;
  readonly token: string;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body of a JSON answer, else undefined. */
  readonly body: unknown;
}

export interface RestRequest {
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  /** Sent as it is. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const createCaller = createCallerFactory(appRouter);

/** Somebody, or nobody, at the door of the hub. */
export interface TestCaller {
  readonly person: TestPerson | null;
  /** Over HTTP, subscriptions over a WebSocket: as web and extensions call. */
  readonly trpc: HubClient['trpc'];
  readonly client: HubClient;
  /** The same procedures without the network. */
  readonly direct: ReturnType<typeof createCaller>;
  /** `path` is whole: `/api/v1/rooms`. */
  rest(method: string, path: string, request?: RestRequest): Promise<RestAnswer>;
  /** A raw socket at `/sync`, with the person's token. */
  socket(options: Omit<RawOptions, 'token'>): Promise<RawClient>;
}

export interface TestPeople {
  person(options?: { name?: string; email?: string; emailVerified?: boolean }): Promise<TestPerson>;
  /** Another sign-in of the same person. */
  twin(person: TestPerson): Promise<TestPerson>;
  /** Null: signed out. */
  as(person: TestPerson | null): TestCaller;
  close(): Promise<void>;
}

export function createTestPeople(core: HubCore, url: () => string): TestPeople {
  const { parts, modules } = core;
  const repo = createAccountsRepo(parts.database.db);
  const sessions = createSessionStore({ repo, clock: parts.clock });
  const callers = new Map<string | null, TestCaller>();
  const sockets: RawClient[] = [];
  let made = 0;

  const signedIn = async (userId: string, email: string): Promise<TestPerson> => {
    const origin = { client: 'api', userAgent: 'test', address: '127.0.0.1' } as const;
    const { token } = await sessions.create(userId, origin);
    const actor = await modules.services.accounts.authenticate({ token, unsafe: true });
    if (actor.kind !== 'user') throw new Error('a new session signs nobody in');
    return { ...actor, email, token };
  };
  const direct = (actor: Actor) =>
    createCaller({
      ...parts,
      services: modules.services,
      actor,
      origin: { address: '127.0.0.1', userAgent: 'test', client: 'api', setSessionCookie: () => undefined },
    });

  return {
    async person({ name = `Person ${made + 1}`, email, emailVerified = true } = {}) {
      made += 1;
      const now = new Date(parts.clock.now());
      const id = newId(now.getTime());
      const user = await repo.users.create({
        id,
        email: email ?? `${id}@example.org`,
        name,
        colour: 'teal',
        passwordHash: null,
        emailVerifiedAt: emailVerified ? now : null,
        avatarId: null,
        siteRole: 'member',
        createdAt: now,
      });
      if (user === null) throw new Error(`${email} is taken`);
      return await signedIn(id, user.email);
    },
    twin: (person) => signedIn(person.userId, person.email),
    as(person) {
      const key = person?.token ?? null;
      let caller = callers.get(key);
      if (caller === undefined) {
        const client = createHubClient({
          hub: url(),
          token: () => key,
          webSocket: WebSocket as unknown as typeof globalThis.WebSocket,
        });
        caller = {
          person,
          client,
          trpc: client.trpc,
          direct: direct(person ?? anonymous),
          rest: (method, path, request) => callRest(`${url()}${path}`, { method, token: key, ...request }),
          socket: async (options) => {
            const at = { url: `${url().replace(/^http/, 'ws')}/sync` };
            const socket = await RawClient.open(at, { ...options, ...(key === null ? {} : { token: key }) });
            sockets.push(socket);
            return socket;
          },
        };
        callers.set(key, caller);
      }
      return caller;
    },
    async close() {
      for (const socket of sockets) socket.end();
      for (const caller of callers.values()) await caller.client.close();
    },
  };
}

async function callRest(
  url: string,
  request: RestRequest & { method: string; token: string | null },
): Promise<RestAnswer> {
  const { method, token, json, bytes, text: plain } = request;
  const body = json === undefined ? (bytes ?? plain) : JSON.stringify(json);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: body as BodyInit }),
  });
  const text = await response.text();
  const isJson = /^application\/json(;|$)/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** `ok`, or the catalogue's code that a call was refused with. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return toHubClientError(error).code;
  }
}
