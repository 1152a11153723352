import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { assets, documents, versions } from '@draftroom/drizzle/schema/documents';
import { rooms } from '@draftroom/drizzle/schema/rooms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../backup.ts';
import { newId } from '../contract/ids.ts';
import { createFileBlobs, type FileBlobs } from '../platform/blobs.ts';
import { type DataFolder, openDataFolder } from '../platform/data-folder.ts';
import { createLogger } from '../platform/logger.ts';
import { openFileLog } from '../sync/log/file-log.ts';
import type { UpdateLog } from '../sync/ports.ts';
import { serveBackups } from './control.ts';
import type { BackupSource } from './create.ts';
import { type Manifest, manifestName } from './manifest.ts';
import { restoreBackup } from './restore.ts';

/** The parts of an embedded hub that hold data. */
class SmallHub {
  readonly folder: DataFolder;
  readonly database: DatabaseHandle;
  readonly log: UpdateLog;
  readonly blobs: FileBlobs;
  /** By document: the last sequence number that was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  #stopped = false;

  private constructor(parts: Pick<SmallHub, 'folder' | 'database' | 'log' | 'blobs'>) {
    ({ folder: this.folder, database: this.database, log: this.log, blobs: this.blobs } = parts);
  }

  static async open(path: string): Promise<SmallHub> {
    const folder = await openDataFolder(path);
    const database = await openEmbedded({ dataDir: folder.database });
    // Small segments: many are sealed and archived while the backup runs.
    const log = await openFileLog({ directory: folder.log, segmentBytes: 20_000 });
    return new SmallHub({ folder, database, log, blobs: createFileBlobs(folder.blobs) });
  }

  source(): BackupSource {
    return {
      folder: this.folder.path,
      copyDatabase: (to) => this.database.copyFiles(to),
      holdRemovals: () => this.blobs.holdRemovals(),
      now: Date.now,
    };
  }

  async addRoom(): Promise<string> {
    const id = newId();
    const now = new Date();
    const row = { id, name: 'Room', visibility: 'private' as const, code: id, createdAt: now, changedAt: now };
    await this.database.db.insert(rooms).values(row);
    return id;
  }

  /** Creates documents, writes to all of them, compacts, stores and removes versions, until it is stopped. */
  async work(roomId: string): Promise<void> {
    for (let round = 0; !this.#stopped; round++) {
      if (this.acknowledged.size < 12) await this.#addDocument(roomId);
      for (const documentId of this.acknowledged.keys()) await this.#write(documentId);
      const chosen = [...this.acknowledged.keys()][round % this.acknowledged.size] ?? '';
      await this.#compact(chosen, round % 2 === 0);
      await this.#replaceVersion(chosen);
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #addDocument(roomId: string): Promise<void> {
    const id = newId();
    this.acknowledged.set(id, 0);
    await this.#write(id);
    const now = new Date();
    const row = { id, roomId, kind: 'text' as const, path: id, pathKey: id, createdAt: now, changedAt: now };
    await this.database.db.insert(documents).values(row);
  }

  async #write(documentId: string): Promise<void> {
    const seq = (this.acknowledged.get(documentId) ?? 0) + 1;
    const update = Buffer.alloc(700, seq);
    await this.log.append({ documentId, seq, at: seq, userId: null, clientIds: [1], origin: 'typing', update });
    this.acknowledged.set(documentId, seq);
  }

  async #compact(documentId: string, keepHistory: boolean): Promise<void> {
    const seq = this.acknowledged.get(documentId) ?? 0;
    await this.log.putSnapshot(documentId, seq, Buffer.from(`state ${seq}`), keepHistory);
  }

  async #replaceVersion(documentId: string): Promise<void> {
    const stateId = await this.blobs.put(Buffer.from(newId().repeat(50)));
    const old = await this.database.db.delete(versions).returning({ stateId: versions.stateId });
    const row = {
      id: newId(),
      documentId,
      kind: 'automatic' as const,
      seq: 1,
      stateId,
      size: 1,
      createdAt: new Date(),
    };
    await this.database.db.insert(versions).values(row);
    for (const { stateId: id } of old) await this.blobs.remove(id);
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.database.close();
    await this.folder.release();
  }
}

async function lastSeq(log: UpdateLog, documentId: string): Promise<number> {
  const { snapshotSeq, tail } = await log.load(documentId);
  // Without a hole from the snapshot on.
  expect(tail.map((record) => record.seq)).toEqual(tail.map((_, index) => snapshotSeq + index + 1));
  return tail.at(-1)?.seq ?? snapshotSeq;
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'draftroom-backup-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('backup of a busy hub', () => {
  test('[BACKUP-1] nothing that was acknowledged when it began is missing, and everything that rows name is there', async () => {
    const hub = await SmallHub.open(join(root, 'busy'));
    if (hub.folder.control !== null) serveBackups(hub.folder.control, hub.source(), createLogger('silent'));
    const secret = await hub.folder.secret('tickets');
    const working = hub.work(await hub.addRoom());
    for (let round = 0; round < 2; round++) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      const before = new Map(hub.acknowledged);
      const to = join(root, `busy-backup-${round}`);
      const saved = await backUp(hub.folder.path, to);
      expect(saved.path).toBe(to);
      await restoreBackup(to, join(root, `busy-restored-${round}`));

      const restored = await SmallHub.open(join(root, `busy-restored-${round}`));
      for (const [documentId, seq] of before) {
        expect(await lastSeq(restored.log, documentId)).toBeGreaterThanOrEqual(seq);
      }
      const rows = await restored.database.db.select({ id: documents.id }).from(documents);
      expect(rows.length).toBeGreaterThan(0);
      for (const { id } of rows) expect(await lastSeq(restored.log, id)).toBeGreaterThan(0);
      for (const { stateId } of await restored.database.db.select().from(versions)) {
        expect(await restored.blobs.has(stateId)).toBe(true);
      }
      expect(await restored.folder.secret('tickets')).toEqual(secret);
      await restored.close();
    }
    hub.stop();
    await working;
    expect([...hub.acknowledged.values()].length).toBeGreaterThan(5);
    await hub.close();
  }, 120_000);

  test('[BACKUP-2] a backup that cannot be made says why, leaves nothing behind, and the hub goes on', async () => {
    const hub = await SmallHub.open(join(root, 'refused'));
    if (hub.folder.control !== null) serveBackups(hub.folder.control, hub.source(), createLogger('silent'));
    const existing = join(root, 'existing');
    await mkdir(existing);
    await expect(backUp(hub.folder.path, existing)).rejects.toThrow('exists already');
    await expect(backUp(hub.folder.path, join(hub.folder.path, 'inside'))).rejects.toThrow('inside the data folder');
    await expect(backUp(hub.folder.path, join(root, 'refused', 'lock', 'x'))).rejects.toThrow();
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await backUp(hub.folder.path, join(root, 'refused-backup'))).files).toBeGreaterThan(0);
    await hub.close();
  }, 60_000);
});

