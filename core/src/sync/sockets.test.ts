import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { change, RawClient, type RawOptions } from './testing/raw-client.ts';
import { TestEngine, type TestEngineOptions, until } from './testing/test-engine.ts';

let hub: TestEngine;
let clients: RawClient[] = [];

async function start(options: TestEngineOptions = {}): Promise<void> {
  hub = await TestEngine.start(options);
  hub.member('ada', 'owner');
  hub.member('ben', 'editor');
  hub.member('vic', 'viewer');
}

async function join(path: string, token: string, options: RawOptions = {}): Promise<RawClient> {
  const client = await RawClient.join(hub, { path, token, ack: true, ...options });
  clients.push(client);
  return client;
}

async function open(options: RawOptions): Promise<RawClient> {
  const client = await RawClient.open(hub, options);
  clients.push(client);
  return client;
}

beforeEach(() => start());

afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await hub.stop();
});

describe('what is malformed', () => {
  const update = Y.encodeStateAsUpdate(filled('some text', 7));

  it('[SYNC-10] closes 4400 and applies nothing, wherever an update is cut', async () => {
    const id = await hub.document('');
    const ben = await join(id, 'ben');
    for (let length = 0; length < update.length; length++) {
      const ada = await join(id, 'ada');
      ada.update(update.subarray(0, length));
      expect(await ada.closed()).toBe(4400);
    }
    await ben.settle();
    expect(ben.text()).toBe('');
    expect(hub.memory.records(id)).toHaveLength(1);
  });

  it.each([
    ['an empty message', []],
    ['an unknown type', [9]],
    ['a type of the hub', [100, 1]],
    ['an auth frame', [2, 0, 0]],
    ['an unknown sync step', [0, 3, 0]],
    ['a length that lies', [0, 2, 200, 1, 0, 0]],
    ['bytes after the end', [0, 2, 2, 0, 0, 0]],
    ['bytes after an awareness query', [3, 0]],
    ['an update with bytes after its end', [0, 2, 3, 0, 0, 0]],
    ['a state vector that is none', [0, 0, 1, 5]],
    ['an awareness update that is cut', [1, 2, 1, 5]],
    ['an endless number', [0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
  ])('[SYNC-10] closes 4400 on %s', async (_name, bytes) => {
    const id = await hub.document('kept');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    ada.send(bytes);
    expect(await ada.closed()).toBe(4400);
    expect(ada.close?.reason).toBe('malformed');
    ben.type('!');
    await ben.acked(1);
    expect(await hub.text(id)).toBe('kept!');
  });

  it('[SYNC-10] closes 4400 on text frames and 4413 on large ones, also in fragments', async () => {
    await hub.stop();
    await start({ limits: { inboundFrame: 10_000 } });
    const id = await hub.document('');
    const texting = await join(id, 'ada');
    texting.ws.send('hello');
    expect(await texting.closed()).toBe(4400);
    const large = await join(id, 'ada');
    large.update(new Uint8Array(10_001));
    expect(await large.closed()).toBe(4413);
    const fragments = await join(id, 'ada');
    for (let i = 0; i < 11; i++) fragments.ws.send(new Uint8Array(1_000), { fin: false });
    expect(await fragments.closed()).toBe(4413);
  });
});

describe('who may connect', () => {
  it('[SYNC-11] completes every upgrade and refuses by close codes', async () => {
    const id = await hub.document('');
    const codes = await Promise.all(
      [
        { path: id },
        { path: 'nonsense', token: 'ada' },
        { path: id.replace(/.$/, id.endsWith('0') ? '1' : '0'), token: 'ada' },
        { path: id, token: 'stranger' },
        { token: 'ada' },
        { token: 'stranger', room: hub.roomId },
      ].map(async (options) => (await open(options)).closed()),
    );
    expect(codes).toEqual([4401, 4404, 4404, 4404, 4404, 4404]);
  });

  it('[SYNC-11] hands cookie, origin and address to the sign-in', async () => {
    const id = await hub.document('');
    await open({ path: id, headers: { cookie: 'session=1', origin: 'https://elsewhere.example' } });
    await until(() => hub.access.credentials.length === 1);
    expect(hub.access.credentials).toMatchObject([
      { token: null, cookie: 'session=1', origin: 'https://elsewhere.example', address: '127.0.0.1' },
    ]);
  });

  it('[SYNC-11] limits connections per user and address, and upgrades per minute', async () => {
    for (const limits of [{ connectionsPerUser: 2 }, { connectionsPerAddress: 2 }, { upgradesPerMinute: 2 }]) {
      await hub.stop();
      await start({ limits });
      const id = await hub.document('');
      await join(id, 'ada');
      const second = await join(id, 'ada');
      const third = await open({ path: id, token: 'ada' });
      expect(await third.closed()).toBe(4529);
      second.end();
      await until(() => hub.engine.stats().connections === 1);
      if ('upgradesPerMinute' in limits) continue;
      const again = await join(id, 'ada');
      expect(again.close).toBeNull();
    }
  });

  it('[SYNC-11] closes who sends faster than allowed', async () => {
    await hub.stop();
    await start({ limits: { bytesPerSecond: 1_000, bytesBurst: 5_000 } });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    for (let i = 0; i < 10; i++) ada.type('x'.repeat(1_000));
    expect(await ada.closed()).toBe(4529);
    const pinging = await join(id, 'ada');
    for (let i = 0; i < 500; i++) pinging.ws.ping();
    expect(await pinging.closed()).toBe(4529);
  });

  it('[SYNC-12] closes the sockets of a revoked session at once, and one that is being opened', async () => {
    const id = await hub.document('');
    const first = await join(id, 'ada:one');
    const second = await join(id, 'ada:two');
    hub.engine.sessionRevoked('one');
    expect(await first.closed()).toBe(4401);
    let release = () => {};
    hub.access.beforeAuthenticate = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const opening = await open({ path: id, token: 'ada:two' });
    await until(() => hub.access.credentials.length === 3);
    hub.engine.sessionRevoked('two');
    release();
    expect(await opening.closed()).toBe(4401);
    expect(await second.closed()).toBe(4401);
  });
});

describe('rights on open sockets', () => {
  it('[SYNC-13] takes writing away and gives it back at once, and asks for what was not sent', async () => {
    const id = await hub.document('');
    const ben = await join(id, 'ben');
    hub.member('ben', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'ben' });
    await ben.settle();
    ben.type('refused');
    await ben.acked(1);
    expect(ben.all('refused')).toMatchObject([{ frame: 1, code: 'read_only' }]);
    hub.member('ben', 'editor');
    hub.engine.accessChanged({ roomId: hub.roomId });
    const { vector } = await ben.saw('step1', 2);
    ben.step2(Y.encodeStateAsUpdate(ben.doc, vector));
    await ben.acked(2);
    expect(await hub.text(id)).toBe('refused');
  });

  it('[SYNC-13] refuses what a lowered role has left waiting', async () => {
    const id = await hub.document('');
    const ben = await join(id, 'ben');
    const missing = ben.type('missing', { send: false });
    ben.type('!');
    await ben.settle();
    hub.member('ben', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId });
    await ben.acked(1);
    expect(ben.all('refused')).toMatchObject([{ frame: 1, code: 'read_only' }]);
    const ada = await join(id, 'ada');
    ada.update(missing);
    await ada.acked(1);
    expect(await hub.text(id)).toBe('missing');
  });

  it('[SYNC-13] closes removed members 4410 and removed documents and rooms 4404', async () => {
    const id = await hub.document('');
    const other = await hub.document('');
    const ben = await join(id, 'ben');
    const ada = await join(id, 'ada');
    const elsewhere = await join(other, 'ada');
    const room = await open({ room: hub.roomId, token: 'ada' });
    hub.access.roles.delete(`ben ${hub.roomId}`);
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'ben' });
    expect(await ben.closed()).toBe(4410);
    hub.access.documents.delete(id);
    hub.engine.documentRemoved(id);
    expect(await ada.closed()).toBe(4404);
    expect(elsewhere.close).toBeNull();
    hub.engine.roomRemoved(hub.roomId);
    expect(await elsewhere.closed()).toBe(4404);
    expect(await room.closed()).toBe(4404);
  });

  it('[SYNC-13] does not use an answer from before the rights changed', async () => {
    const id = await hub.document('');
    let release = () => {};
    const document = hub.access.document.bind(hub.access);
    hub.access.document = async (actor, documentId) => {
      const answer = await document(actor, documentId);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return answer;
    };
    const ben = await open({ path: id, token: 'ben' });
    await ben.settle();
    hub.access.document = document;
    hub.access.roles.clear();
    hub.engine.accessChanged({ roomId: hub.roomId });
    release();
    expect(await ben.closed()).toBe(4404);
  });
});

