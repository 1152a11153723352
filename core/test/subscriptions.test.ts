/** Subscriptions over real WebSockets: nothing is missed over a cut, nothing is heard after access or session ended. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHubClient, type HubClient } from '../src/client/hub-client.ts';
import { toHubClientError } from '../src/client/hub-client-error.ts';
import type { RoomEvent, UserEvent } from '../src/modules/events/schema.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import type { TestPerson } from '../src/testing/test-people.ts';

let hub: TestHub;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  hub = await createTestHub();
});
afterAll(async () => {
  for (const one of open) await one.close();
  expect(hub.problems).toEqual([]);
  await hub.close();
});

/** A client whose connection a test can cut. */
function cuttable(person: TestPerson): HubClient & { cut(): void; sockets: WebSocket[] } {
  const sockets: WebSocket[] = [];
  class Kept extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      this.on('error', () => undefined);
      sockets.push(this);
    }
  }
  const webSocket = Kept as unknown as typeof globalThis.WebSocket;
  const client = createHubClient({ hub: hub.url, token: () => person.token, webSocket });
  open.push(client);
  return { ...client, sockets, cut: () => sockets.at(-1)?.terminate() };
}

interface Heard<Event> {
  readonly events: { id: string; event: Event }[];
  error: string | null;
  unsubscribe(): void;
}

function follow(client: HubClient, room: TestRoom): Heard<RoomEvent> {
  const heard: Heard<RoomEvent> = { events: [], error: null, unsubscribe: () => undefined };
  const subscription = client.trpc.rooms.events.subscribe(
    { roomId: room.id },
    {
      onData: ({ id, data }) => void heard.events.push({ id, event: data }),
      onError: (error) => {
        heard.error = toHubClientError(error).code;
      },
    },
  );
  heard.unsubscribe = () => subscription.unsubscribe();
  return heard;
}

const textsOf = (heard: Heard<RoomEvent>): string[] =>
  heard.events.flatMap(({ event }) => (event.type === 'message.sent' ? [event.payload.message.text] : []));
const say = (room: TestRoom, text: string) => hub.as(room.editor).direct.rooms.chat.send({ roomId: room.id, text });

describe('over a cut', () => {
  test('[API-9] rooms.events goes on without a gap or a repeat, however often it is cut', async () => {
    const room = await hub.room();
    const client = cuttable(room.viewer);
    const heard = follow(client, room);
    await expect.poll(() => heard.events.length).toBe(1);
    expect(heard.events[0]?.event.type).toBe('ready');
    const said: string[] = [];
    for (let round = 0; round < 4; round++) {
      const send = async (text: string) => {
        await say(room, text);
        said.push(text);
      };
      await send(`${round} heard`);
      if (round % 2 === 0) await expect.poll(() => textsOf(heard)).toEqual(said);
      client.cut();
      for (let n = 0; n < 3; n++) await send(`${round} while away ${n}`);
      await expect.poll(() => textsOf(heard)).toEqual(said);
    }
    const ids = heard.events.map(({ id }) => Number(id));
    expect(ids).toEqual(ids.map((_, at) => (ids[0] ?? 0) + at));
    expect(client.sockets.length).toBeGreaterThanOrEqual(5);
    heard.unsubscribe();
  });

  test('[API-9] a cut before the first event loses nothing either', async () => {
    const room = await hub.room();
    const client = cuttable(room.viewer);
    const heard = follow(client, room);
    await expect.poll(() => heard.events.length).toBe(1);
    client.cut();
    await say(room, 'meanwhile');
    await expect.poll(() => textsOf(heard)).toEqual(['meanwhile']);
    expect(heard.events).toHaveLength(2);
    heard.unsubscribe();
  });

  test('[API-9] events.mine goes on without a gap', async () => {
    const [room, person] = [await hub.room(), await hub.person()];
    const client = cuttable(person);
    const heard: UserEvent['type'][] = [];
    // A mention is a notification, too.
    const told: UserEvent['type'][] = ['ready', 'room.added', 'mention', 'notification.changed', 'room.left'];
    const subscription = client.trpc.events.mine.subscribe({}, { onData: ({ data }) => void heard.push(data.type) });
    await expect.poll(() => heard).toEqual(['ready']);
    client.cut();
    await hub.as(person).direct.rooms.join({ code: room.code });
    await say(room, `look, @[You](${person.userId})`);
    await expect.poll(() => heard.toSorted()).toEqual(told.slice(0, 4).toSorted());
    client.cut();
    await hub.as(room.owner).direct.rooms.members.remove({ roomId: room.id, userId: person.userId });
    await expect.poll(() => heard.toSorted()).toEqual(told.toSorted());
    expect(heard.at(-1)).toBe('room.left');
    subscription.unsubscribe();
  });

  test('[API-9] who was removed while away hears why, and nothing of what was said', async () => {
    const room = await hub.room();
    const client = cuttable(room.commenter);
    const heard = follow(client, room);
    await expect.poll(() => heard.events.length).toBe(1);
    client.cut();
    await say(room, 'secret');
    await hub.as(room.owner).direct.rooms.members.remove({ roomId: room.id, userId: room.commenter.userId });
    await expect.poll(() => heard.error).toBe('removed');
    expect(textsOf(heard)).toEqual([]);
  });
});

