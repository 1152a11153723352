import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isHubError } from '../contract/errors.ts';
import { newId } from '../contract/ids.ts';
import { createMerger } from './merge/merger.ts';
import type { SyncActor } from './ports.ts';
import { encodeSnapshot } from './stored-snapshot.ts';
import { crossed } from './testing/crossed-items.ts';
import { change, RawClient } from './testing/raw-client.ts';
import { TestEngine, type TestEngineOptions, until } from './testing/test-engine.ts';

let hub: TestEngine;
let clients: RawClient[] = [];
const due: string[] = [];
const changes: { documentId: string; seq: number; userIds: readonly string[] }[] = [];

async function start(options: TestEngineOptions = {}): Promise<void> {
  hub = await TestEngine.start({
    observer: {
      documentChanged: (one) => changes.push(one),
      compactionDue: (id) => due.push(id),
      documentIdle() {},
    },
    ...options,
  });
  hub.member('ada', 'owner');
  hub.member('ben', 'editor');
  hub.member('vic', 'viewer');
}

async function join(id: string, token = 'ada'): Promise<RawClient> {
  const client = await RawClient.join(hub, { path: id, token, ack: true });
  clients.push(client);
  return client;
}

const actor = (userId: string): SyncActor => ({
  userId,
  sessionId: null,
  name: userId,
  colour: 'teal',
  avatarId: null,
});
const bySystem = { origin: 'restore', userId: 'ada' } as const;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (isHubError(error) ? error.code : String(error)),
  );

beforeEach(() => {
  due.length = 0;
  changes.length = 0;
  return start();
});

afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await hub.stop();
});

