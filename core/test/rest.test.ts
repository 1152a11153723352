/** The REST contract over real HTTP: paths, bodies, statuses, and what must look alike. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type ErrorBody, errorFacts, errorMessage } from '../src/contract/errors.ts';
import { newId } from '../src/contract/ids.ts';
import type { SeenThread } from '../src/modules/comments/schema.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import type { RestAnswer, RestRequest } from '../src/testing/test-people.ts';
import { pointAt } from './rights/scene.ts';

const password = 'quiet graphite pencil';
let hub: TestHub;
let room: TestRoom;
beforeAll(async () => {
  hub = await createTestHub();
  room = await hub.room();
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

type Who = 'owner' | 'editor' | 'commenter' | 'viewer' | 'stranger' | null;
/** `line`: `POST rooms/join`. */
function call(who: Who, line: string, request?: RestRequest): Promise<RestAnswer> {
  const [method = '', path = ''] = line.split(' ');
  return hub.as(who === null ? null : room[who]).rest(method, `/api/v1/${path}`, request);
}

/** The status and the whole body of a refusal are the catalogue's. */
function refused(answer: RestAnswer, code: ErrorBody['code'], details?: ErrorBody['details']): void {
  const { http, retryable } = errorFacts(code);
  const body = answer.body as ErrorBody;
  expect([answer.status, body]).toEqual([
    http,
    { code, message: errorMessage(code, body.details), retryable, ...(body.details ? { details: body.details } : {}) },
  ]);
  if (details !== undefined) expect(body.details).toMatchObject(details);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
}

