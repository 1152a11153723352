import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
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

  test('[DOC-14] structured names become texts', async () => {
    await importZip([
      { name: 'level.scene.json', content: '{"nodes":{}}' },
      { name: 'sketch.excalidraw', content: '{}' },
    ]);
    const { documents } = await hub.documents.list(room.viewer, room.id);
    expect(documents.map(({ kind }) => kind)).toEqual(['text', 'text']);
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
  const bytesOf = async (actor = room.viewer) => {
    const { stream } = await hub.documents.exportRoom(actor, room.id);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };

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
