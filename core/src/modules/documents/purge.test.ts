import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { purgeAssets } from '../../platform/assets.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { purgeRemoved } from './purge.ts';
import { addEntries } from './service/add-entries.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from './testing/documents-fixture.ts';

const day = 86_400_000;
const hour = 3_600_000;

await describeDatabases('what was removed', (open) => {
  let database: DatabaseHandle;
  let hub: DocumentsFixture;
  let room: RoomWithPeople;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    hub = await createDocumentsFixture(database);
    room = await hub.room();
  });
  afterEach(() => hub.close());

  const create = async (path: string) =>
    (await hub.documents.create(room.owner, { roomId: room.id, kind: 'text', path, content: path })).id;
  const purge = (signal = new AbortController().signal) => purgeRemoved(hub.workspace, hub.log, signal);

  test('[DOC-20] stays thirty days, then goes with its log and versions', async () => {
    const [kept, removed] = [await create('kept.ts'), await create('removed.ts')];
    await hub.documents.versions.create(room.owner, { documentId: removed, name: 'last' });
    await hub.documents.remove(room.owner, removed);

    hub.clock.time += 30 * day - 1;
    await purge();
    expect(await hub.records(removed, 1)).not.toEqual([]);
    await hub.documents.restore(room.owner, removed);
    await hub.documents.remove(room.owner, removed);

    hub.clock.time += 30 * day + hour + 1;
    await purge();
    expect(await hub.records(removed, 1)).toEqual([]);
    expect(hub.blobs.kept.size).toBe(0);
    expect((await hub.documents.listRemoved(room.owner, room.id)).documents).toEqual([]);
    expect(await hub.text(kept)).toBe('kept.ts');
  });

  test('[DOC-20] removed files go after thirty days too, and their bytes when no other file has them', async () => {
    const origin = 'import' as const;
    const files = ['a.bin', 'b.bin', 'c.bin'].map((path, i) => ({
      type: 'file' as const,
      path,
      bytes: Uint8Array.of(i % 2),
      mediaType: 'application/octet-stream',
    }));
    const writable = await hub.workspace.room(room.owner, room.id, 'write');
    const added = await addEntries(hub.workspace, writable, files, origin);
    const ids = added.map((outcome) => (outcome.added ? outcome.id : ''));
    await hub.documents.files.remove(room.owner, ids[0] ?? '');
    await hub.documents.files.remove(room.owner, ids[1] ?? '');
    const purgeAll = async () => {
      await purge();
      return await purgeAssets({ db: database.db, blobs: hub.blobs, clock: hub.clock }, new AbortController().signal);
    };
    hub.clock.time += 30 * day - 1;
    expect((await purgeAll()).count).toBe(0);
    hub.clock.time += hour + 2;
    expect((await purgeAll()).count).toBe(1);
    expect((await hub.documents.listRemoved(room.owner, room.id)).files).toEqual([]);
    expect(hub.blobs.kept.size).toBe(1);
  });

  test('[DOC-20] a purge that is stopped is finished by the next one', async () => {
    const ids = [await create('a.ts'), await create('b.ts')];
    for (const id of ids) await hub.documents.remove(room.owner, id);
    hub.clock.time += 31 * day;
    await expect(purge(AbortSignal.abort())).rejects.toThrow();
    await purge();
    for (const id of ids) {
      expect(await hub.records(id, 1)).toEqual([]);
      expect(await hub.workspace.repo.findDocument(id)).toBeUndefined();
    }
  });

  test('[DOC-20] nothing is brought back that the purge is about to take', async () => {
    const ids = [await create('a.ts'), await create('b.ts')];
    for (const id of ids) await hub.documents.remove(room.owner, id);
    hub.clock.time += 31 * day;
    const answers: string[] = [];
    const restoring = {
      destroy: async (documentId: string) => {
        for (const id of ids) {
          const answer = hub.documents.restore(room.owner, id).then(
            () => 'restored',
            ({ code }) => code,
          );
          answers.push(await answer);
        }
        await hub.log.destroy(documentId);
      },
    };
    await purgeRemoved(hub.workspace, restoring, new AbortController().signal);
    expect(answers).toEqual(Array(4).fill('not_found'));
  });

  test('[DOC-20] after thirty days it is neither listed nor brought back, purged or not', async () => {
    const writable = await hub.workspace.room(room.owner, room.id, 'write');
    const bytes = Uint8Array.of(0);
    await addEntries(hub.workspace, writable, [{ type: 'file', path: 'f/a.bin', bytes, mediaType: '' }], 'import');
    await create('f/a.ts');
    const removed = await hub.documents.removeFolder(room.owner, { roomId: room.id, path: 'f' });
    hub.clock.time += 30 * day;
    expect(await hub.documents.listRemoved(room.owner, room.id)).toEqual({ documents: [], files: [] });
    expect(await hub.documents.restoreMany(room.owner, { roomId: room.id, ...removed })).toEqual({
      documents: 0,
      files: 0,
      skipped: [],
    });
    const file = hub.documents.files.restore(room.owner, removed.fileIds[0] ?? '');
    await expect(file).rejects.toMatchObject({ code: 'not_found' });
  });
});
