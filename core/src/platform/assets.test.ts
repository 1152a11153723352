import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { assets } from '@draftroom/drizzle/schema/documents';
import { appeals, moderationActions, reviewItems } from '@draftroom/drizzle/schema/moderation';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../contract/ids.ts';
import { describeDatabases } from '../testing/contract-suites.ts';
import { assetGrace, createAssetStore, purgeAssets } from './assets.ts';
import { createFileBlobs, type FileBlobs } from './blobs.ts';
import type { BlobStore } from './ports.ts';

const mediaType = 'image/webp';
const bytesOf = (text: string) => new TextEncoder().encode(text);

await describeDatabases('assets', (open) => {
  let database: DatabaseHandle;
  let folder: string;
  let blobs: FileBlobs;
  let time: number;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'draftroom-assets-'));
    blobs = createFileBlobs(folder);
    time = Date.UTC(2026, 2, 1, 12);
    await database.db.delete(users);
    await database.db.delete(assets);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const clock = { now: () => time };
  /** With what a test puts between the steps. */
  const partsWith = (between: Partial<Pick<BlobStore, 'put' | 'remove'>> = {}) => ({
    db: database.db,
    blobs: { ...blobs, ...between },
    clock,
  });
  const purge = (between = {}, signal = new AbortController().signal) => purgeAssets(partsWith(between), signal);
  const store = (text: string, between = {}) =>
    createAssetStore(partsWith(between)).store({ bytes: bytesOf(text), mediaType });
  /** Somebody whose picture this is: a row that names it. */
  const show = async (avatarId: string): Promise<string> => {
    const id = newId();
    const createdAt = new Date(time);
    await database.db
      .insert(users)
      .values({ id, email: `${id}@example.org`, name: 'Ada', colour: 'teal', createdAt, avatarId });
    return id;
  };
  const isKnown = async (id: string) => (await database.db.select().from(assets).where(eq(assets.id, id))).length > 0;

  test('[DATA-6] bytes that came as any are what they turn out to be, and stay so', async () => {
    const typeOf = async (name: string) => {
      const assetId = await createAssetStore(partsWith()).store({ bytes: bytesOf('<svg/>'), mediaType: name });
      return (await database.db.select().from(assets).where(eq(assets.id, assetId)))[0]?.mediaType;
    };
    const any = 'application/octet-stream';
    expect([await typeOf(any), await typeOf('image/svg+xml'), await typeOf(any), await typeOf('text/plain')]).toEqual([
      any,
      'image/svg+xml',
      'image/svg+xml',
      'image/svg+xml',
    ]);
  });

  test('[DATA-5] what nothing names goes a day after it was stored, and is counted', async () => {
    const [shown, dropped] = [await store('shown'), await store('dropped')];
    await show(shown);
    const userId = await show(dropped);
    time += assetGrace + 1;
    expect(await purge()).toEqual({ count: 0, bytes: 0 });
    await database.db.update(users).set({ avatarId: shown }).where(eq(users.id, userId));
    expect(await purge()).toEqual({ count: 1, bytes: 'dropped'.length });
    expect([await blobs.has(shown), await blobs.has(dropped), await isKnown(dropped)]).toEqual([true, false, false]);
    expect(await purge()).toEqual({ count: 0, bytes: 0 });
  });

  test('[DATA-5] a picture that somebody decides by stays: of an open item, and of what can be appealed', async () => {
    const { db } = database;
    const picture = await store('reported');
    const subjectId = await show(await store('face'));
    const at = new Date(time);
    const target = { targetType: 'design', targetId: newId() } as const;
    const snapshot = { title: 'Chair', previewId: picture };
    const [itemId, actionId] = [newId(), newId()];
    const item = { id: itemId, ...target, source: 'report', weight: 1, createdAt: at, changedAt: at };
    await db.insert(reviewItems).values({ ...item, snapshot });
    time += assetGrace + 1;
    expect((await purge()).count).toBe(0);
    await db.update(reviewItems).set({ closedAt: at });
    const action = { id: actionId, ...target, reviewItemId: itemId, subjectId, reason: 'spam', createdAt: at } as const;
    // As it is now it may have another picture, or none.
    await db.insert(moderationActions).values({ ...action, kind: 'hide', statement: 'Why', snapshot: {} });
    expect((await purge()).count).toBe(0);
    const appeal = { id: newId(), actionId, userId: subjectId, words: 'No', createdAt: at };
    await db.insert(appeals).values({ ...appeal, state: 'open' });
    expect((await purge()).count).toBe(0);
    await db.update(moderationActions).set({ reviewItemId: null, snapshot });
    expect((await purge()).count).toBe(0);
    await db.update(appeals).set({ state: 'upheld' });
    expect([(await purge()).count, await isKnown(picture)]).toEqual([1, false]);
    await db.delete(moderationActions);
    await db.delete(reviewItems);
  });

  test('[DATA-5] an upload between its steps keeps what it stores, however old the bytes are', async () => {
    const old = await store('same');
    time += assetGrace + 1;
    const put: BlobStore['put'] = async (bytes) => {
      expect((await purge()).count).toBe(0);
      return await blobs.put(bytes);
    };
    expect(await store('same', { put })).toBe(old);
    expect((await purge()).count).toBe(0);
    await show(old);
    time += assetGrace + 1;
    expect((await purge()).count).toBe(0);
    expect(await blobs.has(old)).toBe(true);
  });

  test.each(['before', 'after'])('[DATA-5] the same bytes come %s they are removed, and stay', async (when) => {
    const old = await store('same');
    time += assetGrace + 1;
    // Promised outside of the purge: within its transaction a query of somebody else is refused.
    const begin = Promise.withResolvers<void>();
    const upload = begin.promise.then(() => store('same'));
    const remove: BlobStore['remove'] = async (id) => {
      if (when === 'after') await blobs.remove(id);
      begin.resolve();
      // Time for its first step to reach the row that the purge holds.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (when === 'before') await blobs.remove(id);
    };
    expect((await purge({ remove })).count).toBe(1);
    expect(await upload).toBe(old);
    await show(old);
    expect([await blobs.has(old), await isKnown(old)]).toEqual([true, true]);
    expect((await purge()).count).toBe(0);
  });

  test('[DATA-5] while a backup holds removals the bytes stay, and what is stored meanwhile stays after it', async () => {
    const [gone, back] = [await store('gone'), await store('back')];
    time += assetGrace + 1;
    const release = blobs.holdRemovals();
    expect((await purge()).count).toBe(2);
    expect([await blobs.has(gone), await blobs.has(back)]).toEqual([true, true]);
    await store('back');
    const [, racing] = await Promise.all([release(), store('gone')]);
    expect([await blobs.has(back), await blobs.has(racing)]).toEqual([true, true]);
  });

  test('[DATA-5] a purge that is stopped, or whose store fails, is finished by the next one', async () => {
    const ids = [await store('a'), await store('b'), await store('c')];
    time += assetGrace + 1;
    const controller = new AbortController();
    const remove: BlobStore['remove'] = async (id) => {
      controller.abort();
      await blobs.remove(id);
    };
    await expect(purge({ remove }, controller.signal)).rejects.toThrow();
    const failing: BlobStore['remove'] = async () => {
      throw new Error('the store is away');
    };
    await expect(purge({ remove: failing })).rejects.toThrow('the store is away');
    expect((await purge()).count).toBe(2);
    expect(await Promise.all(ids.map((id) => blobs.has(id)))).toEqual([false, false, false]);
  });

  test('[DATA-5] uploads and purges in any order never leave a name without its bytes', async () => {
    const seed = Number(process.env.SEED ?? 20_260_301);
    const random = mulberry(seed);
    for (let round = 0; round < 15; round++) {
      const texts = Array.from({ length: 3 }, () => `picture ${Math.floor(random() * 4)}`);
      const after = (work: () => Promise<unknown>) =>
        new Promise((resolve) => setTimeout(resolve, random() * 10)).then(work);
      const uploads = texts.map((text) => after(async () => show(await store(text))));
      await Promise.all([...uploads, after(purge), after(purge)]);
      const named = await database.db.select({ id: users.avatarId }).from(users);
      for (const { id } of named) expect([seed, round, await blobs.has(id ?? '')]).toEqual([seed, round, true]);
      await database.db.delete(users);
      time += assetGrace + 1;
    }
  });
});

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