describe('slow readers and the end', () => {
  it('[SYNC-14] closes a reader that stops reading, and others go on', async () => {
    await hub.stop();
    await start({ limits: { sendBufferClose: 256 * 1024, sendBufferPresence: 32 * 1024 }, timing: { closeWait: 50 } });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    const stopped = await join(id, 'vic');
    stopped.ws.pause();
    for (let i = 0; i < 200 && hub.engine.stats().connections === 3; i++) {
      ada.type('x'.repeat(100_000));
      await ada.acked(i + 1);
      // Who reads is behind only as long as this process is busy.
      await ben.settle();
      ada.update(change(ada.doc, (doc) => doc.getText('content').delete(0, doc.getText('content').length)));
      ada.type('');
    }
    await until(() => hub.engine.stats().connections === 2, 'the slow reader to be closed');
    expect(hub.engine.stats().closedByCode.get(4508)).toBe(1);
    expect(ben.close).toBeNull();
  });

  it('[SYNC-14] closes slow readers of one user that together leave too much', async () => {
    await hub.stop();
    await start({
      limits: { sendBufferClose: 512 * 1024, sendBufferUser: 1024 * 1024, sendBufferPresence: 32 * 1024 },
      timing: { closeWait: 50 },
    });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const stuck = await Promise.all(Array.from({ length: 8 }, () => join(id, 'vic')));
    for (const { ws } of stuck) ws.pause();
    const closed = () => hub.engine.stats().closedByCode.get(4508) ?? 0;
    for (let i = 0; i < 400 && closed() === 0; i++) {
      ada.update(change(ada.doc, (doc) => doc.getText('content').insert(0, 'x'.repeat(50_000))));
      ada.update(change(ada.doc, (doc) => doc.getText('content').delete(0, 50_000)));
      await ada.acked(2 * i + 2);
    }
    await until(() => closed() > 0, 'a slow reader to be closed');
    expect(ada.close).toBeNull();
  });

  it('[SYNC-14] lets a join reply be larger than what a slow reader may leave', async () => {
    await hub.stop();
    await start({ limits: { sendBufferClose: 64 * 1024 } });
    const id = await hub.document('z'.repeat(6_000_000));
    const ada = await join(id, 'ada');
    expect(ada.text()).toHaveLength(6_000_000);
    expect(ada.close).toBeNull();
  });

  it('[SYNC-15] ends a socket that misses two pings', async () => {
    await hub.stop();
    await start({ timing: { ping: 40 } });
    const id = await hub.document('');
    const mute = await open({ path: id, token: 'ada', ws: { autoPong: false } });
    expect(await mute.closed()).toBe(1006);
    const talking = await join(id, 'ada');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(talking.close).toBeNull();
  });

  it('[SYNC-16] closes 4503 at the end, after the acks of what is durable, and leaves nothing behind', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    ada.type('last');
    await until(() => hub.memory.records(id).length === 2, 'durability');
    await hub.engine.close();
    expect(await ada.closed()).toBe(4503);
    expect(ada.lastAck()).toBe(1);
    expect(hub.engine.stats()).toMatchObject({ connections: 0, documents: 0, rooms: 0, materialised: 0 });
  });

  it('[SYNC-16] unloads a document some time after the last connection, once all of it is durable', async () => {
    await hub.stop();
    const idle: string[] = [];
    await start({
      timing: { unload: 30 },
      observer: { documentChanged() {}, compactionDue() {}, documentIdle: (id) => idle.push(id) },
    });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    hub.memory.held = true;
    ada.type('x');
    await ada.settle();
    ada.end();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(hub.engine.stats().documents).toBe(1);
    hub.memory.release();
    await until(() => hub.engine.stats().documents === 0, 'the unload');
    expect(idle).toEqual([id]);
    const back = await join(id, 'ada');
    expect(back.text()).toBe('x');
  });

  it('[SYNC-10] survives bytes that are no WebSocket frames', async () => {
    const id = await hub.document('');
    const socket = createConnection(hub.port, '127.0.0.1');
    socket.write(
      `GET /sync/${id}?token=ada HTTP/1.1\r\nHost: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(Buffer.alloc(1_000, 0xff));
    await until(() => hub.engine.stats().connections === 0, 'the end of the socket');
    const ada = await join(id, 'ada');
    expect(ada.close).toBeNull();
    socket.destroy();
  });
});

function filled(text: string, clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.getText('content').insert(0, text);
  doc.getText('content').delete(1, 2);
  return doc;
}