describe('edits by the hub', () => {
  it('[SYNC-24] writes a first update once, and answers when it is durable', async () => {
    const id = newId();
    hub.memory.held = true;
    let done = false;
    const creating = hub.engine
      .create(id, hub.roomId, (doc) => doc.getText('content').insert(0, 'a'))
      .then(() => {
        done = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    hub.memory.release();
    await creating;
    expect(await codeOf(hub.engine.create(id, hub.roomId, () => {}))).toBe('already_done');
    expect(hub.memory.records(id)).toMatchObject([{ seq: 1, origin: 'system', userId: null }]);
  });

  it('[SYNC-24] relays an edit like any other, with its origin in the log', async () => {
    const id = await hub.document('hello');
    const ada = await join(id);
    ada.type(' world');
    await ada.acked(1);
    const { seq } = await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').delete(0, 6));
    await until(() => ada.text() === 'world', 'the edit');
    expect(seq).toBe(3);
    expect(hub.memory.records(id).at(-1)).toMatchObject({ seq: 3, origin: 'restore', userId: 'ada' });
    ada.type('!');
    await ada.acked(2);
    expect(await hub.text(id)).toBe('world!');
  });

  it('[SYNC-24] changes nothing when the edit throws, does nothing, or reads', async () => {
    const id = await hub.document('kept');
    const failing = hub.engine.edit(id, bySystem, (doc) => {
      doc.getText('content').insert(0, 'half ');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await hub.engine.edit(id, bySystem, () => {})).toEqual({ seq: 1 });
    await hub.engine.read(id, (doc) => doc.getText('content').insert(0, 'not allowed '));
    expect(await hub.text(id)).toBe('kept');
    expect(hub.memory.records(id)).toHaveLength(1);
    expect(await codeOf(hub.engine.read(newId(), () => 0))).toBe('not_found');
  });

  it('[SYNC-24] forgets its Y.Doc after a while and goes on from bytes', async () => {
    await hub.stop();
    await start({ timing: { materialised: 30 } });
    const id = await hub.document('a');
    await until(() => hub.engine.stats().materialised === 0, 'the eviction');
    await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(1, 'b'));
    await hub.engine.compact(id);
    await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(2, 'c'));
    expect(await hub.text(id)).toBe('abc');
  });

  it('[SYNC-24] edits the document that is in memory, whatever happened while it was found out what reading it costs', async () => {
    await hub.stop();
    await start({ timing: { unload: 100 } });
    const pieces = new Y.Doc();
    for (let i = 0; i < 3_000; i++) pieces.getText('content').insert(0, 'ab');
    const id = await stored([Y.encodeStateAsUpdate(pieces)]);
    let weighings = 0;
    let weighed = () => {};
    hub.merger.weigh = async () => {
      weighings += 1;
      if (weighings === 1) await new Promise<void>((resolve) => (weighed = resolve));
      return { whole: 0, counted: 0 };
    };
    const editing = hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(0, 'late '));
    await until(() => weighings === 1 && hub.engine.stats().documents === 0, 'the document to leave memory');
    const ada = await join(id);
    weighed();
    expect(await editing).toEqual({ seq: 2 });
    ada.type('more');
    await ada.acked(1);
    await until(() => ada.text().startsWith('late '), 'the edit');
    expect(hub.memory.records(id).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('[SYNC-24] refuses an edit that makes the document too large', async () => {
    await hub.stop();
    await start({ limits: { documentSize: 1_000 } });
    const id = await hub.document('a');
    const edit = hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(0, 'x'.repeat(2_000)));
    expect(await codeOf(edit)).toBe('too_large');
    expect(await hub.text(id)).toBe('a');
  });

  it('[SYNC-24] tells the observer of changes, at most once a look', async () => {
    const id = await hub.document('');
    await until(() => changes.length === 1);
    const ada = await join(id);
    for (const letter of 'abc') ada.type(letter);
    await ada.acked(3);
    await until(() => changes.at(-1)?.seq === 4);
    expect(changes.at(-1)).toMatchObject({ documentId: id, roomId: hub.roomId, userIds: ['ada'] });
    expect(changes.length).toBeLessThan(4);
  });
});

describe('documents that are crafted to take too long', () => {
  it('[SYNC-30] are never made on the event loop: the hub refuses to read them, and typing goes on', async () => {
    const merger = createMerger({ mostTime: 2_000 });
    hub = await TestEngine.start({ merger });
    const honest = await hub.document('hello');
    const crafted = await stored(crossed(20_000));
    const reading = codeOf(hub.engine.read(crafted, () => 0));
    const state = codeOf(hub.engine.state(crafted));
    const ann = await RawClient.join(hub, { path: honest, token: hub.member('ann', 'editor'), ack: true });
    ann.type('!');
    await ann.acked(1);
    expect(await hub.text(honest)).toBe('hello!');
    expect([await reading, await state]).toEqual(['too_large', 'too_large']);
    expect(await codeOf(hub.engine.edit(crafted, { origin: 'system', userId: null }, () => {}))).toBe('too_large');
    ann.end();
    await merger.close();
  });

  it('[SYNC-30] are told from honest ones of many pieces', async () => {
    const merger = createMerger();
    hub = await TestEngine.start({ merger });
    const id = await hub.document();
    const ada = await RawClient.join(hub, { path: id, token: hub.member('ada', 'editor'), ack: true });
    const doc = new Y.Doc();
    for (let i = 0; i < 6_000; i++) doc.getText('content').insert(0, 'ab');
    ada.update(Y.encodeStateAsUpdate(doc));
    await ada.acked(1);
    expect(await hub.text(id)).toHaveLength(12_000);
    ada.end();
    await merger.close();
  });
});

/** A document that is in the log already. */
async function stored(updates: readonly Uint8Array[]): Promise<string> {
  const documentId = newId();
  hub.access.documents.set(documentId, hub.roomId);
  for (const [i, update] of updates.entries()) {
    const record = { documentId, seq: i + 1, at: 0, userId: 'eve', clientIds: [], origin: 'typing', update } as const;
    await hub.log.append(record);
  }
  return documentId;
}

describe('posted updates', () => {
  it('[SYNC-25] takes the same checks as on a socket', async () => {
    const id = await hub.document('a');
    const ada = await join(id);
    const update = change(ada.doc, (doc) => doc.getText('content').insert(1, 'b'.repeat(100_000)));
    expect(await hub.engine.applyUpdate(id, actor('ada'), update)).toEqual({ seq: 2 });
    expect(await hub.engine.applyUpdate(id, actor('vic'), update)).toEqual({ seq: 2 });
    const more = change(ada.doc, (doc) => doc.getText('content').insert(0, 'more'));
    expect(await codeOf(hub.engine.applyUpdate(id, actor('vic'), more))).toBe('read_only');
    expect(await codeOf(hub.engine.applyUpdate(id, actor('stranger'), more))).toBe('not_found');
    expect(await codeOf(hub.engine.applyUpdate(id, actor('ada'), more.subarray(0, 9)))).toBe('malformed');
    expect(await hub.text(id)).toBe(`a${'b'.repeat(100_000)}`);
  });

  it('[SYNC-14] reach readers that keep up, however large they are', async () => {
    const id = await hub.document('');
    const readers = [await join(id), await join(id, 'vic')];
    const large = 'b'.repeat(32 * 1024 * 1024);
    const update = change(new Y.Doc(), (doc) => doc.getText('content').insert(0, large));
    await hub.engine.applyUpdate(id, actor('ada'), update);
    await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(0, 'and '));
    const length = large.length + 'and '.length;
    await until(() => readers.every((one) => one.text().length === length || one.close !== null), 'what follows');
    expect(readers.map(({ close }) => close)).toEqual([null, null]);
  });

  it('[SYNC-25] waits for what an update builds on, and says so when that does not come', async () => {
    await hub.stop();
    await start({ timing: { gapWait: 60 } });
    const id = await hub.document('');
    const ada = await join(id);
    const first = ada.type('a', { send: false });
    const second = ada.type('b', { send: false });
    expect(await codeOf(hub.engine.applyUpdate(id, actor('ada'), second))).toBe('out_of_order');
    const posted = hub.engine.applyUpdate(id, actor('ada'), second);
    ada.update(first);
    expect(await posted).toEqual({ seq: 3 });
  });
});

describe('compaction', () => {
  it('[SYNC-26] is due after 2,000 updates, or when the tail outgrows the snapshot', async () => {
    const id = await hub.document('');
    const ada = await join(id);
    for (let i = 0; i < 1_999; i++) ada.type('x');
    await ada.acked(1_999);
    expect(due).toEqual([id]);
    ada.type('y'.repeat(270_000));
    await ada.acked(2_000);
    expect(due).toEqual([id, id]);
  });

  it('[SYNC-26] is due once, for less, when nobody writes any more', async () => {
    await hub.stop();
    await start({ timing: { quiet: 40 } });
    const id = await hub.document('');
    const ada = await join(id);
    ada.type('x'.repeat(7_000));
    await ada.acked(1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(due).toEqual([]);
    ada.type('y'.repeat(3_000));
    await ada.acked(2);
    await until(() => due.length > 0, 'compaction to be due');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(due).toEqual([id]);
  });

  it('[SYNC-26] loses nothing that comes in while it runs, and keeps the history', async () => {
    const id = await hub.document('');
    const ada = await join(id);
    for (let i = 0; i < 50; i++) ada.type('x');
    ada.update(change(ada.doc, (doc) => doc.getText('content').delete(10, 20)));
    await ada.acked(51);
    let release = () => {};
    hub.merger.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const compacting = hub.engine.compact(id);
    await new Promise((resolve) => setTimeout(resolve, 10));
    ada.type('meanwhile');
    await ada.acked(52);
    release();
    await compacting;
    ada.type(' after');
    await ada.acked(53);
    const text = `${'x'.repeat(30)}meanwhile after`;
    expect(await hub.text(id)).toBe(text);
    const loaded = await hub.log.load(id);
    expect([loaded.snapshotSeq, loaded.tail.map(({ seq }) => seq)]).toEqual([52, [53, 54]]);
    expect(hub.memory.records(id)).toHaveLength(54);
    await hub.stop();
    hub = await TestEngine.start({ log: hub.log, access: hub.access });
    expect((await join(id)).text()).toBe(text);
  });

  it('[SYNC-26] does not use a merged snapshot that lacks something', async () => {
    const id = await hub.document('abc');
    const ada = await join(id);
    ada.update(change(ada.doc, (doc) => doc.getText('content').delete(0, 1)));
    await ada.acked(1);
    const { updates } = await hub.engine.state(id);
    for (const wrong of [updates[0], Y.encodeStateAsUpdate(new Y.Doc())]) {
      hub.merger.snapshot = async () => encodeSnapshot(wrong as Uint8Array);
      await expect(hub.engine.compact(id)).rejects.toThrow('differs');
    }
    expect((await hub.log.load(id)).snapshot).toBeNull();
    expect(await hub.text(id)).toBe('bc');
  });

  it('[SYNC-26] leaves held, returning and server-side readers of the document consistent', async () => {
    const id = await hub.document('start');
    const ada = await join(id);
    await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(0, '>'));
    for (let round = 0; round < 5; round++) {
      ada.type(`${round}`);
      await hub.engine.compact(id);
      await hub.engine.edit(id, bySystem, (doc) => doc.getText('content').insert(0, '-'));
    }
    await until(() => ada.text() === '----->start01234', 'convergence');
    expect((await join(id, 'ben')).text()).toBe(ada.text());
  });
});
