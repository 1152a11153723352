import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../contract/ids.ts';
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

describe('joining', () => {
  it('[SYNC-1] answers a step 1 with updates and exactly one final step 2', async () => {
    const id = await hub.document('one');
    const ada = await join(id, 'ada');
    ada.type(' two');
    await ada.acked(1);
    const ben = await join(id, 'ben');
    expect(ben.text()).toBe('one two');
    expect(ben.frames.map(({ type }) => type)).toEqual(['step1', 'update', 'update', 'step2']);
    expect(ben.all('step2')[0]?.update).toEqual(Uint8Array.of(0, 0));
  });

  it('[SYNC-1] brings a returning client the deletions, even when its state vector is equal', async () => {
    const id = await hub.document('hello world');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    const vector = Y.encodeStateVector(ben.doc);
    ben.end();
    ada.update(change(ada.doc, (doc) => doc.getText('content').delete(5, 6)));
    await ada.acked(1);
    await hub.engine.compact(id);
    const back = await open({ path: id, token: 'ben', ack: true });
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ben.doc));
    back.step1(vector);
    await back.saw('step2');
    expect(back.text()).toBe('hello');
  });

  it('[SYNC-1] sends a returning client only what it lacks', async () => {
    const id = await hub.document('x'.repeat(5_000));
    const ben = await join(id, 'ben');
    const vector = Y.encodeStateVector(ben.doc);
    const ada = await join(id, 'ada');
    ada.type('tail');
    await ada.acked(1);
    for (const compacted of [false, true]) {
      if (compacted) await hub.engine.compact(id);
      const back = await open({ path: id, token: 'ben' });
      back.step1(vector);
      await back.saw('step2');
      const bytes = back.all('update').reduce((sum, { update }) => sum + update.length, 0);
      expect(bytes).toBeLessThan(200);
      Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ben.doc));
      expect(back.text()).toBe(`${'x'.repeat(5_000)}tail`);
    }
  });

  it('[SYNC-1] misses nothing that comes in while a large difference is made elsewhere', async () => {
    const id = await hub.document('y'.repeat(300_000));
    const ada = await join(id, 'ada');
    await hub.engine.compact(id);
    let release = () => {};
    hub.merger.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const ben = await open({ path: id, token: 'ben' });
    ben.step1(Uint8Array.of(1, 5, 1));
    ben.step1(Uint8Array.of(0));
    ada.type(' before');
    await ada.acked(1);
    ada.type(' later');
    await ada.acked(2);
    expect(ben.all('update')).toEqual([]);
    release();
    await ben.saw('step2', 2);
    expect(ben.text()).toBe(`${'y'.repeat(300_000)} before later`);
    ada.type('!');
    await until(() => ben.text().endsWith('later!'), 'live updates');
  });

  it('[SYNC-1] relays nothing to a client that has not asked yet', async () => {
    const id = await hub.document('a');
    const quiet = await open({ path: id, token: 'ben' });
    await quiet.saw('step1');
    const ada = await join(id, 'ada');
    ada.type('b');
    await ada.acked(1);
    await quiet.settle();
    expect(quiet.frames.map(({ type }) => type)).toEqual(['step1']);
  });

  it('[SYNC-2] never serves a document before it is loaded, and loads it once', async () => {
    const id = await hub.document('whole');
    await hub.stop();
    const { log, access } = hub;
    let loads = 0;
    let release = () => {};
    hub = await TestEngine.start({ log, access });
    hub.memory.beforeLoad = () => {
      loads += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const both = [await open({ path: id, token: 'ada' }), await open({ path: id, token: 'ben' })];
    for (const client of both) client.step1();
    await until(() => loads === 1);
    for (const client of both) await client.settle();
    expect(both.map(({ frames }) => frames)).toEqual([[], []]);
    release();
    for (const client of both) {
      await client.saw('step2');
      expect(client.text()).toBe('whole');
    }
    expect(loads).toBe(1);
  });

  it('[SYNC-2] answers a load that fails with a code to try again, never with an empty document', async () => {
    const id = await hub.document('kept');
    await hub.stop();
    const { log, access } = hub;
    hub = await TestEngine.start({ log, access });
    hub.memory.loadError = new Error('the disk is gone');
    const client = await open({ path: id, token: 'ada' });
    client.step1();
    expect(await client.closed()).toBe(4503);
    expect(client.frames).toEqual([]);
    hub.memory.loadError = null;
    const again = await join(id, 'ada');
    expect(again.text()).toBe('kept');
  });

  it('[SYNC-2] does not open a document that has no first update yet', async () => {
    const id = newId();
    hub.access.documents.set(id, hub.roomId);
    const client = await open({ path: id, token: 'ada' });
    expect(await client.closed()).toBe(4503);
  });

  it('[SYNC-2] goes on where the log ends after a restart', async () => {
    const id = await hub.document('one');
    const ada = await join(id, 'ada');
    ada.type(' two');
    await ada.acked(1);
    await hub.stop();
    expect(await ada.closed()).toBe(4503);
    hub = await TestEngine.start({ log: hub.log, access: hub.access });
    const back = await join(id, 'ada');
    back.type(' three');
    await back.acked(1);
    expect(hub.memory.records(id).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await hub.text(id)).toBe('one two three');
  });

  it('[SYNC-3] keeps frames in order while it is not known who it is', async () => {
    let release = () => {};
    hub.access.beforeAuthenticate = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const id = await hub.document('');
    const client = await open({ path: id, token: 'ada', ack: true });
    client.step1();
    for (const letter of 'abc') client.type(letter);
    await client.settle();
    expect(client.frames).toEqual([]);
    release();
    await client.acked(3);
    expect(await hub.text(id)).toBe('abc');
  });

  it('[SYNC-3] closes who sends more than 64 KiB before that, or whose rights take too long', async () => {
    hub.access.beforeAuthenticate = () => new Promise(() => {});
    const id = await hub.document('');
    const loud = await open({ path: id, token: 'ada' });
    loud.update(new Uint8Array(70_000));
    expect(await loud.closed()).toBe(4529);
    await hub.stop();
    await start({ limits: { unauthenticatedTime: 50 } });
    hub.access.beforeAuthenticate = () => new Promise(() => {});
    const slow = await open({ path: newId(), token: 'ada' });
    expect(await slow.closed()).toBe(4503);
  });
});

