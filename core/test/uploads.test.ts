/** Files on their way into a design, through a whole hub with the real thread that looks at them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assets } from '@draftroom/drizzle/schema/documents';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Upload } from '../src/modules/designs/schema.ts';
import { buildZip, type ZipEntry } from '../src/modules/documents/testing/zip-builder.ts';
import { purgeAssets } from '../src/platform/assets.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller, type TestPerson } from '../src/testing/test-people.ts';

const models = join(import.meta.dirname, '../../workers/fixtures/models');
const model = (name: string) => readFileSync(join(models, name));
const hour = 3_600_000;

let hub: TestHub;
let ada: TestPerson;
let caller: TestCaller;
beforeAll(async () => {
  hub = await createTestHub({ limits: { uploadSize: 4 * 1024 * 1024, uploadPart: 1024 * 1024 } });
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});
beforeEach(async () => {
  ada = await hub.person({ name: 'Ada' });
  caller = hub.as(ada);
});

const picture = (width = 800) =>
  sharp({ create: { width, height: 400, channels: 3, background: '#2f5bd3' } })
    .png()
    .toBuffer();

async function part(id: string, offset: number, bytes: Uint8Array, by = caller) {
  return await by.rest('PUT', `/api/v1/uploads/${id}/parts?offset=${offset}`, { bytes });
}

async function upload(name: string, bytes: Uint8Array): Promise<Upload> {
  const { id } = await caller.trpc.uploads.start.mutate({ name, size: bytes.length });
  expect((await part(id, 0, bytes)).status).toBe(200);
  await hub.queue.settle();
  return await caller.trpc.uploads.get.query({ uploadId: id });
}

const zip = (...entries: ZipEntry[]) => buildZip(entries);
const take = (...ids: string[]) =>
  hub.hub.parts.database.db.transaction((tx) => hub.hub.modules.services.uploads.port.take(tx, ada.userId, ids));

describe('parts', () => {
  test('[UPL-1] come in any order, again, and after a cut; the file is checked when all are there', async () => {
    const bytes = await picture();
    const third = Math.ceil(bytes.length / 3);
    const { id } = await caller.trpc.uploads.start.mutate({ name: 'a.png', size: bytes.length });
    const send = async (at: number) => (await part(id, at * third, bytes.subarray(at * third, (at + 1) * third))).body;
    expect(await send(2)).toMatchObject({ received: 0, state: 'open' });
    expect(await send(0)).toMatchObject({ received: third, state: 'open' });
    expect(await send(0)).toMatchObject({ received: third, state: 'open' });
    expect(await caller.trpc.uploads.get.query({ uploadId: id })).toMatchObject({ received: third });
    expect(await send(1)).toMatchObject({ received: bytes.length, state: 'checking' });
    expect(await send(1)).toMatchObject({ received: bytes.length });
    await hub.queue.settle();
    expect(await send(1)).toMatchObject({ state: 'ready', kind: 'image', fileCount: 1 });
  });

  test('[UPL-1] that differ, overlap, stand outside or are too large are refused', async () => {
    const { id } = await caller.trpc.uploads.start.mutate({ name: 'a.txt', size: 100 });
    await part(id, 10, Buffer.alloc(10, 'a'));
    const refusals: [number, Uint8Array, string][] = [
      [10, Buffer.alloc(10, 'b'), 'upload_differs'],
      [15, Buffer.alloc(10, 'a'), 'upload_differs'],
      [5, Buffer.alloc(10, 'a'), 'upload_differs'],
      [95, Buffer.alloc(10, 'a'), 'too_large'],
      [100, Buffer.alloc(1), 'too_large'],
      [0, Buffer.alloc(0), 'malformed'],
      [0, Buffer.alloc(1024 * 1024 + 1), 'too_large'],
    ];
    for (const [offset, bytes, code] of refusals) expect((await part(id, offset, bytes)).body).toMatchObject({ code });
    for (const offset of ['-1', 'x', '1.5', '1e99', '']) {
      const { body } = await caller.rest('PUT', `/api/v1/uploads/${id}/parts?offset=${offset}`, {
        bytes: Buffer.of(1),
      });
      expect(body, offset).toMatchObject({ code: 'invalid_input' });
    }
  });

  test('[UPL-1] that come side by side are one file, checked once', async () => {
    const bytes = Buffer.alloc(64, 'x');
    const { id } = await caller.trpc.uploads.start.mutate({ name: 'a.txt', size: 64 });
    await Promise.all(Array.from({ length: 8 }, (_, i) => part(id, i * 8, bytes.subarray(i * 8, i * 8 + 8))));
    await hub.queue.settle();
    expect(await caller.trpc.uploads.get.query({ uploadId: id })).toMatchObject({ state: 'ready', received: 64 });
  });

  test('[UPL-2] an upload is unknown to everybody else', async () => {
    const { id } = await upload('a.png', await picture());
    const other = hub.as(await hub.person());
    for (const uploadId of [id, 'unknown']) {
      expect(await outcomeOf(other.trpc.uploads.get.query({ uploadId }))).toBe('not_found');
      expect(await outcomeOf(other.trpc.uploads.files.query({ uploadId }))).toBe('not_found');
      expect(await outcomeOf(other.trpc.uploads.cancel.mutate({ uploadId }))).toBe('not_found');
      expect((await part(uploadId, 0, Buffer.of(1), other)).body).toMatchObject({ code: 'not_found' });
      expect((await other.rest('GET', `/api/v1/uploads/${uploadId}/content`)).status).toBe(404);
    }
    expect((await other.trpc.uploads.list.query()).items).toEqual([]);
    expect(
      await outcomeOf(
        hub.hub.parts.database.db.transaction((tx) => hub.hub.modules.services.uploads.port.take(tx, 'other', [id])),
      ),
    ).toBe('not_found');
  });

  test('[UPL-8] names, sizes and numbers of uploads are limited', async () => {
    const start = (name: string, size: number) => outcomeOf(caller.trpc.uploads.start.mutate({ name, size }));
    expect(await start('../a.png', 1)).toBe('bad_path');
    expect(await start('a/b/con.png', 1)).toBe('bad_path');
    expect(await start('a.png', 4 * 1024 * 1024 + 1)).toBe('too_large');
    expect(await start('a.png', 0)).toBe('empty_file');
    for (let i = 0; i < 200; i++) await caller.direct.uploads.start({ name: 'a.png', size: 1 });
    expect(await start('a.png', 1)).toBe('too_many');
  });
});

describe('what becomes of an upload', () => {
  test('[UPL-4] a picture can be looked at by its owner, in its sizes, and says what it is', async () => {
    const { id, url, facts } = await upload('folder/blue.png', await picture());
    expect(facts).toMatchObject({
      width: 800,
      height: 400,
      colours: ['blue'],
      sizes: [{ width: 320 }, { width: 640 }],
    });
    const whole = await fetch(hub.url + url, { headers: { authorization: `Bearer ${ada.token}` } });
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await sharp(await whole.arrayBuffer()).metadata()).width).toBe(800);
    const small = await caller.rest('GET', `/api/v1/uploads/${id}/content?width=300`);
    expect(small.headers.get('content-type')).toBe('image/webp');
  });

  test('[UPL-6] a zip of a model and its texture holds both, and nothing is missing', async () => {
    const { id, ...found } = await upload(
      'city.zip',
      zip(
        { name: 'city/pavement.glb', content: model('pavement.glb') },
        { name: 'city/Textures/colormap.png', content: model('Textures/colormap.png') },
        { name: 'city/notes.md', content: '# Notes\n' },
        { name: 'city/run.bin', content: Buffer.from('\x7fELF\x02\0', 'latin1') },
        { name: '../outside.txt', content: 'x' },
        { name: 'city/inner.zip', content: zip({ name: 'a.txt', content: 'a' }) },
      ),
    );
    expect(found).toMatchObject({ state: 'ready', kind: 'archive', url: null, fileCount: 4 });
    expect(found.skipped).toEqual([
      { path: '../outside.txt', reason: 'it holds . or .. as a name' },
      { path: 'city/run.bin', reason: 'it is nothing that can be published here' },
    ]);
    const { items } = await caller.trpc.uploads.files.query({ uploadId: id });
    expect(items.map(({ path, kind, facts }) => [path, kind, facts.missing ?? facts.language])).toEqual([
      ['city/Textures/colormap.png', 'image', undefined],
      ['city/inner.zip', 'archive', undefined],
      ['city/notes.md', 'code', 'markdown'],
      ['city/pavement.glb', 'model', []],
    ]);
    const inner = await caller.rest('GET', items[1]?.url ?? '');
    expect(inner.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('[UPL-6] a buffer is taken only for the model that names it', async () => {
    const json = { asset: { version: '2.0' }, scenes: [], buffers: [{ byteLength: 4, uri: 'data/a.bin' }] };
    const { id } = await upload(
      'm.zip',
      zip(
        { name: 'm/a.gltf', content: JSON.stringify(json) },
        { name: 'm/data/a.bin', content: Buffer.of(0, 255, 0, 255) },
        { name: 'm/data/b.bin', content: Buffer.of(0, 255, 0, 255) },
      ),
    );
    const { items } = await caller.trpc.uploads.files.query({ uploadId: id });
    expect(items.map(({ path, kind }) => [path, kind])).toEqual([
      ['m/a.gltf', 'model'],
      ['m/data/a.bin', 'other'],
    ]);
  });

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['file_kind_unknown', 'a program', () => Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1')],
    ['bad_picture', 'half a picture', async () => (await picture()).subarray(0, 300)],
    ['bad_archive', 'a zip of nothing', () => zip({ name: 'a.bin', content: Buffer.of(0, 1, 2) })],
    ['bad_archive', 'a bomb', () => zip({ name: 'a.txt', content: Buffer.alloc(3 * 1024 * 1024) })],
    ['bad_archive', 'a zip that lies', () => zip({ name: 'a.txt', content: 'aaaaaaaaaa', statedSize: 3 })],
    [
      'too_large',
      'a zip of too much',
      () => zip(...['a', 'b'].map((name) => ({ name, content: 'a', statedSize: 3 * 1024 * 1024 }))),
    ],
  ])('[UPL-3] it is refused with %s: %s', async (code, _what, bytes) => {
    const found = await upload('a.png', await bytes());
    expect(found).toMatchObject({ state: 'refused', kind: null, url: null, fileCount: 0, problem: { code } });
    expect((await caller.rest('GET', `/api/v1/uploads/${found.id}/content`)).status).toBe(404);
    expect(await outcomeOf(take(found.id))).toBe('upload_not_ready');
  });

  test('[UPL-9] its owner hears of it', async () => {
    const seen: string[] = [];
    const subscription = caller.trpc.events.mine.subscribe(
      {},
      {
        onData: ({ data }) => {
          if (data.type === 'upload.changed') seen.push(data.payload.upload.state);
          else seen.push(data.type);
        },
      },
    );
    await expect.poll(() => seen).toEqual(['ready']);
    await upload('a.txt', Buffer.from('hello'));
    await expect.poll(() => seen).toEqual(['ready', 'checking', 'ready']);
    subscription.unsubscribe();
  });

  test('[UPL-9] a check that a dead process left is done by the next one', async () => {
    const bytes = Buffer.from('hello');
    const { id } = await caller.trpc.uploads.start.mutate({ name: 'a.txt', size: bytes.length });
    await hub.hub.modules.services.uploads.addPart(ada, { uploadId: id, offset: 0, bytes });
    await hub.queue.cancel('upload.check', id);
    await hub.hub.modules.services.uploads.resumeChecks();
    await hub.queue.settle();
    expect(await caller.trpc.uploads.get.query({ uploadId: id })).toMatchObject({ state: 'ready' });
  });
});

describe('what is published', () => {
  test('[UPL-10] is taken once, together, and only when it is ready', async () => {
    const one = await upload('pavement.glb', model('pavement.glb'));
    const two = await upload('Textures/colormap.png', model('Textures/colormap.png'));
    const { id: open } = await caller.trpc.uploads.start.mutate({ name: 'c.txt', size: 5 });
    const twin = await upload('PAVEMENT.glb', model('grass.glb'));
    expect(await outcomeOf(take(one.id, open))).toBe('upload_not_ready');
    expect(await outcomeOf(take(one.id, twin.id))).toBe('path_taken');
    const files = await take(one.id, two.id);
    expect(one.facts?.missing).toEqual(['Textures/colormap.png']);
    expect(files.map(({ path, facts }) => [path, facts.missing])).toEqual([
      ['Textures/colormap.png', undefined],
      ['pavement.glb', []],
    ]);
    expect(await outcomeOf(take(one.id))).toBe('not_found');
    expect((await caller.trpc.uploads.list.query()).items.map(({ name }) => name).sort()).toEqual([
      'PAVEMENT.glb',
      'c.txt',
    ]);
    expect(await outcomeOf(take(open))).toBe('upload_not_ready');
  });

  test('[DSN-14] a picture in a zip of code is the picture of what is published from it, in its sizes', async () => {
    const code = [
      { name: 'app/index.ts', content: 'export const x = 1;\n' },
      { name: 'app/assets/icon.png', content: await picture(60) },
    ];
    const shot = { name: 'app/docs/Screenshot 1.png', content: await picture(900) };
    const design = { title: 'App', licence: 'MIT', visibility: 'public' } as const;
    const pictureOf = async (bytes: Uint8Array) => {
      const { id } = await upload('app.zip', bytes);
      return (await caller.trpc.designs.publish.mutate({ ...design, uploadIds: [id] })).picture;
    };
    expect(await pictureOf(zip(...code))).toMatchObject({ width: 60, height: 400 });
    const shown = await pictureOf(zip(...code, shot));
    expect(shown).toMatchObject({ width: 900, height: 400, thumbhash: expect.stringMatching(/./) });
    expect(shown?.sizes.map(({ width }) => width)).toEqual([320, 640]);
    const small = await caller.rest('GET', shown?.sizes[0]?.url ?? '');
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  test('[UPL-10] files of a room are looked at together, as uploads are', async () => {
    const { port, pictures } = hub.hub.modules.services.uploads;
    const raw = (path: string, bytes: Uint8Array | null) => ({ path, size: 1, read: async () => bytes });
    const { signal } = new AbortController();
    const { files, skipped } = await port.checkFiles(
      [
        raw('city/pavement.glb', model('pavement.glb')),
        raw('city/Textures/colormap.png', model('Textures/colormap.png')),
        raw('a.png', Buffer.of(0, 1, 2)),
        raw('b.png', null),
      ],
      signal,
    );
    expect(files.map(({ path, kind, facts }) => [path, kind, facts.missing])).toEqual([
      ['city/pavement.glb', 'model', []],
      ['city/Textures/colormap.png', 'image', undefined],
    ]);
    expect(skipped.map(({ path }) => path).sort()).toEqual(['a.png', 'b.png']);
    const { assetId = '' } = (await take((await upload('a.png', await picture())).id))[0] ?? {};
    expect(await pictures.makeSizes(assetId)).toMatchObject({ width: 800, colours: ['blue'], sizes: [{}, {}] });
  });

  test('[UPL-11] what nobody publishes goes after a day, with its bytes a day later', async () => {
    const { services } = hub.hub.modules;
    const { db } = hub.hub.parts.database;
    const stored = async () => (await db.select({ id: assets.id }).from(assets)).length;
    const purge = () => purgeAssets({ ...hub.hub.parts, db }, new AbortController().signal);
    const dayLater = async () => {
      hub.advance(25 * hour);
      await services.uploads.removeExpired();
      await purge();
      await purge();
    };
    await dayLater();
    await dayLater();
    const before = await stored();
    const { id } = await upload('a.png', await picture());
    // What came, what it became, and two smaller ones.
    expect(await stored()).toBe(before + 4);
    hub.advance(23 * hour);
    await services.uploads.removeExpired();
    expect(await caller.trpc.uploads.get.query({ uploadId: id })).toMatchObject({ state: 'ready' });
    await dayLater();
    expect(await outcomeOf(caller.trpc.uploads.get.query({ uploadId: id }))).toBe('not_found');
    expect(await stored()).toBe(before);
  });
});
