/** Designs over real HTTP and from real rooms: REST, addresses of assets, pages that other sites read. */
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import Fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorFacts } from '../src/contract/errors.ts';
import type { Design } from '../src/modules/designs/schema.ts';
import { shareRoutes } from '../src/modules/designs/share-routes.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import type { TestPerson } from '../src/testing/test-people.ts';
import { toErrorBody } from '../src/trpc.ts';

let hub: TestHub;
let room: TestRoom;
beforeAll(async () => {
  hub = await createTestHub({ limits: { textFile: 32 * 1024, asset: 64 * 1024 } });
  room = await hub.room();
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

const as = (person: TestPerson | null) => hub.as(person);
const get = (url: string, headers: Record<string, string> = {}) => as(null).rest('GET', url, { headers });

async function picture(colour = '#2F5BD3'): Promise<Buffer> {
  return await sharp({ create: { width: 64, height: 48, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

async function publish(more: Partial<Parameters<ReturnType<typeof as>['direct']['designs']['publish']>[0]> = {}) {
  const rest = { title: 'Tide clock', licence: 'CC-BY-4.0', visibility: 'public', roomId: room.id } as const;
  return await as(room.editor).direct.designs.publish({ ...rest, ...more });
}

async function newText(content: string): Promise<string> {
  const path = `${content.replace(/ /g, '-')}.txt`;
  return (await as(room.editor).direct.documents.create({ roomId: room.id, path, content })).id;
}

/** Its asset. */
async function pictureInRoom(person: TestPerson, path: string, colour: string): Promise<string | undefined> {
  const bytes = await picture(colour);
  await as(person).rest('POST', `/api/v1/rooms/${room.id}/files?path=${path}`, { bytes });
  const { files } = await as(person).direct.documents.list({ roomId: room.id });
  return files.find((file) => file.path === path)?.assetId;
}

describe('REST', () => {
  test('[API-3] designs: made from documents and a picture, and shown', async () => {
    const added = await as(room.editor).rest('POST', `/api/v1/rooms/${room.id}/files?path=cover.png`, {
      bytes: await picture(),
    });
    expect(added.status).toBe(200);
    const { files } = await as(room.editor).direct.documents.list({ roomId: room.id });
    const scene = await as(room.editor).direct.documents.create({
      roomId: room.id,
      kind: 'scene',
      path: 'a.scene.json',
    });
    const json = {
      title: 'By REST',
      description: 'Words',
      visibility: 'public',
      tags: ['Low Poly'],
      previewAssetId: files.find(({ path }) => path === 'cover.png')?.assetId,
      sceneReference: scene.id,
      documents: [room.documentId],
    };
    const made = await as(room.editor).rest('POST', '/api/v1/designs', { json });
    expect([made.status, made.body]).toEqual([200, { id: expect.any(String) }]);
    const { id } = made.body as { id: string };
    const shown = await as(null).rest('GET', `/api/v1/designs/${id}`);
    expect(shown.body).toMatchObject({ id, title: 'By REST', tags: ['low-poly'], picture: { width: 64, height: 48 } });
    expect((shown.body as Design).release.files.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'a.scene.json scene',
      'notes.md code',
    ]);
  });

  test('[API-3] with a title and a visibility alone it is words', async () => {
    const made = await as(room.viewer).rest('POST', '/api/v1/designs', {
      json: { title: 'Idea', visibility: 'private' },
    });
    expect(made.status).toBe(200);
    const { id } = made.body as { id: string };
    expect((await as(room.viewer).rest('GET', `/api/v1/designs/${id}`)).status).toBe(200);
    const foreign = await as(room.owner).rest('GET', `/api/v1/designs/${id}`);
    const unknown = await as(room.owner).rest('GET', '/api/v1/designs/nothing');
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text]);
    expect(foreign.status).toBe(404);
  });

  test('[DSN-4] what is in a room is published by those who may write there', async () => {
    const json = { title: 'Taken', visibility: 'public', documents: [room.documentId] };
    const status = async (person: TestPerson | null) =>
      (await as(person).rest('POST', '/api/v1/designs', { json })).status;
    expect([await status(room.viewer), await status(room.stranger), await status(null)]).toEqual([403, 404, 401]);
  });

  test('[DSN-4] a picture that is not mine to see cannot be a preview', async () => {
    const previewAssetId = await pictureInRoom(room.owner, 'secret.png', '#000000');
    const json = { title: 'Peek', visibility: 'public', previewAssetId };
    expect((await as(room.stranger).rest('POST', '/api/v1/designs', { json })).status).toBe(404);
  });
});

test('[DSN-5] a remix from a real room brings its files along, drawings with their elements', async () => {
  await as(room.editor).direct.documents.create({ roomId: room.id, kind: 'drawing', path: 'board.excalidraw' });
  const design = await publish();
  const { roomId } = await as(room.stranger).direct.designs.remix({ designId: design.id });
  const tree = await as(room.stranger).direct.documents.list({ roomId });
  expect(tree.documents.map(({ path, kind }) => `${path} ${kind}`)).toEqual(
    expect.arrayContaining(['notes.md text', 'board.excalidraw drawing']),
  );
  expect(tree.files.map(({ path }) => path)).toContain('cover.png');
});

test('[DSN-5] a remix has files that are larger than what may be put into a room, and what is no document as it is', async () => {
  const model = Buffer.alloc(100 * 1024, 'x');
  const { id } = await as(room.editor).trpc.uploads.start.mutate({ name: 'large.txt', size: model.length });
  await as(room.editor).rest('PUT', `/api/v1/uploads/${id}/parts?offset=0`, { bytes: model });
  await hub.queue.settle();
  const design = await publish({ roomId: undefined, uploadIds: [id] });
  const { roomId } = await as(room.stranger).direct.designs.remix({ designId: design.id });
  const { files } = await as(room.stranger).direct.documents.list({ roomId });
  expect(files).toMatchObject([{ path: 'large.txt', size: model.length, assetId: design.release.files[0]?.assetId }]);
  const read = await as(room.stranger).rest('GET', `/api/v1/rooms/${roomId}/files/${files[0]?.id}`);
  expect(read.text.length).toBe(model.length);
});

test('[DSN-5] a remix that fails on its way leaves no room behind', async () => {
  const documentIds = [await newText('first'), await newText('lost with its disk')];
  const design = await publish({ documentIds });
  const lost = design.release.files.at(-1)?.assetId ?? '';
  await hub.hub.parts.blobs.remove(lost);
  const maker = await hub.person();
  await expect(as(maker).direct.designs.remix({ designId: design.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await as(maker).direct.rooms.list({ scope: 'mine', limit: 10 })).items).toEqual([]);
});

describe('[DSN-9] addresses of assets', () => {
  const fileOf = (design: Design, path: string) => {
    const file = design.release.files.find((candidate) => candidate.path === path);
    if (file === undefined) throw new Error(`no ${path}`);
    return file;
  };

  test('of a public design are open, kept for good, and run nothing', async () => {
    const file = fileOf(await publish(), 'notes.md');
    const answer = await get(file.url);
    expect([answer.status, answer.text]).toEqual([200, 'hello\n']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      etag: `"${file.assetId}"`,
    });
    const kept = await get(file.url, { 'if-none-match': `"${file.assetId}"` });
    expect([kept.status, kept.text]).toEqual([304, '']);
    const part = await get(file.url, { range: 'bytes=1-3' });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, 'ell', 'bytes 1-3/6']);
    expect((await get(file.url, { range: 'bytes=6-' })).status).toBe(416);
  });

  test('of a private design are signed, for an hour or two', async () => {
    const design = await publish({ visibility: 'private', documentIds: [await newText('for me')] });
    const [file] = design.release.files;
    const url = file?.url ?? '';
    const answer = await get(url);
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([
      200,
      'for me',
      'private, max-age=3600',
    ]);
    const address = new URL(url, hub.url);
    const tampered = (name: string, value: string) => {
      const other = new URL(address);
      other.searchParams.set(name, value);
      return `${other.pathname}${other.search}`;
    };
    const statuses = await Promise.all(
      [
        address.pathname,
        tampered('scope', 'another'),
        tampered('until', '999999999'),
        tampered('signature', 'AAAA'),
        url.replace(/[0-9a-f]{64}/, 'a'.repeat(64)),
        `${url}&scope=another`,
      ].map(async (path) => (await get(path)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
    hub.advance(2 * 3_600_000);
    expect((await get(url)).status).toBe(404);
  });

  test('of a design that is public no more end for strangers within a minute', async () => {
    const design = await publish({ documentIds: [await newText('no more')] });
    const [file] = design.release.files;
    const url = file?.url ?? '';
    expect((await get(url)).status).toBe(200);
    const { designs } = as(room.editor).direct;
    await designs.update({ designId: design.id, visibility: 'private' });
    hub.advance(60_000);
    expect((await get(url)).status).toBe(404);
    await designs.update({ designId: design.id, visibility: 'public' });
    expect((await get(url)).status).toBe(200);
    await designs.remove({ designId: design.id });
    hub.advance(60_000);
    expect((await get(url)).status).toBe(404);
  });

  test('lead to nothing else', async () => {
    for (const path of [
      '/assets/../../etc/passwd',
      '/assets/..%2f..%2fetc%2fpasswd/x',
      `/assets/${'a'.repeat(64)}/..%2f..%2fx`,
      `/assets/${'A'.repeat(64)}/x`,
      `/assets/${'a'.repeat(63)}/x`,
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
    const { assetId } = fileOf(await publish(), 'notes.md');
    const name = encodeURIComponent('../"\r\nset-cookie: a=b');
    const answer = await get(`/assets/${assetId}/${name}`);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^inline; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/,
    );
  });
});

describe('[DSN-12] pages for other sites', () => {
  let app: FastifyInstance;
  const page = '<html><head><title>Draftroom</title></head><body></body></html>';
  beforeAll(async () => {
    app = Fastify();
    app.setErrorHandler((error, _request, reply) => {
      const body = toErrorBody(error);
      return reply.code(errorFacts(body.code).http).send(body);
    });
    const { shares } = hub.hub.modules.services.designs;
    const createContext = async () => ({
      origin: { address: '192.0.2.1', userAgent: '', client: 'web', setSessionCookie: () => undefined } as const,
      rateLimiter: hub.hub.parts.rateLimiter,
    });
    await app.register((scope) =>
      shareRoutes(scope, { shares, publicUrl: hub.publicUrl, page, player: page, createContext }),
    );
  });
  afterAll(() => app.close());
  const read = async (url: string) => await app.inject({ url });
  const oembed = (query: Record<string, string>) => read(`/oembed?${new URLSearchParams(query)}`);

  test('name a public design; an unlisted one, too, but not for search engines', async () => {
    const { id } = await publish({ title: 'Tide <clock>' });
    const shown = (await read(`/designs/${id}`)).body;
    expect(shown).toContain('<title>Tide &lt;clock&gt; · Draftroom</title>');
    expect(shown).toContain(`<link rel="canonical" href="${hub.publicUrl}/designs/${id}" />`);
    const unlisted = await publish({ visibility: 'unlisted' });
    expect((await read(`/designs/${unlisted.id}`)).body).toContain('noindex');
  });

  test('say nothing of what somebody signed out may not see', async () => {
    const [mine, gone] = [await publish({ visibility: 'private' }), await publish()];
    await as(room.editor).direct.designs.remove({ designId: gone.id });
    const { id } = await as(room.editor).direct.collections.create({ title: 'Mine', visibility: 'private' });
    for (const path of [
      `/designs/${mine.id}`,
      `/designs/${gone.id}`,
      `/embed/designs/${mine.id}`,
      `/collections/${id}`,
      `/people/${room.viewer.userId}`,
      '/designs/nothing',
    ]) {
      expect((await read(path)).body, path).toBe(page);
    }
    const answers = await Promise.all(
      [mine.id, gone.id, 'nothing'].map((one) => oembed({ url: `${hub.publicUrl}/designs/${one}` })),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
  });

  test('oEmbed answers with a sandboxed frame of the size that was asked for', async () => {
    const { id } = await publish({ title: '"><script>' });
    const answer = await oembed({ url: `${hub.publicUrl}/designs/${id}`, maxwidth: '400', format: 'json' });
    expect(answer.json()).toMatchObject({ version: '1.0', type: 'rich', width: 400, height: 300, title: '"><script>' });
    const { html, thumbnail_url: thumbnail } = answer.json<{ html: string; thumbnail_url: string }>();
    expect(html).toContain(`src="${hub.publicUrl}/embed/designs/${id}"`);
    expect(html).toMatch(/ sandbox="allow-scripts allow-same-origin allow-popups" /);
    expect(html).not.toContain('<script');
    expect(thumbnail).toMatch(/^http/);
    expect((await oembed({ url: `${hub.publicUrl}/designs/${id}`, format: 'xml' })).statusCode).toBe(501);
    for (const url of [
      '',
      'nonsense',
      'javascript:alert(1)',
      `https://elsewhere.example/designs/${id}`,
      hub.publicUrl,
    ]) {
      expect((await oembed({ url })).statusCode, url).toBe(404);
    }
    expect((await oembed({ url: `${hub.publicUrl}/designs/${id}`, maxwidth: '-1' })).statusCode).toBe(400);
  });

  test('anybody may frame the page for that, and it may do nothing but show', async () => {
    const { id } = await publish();
    const { headers } = await read(`/embed/designs/${id}`);
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
    expect(headers['content-security-policy']).toContain("form-action 'none'");
    expect(headers['x-frame-options']).toBeUndefined();
  });
});

test('[MOD-1] moderators see the picture that was reported, and read the design until they have decided', async () => {
  // A picture that no other design shows.
  const previewAssetId = await pictureInRoom(room.editor, 'reported.png', '#C23B3B');
  const json = { title: 'Reported', visibility: 'public', previewAssetId };
  const { id: designId } = (await as(room.editor).rest('POST', '/api/v1/designs', { json })).body as { id: string };
  const { designs } = as(room.editor).direct;
  await as(room.owner).trpc.reports.create.mutate({ targetType: 'design', targetId: designId, reason: 'sexual' });
  await designs.update({ designId, visibility: 'private' });
  const person = await hub.person();
  await hub.hub.database.db.update(users).set({ siteRole: 'moderator' }).where(eq(users.id, person.userId));
  const { trpc } = as(person);
  const { items } = await trpc.moderation.queue.query({});
  const itemId = items.find(({ target }) => target.id === designId)?.id ?? '';
  const item = await trpc.moderation.item.query({ itemId });
  expect(item).toMatchObject({ snapshot: { visibility: 'public' }, current: { visibility: 'private' } });
  for (const url of [item.picture, item.currentPicture]) {
    expect(await get(url ?? '')).toMatchObject({ status: 200 });
    // Signed: the bare address is nobody's.
    expect((await get(url?.split('?')[0] ?? '')).status).toBe(404);
  }
  expect(await trpc.designs.get.query({ designId })).toMatchObject({ rights: { comment: false, moderate: true } });
  expect((await as(room.owner).rest('GET', `/api/v1/designs/${designId}`)).status).toBe(404);
  await trpc.moderation.act.mutate({ itemId, kind: 'none', reason: 'sexual' });
  expect((await as(person).rest('GET', `/api/v1/designs/${designId}`)).status).toBe(404);
});
