import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { change, RawClient, type RawOptions } from './testing/raw-client.ts';
import { TestEngine, type TestEngineOptions, until } from './testing/test-engine.ts';

let hub: TestEngine;
let clients: RawClient[] = [];
let id: string;

async function start(options: TestEngineOptions = {}): Promise<void> {
  hub = await TestEngine.start(options);
  hub.member('ada', 'owner');
  hub.member('ben', 'editor');
  hub.member('vic', 'viewer');
  id = await hub.document('');
}

async function join(token: string, options: RawOptions = {}): Promise<RawClient> {
  const client = await RawClient.join(hub, { path: id, token, ack: true, ...options });
  clients.push(client);
  return client;
}

/** Joins as a stock client does: with an own presence entry, under the client id of its document. */
async function joinAs(token: string, clientId: number, clock = 1): Promise<RawClient> {
  const client = await join(token);
  client.doc.clientID = clientId;
  client.presence([{ clientId, clock, state: { name: token } }]);
  await client.settle();
  return client;
}

const states = (client: RawClient, clientId: number) =>
  client
    .all('presence')
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.clientId === clientId)
    .map(({ state }) => state);

beforeEach(() => start());

afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await hub.stop();
});

describe('client ids of documents', () => {
  it('[SYNC-17] ignores new structs under the id of a connected colleague and accepts the rest', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    ada.type('ada');
    await ada.acked(1);
    await until(() => ben.text() === 'ada');
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ben.doc));
    forged.clientID = 11;
    ben.update(change(forged, (doc) => doc.getText('content').insert(3, ' forged')));
    ben.type('!', { at: 0 });
    await ben.acked(2);
    await ada.acked(1);
    expect(await hub.text(id)).toBe('!ada');
    ada.type('.');
    await ada.acked(2);
    expect(await hub.text(id)).toBe('!ada.');
    expect(hub.memory.records(id).map(({ clientIds, userId }) => [clientIds.includes(11), userId])).not.toContainEqual([
      true,
      'ben',
    ]);
  });

  it('[SYNC-17] claims an id by an update with new structs, not by a step 2', async () => {
    const ada = await join('ada');
    const ben = await join('ben');
    ada.type('a');
    await ada.acked(1);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ada.doc));
    forged.clientID = ada.doc.clientID;
    ben.update(change(forged, (doc) => doc.getText('content').insert(1, 'b')));
    await ben.acked(1);
    expect(await hub.text(id)).toBe('a');
    const author = new Y.Doc();
    const offline = change(author, (doc) => doc.getText('content').insert(0, 'c'));
    ben.step2(offline);
    await ben.acked(2);
    ada.doc.clientID = author.clientID;
    Y.applyUpdate(ada.doc, offline);
    ada.type('d');
    await ada.acked(2);
    expect(await hub.text(id)).toContain('d');
  });

  it('[SYNC-17] frees an id when its connection ends, and asks those again who were ignored', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    const typed = ada.type('only ben has this', { send: false });
    ben.update(typed);
    await ben.acked(1);
    expect(await hub.text(id)).toBe('');
    ada.end();
    const { vector } = await ben.saw('step1', 2);
    Y.applyUpdate(ben.doc, typed);
    ben.step2(Y.encodeStateAsUpdate(ben.doc, vector));
    await ben.acked(2);
    expect(await hub.text(id)).toBe('only ben has this');
  });

  it('[SYNC-17] does not let somebody sit on the id of a colleague who is away', async () => {
    const ada = await joinAs('ada', 11);
    ada.type('a');
    await ada.acked(1);
    ada.end();
    await until(() => hub.engine.stats().connections === 0);
    await joinAs('ben', 11, 50);
    const back = await join('ada');
    back.doc.clientID = 11;
    back.type('b');
    await back.acked(1);
    expect(await hub.text(id)).toBe('ab');
  });

  it('[SYNC-18] goes on under the same id after a cut while the old socket still lives', async () => {
    const old = await joinAs('ada', 11);
    old.type('a');
    await old.acked(1);
    const fresh = await join('ada');
    fresh.doc.clientID = 11;
    fresh.presence([{ clientId: 11, clock: 1, state: { name: 'ada' } }]);
    fresh.type('b');
    await fresh.acked(1);
    old.doc.clientID = 11;
    Y.applyUpdate(old.doc, Y.encodeStateAsUpdate(fresh.doc));
    old.type('late');
    await old.acked(2);
    expect(await hub.text(id)).toBe('ab');
    old.end();
    fresh.type('c');
    await fresh.acked(2);
    expect(await hub.text(id)).toBe('abc');
  });

  it('[SYNC-18] lets a second window bring along what the first one left in a shared store', async () => {
    const first = await joinAs('ada', 11);
    const second = await joinAs('ada', 12);
    const unsent = first.type('unsent', { send: false });
    Y.applyUpdate(second.doc, unsent);
    second.update(unsent);
    await second.acked(1);
    first.type(' and more');
    second.type('!', { at: 0 });
    await first.acked(1);
    await second.acked(2);
    expect(await hub.text(id)).toBe('!unsent and more');
  });
});

