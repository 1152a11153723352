import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { defaultLimits } from '../../../contract/limits.ts';
import { openArchive } from '../../../platform/archive.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from '../testing/documents-fixture.ts';
import { buildZip, type ZipEntry } from '../testing/zip-builder.ts';

let database: DatabaseHandle;
let folder: string;
let hub: DocumentsFixture;
let room: RoomWithPeople;
let count = 0;
beforeAll(async () => {
  database = await openEmbedded({ memory: true });
  folder = await mkdtemp(join(tmpdir(), 'draftroom-import-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  hub = await createDocumentsFixture(database);
  room = await hub.room();
});
afterEach(() => hub.close());

interface How {
  path?: string;
  replace?: boolean;
  signal?: AbortSignal;
  progress?: (done: number) => void;
}

async function importZip(entries: readonly ZipEntry[], how: How = {}) {
  const archiveFile = join(folder, `${count++}.zip`);
  await writeFile(archiveFile, buildZip(entries));
  const request = { roomId: room.id, archiveFile, folder: how.path ?? '', replace: how.replace ?? false };
  const prepared = await hub.documents.prepareImport(room.editor, request);
  try {
    return await prepared.run(how.signal ?? new AbortController().signal, how.progress ?? (() => {}));
  } finally {
    prepared.close();
  }
}

async function tree(): Promise<Record<string, string>> {
  const { documents, files } = await hub.documents.list(room.editor, room.id);
  const entries: Record<string, string> = {};
  for (const { id, path } of documents) entries[path] = await hub.text(id);
  for (const { path, assetId } of files)
    entries[path] = `file ${Buffer.from(await hub.blobs.get(assetId)).toString('hex')}`;
  return entries;
}

async function bytesOf(actor = room.viewer): Promise<Buffer> {
  const { stream } = await hub.documents.exportRoom(actor, room.id);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function exportedFiles(): Promise<Map<string, Buffer | null>> {
  const archiveFile = join(folder, `${count++}.zip`);
  await writeFile(archiveFile, await bytesOf());
  const archive = await openArchive(archiveFile, defaultLimits);
  const files = new Map<string, Buffer | null>();
  for (const entry of archive.entries) files.set(entry.name, await entry.read(new AbortController().signal));
  archive.close();
  return files;
}

const idOf = async (path: string) => {
  const { documents } = await hub.documents.list(room.editor, room.id);
  return documents.find((document) => document.path === path)?.id ?? '';
};

const reasons = (skipped: readonly { path: string; reason: string }[]) =>
  Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));

describe('importing a zip', () => {
  test('[DOC-12] texts become documents, everything else files, a top folder stays', async () => {
    const { result, error } = await importZip([
      { name: 'app/main.ts', content: 'const a = 1;\r\n' },
      { name: 'app/legacy.txt', content: Buffer.from('\ufeffgrün', 'utf16le') },
      { name: 'app/empty', content: '' },
      { name: 'app/logo.bin', content: Buffer.from([0, 255]), stored: true },
    ]);
    expect(error).toBeNull();
    expect(result).toEqual({ documents: 3, files: 1, replaced: 0, skipped: [] });
    expect(await tree()).toEqual({
      'app/main.ts': 'const a = 1;\n',
      'app/legacy.txt': 'grün',
      'app/empty': '',
      'app/logo.bin': 'file 00ff',
    });
  });

  test('[DOC-12] a text that is too long to edit becomes a file', async () => {
    await hub.close();
    hub = await createDocumentsFixture(database, { textFile: 10 });
    room = await hub.room();
    await importZip([{ name: 'long.txt', content: 'x'.repeat(11) }]);
    const { files } = await hub.documents.list(room.viewer, room.id);
    expect(files).toMatchObject([{ path: 'long.txt', mediaType: 'text/plain', size: 11 }]);
  });

  test('[DOC-14] names of scenes and graphs become texts', async () => {
    await importZip([
      { name: 'level.scene.json', content: '{"nodes":{}}' },
      { name: 'flow.graph.json', content: '{}' },
    ]);
    const { documents } = await hub.documents.list(room.viewer, room.id);
    expect(documents.map(({ kind }) => kind)).toEqual(['text', 'text']);
  });

  describe('drawings', () => {
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    );
    const shape = { id: 'a', type: 'rectangle', x: 1, y: 2, width: 30, height: 40 };
    const image = { id: 'i', type: 'image', x: 0, y: 0, width: 9, height: 9, fileId: 'f' };
    const picture = { id: 'f', mimeType: 'image/png', dataURL: `data:image/png;base64,${pixel.toString('base64')}` };
    const file = (elements: unknown, files: unknown = {}) =>
      JSON.stringify({ type: 'excalidraw', version: 2, elements, files });
    const elementsIn = async (path: string) =>
      ((await hub.documents.content(room.viewer, await idOf(path))) as { elements: Record<string, unknown> }).elements;

    test('[DOC-22] a drawing becomes one, its pictures files beside it', async () => {
      const { result } = await importZip([
        { name: 'plans/sketch.excalidraw', content: file([shape, image], { f: picture, g: { dataURL: 'data:,' } }) },
        { name: 'plans/same.EXCALIDRAW', content: file([image], { f: picture }) },
      ]);
      expect(result).toEqual({ documents: 2, files: 1, replaced: 0, skipped: [] });
      const { documents, files } = await hub.documents.list(room.viewer, room.id);
      expect(documents.map(({ kind }) => kind)).toEqual(['drawing', 'drawing']);
      const [stored] = files;
      expect(stored).toMatchObject({
        path: expect.stringMatching(/^plans\/images\/[0-9a-f]{16}\.png$/),
        size: pixel.length,
      });
      const content = await hub.documents.content(room.viewer, await idOf('plans/sketch.excalidraw'));
      expect(content).toMatchObject({ meta: { kind: 'drawing' }, files: { f: stored?.assetId } });
      expect(Object.keys(await elementsIn('plans/sketch.excalidraw'))).toEqual(['a', 'i']);
    });

    test('[DOC-22] one that cannot be read is skipped with the reason', async () => {
      const { result } = await importZip([
        { name: 'cut.excalidraw', content: '{"type":"excalidraw","elements":[' },
        { name: 'none.excalidraw', content: '{}' },
        { name: 'far.excalidraw', content: file([{ ...shape, x: 1e300 }]) },
        { name: 'bytes.excalidraw', content: Buffer.from([0, 1]) },
        { name: 'good.excalidraw', content: file([shape]) },
      ]);
      expect(reasons(result.skipped)).toEqual({
        'cut.excalidraw': 'it is no JSON, or a part of it is missing',
        'none.excalidraw': 'it is no Excalidraw drawing',
        'far.excalidraw': 'none of its elements can be used',
      });
      expect(result).toMatchObject({ documents: 1, files: 1 });
    });

    test('[DOC-13] replacing one is a forward edit of what differs', async () => {
      await importZip([{ name: 'a.excalidraw', content: file([shape, { ...shape, id: 'b' }]) }]);
      const id = await idOf('a.excalidraw');
      const away = new Y.Doc();
      for (const update of (await hub.engine.state(id)).updates) Y.applyUpdate(away, update);
      (away.getMap('elements').get('a') as Y.Map<unknown>).set('opacity', 40);
      const { result } = await importZip([{ name: 'a.excalidraw', content: file([{ ...shape, x: 77 }]) }], {
        replace: true,
      });
      expect(result.replaced).toBe(1);
      await hub.engine.applyUpdate(id, { ...room.editor, avatarId: null }, Y.encodeStateAsUpdate(away));
      expect(await elementsIn('a.excalidraw')).toEqual({ a: expect.objectContaining({ x: 77, opacity: 40 }) });
      await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'text.excalidraw' });
      const other = await importZip([{ name: 'text.excalidraw', content: file([shape]) }], { replace: true });
      expect(reasons(other.result.skipped)).toEqual({ 'text.excalidraw': 'something of another kind is there' });
    });

    test('[DOC-22] one that gets no place brings no pictures, one that is replaced does', async () => {
      const path = 'a.excalidraw';
      const content = file([image], { f: picture });
      await hub.documents.create(room.editor, { roomId: room.id, kind: 'drawing', path });
      const again = hub.documents.create(room.editor, { roomId: room.id, kind: 'drawing', path, content });
      await expect(again).rejects.toMatchObject({ code: 'path_taken', details: { path } });
      const { result } = await importZip([{ name: path, content }]);
      expect(result).toEqual({
        documents: 0,
        files: 0,
        replaced: 0,
        skipped: [{ path, reason: 'it is already there' }],
      });
      expect((await hub.documents.list(room.viewer, room.id)).files).toEqual([]);
      await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'text.excalidraw' });
      const replacing = await importZip([{ name: 'text.excalidraw', content }], { replace: true });
      expect(replacing.result).toMatchObject({ files: 0, replaced: 0 });

      const replaced = await importZip([{ name: path, content }], { replace: true });
      expect(replaced.result).toEqual({ documents: 0, files: 1, replaced: 1, skipped: [] });
      const { files } = await hub.documents.list(room.viewer, room.id);
      expect(await hub.documents.content(room.viewer, await idOf(path))).toMatchObject({
        files: { f: files[0]?.assetId },
      });

      // A picture of two drawings comes with the one that gets a place.
      room = await hub.room();
      await hub.documents.create(room.editor, { roomId: room.id, kind: 'drawing', path });
      const both = await importZip([
        { name: path, content },
        { name: 'b.excalidraw', content },
      ]);
      expect(both.result).toMatchObject({ documents: 1, files: 1 });
    });

    test('[DOC-22] an export holds it whole, and imports again', async () => {
      await importZip([{ name: 'p/s.excalidraw', content: file([shape, image], { f: picture }) }]);
      const exported = await exportedFiles();
      const text = exported.get('p/s.excalidraw')?.toString() ?? '';
      expect(JSON.parse(text)).toMatchObject({
        type: 'excalidraw',
        elements: [
          { id: 'a', x: 1 },
          { id: 'i', status: 'saved' },
        ],
        files: { f: picture },
      });
      const again = await hub.room();
      await hub.documents.importFile(again.editor, {
        roomId: again.id,
        path: 'p/s.excalidraw',
        bytes: Buffer.from(text),
        replace: false,
      });
      const { documents, files } = await hub.documents.list(again.editor, again.id);
      expect([documents.length, files.length]).toEqual([1, 1]);
      expect(await hub.documents.content(again.editor, documents[0]?.id ?? '')).toEqual(
        await hub.documents.content(room.editor, await idOf('p/s.excalidraw')),
      );
    });

    test('[DOC-22] an export puts no picture into it that the room does not hold', async () => {
      const other = await hub.room();
      const secret = Buffer.concat([pixel, Buffer.from('secret')]);
      await hub.documents.importFile(other.editor, { roomId: other.id, path: 's.png', bytes: secret, replace: false });
      const { files } = await hub.documents.list(other.editor, other.id);
      await importZip([{ name: 'a.excalidraw', content: file([image]) }]);
      await hub.engine.edit(await idOf('a.excalidraw'), { origin: 'typing', userId: null }, (doc) =>
        doc.getMap('files').set('f', files[0]?.assetId),
      );
      const text = (await exportedFiles()).get('a.excalidraw')?.toString() ?? '';
      expect(JSON.parse(text)).toMatchObject({ files: {}, elements: [{ status: 'pending' }] });
    });

    test('[DOC-22] one can be made with its content, and broken content is refused', async () => {
      const make = (path: string, content?: string) =>
        hub.documents.create(room.editor, { roomId: room.id, kind: 'drawing', path, content });
      const { id } = await make('made.excalidraw', file([shape, image], { f: picture }));
      expect(await hub.records(id, 1)).toMatchObject([{ seq: 1, origin: 'import' }]);
      expect(Object.keys(await elementsIn('made.excalidraw'))).toEqual(['a', 'i']);
      expect((await hub.documents.list(room.viewer, room.id)).files).toHaveLength(1);
      const empty = await make('empty.excalidraw');
      expect(await hub.documents.content(room.viewer, empty.id)).toEqual({
        meta: { kind: 'drawing', schema: 1 },
        elements: {},
        files: {},
      });
      await expect(make('bad.excalidraw', '{"type":')).rejects.toMatchObject({
        code: 'bad_drawing',
        details: { reason: expect.stringMatching(/^it is no JSON/) },
      });
      expect((await hub.documents.list(room.viewer, room.id)).documents).toHaveLength(2);
    });
  });

  test('[DOC-11] names that lead out, are too long, clash or come twice are skipped with a reason', async () => {
    await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'into/Kept.md', content: 'kept' });
    const { result } = await importZip(
      [
        { name: '../../etc/passwd', content: 'x' },
        { name: '/etc/shadow', content: 'x' },
        { name: 'C:\\windows\\win.ini', content: 'x' },
        { name: `${'n'.repeat(300)}.txt`, content: 'x' },
        { name: 'nul\0.txt', content: 'x' },
        { name: 'aux.c', content: 'x' },
        { name: 'link', content: '/etc/passwd', mode: 0o120777 },
        { name: 'a.txt', content: 'first' },
        { name: 'a.txt', content: 'second' },
        { name: 'A.txt', content: 'third' },
        { name: 'a.txt/b', content: 'fourth' },
        { name: 'kept.md', content: 'clashes' },
        { name: 'Kept.md', content: 'is there' },
        { name: 'bad', content: 'x', statedCrc: 7 },
      ],
      { path: 'into' },
    );
    expect(await tree()).toEqual({ 'into/a.txt': 'first', 'into/Kept.md': 'kept' });
    expect(reasons(result.skipped)).toMatchObject({
      '../../etc/passwd': 'it holds . or .. as a name',
      '/etc/shadow': 'it holds an empty name',
      'C:/windows/win.ini': 'it holds one of < > : " | ? *',
      [`${'n'.repeat(300)}.txt`]: 'it is longer than 255 characters',
      'nul\0.txt': 'it holds a character that cannot be seen',
      'aux.c': 'the name is reserved on Windows',
      link: 'it is a link',
      'into/a.txt': 'the zip holds this name twice',
      'into/A.txt': 'it clashes with into/a.txt in the zip',
      'into/a.txt/b': 'it clashes with into/a.txt in the zip',
      'into/bad': 'it is damaged',
    });
    expect(result.skipped).toHaveLength(13);
  });

  test('[DOC-13] what is there stays, unless it is to be replaced', async () => {
    await importZip([
      { name: 'a.txt', content: 'one\ntwo\n' },
      { name: 'b.bin', content: Buffer.of(0), stored: true },
      { name: 'c', content: 'text' },
    ]);
    const again: ZipEntry[] = [
      { name: 'a.txt', content: 'one\nTWO\n' },
      { name: 'b.bin', content: Buffer.of(0, 1), stored: true },
      { name: 'c', content: Buffer.of(0), stored: true },
      { name: 'new', content: 'new' },
    ];
    const kept = await importZip(again);
    expect(kept.result).toMatchObject({ documents: 1, files: 0, replaced: 0 });
    expect(kept.result.skipped.map(({ reason }) => reason)).toEqual(Array(3).fill('it is already there'));
    const id = await idOf('a.txt');
    const away = new Y.Doc();
    for (const update of (await hub.engine.state(id)).updates) Y.applyUpdate(away, update);
    away.getText('content').insert(0, 'zero\n');

    const replaced = await importZip(again, { replace: true });
    expect(replaced.result).toMatchObject({ documents: 0, files: 0, replaced: 3 });
    expect(reasons(replaced.result.skipped)).toEqual({ c: 'something of another kind is there' });
    expect(await tree()).toEqual({ 'a.txt': 'one\nTWO\n', 'b.bin': 'file 0001', c: 'text', new: 'new' });
    expect(await hub.documents.listRemoved(room.editor, room.id)).toMatchObject({
      files: [{ path: 'b.bin', size: 1 }],
    });
    const records = await hub.records(id, 2);
    expect(records).toMatchObject([{ origin: 'import', userId: room.editor.userId }]);
    for (const { update } of records) Y.applyUpdate(away, update);
    expect(away.getText('content').toString()).toBe('zero\none\nTWO\n');
  });

  test('[DOC-13] a file that cannot be stored leaves the one that it was to replace', async () => {
    const file = (byte: number): ZipEntry => ({ name: 'b.bin', content: Buffer.of(0, byte), stored: true });
    await importZip([file(1)]);
    hub.blobs.put = async () => {
      throw new Error('the disk is full');
    };
    await expect(importZip([file(2)], { replace: true })).rejects.toThrow('the disk is full');
    expect(await tree()).toEqual({ 'b.bin': 'file 0001' });
    expect((await hub.documents.listRemoved(room.editor, room.id)).files).toEqual([]);
  });

  test('[DOC-13] a file that was moved while its successor is stored stays where it is now', async () => {
    const file = (byte: number): ZipEntry => ({ name: 'b.bin', content: Buffer.of(0, byte), stored: true });
    await importZip([file(1)]);
    const { files } = await hub.documents.list(room.editor, room.id);
    const put = hub.blobs.put.bind(hub.blobs);
    hub.blobs.put = async (bytes) => {
      await hub.documents.files.move(room.editor, { fileId: files[0]?.id ?? '', path: 'moved.bin' });
      return await put(bytes);
    };
    await importZip([file(2)], { replace: true });
    expect(await tree()).toMatchObject({ 'moved.bin': 'file 0001' });
  });

  test('[DOC-8] files are replaced and added by somebody who has as many documents as they may', async () => {
    await hub.close();
    hub = await createDocumentsFixture(database, { documentsPerUser: 1 });
    room = await hub.room();
    await importZip([
      { name: 'b.bin', content: Buffer.of(0), stored: true },
      { name: 'a.txt', content: 'one' },
    ]);
    const { result, error } = await importZip(
      [
        { name: 'b.bin', content: Buffer.of(0, 1), stored: true },
        { name: 'c.bin', content: Buffer.of(0, 2), stored: true },
      ],
      { replace: true },
    );
    expect(error).toBeNull();
    expect(result).toEqual({ documents: 0, files: 1, replaced: 1, skipped: [] });
    expect(await tree()).toEqual({ 'a.txt': 'one', 'b.bin': 'file 0001', 'c.bin': 'file 0002' });
  });

  test('[DOC-15] many files: every one counted, one event a portion', async () => {
    const entries = Array.from({ length: 120 }, (_, i) => ({ name: `src/f${i}.ts`, content: `// ${i}` }));
    const seen: number[] = [];
    const { result } = await importZip(entries, { progress: (done) => seen.push(done) });
    expect(result.documents).toBe(120);
    expect(seen).toEqual([50, 100, 120]);
    expect(hub.events.filter(({ type }) => type === 'document.created')).toHaveLength(3);
    // Making a document is no activity in it.
    expect(hub.queue.waiting).toEqual([]);
  });

  test('[DOC-15] what was imported stays when the client hangs up', async () => {
    const gone = new AbortController();
    const entries = Array.from({ length: 120 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    const { result, error } = await importZip(entries, { signal: gone.signal, progress: () => gone.abort() });
    expect(error).toBeNull();
    expect(result.documents).toBe(50);
    expect(Object.keys(await tree())).toHaveLength(50);
  });

  test('[DOC-15] what was imported stays when the right is withdrawn', async () => {
    const entries = Array.from({ length: 60 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    const key = `${room.editor.userId} ${room.id}`;
    const { result, error } = await importZip(entries, { progress: () => hub.rooms.roles.set(key, 'viewer') });
    expect(error).toMatchObject({ code: 'read_only' });
    expect(result.documents).toBe(50);
  });

  test('[DOC-10] a zip that lies stops, and what was imported stays', async () => {
    const honest = Array.from({ length: 50 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    const { result, error } = await importZip([...honest, { name: 'liar', content: 'x'.repeat(5000), statedSize: 5 }]);
    expect(error).toMatchObject({ code: 'bad_archive' });
    expect(result.documents).toBe(50);
  });

  test('[DOC-8] a full room takes no more', async () => {
    await hub.close();
    hub = await createDocumentsFixture(database, { documentsPerRoom: 3 });
    room = await hub.room();
    const { result, error } = await importZip(Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, content: 'x' })));
    expect(error).toMatchObject({ code: 'too_many' });
    expect(result.documents).toBe(3);
    expect(Object.keys(await tree())).toHaveLength(3);
  });

  test('[DOC-5] only for those who may write, before anything is read', async () => {
    const request = { roomId: room.id, archiveFile: '/nowhere.zip', folder: '', replace: false };
    await expect(hub.documents.prepareImport(room.viewer, request)).rejects.toMatchObject({ code: 'read_only' });
    await expect(hub.documents.prepareImport(room.stranger, request)).rejects.toMatchObject({ code: 'not_found' });
    await expect(hub.documents.prepareImport(room.editor, { ...request, folder: '../up' })).rejects.toMatchObject({
      code: 'bad_path',
    });
    await expect(hub.documents.prepareImport(room.editor, request)).rejects.toMatchObject({ code: 'bad_archive' });
  });
});

describe('[DOC-16] an export', () => {
  test('imported into another room gives the same', async () => {
    await importZip([
      { name: 'größe/日本語 😀.md', content: 'über\n' },
      { name: 'b.bin', content: Buffer.of(0, 1, 2), stored: true },
      { name: 'empty', content: '' },
    ]);
    const before = await tree();
    const archiveFile = join(folder, 'export.zip');
    await writeFile(archiveFile, await bytesOf());
    room = await hub.room();
    const prepared = await hub.documents.prepareImport(room.editor, {
      roomId: room.id,
      archiveFile,
      folder: '',
      replace: false,
    });
    await prepared.run(new AbortController().signal, () => {});
    prepared.close();
    expect(await tree()).toEqual(before);
  });

  test('that nobody reads to its end closes what it has opened', async () => {
    await importZip([{ name: 'b.bin', content: randomBytes(3_000_000), stored: true }]);
    const opened: Readable[] = [];
    const open = hub.blobs.stream;
    hub.blobs.stream = async (id) => {
      const stream = await open(id);
      opened.push(stream);
      return stream;
    };
    const { stream } = await hub.documents.exportRoom(room.viewer, room.id);
    stream.once('data', () => stream.destroy());
    await expect.poll(() => opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  test('of an empty room is an empty zip', async () => {
    expect((await bytesOf()).readUInt32LE(0)).toBe(0x06054b50);
  });

  test('that fails is cut off, not shortened', async () => {
    await importZip([
      { name: 'b.bin', content: Buffer.of(0, 1, 2), stored: true },
      { name: 'c.txt', content: 'x' },
    ]);
    for (const id of hub.blobs.kept) await hub.blobs.remove(id);
    await expect(bytesOf()).rejects.toThrow();
  });
});
