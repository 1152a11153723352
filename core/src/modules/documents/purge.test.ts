import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { purgeRemoved } from './purge.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from './testing/documents-fixture.ts';

const day = 86_400_000;

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

    hub.clock.time += 30 * day + 1;
    await purge();
    expect(await hub.records(removed, 1)).toEqual([]);
    expect(hub.blobs.kept.size).toBe(0);
    expect((await hub.documents.listRemoved(room.owner, room.id)).documents).toEqual([]);
    expect(await hub.text(kept)).toBe('kept.ts');
  });

  test('[DOC-20] a purge that is stopped is finished by the next one', async () => {
    for (const path of ['a.ts', 'b.ts']) await hub.documents.remove(room.owner, await create(path));
    hub.clock.time += 31 * day;
    await expect(purge(AbortSignal.abort())).rejects.toThrow();
    await purge();
    expect((await hub.documents.listRemoved(room.owner, room.id)).documents).toEqual([]);
  });
});