describe('access', () => {
  test('[API-10] a subscription ends with the reason when access is lost; the socket goes on', async () => {
    const room = await hub.room();
    const [removed, stays] = [cuttable(room.commenter), cuttable(room.viewer)];
    const [theirs, other, mine] = [follow(removed, room), follow(stays, room), { types: [] as string[] }];
    removed.trpc.events.mine.subscribe({}, { onData: ({ data }) => void mine.types.push(data.type) });
    await expect.poll(() => [theirs.events.length, other.events.length, mine.types.length]).toEqual([1, 1, 1]);
    await hub.as(room.owner).direct.rooms.members.remove({ roomId: room.id, userId: room.commenter.userId });
    await say(room, 'afterwards');
    await expect.poll(() => theirs.error).toBe('removed');
    await expect.poll(() => textsOf(other)).toEqual(['afterwards']);
    await expect.poll(() => mine.types).toEqual(['ready', 'room.left']);
    expect(textsOf(theirs)).toEqual([]);
    expect(removed.sockets).toHaveLength(1);
    await hub.as(room.owner).direct.rooms.remove({ roomId: room.id });
    await expect.poll(() => other.error).toBe('not_found');
  });

  test('[API-10] nobody subscribes to what they may not read', async () => {
    const room = await hub.room();
    const heard = follow(cuttable(room.stranger), room);
    await expect.poll(() => heard.error).toBe('not_found');
    expect(heard.events).toEqual([]);
  });
});

interface Said {
  readonly id: number | null;
  readonly result?: { readonly type: string };
  readonly error?: { readonly data: { readonly hub: { readonly code: string } } };
}

/** The protocol by hand; `token` null: without a first message about it. */
class Raw {
  readonly said: Said[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly ws: WebSocket;

  constructor(token: string | null, headers: Record<string, string> = {}) {
    const url = `${hub.url.replace('http', 'ws')}/trpc${token === null ? '' : '?connectionParams=1'}`;
    this.ws = new WebSocket(url, { headers });
    this.ws.on('open', () => {
      if (token !== null) this.ws.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
    });
    this.ws.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('{')) this.said.push(JSON.parse(text) as Said);
    });
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    open.push({ close: () => this.ws.terminate() });
  }

  async call(id: number, method: string, path: string, input: unknown = {}): Promise<Said | undefined> {
    await expect.poll(() => this.ws.readyState).toBe(WebSocket.OPEN);
    this.ws.send(JSON.stringify({ id, jsonrpc: '2.0', method, params: { path, input } }));
    await expect.poll(() => this.said.some((said) => said.id === id) || this.closed !== null).toBe(true);
    return this.said.find((said) => said.id === id);
  }
}