describe('acknowledgements', () => {
  it('[SYNC-4] counts every write from 1 and acknowledges only what is durable', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    hub.memory.held = true;
    ada.type('typed');
    await until(() => ben.text() === 'typed', 'the relay');
    await ada.settle();
    expect(ada.lastAck()).toBe(0);
    hub.memory.release();
    await ada.acked(1);
    ada.step2(Uint8Array.of(0, 0));
    await ada.acked(2);
    expect(ada.all('ack').map(({ count }) => count)).toEqual([1, 2]);
  });

  it('[SYNC-4] makes a frame with nothing new wait for the end of the log as of its arrival', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    hub.memory.held = true;
    const typed = ada.type('a');
    await ben.saw('update', 2);
    ben.update(typed);
    await ben.settle();
    expect(ben.lastAck()).toBe(0);
    hub.memory.release();
    await ben.acked(1);
    expect(hub.memory.records(id)).toHaveLength(2);
  });

  it('[SYNC-4] sends acknowledgements only to clients that asked', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada', { ack: false });
    const ben = await join(id, 'ben');
    ada.type('a');
    ben.type('b');
    await ben.acked(1);
    await ada.settle();
    expect(ada.all('ack')).toEqual([]);
  });

  it('[SYNC-5] refuses a reader with a Refused frame before the Ack that covers it', async () => {
    const id = await hub.document('read me');
    const vic = await join(id, 'vic');
    const ada = await join(id, 'ada');
    vic.type('nope');
    await vic.acked(1);
    expect(vic.all('refused')).toMatchObject([{ frame: 1, code: 'read_only' }]);
    const order = vic.frames.map(({ type }) => type);
    expect(order.indexOf('refused')).toBeLessThan(order.indexOf('ack'));
    ada.type('!');
    await ada.acked(1);
    expect(await hub.text(id)).toBe('read me!');
    expect(ada.text()).toBe('read me!');
    expect(vic.close).toBeNull();
  });

  it('[SYNC-5] tells a reader that did not ask for acknowledgements at most once a second', async () => {
    const id = await hub.document('');
    const vic = await join(id, 'vic', { ack: false });
    for (const letter of 'abc') vic.type(letter);
    await vic.saw('denied');
    await vic.settle();
    expect(vic.all('denied')).toMatchObject([{ reason: 'read_only' }]);
  });

  it('[SYNC-5] does not refuse a reader who has nothing new', async () => {
    const id = await hub.document('read me');
    const vic = await join(id, 'vic');
    vic.step2(Y.encodeStateAsUpdate(vic.doc));
    await vic.acked(1);
    expect(vic.all('refused')).toEqual([]);
  });

  it('[SYNC-6] neither logs nor relays replays', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    const typed = ada.type('a');
    const deleted = change(ada.doc, (doc) => doc.getText('content').delete(0, 1));
    ada.update(deleted);
    for (const update of [typed, deleted, deleted]) ada.update(update);
    ada.step2(Y.encodeStateAsUpdate(ada.doc));
    await ada.acked(6);
    await ben.settle();
    expect(hub.memory.records(id)).toHaveLength(3);
    expect(ben.all('update')).toHaveLength(3);
  });
});

