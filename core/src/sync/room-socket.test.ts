import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../contract/ids.ts';
import { change, RawClient } from './testing/raw-client.ts';
import { TestEngine, type TestEngineOptions, until } from './testing/test-engine.ts';

let hub: TestEngine;
let clients: RawClient[] = [];

async function start(options: TestEngineOptions = {}): Promise<void> {
  hub = await TestEngine.start(options);
  hub.member('ada', 'owner');
  hub.member('ben', 'editor');
  hub.member('vic', 'viewer');
}

async function room(token: string): Promise<RawClient> {
  const client = await RawClient.open(hub, { room: hub.roomId, token, ack: true });
  clients.push(client);
  return client;
}

async function openOn(client: RawClient, channel: number, id: string): Promise<void> {
  client.openChannel(channel, id);
  client.step1(Uint8Array.of(0), channel);
  await client.saw('step2', 1, channel);
}

beforeEach(() => start());

afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await hub.stop();
});

describe('channels', () => {
  it('[SYNC-22] carries several documents on one socket, with counts of their own', async () => {
    const one = await hub.document('one');
    const two = await hub.document('two');
    const ada = await room('ada');
    await openOn(ada, 1, one);
    ada.type('!', { channel: 1 });
    await ada.acked(1, 1);
    const second = await RawClient.join(hub, { path: two, token: 'ben', ack: true });
    clients.push(second);
    ada.openChannel(2, two);
    ada.step1(Uint8Array.of(0), 2);
    await ada.saw('step2', 1, 2);
    const onTwo = new Y.Doc();
    Y.applyUpdate(onTwo, Y.encodeStateAsUpdate(second.doc));
    const typed = change(onTwo, (doc) => doc.getText('content').insert(0, '>'));
    ada.update(typed, 2);
    await ada.acked(1, 2);
    expect(await hub.text(one)).toBe('one!');
    expect(await hub.text(two)).toBe('>two');
    expect(ada.lastAck(1)).toBe(1);
    second.type('<');
    await ada.saw('update', 2, 2);
    expect(ada.all('closed')).toEqual([]);
  });

  it('[SYNC-22] keeps frames in order that come while a document is opened', async () => {
    const id = await hub.document('');
    const ada = await room('ada');
    ada.openChannel(1, id);
    for (const letter of 'abc') ada.type(letter, { channel: 1 });
    await ada.acked(3, 1);
    expect(await hub.text(id)).toBe('abc');
  });

  it('[SYNC-22] closes only the channel when one document is refused', async () => {
    const id = await hub.document('kept');
    const foreign = await hub.document('foreign', newId());
    const ada = await room('ada');
    await openOn(ada, 1, id);
    ada.openChannel(2, newId());
    ada.openChannel(3, foreign);
    ada.openChannel(4, 'no id');
    await ada.saw('closed', 3);
    expect(ada.all('closed').sort((a, b) => a.closed - b.closed)).toMatchObject([
      { channel: 0, closed: 2, closeCode: 4404, code: 'not_found' },
      { channel: 0, closed: 3, closeCode: 4404, code: 'not_found' },
      { channel: 0, closed: 4, closeCode: 4404, code: 'not_found' },
    ]);
    hub.engine.documentRemoved(id);
    expect(await ada.saw('closed', 4)).toMatchObject({ closed: 1, closeCode: 4404 });
    ada.type('late', { channel: 1 });
    await ada.settle();
    expect(ada.close).toBeNull();
  });

  it('[SYNC-22] closes the channel of a gap that is not repaired, and opens the document again', async () => {
    await hub.stop();
    await start({ limits: { heldFramesTime: 50 } });
    const id = await hub.document('');
    const ada = await room('ada');
    await openOn(ada, 1, id);
    ada.type('lost', { send: false });
    ada.type('!', { channel: 1 });
    expect(await ada.saw('closed')).toMatchObject({ closed: 1, closeCode: 4400, code: 'malformed' });
    ada.openChannel(2, id);
    ada.step2(Y.encodeStateAsUpdate(ada.doc), 2);
    await ada.acked(1, 2);
    expect(await hub.text(id)).toBe('lost!');
  });

  it('[SYNC-22] closes the socket on malformed frames and on channel numbers that are used again', async () => {
    const id = await hub.document('');
    for (const break_ of [
      (client: RawClient) => client.update(Uint8Array.of(9), 1),
      (client: RawClient) => client.openChannel(1, id),
      (client: RawClient) => client.step1(Uint8Array.of(0), 7),
      (client: RawClient) => client.send([0, 110, 5]),
      (client: RawClient) => client.send([0, 0, 0, 1, 0]),
      (client: RawClient) => client.send([]),
    ]) {
      const ada = await room('ada');
      await openOn(ada, 1, id);
      break_(ada);
      expect(await ada.closed()).toBe(4400);
    }
  });

  it('[SYNC-22] limits the documents of a connection', async () => {
    await hub.stop();
    await start({ limits: { documentsPerConnection: 1 } });
    const one = await hub.document('');
    const two = await hub.document('');
    const ada = await room('ada');
    await openOn(ada, 1, one);
    ada.openChannel(2, two);
    expect(await ada.saw('closed')).toMatchObject({ closed: 2, code: 'too_many' });
    ada.closeChannel(1);
    await openOn(ada, 3, two);
  });

  it('[SYNC-22] takes nothing more from a channel that the client has closed', async () => {
    const id = await hub.document('');
    const ada = await room('ada');
    const ben = await room('ben');
    await openOn(ada, 1, id);
    await openOn(ben, 1, id);
    ada.closeChannel(1);
    ada.type('late', { channel: 1 });
    ben.type('on', { channel: 1 });
    await ben.acked(1, 1);
    await ada.settle();
    expect(await hub.text(id)).toBe('on');
    expect(ada.all('update', 1)).toHaveLength(1);
  });

  it('[SYNC-13] lets rights take effect on every channel', async () => {
    const id = await hub.document('');
    const ben = await room('ben');
    await openOn(ben, 1, id);
    hub.member('ben', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'ben' });
    await ben.settle();
    ben.type('x', { channel: 1 });
    await ben.acked(1, 1);
    expect(ben.all('refused', 1)).toMatchObject([{ frame: 1, code: 'read_only' }]);
    hub.access.roles.delete(`ben ${hub.roomId}`);
    hub.engine.accessChanged({ roomId: hub.roomId });
    expect(await ben.closed()).toBe(4410);
  });

  it('[SYNC-2] keeps a quiet room socket fed', async () => {
    await hub.stop();
    await start({ timing: { keepAlive: 30 } });
    const ada = await room('ada');
    await ada.saw('presence', 3);
    expect(ada.all('presence').every(({ entries, channel }) => entries.length === 0 && channel === 0)).toBe(true);
  });
});

