import type { AddressInfo } from 'node:net';
import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { errorFacts } from '../../contract/errors.ts';
import { defaultLimits, type Limits } from '../../contract/limits.ts';
import { type Actor, anonymous } from '../../platform/actor.ts';
import { attachment } from '../../platform/http-bytes.ts';
import { toErrorBody } from '../../trpc.ts';
import { documentRoutes } from './http-routes.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from './testing/documents-fixture.ts';
import { buildZip } from './testing/zip-builder.ts';

let database: DatabaseHandle;
let hub: DocumentsFixture;
let room: RoomWithPeople;
let app: FastifyInstance;
let base: string;
beforeAll(async () => {
  database = await openEmbedded({ memory: true });
});
afterAll(() => database.close());
beforeEach(() => start());
afterEach(async () => {
  await app.close();
  await hub.close();
});

async function start(limits: Partial<Limits> = {}) {
  hub = await createDocumentsFixture(database, limits);
  room = await hub.room();
  const people: Record<string, Actor> = { ...room, id: anonymous };
  app = fastify();
  app.setErrorHandler((error, _request, reply) => {
    const body = toErrorBody(error);
    return reply.code(errorFacts(body.code).http).send(body);
  });
  await app.register(documentRoutes, {
    documents: hub.documents,
    limits: { ...defaultLimits, ...limits },
    createContext: async (request) => ({
      actor: people[String(request.headers['x-who'])] ?? anonymous,
      rateLimiter: { take: async () => {} },
      origin: { address: '', userAgent: '', client: 'api', setSessionCookie: () => {} },
    }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`;
}

const get = (who: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, { headers: { 'x-who': who, ...headers } });
const post = (who: string, path: string, body: Uint8Array<ArrayBuffer>, type = 'application/zip') =>
  fetch(`${base}${path}`, { method: 'POST', body, headers: { 'x-who': who, 'content-type': type } });
const bytes = (content: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(content);
const zip = (...entries: Parameters<typeof buildZip>[0]) => bytes(buildZip(entries));
const lines = async (answer: Response) =>
  (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('import', () => {
  test('[DOC-15] answers with lines of progress and one result', async () => {
    const answer = await post(
      'editor',
      `/rooms/${room.id}/import?path=into`,
      zip({ name: 'a.ts', content: 'x' }, { name: '../b' }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/jsonl/);
    expect(await lines(answer)).toEqual([
      { done: 0, total: 2 },
      { done: 2, total: 2 },
      {
        result: {
          documents: 1,
          files: 0,
          replaced: 0,
          skipped: [{ path: '../b', reason: 'it holds . or .. as a name' }],
        },
      },
    ]);
  });

  test('[DOC-9] what is refused before unpacking is an ordinary error', async () => {
    const bomb = zip({ name: 'zeros', content: Buffer.alloc(4 * 1024 * 1024) });
    const answer = await post('editor', `/rooms/${room.id}/import`, bomb);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad_archive', retryable: false }]);
    expect((await post('editor', `/rooms/${room.id}/import`, bytes(Buffer.from('no zip')))).status).toBe(400);
    expect((await post('editor', `/rooms/${room.id}/import?path=..`, zip({ name: 'a' }))).status).toBe(400);
  });

  test('[DOC-10] what goes wrong later is the last line, with what was imported', async () => {
    const answer = await post(
      'editor',
      `/rooms/${room.id}/import`,
      zip({ name: 'liar', content: 'x'.repeat(5000), statedSize: 5 }),
    );
    expect((await lines(answer)).at(-1)).toMatchObject({ error: { code: 'bad_archive' }, result: { documents: 0 } });
  });

  test('[DOC-5] [DOC-9] is for editors, and has a size', async () => {
    const archive = zip({ name: 'a', content: 'x' });
    expect((await post('viewer', `/rooms/${room.id}/import`, archive)).status).toBe(403);
    expect((await post('stranger', `/rooms/${room.id}/import`, archive)).status).toBe(404);
    expect((await post('nobody', `/rooms/${room.id}/import`, archive)).status).toBe(401);
    await app.close();
    await hub.close();
    await start({ importArchive: 50 });
    expect((await post('editor', `/rooms/${room.id}/import`, archive)).status).toBe(413);
  });

  test('[DOC-15] ends when the client hangs up; what was imported stays', async () => {
    const entries = Array.from({ length: 120 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    hub.log.held = true;
    const client = new AbortController();
    const answer = await fetch(`${base}/rooms/${room.id}/import`, {
      method: 'POST',
      body: zip(...entries),
      headers: { 'x-who': 'editor' },
      signal: client.signal,
    });
    // The first portion waits for the disk.
    await expect.poll(() => hub.log.pendingBytes()).toBeGreaterThan(0);
    client.abort();
    await expect(answer.text()).rejects.toThrow();
    const connections = () => new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    await expect.poll(connections).toBe(0);
    hub.log.release();
    const documents = async () => (await hub.documents.list(room.editor, room.id)).documents.length;
    await expect.poll(documents).toBe(50);
    await app.close();
    expect(await documents()).toBe(50);
  });

  test('a single file', async () => {
    const path = `/rooms/${room.id}/files?path=${encodeURIComponent('docs/größe.md')}`;
    const answer = await post('editor', path, bytes(Buffer.from('# text')), 'text/markdown');
    expect(await answer.json()).toEqual({ documents: 1, files: 0, replaced: 0, skipped: [] });
    expect((await post('viewer', path, bytes(Buffer.from('x')))).status).toBe(403);
  });
});

test('[DOC-16] export is a zip with a name', async () => {
  await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'a.ts', content: 'x' });
  const answer = await get('viewer', `/rooms/${room.id}/export`);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="Gr_e_Co.zip"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20Co.zip`,
  );
  expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
  expect((await get('stranger', `/rooms/${room.id}/export`)).status).toBe(404);
});

describe('[DOC-17] bytes of files', () => {
  async function add(path: string, content: Buffer) {
    await hub.documents.importFile(room.editor, { roomId: room.id, path, bytes: content, replace: false });
    const { files } = await hub.documents.list(room.editor, room.id);
    return files.find((file) => file.path === path) ?? { id: '', assetId: '' };
  }
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

  test('pictures are shown in place, everything else is a download', async () => {
    const picture = await add('img/ü "1".png'.replaceAll('"', ''), png);
    const answer = await get('viewer', `/rooms/${room.id}/files/${picture.id}`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toBe(
      `inline; filename="_1.png"; filename*=UTF-8''%C3%BC%201.png`,
    );
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
    const page = await add('page.html', Buffer.from('<script>alert(1)</script>\0'));
    const download = await get('viewer', `/rooms/${room.id}/files/${page.id}`);
    expect(download.headers.get('content-type')).toBe('application/octet-stream');
    expect(download.headers.get('content-disposition')).toMatch(/^attachment;/);
    await download.arrayBuffer();
    const etag = answer.headers.get('etag') ?? '';
    expect((await get('viewer', `/rooms/${room.id}/files/${picture.id}`, { 'if-none-match': etag })).status).toBe(304);
  });

  test('for those who read the room, and only through it', async () => {
    const { id, assetId } = await add('a.png', png);
    const other = await hub.room();
    for (const path of [`/rooms/${room.id}/files/${id}`, `/assets/${assetId}`]) {
      expect((await get('viewer', path)).status).toBe(200);
      expect((await get('stranger', path)).status).toBe(404);
      expect((await get('nobody', path)).status).toBe(404);
    }
    hub.rooms.roles.set(`${room.viewer.userId} ${other.id}`, 'viewer');
    expect((await get('viewer', `/rooms/${other.id}/files/${id}`)).status).toBe(404);
    expect((await get('viewer', `/assets/${'0'.repeat(64)}`)).status).toBe(404);
    await hub.documents.files.remove(room.editor, id);
    expect((await get('viewer', `/rooms/${room.id}/files/${id}`)).status).toBe(404);
    expect((await get('viewer', `/assets/${assetId}`)).status).toBe(404);
  });

  test('an avatar is for everybody', async () => {
    const { assetId } = await add('a.png', png);
    await database.raw.query('update users set avatar_id = $1 where id = $2', [assetId, room.viewer.userId]);
    expect((await get('nobody', `/assets/${assetId}`)).status).toBe(200);
  });

  test('names cannot break out of the header', () => {
    expect(attachment('a"\r\nx: y;.zip')).toBe(
      `attachment; filename="a_x_y_.zip"; filename*=UTF-8''a%22%0D%0Ax%3A%20y%3B.zip`,
    );
    expect(attachment("it's (1)*.zip")).toContain('it%27s%20%281%29%2A.zip');
    expect(() => attachment('\ud800')).not.toThrow();
  });
});

describe('large updates', () => {
  const update = (text: string) => {
    const doc = new Y.Doc();
    doc.getText('content').insert(0, text);
    return bytes(Y.encodeStateAsUpdate(doc));
  };

  test('are judged by the engine and durable when answered', async () => {
    const { id } = await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'a' });
    const path = `/documents/${id}/updates`;
    const answer = await post('editor', path, update('hello'), 'application/octet-stream');
    expect([answer.status, await answer.json()]).toEqual([200, { seq: 2 }]);
    expect(await hub.text(id)).toBe('hello');
    expect((await post('viewer', path, update('x'), 'application/octet-stream')).status).toBe(403);
    expect((await post('stranger', path, update('x'), 'application/octet-stream')).status).toBe(404);
    expect((await post('nobody', path, update('x'), 'application/octet-stream')).status).toBe(401);
    expect((await post('editor', path, bytes(Buffer.from([9, 9, 9])), 'application/octet-stream')).status).toBe(400);
    expect((await post('editor', path, new Uint8Array(), 'application/octet-stream')).status).toBe(400);
    expect((await post('editor', '/documents/nothing/updates', update('x'), 'application/octet-stream')).status).toBe(
      404,
    );
    expect(await hub.text(id)).toBe('hello');
  });

  test('have a size', async () => {
    await app.close();
    await hub.close();
    await start({ documentSize: 100 });
    const { id } = await hub.documents.create(room.editor, { roomId: room.id, kind: 'text', path: 'a' });
    const answer = await post(
      'editor',
      `/documents/${id}/updates`,
      update('x'.repeat(200)),
      'application/octet-stream',
    );
    expect(answer.status).toBe(413);
  });
});
