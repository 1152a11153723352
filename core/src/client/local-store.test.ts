import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readText, textContent } from '../model/text/text-document.ts';
import type { Draft } from './draft.ts';
import { openIndexedDbStore } from './indexeddb-store.ts';
import { createMemoryStore, type LocalStore } from './local-store.ts';
import { createFixture, documentId, type Fixture, roomId, settle, until } from './testing/client-fixture.ts';

let owner = 0;
const stores: [string, () => Promise<() => Promise<LocalStore>>][] = [
  [
    'memory',
    async () => {
      const store = createMemoryStore();
      return async () => store;
    },
  ],
  [
    'IndexedDB',
    async () => {
      const userId = `user-${++owner}`;
      return () => openIndexedDbStore({ hub: 'http://hub.test', userId });
    },
  ],
];

const draft: Draft = {
  id: 'draft-1',
  roomId,
  documentId,
  code: 'read_only',
  message: 'No.',
  at: 1,
  before: 'a',
  refused: 'b',
  state: new Uint8Array([0, 0]),
};

describe.each(stores)('the local store in %s', (_name, create) => {
  let reopen: () => Promise<LocalStore>;
  beforeEach(async () => {
    reopen = await create();
  });

  async function write(text: string, unsent: number): Promise<void> {
    const doc = new Y.Doc();
    const local = await (await reopen()).open(doc, { documentId, roomId });
    textContent(doc).insert(0, text);
    local.setUnsent(unsent);
    await settle();
    await local.close();
    doc.destroy();
  }

  async function read(): Promise<[string, number]> {
    const doc = new Y.Doc();
    const local = await (await reopen()).open(doc, { documentId, roomId });
    const found: [string, number] = [readText(doc), local.unsent];
    await local.close();
    doc.destroy();
    return found;
  }

  it('[CLIENT-2] gives back the document and the count of unsent changes', async () => {
    await write('kept', 3);
    expect(await read()).toEqual(['kept', 3]);
    expect(await (await reopen()).unsent()).toEqual([{ documentId, roomId, unsent: 3, ...anything() }]);
  });

  it('[CLIENT-17] has written what was changed before it was asked to', async () => {
    const doc = new Y.Doc();
    const local = await (await reopen()).open(doc, { documentId, roomId });
    textContent(doc).insert(0, 'kept');
    await local.flush();
    textContent(doc).insert(0, 'later ');
    expect((await read())[0]).toMatch(/kept$/);
    await local.close();
    doc.destroy();
  });

  it('[CLIENT-2] marks its own updates, so that loading is not taken for typing', async () => {
    await write('kept', 0);
    const store = await reopen();
    const doc = new Y.Doc();
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
    const local = await store.open(doc, { documentId, roomId });
    expect(origins.length).toBeGreaterThan(0);
    expect(origins.every((origin) => store.owns(origin))).toBe(true);
    expect(store.owns({})).toBe(false);
    await local.close();
  });

  it('[CLIENT-9] forgets one document, one room, or everything', async () => {
    await write('gone', 1);
    const doc = new Y.Doc();
    const local = await (await reopen()).open(doc, { documentId, roomId });
    await local.clear();
    expect(await read()).toEqual(['', 0]);
    await write('other room', 2);
    await (await reopen()).wipeRoom('another');
    expect((await read())[1]).toBe(2);
    await (await reopen()).wipeRoom(roomId);
    expect(await read()).toEqual(['', 0]);
    await write('all', 1);
    await (await reopen()).keepDraft(draft);
    await (await reopen()).wipe();
    expect(await read()).toEqual(['', 0]);
    expect(await (await reopen()).drafts()).toEqual([]);
  });

  it('[CLIENT-3] keeps drafts until they are discarded', async () => {
    await (await reopen()).keepDraft(draft);
    expect(await (await reopen()).drafts()).toEqual([draft]);
    await (await reopen()).discardDraft(draft.id);
    expect(await (await reopen()).drafts()).toEqual([]);
  });

  function anything(): Record<string, unknown> {
    return _name === 'memory' ? { state: expect.any(Uint8Array) } : {};
  }
});

describe('users of one machine', () => {
  it('[CLIENT-9] never see each other’s documents', async () => {
    const mine = await openIndexedDbStore({ hub: 'http://hub.test', userId: 'a' });
    const doc = new Y.Doc();
    const local = await mine.open(doc, { documentId, roomId });
    textContent(doc).insert(0, 'secret');
    local.setUnsent(1);
    await settle();
    await local.close();
    for (const other of [
      { hub: 'http://hub.test', userId: 'b' },
      { hub: 'http://other.test', userId: 'a' },
    ]) {
      const theirs = await openIndexedDbStore(other);
      const found = new Y.Doc();
      await (await theirs.open(found, { documentId, roomId })).close();
      expect([readText(found), await theirs.unsent()]).toEqual(['', []]);
    }
  });
});

describe('a reload while offline', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(() => fixture.dispose());

  it('[CLIENT-2] opens the document from this machine, counts honestly, and brings the changes', async () => {
    const open = () => openIndexedDbStore({ hub: 'http://hub.test', userId: 'reload' });
    const room = fixture.open({ store: await open() });
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    await until(() => session.saved.state === 'offline');
    for (const letter of 'abcd') textContent(session.doc).insert(textContent(session.doc).length, letter);
    await settle();
    await room.dispose();

    const again = fixture.open({ store: await open() });
    const reloaded = again.acquire(documentId);
    await until(() => reloaded.loaded && reloaded.saved.state === 'offline');
    expect(readText(reloaded.doc)).toBe('one\nabcd');
    expect(reloaded.saved).toEqual({ state: 'offline', changes: 4 });
    await fixture.hub.listen();
    fixture.wake();
    await until(() => reloaded.saved.state === 'saved');
    expect(readText(fixture.hub.document(documentId))).toBe('one\nabcd');
    await settle();
    expect(await (await open()).unsent()).toEqual([]);
  });
});