describe('paths and bodies', () => {
  test('[API-3] auth/sign-up and auth/sign-in answer {user, token}; the token opens the rest', async () => {
    const email = 'rest@example.org';
    const up = await call(null, 'POST auth/sign-up', { json: { email, name: 'Rest', password } });
    expect([up.status, up.body]).toEqual([
      200,
      { user: expect.objectContaining({ email, name: 'Rest' }), token: expect.stringMatching(/^\S{20,}$/) },
    ]);
    const { token } = (await call(null, 'POST auth/sign-in', { json: { email, password } })).body as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const me = await call(null, 'GET auth/me', { headers });
    expect(me.body).toMatchObject({ user: { email } });
    expect((await call(null, 'POST auth/sign-out', { headers })).status).toBe(200);
    refused(await call(null, 'GET auth/me', { headers }), 'not_signed_in');
  });

  test('[API-3] rooms: made, listed, shown, joined, a role changed', async () => {
    const made = await call('owner', 'POST rooms', { json: { name: 'By REST', visibility: 'public' } });
    expect([made.status, made.body]).toEqual([200, { id: expect.any(String), code: expect.stringMatching(/^\w{6}$/) }]);
    const { id, code } = made.body as { id: string; code: string };
    expect((await call('owner', 'GET rooms')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id, name: 'By REST', role: 'owner' })]),
    });
    expect((await call(null, 'GET rooms?scope=public&limit=1')).body).toMatchObject({ items: [{ id }] });
    expect((await call(null, `GET rooms/${id}`)).body).toMatchObject({ id, visibility: 'public', code: null });
    const joined = await call('stranger', 'POST rooms/join', { json: { code } });
    expect([joined.status, joined.body]).toEqual([200, { id, role: 'editor' }]);
    const line = `PATCH rooms/${id}/members/${room.stranger.userId}`;
    expect((await call('owner', line, { json: { role: 'viewer' } })).status).toBe(200);
    expect((await call('stranger', `GET rooms/${id}`)).body).toMatchObject({ role: 'viewer' });
  });

  test('[API-3] a room with a password is joined with it', async () => {
    const made = await call('owner', 'POST rooms', { json: { name: 'Closed', password: 'sesame' } });
    const { code } = made.body as { code: string };
    refused(await call('stranger', 'POST rooms/join', { json: { code } }), 'room_password_needed');
    refused(await call('stranger', 'POST rooms/join', { json: { code, password: 'wrong' } }), 'wrong_room_password');
    expect((await call('stranger', 'POST rooms/join', { json: { code, password: 'sesame' } })).status).toBe(200);
  });

  test('[API-3] collab/sessions answers {id, code, token}; the token opens sockets of its documents', async () => {
    const made = await call('viewer', 'POST collab/sessions', { json: {} });
    expect(made.body).toEqual({ id: expect.any(String), code: expect.any(String), token: expect.any(String) });
    const { id, token } = made.body as { id: string; token: string };
    const headers = { authorization: `Bearer ${token}` };
    const json = { kind: 'text', path: 'a.ts', language: 'typescript' };
    const document = await call(null, `POST rooms/${id}/documents`, { headers, json });
    expect(document.body).toEqual({ id: expect.any(String) });
    const path = (document.body as { id: string }).id;
    const { RawClient } = await import('../src/sync/testing/raw-client.ts');
    const socket = await RawClient.join({ url: `${hub.url.replace('http', 'ws')}/sync` }, { path, token });
    expect(socket.close).toBeNull();
    socket.end();
    expect((await call('viewer', 'POST collab/sessions', { json: { name: 'Named' } })).status).toBe(200);
  });

  test('[API-3] documents: made, listed, described, removed', async () => {
    const json = { kind: 'text', path: 'src/rest.py' };
    const { id } = (await call('editor', `POST rooms/${room.id}/documents`, { json })).body as { id: string };
    expect((await call('viewer', `GET rooms/${room.id}/documents`)).body).toMatchObject({
      documents: expect.arrayContaining([expect.objectContaining({ id, path: 'src/rest.py', language: 'python' })]),
      files: [],
    });
    expect((await call('viewer', `GET documents/${id}`)).body).toMatchObject({ id, kind: 'text' });
    expect((await call('editor', `DELETE documents/${id}`)).status).toBe(200);
    refused(await call('editor', `GET documents/${id}`), 'not_found');
  });

  test('[API-3] threads: begun, listed, replied to, settled, edited, removed', async () => {
    const anchor = { ...pointAt(room.documentId), state: undefined };
    const begun = await call('commenter', `POST rooms/${room.id}/threads`, { json: { anchor, text: 'Why?' } });
    expect([begun.status, begun.body]).toEqual([200, expect.objectContaining({ path: 'notes.md', resolved: null })]);
    const { id, comments } = begun.body as SeenThread;
    const reply = await call('editor', `POST threads/${id}/comments`, { json: { text: 'Because.' } });
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ threadId: id, text: 'Because.' })]);
    const filter = `documentId=${room.documentId}&state=open&limit=1`;
    expect((await call('viewer', `GET rooms/${room.id}/threads?${filter}`)).body).toMatchObject({
      items: [{ id, commentCount: 2, comments: [{ text: 'Why?' }, { text: 'Because.' }], unread: 2 }],
      nextCursor: null,
    });
    const settled = await call('commenter', `POST threads/${id}/resolve`, { json: {} });
    expect([settled.status, settled.body]).toMatchObject([
      200,
      { resolved: { by: { userId: room.commenter.userId } } },
    ]);
    expect((await call('editor', `POST threads/${id}/reopen`)).body).toMatchObject({ resolved: null });
    const first = comments[0]?.id ?? '';
    refused(await call('editor', `PATCH comments/${first}`, { json: { text: 'x' } }), 'not_allowed');
    expect((await call('commenter', `PATCH comments/${first}`, { json: { text: 'How?' } })).body).toMatchObject({
      text: 'How?',
    });
    refused(await call('viewer', `POST threads/${id}/comments`, { json: { text: 'x' } }), 'not_allowed');
    refused(await call('stranger', `GET threads/${id}`), 'not_found');
    expect((await call('owner', `DELETE comments/${first}`)).body).toEqual({ threadRemoved: false });
    expect((await call('viewer', `GET threads/${id}`)).body).toMatchObject({ comments: [{ removed: true }, {}] });
  });

  test('[API-4] the content of a text is bare text, or a JSON string for who asks for JSON alone', async () => {
    const line = `GET documents/${room.documentId}/content`;
    for (const accept of [
      undefined,
      '*/*',
      'text/plain',
      'text/plain, application/json',
      'application/json;q=0.5, */*',
    ]) {
      const answer = await call('viewer', line, accept === undefined ? {} : { headers: { accept } });
      expect([answer.headers.get('content-type'), answer.text]).toEqual(['text/plain; charset=utf-8', 'hello\n']);
      expect(answer.headers.get('vary')).toContain('accept');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    for (const accept of ['application/json', 'application/json, text/plain, */*']) {
      const answer = await call('viewer', line, { headers: { accept } });
      expect([answer.headers.get('content-type'), answer.body]).toEqual(['application/json; charset=utf-8', 'hello\n']);
    }
  });

  test('[API-4] the content of a structured document is bare JSON, whatever is asked for', async () => {
    const json = { kind: 'graph', path: 'flow.graph.json' };
    const { id } = (await call('editor', `POST rooms/${room.id}/documents`, { json })).body as { id: string };
    for (const accept of ['*/*', 'text/plain', 'application/json']) {
      const answer = await call('viewer', `GET documents/${id}/content`, { headers: { accept } });
      expect([answer.headers.get('content-type'), answer.body]).toEqual([
        'application/json; charset=utf-8',
        expect.objectContaining({ nodes: {}, edges: {} }),
      ]);
    }
  });

  test('[DOC-22] a drawing is made with its content, versioned, given out as a file, and brought back', async () => {
    const drawing = (x: number) =>
      JSON.stringify({ type: 'excalidraw', elements: [{ id: 'a', type: 'rectangle', x, y: 1, width: 5, height: 5 }] });
    const path = `drawn-${newId()}.excalidraw`;
    const at = `rooms/${room.id}/documents`;
    const made = await call('editor', `POST ${at}`, { json: { kind: 'drawing', path, content: drawing(7) } });
    const { id } = made.body as { id: string };
    expect(made.status).toBe(200);
    const content = await call('viewer', `GET documents/${id}/content`);
    expect(content.headers.get('content-type')).toMatch(/^application\/json/);
    expect(content.body).toEqual({
      meta: { kind: 'drawing', schema: 1 },
      elements: { a: { type: 'rectangle', x: 7, y: 1, width: 5, height: 5, index: 'a0' } },
      files: {},
    });
    const { trpc } = hub.as(room.editor);
    const version = await trpc.documents.versions.create.mutate({ documentId: id, name: 'seven' });
    const replace = { bytes: Buffer.from(drawing(9)) };
    const replaced = await call('editor', `POST rooms/${room.id}/files?path=${path}&replace=1`, replace);
    expect(replaced.body).toMatchObject({ replaced: 1, skipped: [] });
    await trpc.documents.versions.restore.mutate({ versionId: version.id });
    expect((await call('viewer', `GET documents/${id}/content`)).body).toMatchObject({ elements: { a: { x: 7 } } });
    const { text } = await trpc.documents.versions.content.query({ versionId: version.id });
    expect(JSON.parse(text)).toMatchObject({ type: 'excalidraw', elements: [{ id: 'a', x: 7 }] });
  });

  test('[DRAW-18] a broken drawing is refused with the reason, and nothing is made', async () => {
    const at = `rooms/${room.id}/documents`;
    for (const [content, reason] of [
      ['{"type":"excalidraw"', 'it is no JSON, or a part of it is missing'],
      ['{"type":"excalidraw","elements":{}}', 'it is no Excalidraw drawing'],
      [
        '{"type":"excalidraw","elements":[{"id":"a","type":"rectangle","x":1e999}]}',
        'none of its elements can be used',
      ],
    ] as const) {
      const path = `broken-${newId()}.excalidraw`;
      refused(await call('editor', `POST ${at}`, { json: { kind: 'drawing', path, content } }), 'bad_drawing', {
        reason,
      });
      const { documents } = (await call('viewer', `GET ${at}`)).body as { documents: { path: string }[] };
      expect(documents.map((document) => document.path)).not.toContain(path);
    }
  });

  test('[API-3] documents/:id/updates takes a Yjs update and answers when it is durable', async () => {
    const json = { kind: 'text', path: 'posted.txt', content: 'a' };
    const { id } = (await call('editor', `POST rooms/${room.id}/documents`, { json })).body as { id: string };
    const doc = new Y.Doc();
    for (const update of (await hub.hub.modules.engine.state(id)).updates) Y.applyUpdate(doc, update);
    const before = Y.encodeStateVector(doc);
    doc.getText('content').insert(1, 'b'.repeat(300_000));
    const bytes = Y.encodeStateAsUpdate(doc, before);
    const answer = await call('editor', `POST documents/${id}/updates`, { bytes });
    expect([answer.status, answer.body]).toEqual([200, { seq: 2 }]);
    expect((await call('viewer', `GET documents/${id}/content`)).text).toHaveLength(300_001);
    refused(await call('viewer', `POST documents/${id}/updates`, { bytes: bytes.slice(0, -1) }), 'malformed');
    const more = Y.encodeStateVector(doc);
    doc.getText('content').insert(0, 'c');
    const next = Y.encodeStateAsUpdate(doc, more);
    refused(await call('viewer', `POST documents/${id}/updates`, { bytes: next }), 'read_only');
    refused(await call('editor', `POST documents/${id}/updates`, { bytes: Uint8Array.of(1, 2, 3) }), 'malformed');
  });
});

