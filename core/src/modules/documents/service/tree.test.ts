import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../platform/actor.ts';
import { describeDatabases } from '../../../testing/contract-suites.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from '../testing/documents-fixture.ts';

await describeDatabases('the tree of a room', (open) => {
  let database: DatabaseHandle;
  let hub: DocumentsFixture;
  let room: RoomWithPeople;
  let editor: Actor;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    hub = await createDocumentsFixture(database);
    room = await hub.room();
    editor = room.editor;
  });
  afterEach(() => hub.close());

  const create = async (path: string, content?: string, kind: 'text' | 'scene' = 'text') =>
    (await hub.documents.create(editor, { roomId: room.id, kind, path, content })).id;
  const paths = async () => {
    const tree = await hub.documents.list(editor, room.id);
    return [...tree.documents, ...tree.files].map((entry) => entry.path).sort();
  };
  const addFile = async (path: string, bytes = Buffer.from([0, 1, 2])) => {
    await hub.documents.importFile(editor, { roomId: room.id, path, bytes, replace: false });
    const { files } = await hub.documents.list(editor, room.id);
    return files.find((file) => file.path === path)?.id ?? '';
  };
  const refused = (code: string, details: object = {}) => ({ code, details: expect.objectContaining(details) });

  describe('creating', () => {
    test('[DOC-4] the document is written and durable before it is found', async () => {
      hub.log.held = true;
      const creating = create('src/main.ts', 'a\r\nb');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await paths()).toEqual([]);
      hub.log.release();
      const id = await creating;
      expect(await hub.documents.content(room.viewer, id)).toBe('a\nb');
      const [record] = await hub.records(id, 1);
      expect(record).toMatchObject({ seq: 1, origin: 'import', userId: room.editor.userId });
    });

    test('[DOC-4] structured kinds start empty and take no content', async () => {
      const id = await create('level.scene.json', undefined, 'scene');
      const empty = { meta: { kind: 'scene', schema: 1 }, nodes: {}, settings: {} };
      expect(await hub.documents.content(editor, id)).toEqual(empty);
      await expect(create('b.scene.json', '{}', 'scene')).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('[DOC-1] a bad path is refused with its reason', async () => {
      for (const path of ['../up', 'a\0b', 'x'.repeat(300), '/etc/passwd', 'con']) {
        await expect(create(path)).rejects.toMatchObject(refused('bad_path', { reason: expect.any(String) }));
      }
      await expect(create(`\u202e${'x'.repeat(300)}`)).rejects.toMatchObject({
        details: { path: `\ufffd${'x'.repeat(79)}…` },
      });
    });

    test('[DOC-2] a path is taken by the same name in any case, by a file and by a folder', async () => {
      await create('Readme.md');
      await addFile('img/logo.bin');
      for (const path of [
        'Readme.md',
        'README.md',
        'readme.MD',
        'readme.md/x',
        'img',
        'IMG',
        'Img/other',
        'img/LOGO.bin',
      ]) {
        await expect(create(path), path).rejects.toMatchObject({ code: 'path_taken' });
      }
      await expect(create('README.md')).rejects.toMatchObject({ details: { path: 'Readme.md' } });
      await create('ü.md');
      await expect(create('u\u0308.md')).rejects.toMatchObject({ code: 'path_taken' });
    });

    test('[DOC-2] of many who take one name at once, one gets it', async () => {
      const made = await Promise.allSettled(['a', 'A', 'a/b', 'a', 'A/c'].map((path) => create(path)));
      const [first, ...rest] = await paths();
      expect(first).toMatch(/^a/i);
      // `a/b` and another below the same folder could stand together, the same name twice could not.
      expect(rest).toHaveLength(0);
      expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    });

    test('[DOC-2] rooms do not see each other', async () => {
      await create('a.ts');
      const other = await hub.room();
      await hub.documents.create(other.editor, { roomId: other.id, kind: 'text', path: 'A.ts' });
      expect(await paths()).toEqual(['a.ts']);
    });

    test('[DOC-3] the language follows the name until one is chosen', async () => {
      const id = await create('main.ts');
      expect(await hub.documents.get(editor, id)).toMatchObject({ language: 'typescript', languageChosen: false });
      await hub.documents.move(editor, { documentId: id, path: 'main.py' });
      expect(await hub.documents.get(editor, id)).toMatchObject({ language: 'python' });
      expect(await hub.documents.setLanguage(editor, { documentId: id, language: 'go' })).toEqual({ language: 'go' });
      await hub.documents.move(editor, { documentId: id, path: 'main.rs' });
      expect(await hub.documents.get(editor, id)).toMatchObject({ language: 'go', languageChosen: true });
      expect(await hub.documents.setLanguage(editor, { documentId: id, language: null })).toEqual({ language: 'rust' });
    });

    test('[DOC-8] a room and a person have limits', async () => {
      await hub.close();
      hub = await createDocumentsFixture(database, { documentsPerRoom: 2, documentsPerUser: 2, textFile: 10 });
      room = await hub.room();
      editor = room.editor;
      await create('a');
      const file = await addFile('b.bin');
      await expect(create('c')).rejects.toMatchObject(refused('too_many', { limit: '2 documents' }));
      await hub.documents.files.remove(editor, file);
      const c = await create('c');
      await expect(hub.documents.files.restore(editor, file)).rejects.toMatchObject({ code: 'too_many' });
      await hub.documents.remove(editor, c);
      const other = await hub.room();
      hub.rooms.roles.set(`${room.editor.userId} ${other.id}`, 'editor');
      room = other;
      await create('d', '12345');
      // One in each room; what was removed does not count.
      await expect(create('e')).rejects.toMatchObject(refused('too_many', { limit: '2 documents' }));
      await expect(create('h', 'x'.repeat(11))).rejects.toMatchObject({ code: 'too_large' });
    });
  });

  describe('[DOC-8] the log keeps nothing of a document that got no place', () => {
    /** The documents that the log was given something of, from now on. */
    const written = () => {
      const ids = new Set<string>();
      const append = hub.log.append.bind(hub.log);
      hub.log.append = (record) => {
        ids.add(record.documentId);
        return append(record);
      };
      return ids;
    };

    test('in a room that is full', async () => {
      await hub.close();
      hub = await createDocumentsFixture(database, { documentsPerRoom: 1 });
      room = await hub.room();
      editor = room.editor;
      await create('a');
      const ids = written();
      await expect(create('b')).rejects.toMatchObject({ code: 'too_many' });
      expect([...ids]).toEqual([]);
    });

    test('because somebody else was faster', async () => {
      const ids = written();
      hub.log.held = true;
      const creating = Promise.allSettled([create('a'), create('A')]);
      await expect.poll(() => ids.size).toBe(2);
      hub.log.release();
      const made = (await creating).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(made).toHaveLength(1);
      expect([...ids].filter((id) => hub.log.records(id).length > 0)).toEqual(made);
    });
  });

  describe('moving', () => {
    test('[DOC-6] to another name, into a folder, and to another case', async () => {
      const id = await create('a.ts');
      expect(await hub.documents.move(editor, { documentId: id, path: 'src/deep/b.ts' })).toEqual({
        path: 'src/deep/b.ts',
      });
      await hub.documents.move(editor, { documentId: id, path: 'src/deep/B.ts' });
      await hub.documents.move(editor, { documentId: id, path: 'Src/B.ts' });
      await hub.documents.move(editor, { documentId: id, path: 'Src' });
      expect(await paths()).toEqual(['Src']);
      await create('a.ts');
    });

    test('[DOC-6] onto something else is refused and changes nothing', async () => {
      const id = await create('a.ts');
      await create('lib/b.ts');
      for (const path of ['lib', 'LIB/b.ts', 'lib/b.ts/c', '../a', '']) {
        await expect(hub.documents.move(editor, { documentId: id, path }), path).rejects.toThrow();
      }
      expect(await paths()).toEqual(['a.ts', 'lib/b.ts']);
    });

    test('[DOC-6] a folder moves whole: texts and files, also up, deeper and in case', async () => {
      await create('src/a.ts');
      await create('src/sub/b.ts');
      await addFile('src/img/c.bin');
      await create('srcx.ts');
      expect(await hub.documents.moveFolder(editor, { roomId: room.id, from: 'src', to: 'lib/core' })).toEqual({
        documents: 2,
        files: 1,
      });
      expect(await paths()).toEqual(['lib/core/a.ts', 'lib/core/img/c.bin', 'lib/core/sub/b.ts', 'srcx.ts']);
      await hub.documents.moveFolder(editor, { roomId: room.id, from: 'lib', to: 'Lib' });
      await hub.documents.moveFolder(editor, { roomId: room.id, from: 'Lib/core', to: '' });
      expect(await paths()).toEqual(['a.ts', 'img/c.bin', 'srcx.ts', 'sub/b.ts']);
    });

    test('[DOC-6] entries of one folder may take the places of each other', async () => {
      await create('a/a/x');
      await create('a/a/a/x');
      await hub.documents.moveFolder(editor, { roomId: room.id, from: 'a/a', to: 'a' });
      expect(await paths()).toEqual(['a/a/x', 'a/x']);
    });

    test('[DOC-6] all or nothing', async () => {
      await create('src/a.ts');
      await create('src/b.ts');
      await create('lib/B.ts');
      await expect(hub.documents.moveFolder(editor, { roomId: room.id, from: 'src', to: 'lib' })).rejects.toMatchObject(
        refused('path_taken', { path: 'lib/B.ts' }),
      );
      const long = Array.from({ length: 25 }, () => 'folder-ten')
        .join('/')
        .slice(0, 252);
      await expect(hub.documents.moveFolder(editor, { roomId: room.id, from: 'src', to: long })).rejects.toMatchObject({
        code: 'bad_path',
      });
      await expect(
        hub.documents.moveFolder(editor, { roomId: room.id, from: 'src', to: 'src/deep' }),
      ).rejects.toMatchObject({ code: 'bad_path' });
      await expect(
        hub.documents.moveFolder(editor, { roomId: room.id, from: 'nothing', to: 'x' }),
      ).rejects.toMatchObject({ code: 'not_found' });
      expect(await paths()).toEqual(['lib/B.ts', 'src/a.ts', 'src/b.ts']);
    });
  });

  describe('removing', () => {
    test('[DOC-7] what was removed is unknown, listed as removed, and comes back', async () => {
      const id = await create('a.ts', 'text');
      await hub.documents.remove(editor, id);
      await expect(hub.documents.get(editor, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(hub.documents.content(editor, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(hub.documents.remove(editor, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await hub.documents.listRemoved(editor, room.id)).toMatchObject({
        documents: [{ id, path: 'a.ts' }],
        files: [],
      });
      expect(await hub.documents.restore(editor, id)).toEqual({ path: 'a.ts' });
      expect(await hub.documents.content(editor, id)).toBe('text');
      await expect(hub.documents.restore(editor, id)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('[DOC-7] not when its place was taken meanwhile', async () => {
      const id = await create('docs/a.md');
      await hub.documents.remove(editor, id);
      const other = await create('DOCS');
      await expect(hub.documents.restore(editor, id)).rejects.toMatchObject(refused('path_taken', { path: 'DOCS' }));
      await hub.documents.move(editor, { documentId: other, path: 'else' });
      await hub.documents.restore(editor, id);
      expect(await paths()).toEqual(['docs/a.md', 'else']);
    });

    test('[DOC-7] a folder, and its undo as far as there is room', async () => {
      await create('src/a.ts');
      await create('src/b.ts');
      await addFile('src/c.bin');
      await create('srcx.ts');
      const removed = await hub.documents.removeFolder(editor, { roomId: room.id, path: 'src' });
      expect(removed.documentIds).toHaveLength(2);
      expect(await paths()).toEqual(['srcx.ts']);
      await create('src/B.ts');
      const other = await hub.room();
      const foreign = await hub.documents.create(other.editor, { roomId: other.id, kind: 'text', path: 'f' });
      await hub.documents.remove(other.editor, foreign.id);
      const ids = { ...removed, documentIds: [...removed.documentIds, foreign.id] };
      expect(await hub.documents.restoreMany(editor, { roomId: room.id, ...ids })).toEqual({
        documents: 1,
        files: 1,
        skipped: [{ path: 'src/b.ts', reason: 'something else is there now' }],
      });
      expect(await paths()).toEqual(['src/B.ts', 'src/a.ts', 'src/c.bin', 'srcx.ts']);
    });

    test('[DOC-7] files alike', async () => {
      const id = await addFile('a.bin');
      await hub.documents.files.move(editor, { fileId: id, path: 'b/c.bin' });
      await hub.documents.files.remove(editor, id);
      expect(await hub.documents.listRemoved(editor, room.id)).toMatchObject({
        files: [{ id, path: 'b/c.bin', size: 3 }],
      });
      await expect(hub.documents.files.move(editor, { fileId: id, path: 'd' })).rejects.toMatchObject({
        code: 'not_found',
      });
      await create('b');
      await expect(hub.documents.files.restore(editor, id)).rejects.toMatchObject({ code: 'path_taken' });
    });
  });

  describe('[DOC-5] rights', () => {
    test('members read; editors and owners change; others learn nothing', async () => {
      const id = await create('a.ts', 'text');
      const change = (actor: Actor) => hub.documents.setLanguage(actor, { documentId: id, language: 'go' });
      for (const actor of [room.owner, room.editor, room.commenter, room.viewer]) {
        expect(await hub.documents.content(actor, id)).toBe('text');
        expect((await hub.documents.list(actor, room.id)).documents).toHaveLength(1);
      }
      for (const actor of [room.owner, room.editor]) await change(actor);
      for (const actor of [room.commenter, room.viewer]) {
        await expect(change(actor)).rejects.toMatchObject({ code: 'read_only' });
        await expect(hub.documents.listRemoved(actor, room.id)).rejects.toMatchObject({ code: 'read_only' });
      }
      for (const actor of [room.stranger, room.signedOut]) {
        const unknown = await hub.documents.get(actor, 'nothing').catch((error) => error);
        expect(await hub.documents.get(actor, id).catch((error) => error)).toEqual(unknown);
        expect(await change(actor).catch((error) => error)).toEqual(unknown);
        expect(unknown).toMatchObject({ code: 'not_found' });
      }
    });

    test('a public room is read by everybody and changed by members', async () => {
      const open = await hub.room('public');
      const { id } = await hub.documents.create(open.owner, { roomId: open.id, kind: 'text', path: 'a', content: 'x' });
      expect(await hub.documents.content(open.signedOut, id)).toBe('x');
      await expect(hub.documents.remove(open.signedOut, id)).rejects.toMatchObject({ code: 'not_signed_in' });
      await expect(hub.documents.remove(open.stranger, id)).rejects.toMatchObject({ code: 'not_allowed' });
    });

    test('an archived room is read only', async () => {
      const id = await create('a');
      const facts = hub.rooms.facts.get(room.id);
      if (facts !== undefined) hub.rooms.facts.set(room.id, { ...facts, archivedAt: new Date() });
      await expect(hub.documents.move(editor, { documentId: id, path: 'b' })).rejects.toMatchObject({
        code: 'archived',
      });
      expect((await hub.documents.get(editor, id)).path).toBe('a');
    });
  });

  test('[DOC-18] one event for each change, with everything it touched', async () => {
    const id = await create('src/a.ts');
    await addFile('src/b.bin');
    await hub.documents.move(editor, { documentId: id, path: 'src/c.ts' });
    await hub.documents.moveFolder(editor, { roomId: room.id, from: 'src', to: 'lib' });
    await hub.documents.remove(editor, id);
    await hub.documents.restore(editor, id);
    await expect(create('lib/c.ts')).rejects.toThrow();
    expect(hub.events.map(({ type }) => type)).toEqual([
      'document.created',
      'file.created',
      'document.moved',
      'document.moved',
      'file.moved',
      'document.removed',
      'document.restored',
    ]);
    expect(new Set(hub.events.map(({ stream }) => stream))).toEqual(new Set([`room:${room.id}`]));
    expect(hub.events[3]?.payload).toEqual({ by: room.editor.userId, entries: [{ id, path: 'lib/c.ts' }] });
  });

  test('the tree names who made and who changed something, and survives that they are gone', async () => {
    const id = await create('a.ts');
    expect(await hub.documents.get(editor, id)).toMatchObject({
      createdBy: { name: 'editor' },
      changedBy: { name: 'editor' },
    });
    await database.raw.query('delete from users where id = $1', [room.editor.userId]);
    expect(await hub.documents.get(room.owner, id)).toMatchObject({ createdBy: null, changedBy: null });
  });
});