describe('presence', () => {
  it('[SYNC-19] shows entries to others, and stored ones to joiners', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    await until(() => states(ada, 22).length > 0 && states(ben, 11).length > 0);
    expect(states(ada, 22)).toEqual([{ name: 'ben' }]);
    expect(states(ben, 11)).toEqual([{ name: 'ada' }]);
    const silent = await join('vic');
    await until(() => states(silent, 11).length > 0, 'the greeting');
    silent.send([3]);
    await until(() => states(silent, 11).length === 2, 'the answer to a query');
  });

  it('[SYNC-19] drops entries for other ids, and keeps the socket', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    ben.presence([
      { clientId: 11, clock: 99, state: { name: 'forged' } },
      { clientId: 22, clock: 2, state: { name: 'ben', typing: true } },
    ]);
    await until(() => states(ada, 22).length === 2);
    expect(states(ada, 11)).toEqual([]);
    const cy = await joinAs('vic', 33);
    await until(() => states(cy, 11).length > 0);
    expect(states(cy, 11)).toEqual([{ name: 'ada' }]);
    expect(ben.close).toBeNull();
  });

  it('[SYNC-19] lets a newer connection of the same user take an id over, nobody else, and no echo', async () => {
    const old = await joinAs('ada', 11, 5);
    const echo = await join('ada');
    await until(() => states(echo, 11).length > 0);
    echo.presence([{ clientId: 11, clock: 5, state: { name: 'ada' } }]);
    old.presence([{ clientId: 11, clock: 6, state: { name: 'ada', tool: 'pen' } }]);
    await until(() => states(echo, 11).length > 1, 'the first connection to go on');
    const forger = await join('ben');
    forger.presence([{ clientId: 11, clock: 99, state: { name: 'forged' } }]);
    await forger.settle();
    const fresh = await join('ada');
    fresh.presence([{ clientId: 11, clock: 7, state: { name: 'ada', tool: 'eraser' } }]);
    await until(() => states(echo, 11).length > 2, 'the take-over');
    old.presence([{ clientId: 11, clock: 50, state: { name: 'ada', tool: 'late' } }]);
    await old.settle();
    await echo.settle();
    expect(states(echo, 11)).toEqual([{ name: 'ada' }, { name: 'ada', tool: 'pen' }, { name: 'ada', tool: 'eraser' }]);
  });

  it('[SYNC-20] drops states over 4 KiB and sends the last of too many', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    ben.presence([{ clientId: 22, clock: 2, state: { large: 'x'.repeat(5_000) } }]);
    for (let clock = 3; clock < 100; clock++) ben.presence([{ clientId: 22, clock, state: { clock } }]);
    await until(() => states(ada, 22).some((state) => (state as { clock?: number }).clock === 99), 'the last state');
    expect(states(ada, 22).length).toBeLessThan(60);
    expect(states(ada, 22)).not.toContainEqual({ large: 'x'.repeat(5_000) });
    expect(ben.close).toBeNull();
  });

  it('[SYNC-20] is unmoved by a bomb of foreign entries', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    const bomb = Array.from({ length: 20_000 }, (_, i) => ({ clientId: 1_000 + i, clock: 1, state: { i } }));
    ben.presence(bomb);
    await ben.settle();
    const cy = await joinAs('vic', 33);
    await until(() => states(cy, 22).length > 0);
    expect(cy.all('presence').flatMap(({ entries }) => entries).length).toBeLessThan(5);
    expect(ada.close).toBeNull();
    expect(ben.close).toBeNull();
  });

  it('[SYNC-20] closes 4400 on a state that clients could not parse', async () => {
    const ada = await joinAs('ada', 11);
    for (const state of ['{', 'nul', '', '[1,]', '"\\x"']) {
      const ben = await join('ben');
      ben.rawPresence([{ clientId: 22, clock: 1, state }]);
      expect(await ben.closed()).toBe(4400);
    }
    expect(
      ada
        .all('presence')
        .flatMap(({ entries }) => entries)
        .filter(({ clientId }) => clientId === 22),
    ).toEqual([]);
  });

  it('[SYNC-21] ends a grace after its socket, and not when the client is back by then', async () => {
    await hub.stop();
    await start({ timing: { presenceGrace: 150 } });
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22, 5);
    await until(() => states(ada, 22).length === 1);
    ben.end();
    const back = await joinAs('ben', 22, 5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(states(ada, 22)).not.toContain(null);
    back.end();
    await until(() => states(ada, 22).includes(null), 'the end');
    const left = ada
      .all('presence')
      .flatMap(({ entries }) => entries)
      .findLast(({ clientId }) => clientId === 22);
    expect(left).toEqual({ clientId: 22, clock: 5, state: null });
  });

  it('[SYNC-21] ends at once when the client takes it back', async () => {
    const ada = await joinAs('ada', 11);
    const ben = await joinAs('ben', 22);
    await until(() => states(ada, 22).length === 1);
    ben.presence([{ clientId: 22, clock: 2, state: null }]);
    await until(() => states(ada, 22).includes(null));
    const cy = await joinAs('vic', 33);
    await until(() => states(cy, 11).length > 0);
    expect(states(cy, 22)).toEqual([]);
  });
});
