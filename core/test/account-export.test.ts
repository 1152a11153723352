/** What people take with them. */

import { designs, releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { assets } from '@draftroom/drizzle/schema/documents';
import { exportParts } from '@draftroom/drizzle/schema/profiles';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer, type ZipFile } from 'yauzl';
import { newId } from '../src/contract/ids.ts';
import { postgresPrograms } from '../src/testing/postgres.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestPerson } from '../src/testing/test-people.ts';

const day = 86_400_000;
const databases = (await postgresPrograms()) === null ? (['pglite'] as const) : (['pglite', 'postgres'] as const);

describe.each(databases)('an export, on %s', (database) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await createTestHub({ database });
  });
  afterAll(() => hub.close());
  const db = () => hub.hub.parts.database.db;
  const as = (person: TestPerson) => hub.as(person).direct;

  async function exported(person: TestPerson): Promise<{ id: string; url: string }> {
    const { id } = await as(person).accounts.export.start();
    await hub.queue.settle();
    const { current } = await as(person).accounts.export.status();
    expect(current).toMatchObject({ id, state: 'ready', progress: 100 });
    return { id, url: current?.url ?? '' };
  }

  async function download(person: TestPerson, url: string): Promise<Map<string, Buffer>> {
    const answer = await fetch(`${hub.url}${url}`, { headers: { authorization: `Bearer ${person.token}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="draftroom-[\d-]+\.zip"$/);
    return await unzip(Buffer.from(await answer.arrayBuffer()));
  }

  async function designWith(author: TestPerson, files: Record<string, Uint8Array>): Promise<string> {
    const [id, releaseId, at] = [newId(), newId(), new Date()];
    const facts = {
      title: 'Lamp',
      licence: 'CC0-1.0',
      visibility: 'private',
      rank: 0,
      createdAt: at,
      changedAt: at,
    } as const;
    await db()
      .insert(designs)
      .values({ id, authorId: author.userId, ...facts });
    const release = { designId: id, seq: 1, licence: 'CC0-1.0', contentHash: 'x', facts: {}, createdAt: at };
    await db()
      .insert(releases)
      .values({ id: releaseId, ...release });
    for (const [path, bytes] of Object.entries(files)) {
      const assetId = await hub.hub.parts.blobs.put(bytes);
      const mediaType = 'application/octet-stream';
      await db()
        .insert(assets)
        .values({ id: assetId, size: bytes.length, mediaType, createdAt: at })
        .onConflictDoNothing();
      const file = { releaseId, path, kind: 'other', assetId, mediaType, size: bytes.length, facts: {} } as const;
      await db().insert(releaseFiles).values(file);
    }
    return id;
  }

  test('[EXPORT-1] it holds what is mine, as it is, and no secret', async () => {
    const [ada, bo] = [await hub.person({ name: 'Ada' }), await hub.person()];
    const room = await hub.room({ people: { owner: ada, editor: bo } });
    await as(ada).rooms.chat.send({ roomId: room.id, text: 'said by Ada' });
    await as(bo).rooms.chat.send({ roomId: room.id, text: 'said by Bo' });
    await as(ada).profiles.update({ bio: 'Chairs.', links: [] });
    const designId = await designWith(ada, { 'parts/lamp.glb': Buffer.from('glb bytes') });
    const { url } = await exported(ada);
    const files = await download(ada, url);
    const json = (name: string) => JSON.parse(files.get(`${name}.json`)?.toString() ?? 'null');
    expect(json('account')).toMatchObject([{ email: ada.email, name: 'Ada', bio: 'Chairs.' }]);
    expect(json('messages')).toMatchObject([{ text: 'said by Ada', roomId: room.id }]);
    expect(json('rooms')).toMatchObject([{ name: 'Workshop', role: 'owner' }]);
    expect(json('documents')).toMatchObject([{ path: 'notes.md' }]);
    expect(json('comments')).toEqual([]);
    expect(files.get(`designs/${designId}/1/parts/lamp.glb`)?.toString()).toBe('glb bytes');
    const everything = [...files.values()].map(String).join('\n');
    expect(everything).not.toMatch(/argon2|passwordHash|said by Bo/);
    expect(everything).not.toContain(ada.sessionId);
    expect(everything).not.toContain(ada.token);
  });

  test('[EXPORT-1] only its owner downloads it, for seven days; then its bytes are let go', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id, url } = await exported(ada);
    expect((await hub.as(bo).rest('GET', url)).status).toBe(404);
    expect((await hub.as(null).rest('GET', url)).status).toBe(404);
    hub.advance(7 * day);
    expect((await hub.as(ada).rest('GET', url)).status).toBe(404);
    hub.advance(day);
    await hub.queue.settle();
    expect(await db().select().from(exportParts).where(eq(exportParts.exportId, id))).toEqual([]);
  });

  test('[EXPORT-1] one a day, also when two are asked for at once', async () => {
    const ada = await hub.person();
    const asked = await Promise.all([1, 2, 3].map(() => outcomeOf(hub.as(ada).trpc.accounts.export.start.mutate())));
    expect(asked.sort()).toEqual(['ok', 'too_fast', 'too_fast']);
    const { nextAt } = await as(ada).accounts.export.status();
    expect(nextAt).not.toBeNull();
    hub.advance(day);
    expect(await outcomeOf(hub.as(ada).trpc.accounts.export.start.mutate())).toBe('ok');
  });

  test('[EXPORT-2] a large one is stored in parts and comes back whole; a run that was cut off leaves nothing', async () => {
    const ada = await hub.person();
    const large = new Uint8Array(20 * 1024 * 1024);
    for (let at = 0; at < large.length; at += 65_536) crypto.getRandomValues(large.subarray(at, at + 65_536));
    const designId = await designWith(ada, { 'large.bin': large });
    const { id } = await as(ada).accounts.export.start();
    const { exports } = hub.hub.modules.services.accountData;
    const cut = AbortSignal.abort(new Error('cut off'));
    await expect(exports.make(id, cut)).rejects.toThrow('cut off');
    await hub.queue.settle();
    const { current } = await as(ada).accounts.export.status();
    const parts = await db().select().from(exportParts).where(eq(exportParts.exportId, id));
    expect(parts.length).toBeGreaterThan(2);
    expect(Math.max(...parts.map(({ size }) => size))).toBeLessThan(9 * 1024 * 1024);
    const files = await download(ada, current?.url ?? '');
    expect(Buffer.compare(files.get(`designs/${designId}/1/large.bin`) ?? Buffer.alloc(0), Buffer.from(large))).toBe(0);
  });
});

function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      const files = new Map<string, Buffer>();
      zip.on(
        'entry',
        (entry) =>
          void read(zip, entry).then((content) => {
            files.set(entry.fileName, content);
            zip.readEntry();
          }, reject),
      );
      zip.on('end', () => resolve(files));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}

function read(zip: ZipFile, entry: Parameters<ZipFile['openReadStream']>[0]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', reject);
    });
  });
}