describe('gaps', () => {
  it('[SYNC-7] asks for what is missing, holds the frame and its ack, and goes on when it has come', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    ada.type('lost', { send: false });
    ada.type('!');
    await ada.saw('step1', 2);
    await ada.settle();
    expect(ada.lastAck()).toBe(0);
    const { vector } = ada.all('step1')[1] as { vector: Uint8Array };
    ada.step2(Y.encodeStateAsUpdate(ada.doc, vector));
    await ada.acked(2);
    await until(() => ben.text() === 'lost!', 'the repair');
  });

  it('[SYNC-7] is filled by whoever brings what is missing', async () => {
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    const missing = ada.type('a', { send: false });
    Y.applyUpdate(ben.doc, missing);
    ben.type('b');
    await ben.saw('step1', 2);
    ada.update(missing);
    await ben.acked(1);
    expect(await hub.text(id)).toBe('ab');
  });

  it('[SYNC-7] is closed when it is not repaired within the bounds', async () => {
    for (const limits of [{ heldFramesTime: 60 }, { heldFrames: 5 }, { heldFramesBytes: 200 }]) {
      await hub.stop();
      await start({ limits });
      const id = await hub.document('');
      const ada = await join(id, 'ada');
      const ben = await join(id, 'ben');
      ada.type('lost', { send: false });
      for (let i = 0; i < 10; i++) ada.type('0123456789');
      expect(await ada.closed()).toBe(4400);
      expect(ben.text()).toBe('');
      expect(await hub.text(id)).toBe('');
    }
  });
});

describe('limits of the log', () => {
  it('[SYNC-8] refuses what would make the document too large, and keeps the rest', async () => {
    await hub.stop();
    await start({ limits: { documentSize: 2_000 } });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    ada.type('x'.repeat(3_000));
    await ada.acked(1);
    expect(ada.all('refused')).toMatchObject([{ frame: 1, code: 'too_large' }]);
    ben.type('small');
    await ben.acked(1);
    expect(await hub.text(id)).toBe('small');
  });

  it('[SYNC-8] goes on without acks while the disk fails, and refuses when too much waits', async () => {
    await hub.stop();
    await start({ limits: { pendingLogBytes: 500 } });
    const id = await hub.document('');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    hub.memory.held = true;
    ada.type('x'.repeat(600));
    await until(() => ben.text().length === 600, 'the relay');
    ben.type('more');
    await ben.saw('refused');
    expect(ben.all('refused')).toMatchObject([{ frame: 1, code: 'storage_failing' }]);
    expect(ada.lastAck() + ben.lastAck()).toBe(0);
    hub.memory.release();
    await ada.acked(1);
    await ben.acked(1);
    expect(await hub.text(id)).toBe('x'.repeat(600));
  });

  it('[SYNC-9] lets go of a document that another process writes now', async () => {
    const id = await hub.document('a');
    const ada = await join(id, 'ada');
    hub.memory.moveWriter(id);
    ada.type('b');
    expect(await ada.closed()).toBe(4509);
    expect(ada.lastAck()).toBe(0);
    expect(hub.engine.stats().documents).toBe(0);
  });
});

describe('what one client breaks', () => {
  it('[SYNC-10] ends that client only, whatever goes wrong inside', async () => {
    const id = await hub.document('kept');
    const ada = await join(id, 'ada');
    const ben = await join(id, 'ben');
    const { pendingBytes } = hub.memory;
    hub.memory.pendingBytes = () => {
      throw new Error('broken');
    };
    ada.type('x');
    expect(await ada.closed()).toBe(4503);
    expect(hub.warnings).toContain('a frame could not be handled');
    hub.memory.pendingBytes = pendingBytes;
    ben.type('!');
    await ben.acked(1);
    expect(await hub.text(id)).toBe('kept!');
  });

  it('[SYNC-9] lets go of a document that the log did not take an update of', async () => {
    const id = await hub.document('kept');
    const ada = await join(id, 'ada');
    const { append } = hub.memory;
    hub.memory.append = () => {
      throw new Error('broken');
    };
    ada.type('x');
    expect(await ada.closed()).toBe(4503);
    hub.memory.append = append;
    const back = await join(id, 'ada');
    expect(back.text()).toBe('kept');
    back.type('!');
    await back.acked(1);
    expect(hub.memory.records(id).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});