describe('backup of a stopped hub', () => {
  let backup: string;
  const userId = newId();
  let blobId: string;
  beforeAll(async () => {
    const hub = await SmallHub.open(join(root, 'stopped'));
    const row = { id: userId, email: 'ada@example.org', name: 'Ada', colour: 'teal' as const, createdAt: new Date() };
    await hub.database.db.insert(users).values(row);
    blobId = await hub.blobs.put(Buffer.from('picture'));
    await hub.database.db.insert(assets).values({ id: blobId, size: 7, mediaType: 'image/png', createdAt: new Date() });
    await hub.log.append({
      documentId: 'd1',
      seq: 1,
      at: 1,
      userId,
      clientIds: [1],
      origin: 'typing',
      update: Buffer.from([1]),
    });
    await hub.close();
    backup = join(root, 'stopped-backup');
    await backUp(join(root, 'stopped'), backup);
  }, 60_000);

  test('is whole after it was restored into an empty folder, more than once', async () => {
    for (const name of ['first', 'second']) {
      const to = join(root, name);
      if (name === 'second') await mkdir(to);
      const { files } = await restoreBackup(backup, to);
      expect(files).toBeGreaterThan(100);
      const hub = await SmallHub.open(to);
      expect(await hub.database.db.select({ id: users.id }).from(users)).toEqual([{ id: userId }]);
      expect(Buffer.from(await hub.blobs.get(blobId)).toString()).toBe('picture');
      expect(await lastSeq(hub.log, 'd1')).toBe(1);
      await hub.close();
    }
  }, 60_000);

  test('the lock and the socket are not part of it', async () => {
    const manifest = await manifestOf(backup);
    expect(
      Object.keys(manifest.files).filter((path) => /lock|sock/.test(path) && !path.startsWith('database/')),
    ).toEqual([]);
  });

  test('a folder that is not empty is left alone', async () => {
    const to = join(root, 'full');
    await mkdir(to);
    await writeFile(join(to, 'mine'), 'x');
    await expect(restoreBackup(backup, to)).rejects.toThrow('not empty');
    expect(await readdir(to)).toEqual(['mine']);
  });

  test('what is no backup is refused', async () => {
    await expect(restoreBackup(root, join(root, 'n1'))).rejects.toThrow('is not a backup');
    await expect(restoreBackup(join(root, 'nowhere'), join(root, 'n1'))).rejects.toThrow('is not a backup');
  });

  test.each<[string, (folder: string) => Promise<void>, RegExp]>([
    [
      'a changed byte',
      (folder) => changeFile(folder, 'database/pg/PG_VERSION', (text) => text.replace('1', '2')),
      /PG_VERSION is not what was saved/,
    ],
    [
      'a cut file',
      (folder) => changeFile(folder, 'database/pg/PG_VERSION', () => ''),
      /PG_VERSION is not what was saved/,
    ],
    ['a missing file', (folder) => rm(join(folder, 'data', 'database/pg/PG_VERSION')), /PG_VERSION is missing/],
    ['an added file', (folder) => writeFile(join(folder, 'data', 'more'), ''), /more does not belong to it/],
    [
      'a list that cannot be read',
      (folder) => writeFile(join(folder, manifestName), '{'),
      /manifest.json cannot be read/,
    ],
    ['a path out of the folder', (folder) => changeList(folder, '../evil'), /manifest.json cannot be read/],
    ['an absolute path', (folder) => changeList(folder, '/etc/evil'), /manifest.json cannot be read/],
    ['a path with a backslash', (folder) => changeList(folder, 'a\\..\\evil'), /manifest.json cannot be read/],
  ])('[BACKUP-2] %s is noticed and nothing is restored', async (_name, damage, message) => {
    const copy = join(root, newId());
    const { cp } = await import('node:fs/promises');
    await cp(backup, copy, { recursive: true });
    await damage(copy);
    const to = join(root, newId());
    await expect(restoreBackup(copy, to)).rejects.toThrow(message);
    for (const name of await readdir(to).catch(() => [])) expect(await readdir(join(to, name))).toEqual([]);
  });
});

async function manifestOf(backup: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(backup, manifestName), 'utf8')) as Manifest;
}

async function changeFile(backup: string, path: string, change: (text: string) => string): Promise<void> {
  const file = join(backup, 'data', path);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

async function changeList(backup: string, path: string): Promise<void> {
  const manifest = await manifestOf(backup);
  manifest.files[path] = { size: 0, sha256: '0'.repeat(64) };
  await writeFile(join(backup, manifestName), JSON.stringify(manifest));
}