describe('sessions', () => {
  test('[API-11] a revoked session’s sockets close with 4401; those of others stay', async () => {
    const person = await hub.person();
    const [twin, other] = [await hub.twin(person), await hub.person()];
    const sockets = [person, twin, other].map(({ token }) => new Raw(token));
    for (const socket of sockets) {
      expect(await socket.call(1, 'subscription', 'events.mine')).toMatchObject({ result: { type: 'started' } });
    }
    const [first, second, third] = sockets as [Raw, Raw, Raw];
    await hub.as(twin).direct.accounts.sessions.revokeOthers();
    await expect.poll(() => first.closed).toEqual({ code: 4401, reason: 'not_signed_in' });
    for (const socket of [second, third]) expect((await socket.call(2, 'query', 'rooms.list'))?.error).toBeUndefined();
    await hub.as(twin).direct.accounts.signOut();
    await expect.poll(() => second.closed).toEqual({ code: 4401, reason: 'not_signed_in' });
    expect(third.closed).toBeNull();
    third.ws.close();
  });

  test('[API-11] a socket whose session was revoked is not heard any more, even if it does not close', async () => {
    const person = await hub.person();
    const socket = new Raw(person.token);
    await socket.call(1, 'query', 'rooms.list');
    socket.ws.pause();
    await hub.as(person).direct.accounts.signOut();
    socket.ws.send(
      JSON.stringify({
        id: 2,
        jsonrpc: '2.0',
        method: 'mutation',
        params: { path: 'rooms.create', input: { name: 'x' } },
      }),
    );
    socket.ws.resume();
    await expect.poll(() => socket.closed).not.toBeNull();
    expect(socket.said.some(({ id }) => id === 2)).toBe(false);
    const again = await hub.twin(person);
    expect((await hub.as(again).direct.rooms.list({ scope: 'mine' })).items).toEqual([]);
  });

  test.each(['never issued', 'x'.repeat(5_000), '\u0000'])(
    '[API-11] a bad token is refused with the reason: %#',
    async (token) => {
      const socket = new Raw(token);
      await expect.poll(() => socket.closed).toEqual({ code: 4401, reason: 'not_signed_in' });
      expect(socket.said[0]?.error?.data.hub.code).toBe('not_signed_in');
    },
  );

  test('[API-11] a cookie counts only with an Origin of the hub’s own', async () => {
    const person = await hub.person();
    const cookie = `draftroom_session=${person.token}`;
    const own = new Raw(null, { cookie, origin: hub.publicUrl });
    expect((await own.call(1, 'query', 'rooms.list'))?.error).toBeUndefined();
    for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }]) {
      const foreign = new Raw(null, headers as Record<string, string>);
      expect((await foreign.call(1, 'query', 'rooms.list'))?.error?.data.hub.code).toBe('not_signed_in');
      foreign.ws.close();
    }
    own.ws.close();
  });

  test('[API-12] malformed messages are answered and harm nobody', async () => {
    const socket = new Raw(null);
    await expect.poll(() => socket.ws.readyState).toBe(WebSocket.OPEN);
    const frames = [
      '{',
      'null',
      '[]',
      '[null]',
      '{"id":1}',
      '{"id":2,"method":"query"}',
      '{"id":3,"method":"x","params":{}}',
    ];
    for (const frame of [
      ...frames,
      Buffer.from([1, 2, 3]),
      '{"id":4,"method":"query","params":{"path":"__proto__"}}',
    ]) {
      socket.ws.send(frame);
    }
    const answer = await socket.call(9, 'query', 'accounts.me');
    expect(answer?.error).toBeUndefined();
    const unknown = await socket.call(10, 'query', 'rooms.nothing');
    expect(unknown?.error?.data.hub.code).toBe('not_found');
    socket.ws.close();
  });
});
