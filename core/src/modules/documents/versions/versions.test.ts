import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { SignedInActor } from '../../../platform/actor.ts';
import { describeDatabases } from '../../../testing/contract-suites.ts';
import { longestGap, quietTime } from '../jobs.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from '../testing/documents-fixture.ts';
import { day, hour } from './thinning.ts';

await describeDatabases('versions', (open) => {
  let database: DatabaseHandle;
  let hub: DocumentsFixture;
  let room: RoomWithPeople;
  let documentId: string;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    hub = await createDocumentsFixture(database);
    room = await hub.room();
    const made = await hub.documents.create(room.owner, {
      roomId: room.id,
      kind: 'text',
      path: 'a.ts',
      content: 'one\ntwo\n',
    });
    documentId = made.id;
  });
  afterEach(async () => {
    expect(hub.problems).toEqual([]);
    await hub.close();
  });

  const type = (actor: SignedInActor, text: string) =>
    hub.engine.edit(documentId, { origin: 'typing', userId: actor.userId }, (doc) =>
      doc.getText('content').insert(0, text),
    );
  const list = async () => (await hub.documents.versions.list(room.viewer, { documentId, limit: 100 })).items;
  const named = (name: string) => hub.documents.versions.create(room.editor, { documentId, name });
  const runVersionJob = () => hub.queue.run('document.version', { documentId });

  describe('named', () => {
    test('[VER-3] holds the document as it was, and names who wrote since the one before', async () => {
      const first = await named('first');
      await type(room.editor, 'x');
      await type(room.owner, 'y');
      const second = await named('second');
      await type(room.editor, 'z');
      expect(await hub.documents.versions.content(room.viewer, first.id)).toMatchObject({
        kind: 'text',
        text: 'one\ntwo\n',
      });
      expect(await hub.documents.versions.content(room.viewer, second.id)).toMatchObject({ text: 'yxone\ntwo\n' });
      expect(await list()).toMatchObject([
        { id: second.id, kind: 'named', name: 'second', seq: 3, createdBy: { name: 'editor' } },
        { id: first.id, kind: 'named', name: 'first', seq: 1, authors: [{ name: 'owner' }] },
      ]);
      expect((await list())[0]?.authors.map(({ name }) => name).sort()).toEqual(['editor', 'owner']);
      expect(hub.events.at(-1)).toMatchObject({
        type: 'version.created',
        payload: { documentId, versionId: second.id },
      });
    });

    test('[VER-7] can be renamed and removed; automatic ones only be named', async () => {
      const { id } = await named('first');
      await hub.documents.versions.rename(room.editor, { versionId: id, name: 'better' });
      expect(hub.events.at(-1)).toMatchObject({
        type: 'version.changed',
        payload: { documentId, versionId: id, name: 'better', by: room.editor.userId },
      });
      await type(room.editor, 'x');
      hub.clock.time += longestGap;
      await runVersionJob();
      const [automatic] = await list();
      const versionId = automatic?.id ?? '';
      await expect(hub.documents.versions.remove(room.editor, versionId)).rejects.toMatchObject({
        code: 'invalid_input',
      });
      await hub.documents.versions.rename(room.editor, { versionId, name: 'keep this' });
      expect((await list()).map(({ kind, name }) => [kind, name])).toEqual([
        ['named', 'keep this'],
        ['named', 'better'],
      ]);
      const stored = hub.blobs.kept.size;
      await hub.documents.versions.remove(room.editor, id);
      expect(hub.blobs.kept.size).toBe(stored - 1);
      expect(hub.events.at(-1)).toMatchObject({ type: 'version.removed', payload: { documentId, versionId: id } });
      await expect(hub.documents.versions.content(room.editor, id)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('[VER-8] bytes stay while another version has them', async () => {
      const first = await named('first');
      const second = await named('the same');
      await hub.documents.versions.remove(room.editor, first.id);
      expect((await hub.documents.versions.content(room.viewer, second.id)).text).toBe('one\ntwo\n');
      await hub.documents.versions.remove(room.editor, second.id);
      expect(hub.blobs.kept.size).toBe(0);
    });

    test('are listed in pages, newest first', async () => {
      for (let i = 0; i < 5; i++) {
        hub.clock.time += 1000;
        await named(`v${i}`);
      }
      const names: (string | null)[] = [];
      let cursor: string | undefined;
      do {
        const page = await hub.documents.versions.list(room.viewer, { documentId, limit: 2, cursor });
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(names).toEqual(['v4', 'v3', 'v2', 'v1', 'v0']);
    });

    test('[DOC-5] readers look, editors change, others learn nothing', async () => {
      const { id } = await named('first');
      const { versions } = hub.documents;
      for (const actor of [room.viewer, room.commenter]) {
        expect((await versions.content(actor, id)).text).toBe('one\ntwo\n');
        await expect(versions.create(actor, { documentId, name: 'x' })).rejects.toMatchObject({ code: 'read_only' });
        await expect(versions.rename(actor, { versionId: id, name: 'x' })).rejects.toMatchObject({ code: 'read_only' });
        await expect(versions.remove(actor, id)).rejects.toMatchObject({ code: 'read_only' });
        await expect(versions.restore(actor, id)).rejects.toMatchObject({ code: 'read_only' });
      }
      for (const actor of [room.stranger, room.signedOut]) {
        await expect(versions.content(actor, id)).rejects.toMatchObject({ code: 'not_found' });
        await expect(versions.restore(actor, id)).rejects.toMatchObject({ code: 'not_found' });
        await expect(versions.list(actor, { documentId, limit: 5 })).rejects.toMatchObject({ code: 'not_found' });
      }
      await hub.documents.remove(room.editor, documentId);
      await expect(versions.content(room.viewer, id)).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('restoring', () => {
    test('[VER-4] is a forward edit, after what was there was put aside', async () => {
      const { id } = await named('good');
      await type(room.owner, 'BAD ');
      const { seq } = await hub.documents.versions.restore(room.editor, id);
      expect(await hub.text(documentId)).toBe('one\ntwo\n');
      expect(await hub.records(documentId, seq)).toMatchObject([
        { seq, origin: 'restore', userId: room.editor.userId },
      ]);
      const [aside] = await list();
      expect(aside).toMatchObject({ kind: 'before_restore', createdBy: { name: 'editor' } });
      await hub.documents.versions.restore(room.editor, aside?.id ?? '');
      expect(await hub.text(documentId)).toBe('BAD one\ntwo\n');
    });

    test('[VER-4] a client that was away merges, and the old content does not come back', async () => {
      const away = new Y.Doc();
      const sync = async () => {
        for (const update of (await hub.engine.state(documentId)).updates) Y.applyUpdate(away, update);
      };
      const { id } = await named('good');
      await type(room.owner, 'BAD ');
      await sync();
      away.getText('content').insert(away.getText('content').length, 'three\n');
      await hub.documents.versions.restore(room.editor, id);
      const actor = { ...room.editor, avatarId: null };
      await hub.engine.applyUpdate(documentId, actor, Y.encodeStateAsUpdate(away));
      await sync();
      expect(away.getText('content').toString()).toBe('one\ntwo\nthree\n');
      expect(await hub.text(documentId)).toBe('one\ntwo\nthree\n');
    });

    test('[VER-5] what is the same already is not edited', async () => {
      const { id } = await named('good');
      const { seq } = await hub.documents.versions.restore(room.editor, id);
      expect(seq).toBe(1);
    });

    test('works after the log was compacted without history', async () => {
      const { id } = await named('good');
      await type(room.owner, 'BAD ');
      hub.rooms.keeps = false;
      await hub.queue.run('document.compact', { documentId });
      await hub.documents.versions.restore(room.editor, id);
      expect(await hub.text(documentId)).toBe('one\ntwo\n');
    });
  });

  describe('automatic', () => {
    test('[VER-1] after quiet', async () => {
      await type(room.editor, 'x');
      await hub.workspace.repo.touchDocument(documentId, new Date(hub.clock.time + 1000), room.editor.userId);
      hub.clock.time += 2000;
      await runVersionJob();
      expect(await list()).toEqual([]);
      expect(hub.queue.waiting).toMatchObject([
        { name: 'document.version', options: { delayMs: quietTime, key: documentId } },
      ]);
      hub.clock.time += quietTime;
      expect(await hub.queue.runAll('document.version')).toBe(1);
      expect(await list()).toMatchObject([{ kind: 'automatic', createdBy: null, name: null, seq: 2 }]);
    });

    test('[VER-1] every ten minutes while people keep writing', async () => {
      for (let minute = 0; minute < 30; minute++) {
        hub.clock.time += 60_000;
        await type(room.editor, 'x');
        await hub.workspace.repo.touchDocument(documentId, new Date(hub.clock.time), room.editor.userId);
        await runVersionJob();
      }
      expect(await list()).toHaveLength(3);
    });

    test('[VER-1] when the last person leaves', async () => {
      hub.observer.documentChanged({ documentId, roomId: room.id, seq: 2, userIds: [room.editor.userId] });
      await expect.poll(() => hub.queue.waiting.length).toBe(1);
      await type(room.editor, 'x');
      hub.observer.documentIdle(documentId);
      await expect.poll(() => hub.queue.waiting.map(({ payload }) => payload)).toEqual([{ documentId, now: true }]);
      await hub.queue.runAll('document.version');
      expect(await list()).toHaveLength(1);
      hub.observer.documentIdle(documentId);
      expect(hub.queue.waiting.filter(({ name }) => name === 'document.version')).toEqual([]);
    });

    test('[VER-2] none that says the same, however often the job runs', async () => {
      await type(room.editor, 'x');
      hub.clock.time += quietTime;
      await Promise.all([runVersionJob(), runVersionJob(), runVersionJob()]);
      await runVersionJob();
      expect(await list()).toHaveLength(1);
      await named('named');
      hub.clock.time += day;
      await runVersionJob();
      expect(await list()).toHaveLength(2);
    });

    test('[VER-8] the jobs of a document that is gone do nothing, a cancelled one stops', async () => {
      await type(room.editor, 'x');
      hub.clock.time += quietTime;
      const cancelled = hub.queue.run('document.version', { documentId }, AbortSignal.abort());
      await expect(cancelled).rejects.toThrow();
      await expect(hub.queue.run('document.compact', { documentId }, AbortSignal.abort())).rejects.toThrow();
      await hub.documents.remove(room.editor, documentId);
      await runVersionJob();
      await hub.queue.run('document.version', { documentId: 'nothing' });
      await hub.queue.run('document.compact', { documentId: 'nothing' });
      await hub.queue.run('versions.thin', { documentId: 'nothing' });
      await hub.documents.restore(room.editor, documentId);
      expect(await list()).toEqual([]);
    });

    test('[VER-6] thin out, bytes and all, and named ones stay', async () => {
      const start = hub.clock.time;
      for (let i = 0; i < 6; i++) {
        await type(room.editor, `${i}`);
        hub.clock.time = start + (i + 1) * longestGap - 1;
        await runVersionJob();
        if (i === 2) await named('keep');
      }
      expect(await list()).toHaveLength(7);
      hub.clock.time = start + day + 2 * hour;
      await hub.queue.runAll('versions.thin');
      expect((await list()).map(({ kind, seq }) => [kind, seq])).toEqual([
        ['automatic', 7],
        ['named', 4],
      ]);
      expect(hub.blobs.kept.size).toBe(2);
      await hub.queue.run('versions.thin', { documentId });
      expect(await list()).toHaveLength(2);
    });
  });

  test('changes move the room up and date the document, at most every quarter of a minute', async () => {
    const change = (seq: number, actor: SignedInActor) =>
      hub.observer.documentChanged({ documentId, roomId: null, seq, userIds: [actor.userId] });
    hub.clock.time += 60_000;
    change(2, room.editor);
    await expect.poll(() => hub.rooms.touches.length).toBe(1);
    hub.clock.time += 1_000;
    change(3, room.owner);
    hub.observer.compactionDue(documentId);
    await expect
      .poll(() => hub.queue.waiting.map(({ name }) => name).sort())
      .toEqual(['document.compact', 'document.version']);
    expect(hub.rooms.touches).toEqual([room.id]);
    expect((await hub.documents.get(room.viewer, documentId)).changedBy?.name).toBe('editor');
    hub.observer.documentIdle(documentId);
    await expect.poll(async () => (await hub.documents.get(room.viewer, documentId)).changedBy?.name).toBe('owner');
    await hub.queue.runAll('document.compact');
    expect(await hub.text(documentId)).toBe('one\ntwo\n');
  });
});