describe('refusals', () => {
  test('[API-5] 400: fields that cannot be used are named', async () => {
    const answer = await call(null, 'POST auth/sign-up', { json: { email: 'x', name: '', password: 'short' } });
    refused(answer, 'invalid_input');
    const details = (answer.body as ErrorBody).details ?? {};
    expect(Object.keys(details).sort()).toEqual(['email', 'name', 'password']);
    for (const sentence of Object.values(details)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test.each([
    ['JSON that is cut off', { text: '{"name":', headers: { 'content-type': 'application/json' } }, 'malformed'],
    ['no JSON', { text: 'name=x', headers: { 'content-type': 'application/json' } }, 'malformed'],
    ['an empty body that says it is JSON', { text: '', headers: { 'content-type': 'application/json' } }, 'malformed'],
    [
      'keys that would reach prototypes',
      { text: '{"__proto__":{"name":"x"}}', headers: { 'content-type': 'application/json' } },
      'malformed',
    ],
    ['a form', { text: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'malformed'],
    ['XML', { text: '<name/>', headers: { 'content-type': 'application/xml' } }, 'malformed'],
    ['a plain text', { text: '{"name":"x"}', headers: { 'content-type': 'text/plain' } }, 'malformed'],
    ['a list', { json: [] }, 'invalid_input'],
    ['a number', { json: 5 }, 'invalid_input'],
    ['nothing', { json: null }, 'invalid_input'],
    ['a name of the wrong type', { json: { name: { a: 1 } } }, 'invalid_input'],
    [
      'half a character in JSON',
      { text: '{"name":"\\ud800 x \\u0000"}', headers: { 'content-type': 'application/json' } },
      'invalid_input',
    ],
  ] as const)('[API-5] 400: %s', async (_what, request, code) => {
    refused(await call('owner', 'POST rooms', request), code);
  });

  test('[API-5] 401, 403, 404, 409 carry the catalogue’s body', async () => {
    refused(await call(null, 'POST rooms', { json: { name: 'x' } }), 'not_signed_in');
    const json = { kind: 'text', path: 'x.ts' };
    refused(await call('viewer', `POST rooms/${room.id}/documents`, { json }), 'read_only');
    refused(await call('stranger', `GET rooms/${room.id}`), 'not_found');
    refused(await call(null, 'GET nothing/here'), 'not_found');
    refused(await call('owner', `PUT rooms/${room.id}`, { json }), 'not_found');
    const taken = { json: { kind: 'text', path: 'notes.md' } };
    refused(await call('editor', `POST rooms/${room.id}/documents`, taken), 'path_taken', { path: 'notes.md' });
    const account = { json: { email: 'twice@example.org', name: 'Twice', password } };
    await call(null, 'POST auth/sign-up', account);
    refused(await call(null, 'POST auth/sign-up', account), 'email_taken');
    const wrong = { json: { email: 'twice@example.org', password: 'wrong' } };
    refused(await call(null, 'POST auth/sign-in', wrong), 'wrong_credentials');
  });

  test('[API-5] 413 and 429 say how much and how long', async () => {
    const small = await createTestHub({ limits: { requestsPerMinute: 4, documentSize: 1024, signUpsPerHour: 1 } });
    const owner = small.as(await small.person());
    const rooms = { json: { name: 'x'.repeat(2 * 1024 * 1024) } };
    refused(await owner.rest('POST', '/api/v1/rooms', rooms), 'too_large');
    const { id } = (await owner.rest('POST', '/api/v1/rooms', { json: { name: 'x' } })).body as { id: string };
    const json = { kind: 'text', path: 'a.txt' };
    const made = await owner.rest('POST', `/api/v1/rooms/${id}/documents`, { json });
    const path = `/api/v1/documents/${(made.body as { id: string }).id}/updates`;
    refused(await owner.rest('POST', path, { bytes: new Uint8Array(2048) }), 'too_large', { limit: '1 KB' });
    expect((await owner.rest('GET', '/api/v1/rooms')).status).toBe(200);
    refused(await owner.rest('GET', '/api/v1/rooms'), 'too_fast', { seconds: expect.any(Number) });
    const stranger = small.as(null);
    const account = (name: string) => ({ json: { email: `${name}@example.org`, name, password } });
    expect((await stranger.rest('POST', '/api/v1/auth/sign-up', account('one'))).status).toBe(200);
    refused(await stranger.rest('POST', '/api/v1/auth/sign-up', account('two')), 'too_fast');
    await small.close();
  });

  test('[API-6] a foreign private thing answers byte for byte like an unknown one', async () => {
    const [theirs, unknown] = [room, { id: newId(), documentId: newId() }];
    const zip = { bytes: Buffer.from('no zip') };
    const lines: [string, RestRequest?][] = [
      ['GET rooms/:room'],
      ['GET rooms/:room/documents'],
      ['POST rooms/:room/documents', { json: { kind: 'text', path: 'a.ts' } }],
      [`PATCH rooms/:room/members/${room.viewer.userId}`, { json: { role: 'editor' } }],
      ['POST rooms/:room/import', zip],
      ['POST rooms/:room/files?path=a.ts', zip],
      ['GET rooms/:room/export'],
      [`GET rooms/:room/files/${newId()}`],
      ['GET documents/:document'],
      ['GET documents/:document/content'],
      ['DELETE documents/:document'],
      ['POST documents/:document/updates', { bytes: Uint8Array.of(0, 0) }],
    ];
    for (const who of ['stranger', null] as const) {
      for (const [line, request] of lines) {
        const ask = (things: typeof unknown) =>
          call(who, line.replace(':room', things.id).replace(':document', things.documentId), request);
        const [foreign, missing] = [await ask(theirs), await ask(unknown)];
        expect([line, foreign.status, foreign.text]).toEqual([line, missing.status, missing.text]);
        refused(missing, who === null && !line.startsWith('GET') ? 'not_signed_in' : 'not_found');
        for (const strange of ['x', '%00', '..%2f..', "';drop table rooms;--", 'é'.repeat(30)]) {
          const odd = await ask({ id: encodeURI(strange), documentId: encodeURI(strange) });
          expect([line, strange, odd.text]).toEqual([line, strange, missing.text]);
        }
      }
    }
  });
});

describe('cookies', () => {
  test('[API-7] a cookie counts on a write only with an Origin of the hub’s own', async () => {
    const json = { email: 'cookie@example.org', name: 'Cookie', password, via: 'cookie' };
    const up = await call(null, 'POST auth/sign-up', { json });
    expect(up.body).toMatchObject({ token: null });
    const set = up.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^draftroom_session=.*HttpOnly/i);
    expect(set).toMatch(/SameSite=Lax/i);
    const cookie = set.split(';')[0] ?? '';
    const make = (origin?: string) =>
      call(null, 'POST rooms', {
        json: { name: 'x' },
        headers: { cookie, ...(origin === undefined ? {} : { origin }) },
      });
    for (const origin of [
      undefined,
      'https://evil.example',
      'null',
      `${hub.publicUrl}.evil.example`,
      'http://127.0.0.1:1',
    ]) {
      refused(await make(origin), 'not_signed_in');
    }
    for (const origin of [hub.publicUrl, hub.publicUrl.replace('127.0.0.1', 'localhost')]) {
      expect((await make(origin)).status).toBe(200);
    }
    expect((await call(null, 'GET rooms', { headers: { cookie, origin: 'https://evil.example' } })).status).toBe(200);
  });

  test('[API-7] no other origin is allowed to read answers', async () => {
    const answer = await call('owner', 'GET rooms', { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
