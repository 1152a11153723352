import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readText, textContent } from '../model/text/text-document.ts';
import { HubClientError } from './hub-client-error.ts';
import { createMemoryStore, type LocalStore } from './local-store.ts';
import { createFixture, documentId, type Fixture, roomId, settle, until } from './testing/client-fixture.ts';

const other = 'zyxwvtsrqpnmkjhgfedc';
let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
  fixture.hub.document(other, 'two\n');
});
afterEach(() => fixture.dispose());

describe('a room session', () => {
  it('[CLIENT-8] shares one session per document and keeps it for a while after the last one left', async () => {
    const room = fixture.open();
    const first = room.acquire(documentId);
    expect(room.acquire(documentId)).toBe(first);
    await until(() => first.saved.state === 'saved');
    room.release(documentId);
    room.release(documentId);
    fixture.clock.advance(20_000);
    expect(room.acquire(documentId)).toBe(first);
    room.release(documentId);
    fixture.hub.people({ set: [], gone: [] });
    await settle();
    fixture.clock.advance(29_000);
    expect(room.sessions).toEqual([first]);
    fixture.clock.advance(2_000);
    expect(room.sessions).toEqual([]);
    room.release(documentId);
  });

  it('[CLIENT-8] is not taken away from who has it because somebody gave it back twice', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    room.release(documentId);
    fixture.clock.advance(1_000);
    room.release(documentId);
    fixture.clock.advance(4_000);
    expect(room.acquire(documentId)).toBe(session);
    fixture.clock.advance(60_000);
    expect(room.sessions).toEqual([session]);
  });

  it('[CLIENT-8] lets go at once when it is asked to, but for what is not settled', async () => {
    const room = fixture.open();
    const [session, second] = [room.acquire(documentId), room.acquire(other)];
    await until(() => room.saved.state === 'saved' && second.synced);
    room.release(other, { now: true });
    fixture.clock.advance(1);
    expect(room.sessions).toEqual([session]);
    fixture.hub.script.acks = false;
    textContent(session.doc).insert(0, 'x');
    room.release(documentId, { now: true });
    fixture.clock.advance(1);
    expect(room.sessions).toEqual([session]);
  });

  it('[CLIENT-2] never lets go of changes that are kept nowhere else', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    await until(() => session.saved.state === 'offline');
    textContent(session.doc).insert(0, 'x');
    expect(room.atRisk).toBe(true);
    room.release(documentId);
    fixture.clock.advance(40_000);
    expect(room.sessions).toEqual([session]);
    await fixture.hub.listen();
    fixture.wake();
    await until(() => session.saved.state === 'saved');
    expect(room.atRisk).toBe(false);
  });

  it('[CLIENT-1] shows the worst of all its documents', async () => {
    const room = fixture.open();
    const [first, second] = [room.acquire(documentId), room.acquire(other)];
    await until(() => room.saved.state === 'saved');
    fixture.hub.script.acks = false;
    textContent(first.doc).insert(0, 'x');
    expect(room.saved).toEqual({ state: 'saving' });
    await fixture.hub.stop();
    await until(() => room.saved.state === 'offline');
    textContent(second.doc).insert(0, 'y');
    textContent(second.doc).insert(0, 'z');
    expect(room.saved).toEqual({ state: 'offline', changes: 3 });
    fixture.hub.script.acks = true;
    fixture.hub.script.refuses = 'read_only';
    await fixture.hub.listen();
    fixture.wake();
    await until(() => room.saved.state === 'notSaved');
  });

  it('[CLIENT-9] forgets the whole room after removal only when unsent work was copied or discarded', async () => {
    const store = createMemoryStore();
    const doc = new Y.Doc();
    const elsewhere = await store.open(doc, { documentId: other, roomId });
    textContent(doc).insert(0, 'kept');
    await elsewhere.close();
    const stored = async (): Promise<string> => {
      const found = new Y.Doc();
      await store.open(found, { documentId: other, roomId });
      return readText(found);
    };
    const room = fixture.open({ store });
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.silent = true;
    textContent(session.doc).insert(0, 'late ');
    for (const socket of fixture.hub.sockets) socket.close(4410);
    await until(() => session.draft !== null);
    await settle();
    expect(await stored()).toBe('kept');
    await session.discardDraft();
    await settle();
    expect(await stored()).toBe('');
  });

  it('[CLIENT-9] offers the unsent work of documents that nobody has open, too, before it forgets the room', async () => {
    const store = createMemoryStore();
    const third = 'yxwvtsrqpnmkjhgfedcb';
    const room = fixture.open({ store });
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    // By another window of this machine.
    for (const id of [other, third]) {
      const doc = new Y.Doc();
      const elsewhere = await store.open(doc, { documentId: id, roomId });
      textContent(doc).insert(0, 'made offline');
      elsewhere.setUnsent(1);
      await elsewhere.close();
    }
    for (const socket of fixture.hub.sockets) socket.close(4410);
    await until(() => room.sessions.filter(({ draft }) => draft !== null).length === 2);
    await settle();
    expect(await store.drafts()).toMatchObject([{ documentId: other }, { documentId: third }]);
    for (const { draft } of room.sessions) if (draft !== null) expect(draft.refused).toBe('made offline');
    expect(room.saved).toMatchObject({ state: 'notSaved', code: 'removed' });
    for (const one of room.sessions) await one.discardDraft();
    await settle();
    const found = new Y.Doc();
    await store.open(found, { documentId: other, roomId });
    expect([readText(found), await store.drafts()]).toEqual(['', []]);
  });

  describe('[CLIENT-18] what nobody has open', () => {
    const persistent = () => ({ ...createMemoryStore(), persistent: true });

    /** As an earlier visit without a hub leaves it. */
    async function leave(store: LocalStore, id: string, text: string): Promise<void> {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(fixture.hub.document(id)));
      const local = await store.open(doc, { documentId: id, roomId });
      textContent(doc).insert(0, text);
      local.setUnsent(1);
      await local.close();
    }

    it('is counted after its document was closed, and sent when the hub is back', async () => {
      const store = persistent();
      const room = fixture.open({ store });
      const session = room.acquire(documentId);
      await until(() => session.saved.state === 'saved');
      await fixture.hub.stop();
      await until(() => session.saved.state === 'offline');
      textContent(session.doc).insert(0, 'kept ');
      room.release(documentId);
      fixture.clock.advance(31_000);
      expect(room.sessions).toEqual([]);
      expect(room.saved).toEqual({ state: 'offline', changes: 1 });
      await fixture.hub.listen();
      fixture.wake();
      await until(() => room.saved.state === 'saved');
      expect(readText(fixture.hub.document(documentId))).toBe('kept one\n');
      fixture.clock.advance(1);
      expect(room.sessions).toEqual([]);
      await settle();
      expect(await store.unsent()).toEqual([]);
    });

    it('is sent after a restart, however many documents it is in', async () => {
      const store = persistent();
      const ids = Array.from({ length: 9 }, (_, index) => `${other.slice(0, -1)}${index}`);
      for (const id of ids) {
        fixture.hub.document(id, 'theirs\n');
        await leave(store, id, 'mine ');
      }
      const away = fixture.open({ store, ticket: () => Promise.reject(new HubClientError({ code: 'unreachable' })) });
      await until(() => away.saved.state === 'offline' && away.saved.changes === 9);
      await away.dispose();
      const room = fixture.open({ store });
      await until(() => room.saved.state === 'saving');
      await until(() => {
        fixture.clock.advance(1);
        return ids.every((id) => readText(fixture.hub.document(id)) === 'mine theirs\n');
      });
      await until(() => {
        fixture.clock.advance(1);
        return room.saved.state === 'saved' && room.sessions.length === 0;
      });
      await settle();
      expect(await store.unsent()).toEqual([]);
    });

    it('is set aside when its document is gone or may not be written any more, and can be discarded', async () => {
      const store = persistent();
      await leave(store, other, 'mine ');
      await leave(store, documentId, 'mine ');
      fixture.hub.documents.delete(other);
      fixture.hub.script.refuses = 'read_only';
      const room = fixture.open({ store });
      await until(() => {
        fixture.clock.advance(1);
        return room.sessions.length === 0 && room.drafts.length === 2;
      });
      const again = fixture.open({ store });
      await until(() => again.drafts.length === 2);
      const byId = again.drafts.toSorted((one, two) => (one.documentId < two.documentId ? -1 : 1));
      expect(byId).toMatchObject([
        { documentId, code: 'read_only', before: 'one\n', refused: 'mine one\n' },
        { documentId: other, code: 'not_found', refused: 'mine two\n' },
      ]);
      for (const { id } of byId) await again.discardDraft(id);
      expect([again.drafts, await store.drafts(), await store.unsent()]).toEqual([[], [], []]);
    });
  });

  it('[CLIENT-6] keeps what is unsent when the session has ended, and sends it after signing in again', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.silent = true;
    textContent(session.doc).insert(0, 'kept ');
    for (const socket of fixture.hub.sockets) socket.close(4401);
    await until(() => session.end !== null);
    expect(session.saved).toMatchObject({ state: 'notSaved', code: 'not_signed_in', draft: null });
    fixture.hub.script.silent = false;
    room.connection.retry();
    await until(() => session.saved.state === 'saved');
    expect(readText(fixture.hub.document(documentId))).toBe('kept one\n');
  });
});