describe('people', () => {
  const entry = (clientId: number, clock: number, state: unknown) => [{ clientId, clock, state }];

  it('[SYNC-23] says who is there: whole at the start, then as changes', async () => {
    await hub.stop();
    await start({ timing: { presenceGrace: 30 } });
    const ada = await room('ada');
    expect((await ada.saw('people')).message).toEqual({ all: true, set: [], gone: [] });
    ada.presence(entry(11, 1, {}));
    await ada.saw('people', 2);
    const ben = await room('ben');
    expect((await ben.saw('people')).message.set).toEqual([
      { clientId: 11, userId: 'ada', name: 'ada', colour: 'teal', avatarId: null, role: 'owner' },
    ]);
    ben.presence(entry(22, 1, { name: 'I am Ada' }));
    expect((await ada.saw('people', 3)).message).toEqual({
      set: [{ clientId: 22, userId: 'ben', name: 'ben', colour: 'teal', avatarId: null, role: 'editor' }],
      gone: [],
    });
    expect(hub.engine.here(hub.roomId).map(({ userId }) => userId)).toEqual(['ada', 'ben']);
    ben.end();
    expect((await ada.saw('people', 4)).message).toEqual({ set: [], gone: [22] });
    expect(hub.engine.here(hub.roomId)).toHaveLength(1);
  });

  it('[SYNC-23] follows changes of role, name and colour', async () => {
    const ada = await room('ada');
    const ben = await room('ben');
    ben.presence(entry(22, 1, {}));
    await ada.saw('people', 2);
    hub.member('ben', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'ben' });
    expect((await ada.saw('people', 3)).message.set).toMatchObject([{ clientId: 22, role: 'viewer' }]);
    hub.engine.personChanged('ben', { name: 'Benedikt', colour: 'rose', avatarId: 'picture' });
    expect((await ada.saw('people', 4)).message.set).toMatchObject([
      { clientId: 22, name: 'Benedikt', colour: 'rose' },
    ]);
  });

  it('[SYNC-23] shows clients of single documents in the room, and room clients where they look', async () => {
    const one = await hub.document('');
    const two = await hub.document('');
    const ada = await room('ada');
    const onOne = await RawClient.join(hub, { path: one, token: 'ben' });
    const onTwo = await RawClient.join(hub, { path: two, token: 'vic' });
    clients.push(onOne, onTwo);
    onOne.presence(entry(22, 1, { cursor: 1 }));
    expect((await ada.saw('people', 2)).message.set).toMatchObject([{ clientId: 22, userId: 'ben', doc: one }]);
    ada.presence(entry(11, 1, { doc: one }));
    const seen = (client: RawClient) =>
      client
        .all('presence')
        .flatMap(({ entries }) => entries)
        .filter(({ clientId }) => clientId === 11)
        .map(({ state }) => state);
    await until(() => seen(onOne).length === 1);
    ada.presence(entry(11, 2, { doc: two }));
    await until(() => seen(onTwo).length === 1);
    expect(seen(onOne)).toEqual([{ doc: one }, null]);
    expect(seen(onTwo)).toEqual([{ doc: two }]);
  });
});
