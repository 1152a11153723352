/** What nobody should send: refused with the catalogue's code and a sentence, alike for unknown and foreign, and never fatal. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHubClientError } from '../src/client/hub-client-error.ts';
import { type ErrorCode, errorCatalogue } from '../src/contract/errors.ts';
import { newId } from '../src/contract/ids.ts';
import { buildZip } from '../src/modules/documents/testing/zip-builder.ts';
import { appRouter } from '../src/router.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller } from '../src/testing/test-people.ts';
import { procedureRows } from './rights/procedure-rows.ts';
import { createStage, Scene } from './rights/scene.ts';

let hub: TestHub;
let room: TestRoom;
let editor: TestCaller;
beforeAll(async () => {
  hub = await createTestHub();
  room = await hub.room();
  editor = hub.as(room.editor);
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

const nul = String.fromCharCode(0);

describe('paths', () => {
  const bad = [
    '../up.ts',
    'a/../../b.ts',
    '..',
    `a${nul}.ts`,
    'x'.repeat(300),
    `${'long/'.repeat(60)}a.ts`,
    '/etc/passwd',
    'C:/x',
    'a\\b',
    '',
    'a//b',
    'con',
    `half ${'\ud800'}`,
  ];

  test.each(bad)('[API-13] %j is refused wherever a path goes in', async (path) => {
    const { documents } = editor.trpc;
    const { id: roomId, documentId } = room;
    const calls: Record<string, () => Promise<unknown>> = {
      create: () => documents.create.mutate({ roomId, path }),
      move: () => documents.move.mutate({ documentId, path }),
      'move a folder': () => documents.moveFolder.mutate({ roomId, from: 'src', to: path === '' ? '/' : path }),
      'remove a folder': () => documents.removeFolder.mutate({ roomId, path }),
    };
    for (const [what, call] of Object.entries(calls)) {
      const error = toHubClientError(await call().catch((thrown: unknown) => thrown));
      expect([what, error.code]).toEqual([what, 'bad_path']);
      expect(error.message).toMatch(/ cannot be a path here: .+\.$/);
      expect(error.message.length).toBeLessThan(200);
    }
    const query = encodeURIComponent(path.toWellFormed());
    const file = await editor.rest('POST', `/api/v1/rooms/${roomId}/files?path=${query}`, { bytes: Buffer.from('x') });
    if (path.isWellFormed())
      expect([file.status, file.body]).toEqual([400, expect.objectContaining({ code: 'bad_path' })]);
  });

  test('[API-13] names that differ in case only cannot stand side by side', async () => {
    const create = (path: string) => outcomeOf(editor.trpc.documents.create.mutate({ roomId: room.id, path }));
    expect(await create('Case/Readme.md')).toBe('ok');
    for (const path of ['Case/README.md', 'case/Readme.md', 'CASE', 'Case/Readme.md/inside']) {
      expect([path, await create(path)]).toEqual([path, 'path_taken']);
    }
  });

  test('[API-13] a zip with such names is imported without them', async () => {
    const bytes = buildZip([
      { name: 'good.txt', content: 'x' },
      { name: '../evil.txt' },
      { name: `n${nul}ul.txt` },
      { name: 'y'.repeat(300) },
    ]);
    const answer = await editor.rest('POST', `/api/v1/rooms/${room.id}/import?path=zip`, { bytes });
    const result = JSON.parse(answer.text.trim().split('\n').at(-1) ?? '') as {
      result: { documents: number; skipped: unknown[] };
    };
    expect([result.result.documents, result.result.skipped.length]).toEqual([1, 3]);
  });

  test('[API-13] a zip bomb is refused before it is unpacked', async () => {
    const bytes = buildZip([{ name: 'bomb.txt', content: Buffer.alloc(16 * 1024 * 1024) }]);
    const answer = await editor.rest('POST', `/api/v1/rooms/${room.id}/import`, { bytes });
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'bad_archive' })]);
  });
});

// Nested in its type, but flat when it runs: keys are dotted paths.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; inputs: unknown[] } }
>;

/** Calls a procedure by its dotted name over HTTP, whatever it is given. */
async function call(
  caller: TestCaller,
  name: string,
  input: unknown,
): Promise<{ status: number; text: string; code: string }> {
  const isQuery = procedures[name]?._def.type !== 'mutation';
  const json = JSON.stringify(input);
  const query = isQuery && json !== undefined ? `?input=${encodeURIComponent(json)}` : '';
  const answer = await caller.rest(isQuery ? 'GET' : 'POST', `/trpc/${name}${query}`, isQuery ? {} : { json: input });
  const body = answer.body as { error?: { message: string; data: { hub: { code: string } } } } | undefined;
  const shown =
    body?.error?.data === undefined
      ? (body as unknown as { code?: string } | undefined)?.code
      : body.error.data.hub.code;
  return {
    status: answer.status,
    text: answer.text,
    code: answer.status < 400 ? 'ok' : (shown ?? `no code: ${answer.text}`),
  };
}

const withInput = Object.keys(procedures).filter(
  (name) => (procedures[name]?._def.inputs.length ?? 0) > 0 && procedures[name]?._def.type !== 'subscription',
);

describe('every procedure', () => {
  const nonsense = [5, 'text', [], [1], null, true, { a: { b: 1 } }, { roomId: {}, documentId: [], path: 7 }];

  test.each(withInput)('[API-14] %s answers nonsense with a code and a sentence', async (name) => {
    const caller = hub.as(await hub.person());
    for (const input of nonsense) {
      const { status, text, code } = await call(caller, name, input);
      if (code === 'ok') continue;
      expect([input, code !== 'internal' && code in errorCatalogue, code]).toEqual([input, true, code]);
      expect([input, errorCatalogue[code as ErrorCode].http]).toEqual([input, status]);
      expect(text).not.toMatch(/ at .*\.(ts|js|mjs):\d+|node_modules|select |insert /);
    }
  });

  test('[API-14] texts that a database cannot hold are refused or repaired, never an error of the hub', async () => {
    const people = { owner: room.owner, editor: room.editor, commenter: room.commenter, viewer: room.viewer };
    const other = await hub.person();
    const cast = { ...people, stranger: room.stranger, removed: await hub.person(), other };
    const stage = await createStage(hub, cast, 'private');
    const strange = [
      `${nul}`,
      `a${nul}b`,
      '\ud800',
      '\udfff x',
      '🙂'.repeat(300),
      '\u202egnp.exe',
      '%00',
      "'; drop table users; --",
    ];
    for (const [row, { input }] of Object.entries(procedureRows)) {
      const name = row.replace(/ \(.*\)$/, '');
      if (!withInput.includes(name) || name === 'accounts.signUp' || name === 'accounts.signIn') continue;
      const scene = new Scene(hub, stage, { name: 'owner', other });
      const good = (await input?.(scene)) as Record<string, unknown> | undefined;
      for (const [key, value] of Object.entries(good ?? {})) {
        if (typeof value !== 'string') continue;
        for (const text of strange) {
          const { code } = await call(hub.as(room.owner), name, { ...good, [key]: text });
          expect([name, key, text, code === 'ok' || (code !== 'internal' && code in errorCatalogue), code]).toEqual([
            name,
            key,
            text,
            true,
            code,
          ]);
        }
      }
    }
  }, 600_000);
});

describe('pages', () => {
  test.each([
    '',
    nul,
    `${'9'.repeat(15)}.x`,
    `999999999999999.${newId()}`,
    '-1',
    'NaN',
    '2026-13-40',
    newId(),
    'x'.repeat(60),
    '[]',
    '1e99',
  ])('[API-14] a cursor like %j is no error of the hub', async (cursor) => {
    const person = hub.as(room.owner);
    const inputs: [string, object][] = [
      ['rooms.list', { scope: 'mine', cursor }],
      ['rooms.list', { scope: 'public', cursor, query: cursor }],
      ['documents.versions.list', { documentId: room.documentId, cursor }],
      ['rooms.chat.list', { roomId: room.id, before: cursor }],
      ['comments.threads.list', { roomId: room.id, cursor }],
    ];
    for (const [name, input] of inputs) {
      const { code } = await call(person, name, input);
      expect([name, ['ok', 'invalid_input', 'not_found'].includes(code), code]).toEqual([name, true, code]);
    }
  });
});

describe('unknown and foreign', () => {
  test('[API-6] every procedure answers both alike to a stranger', async () => {
    const other = await hub.person();
    const foreign = new Scene(
      hub,
      { room, people: { ...room, removed: other, signedOut: null } },
      { name: 'stranger', other: room.commenter },
    );
    const stranger = hub.as(room.stranger);
    let compared = 0;
    for (const [row, { input }] of Object.entries(procedureRows)) {
      const name = row.replace(/ \(.*\)$/, '');
      // What stands on a public design is everybody's to read; private ones have a walk of their own.
      if (!withInput.includes(name) || name.startsWith('comments.onDesigns.')) continue;
      const theirs = (await input?.(foreign)) as Record<string, unknown> | undefined;
      const ids = Object.keys(theirs ?? {}).filter((key) =>
        /^(roomId|documentId|fileId|versionId|messageId|requestId|inviteId|threadId|commentId)$/.test(key),
      );
      if (ids.length === 0) continue;
      const unknown = { ...theirs, ...Object.fromEntries(ids.map((key) => [key, newId()])) };
      const malformed = { ...theirs, ...Object.fromEntries(ids.map((key) => [key, `no id ${nul}`])) };
      const answers = [
        await call(stranger, name, theirs),
        await call(stranger, name, unknown),
        await call(stranger, name, malformed),
      ];
      compared += 1;
      expect([row, answers[1]]).toEqual([row, answers[0]]);
      expect([row, answers[2]]).toEqual([row, answers[0]]);
    }
    expect(compared).toBeGreaterThan(40);
  });

  test('[API-6] sockets close alike', async () => {
    const stranger = hub.as(room.stranger);
    const closes: unknown[] = [];
    for (const path of [room.documentId, newId(), 'no-id', '%00', 'a/b']) {
      const socket = await stranger.socket({ path });
      await socket.closed();
      closes.push(socket.close);
    }
    for (const id of [room.id, newId(), 'no-id']) {
      const socket = await stranger.socket({ room: id });
      await socket.closed();
      closes.push(socket.close);
    }
    expect(new Set(closes.map((close) => JSON.stringify(close)))).toEqual(
      new Set(['{"code":4404,"reason":"not_found"}']),
    );
  });
});

describe('requests that are none', () => {
  /** Says exactly this, and hears everything until the hub hangs up or is done. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(hub.url).port), '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk.toString();
        if (heard.startsWith('HTTP/1.1 101')) socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
    });
  }
  const upgrade = (target: string, host: string) =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;

  test.each([
    ['//', 'hub', '404'],
    ['//[', 'hub', '404'],
    ['*', 'hub', '404'],
    ['http://', 'hub', '404'],
    ['/trpc', '[', '400'],
    ['/trpc?connectionParams=1', '%', '400'],
    ['/trpc', 'a b', '400'],
    ['/sync', '[', '101'],
    ['/sync/%', 'hub', '101'],
    ['/sync?room=%&token=%', 'hub', '101'],
  ])('[API-15] an upgrade of %s at host %s is answered %s and the hub lives', async (target, host, status) => {
    expect(await raw(upgrade(target, host))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await hub.as(null).rest('GET', '/healthz')).status).toBe(200);
  });

  test.each([
    'GET /api/v1/rooms/%',
    'GET /trpc/%zz',
    'GET http://[/',
    `GET /api/v1/rooms/${'a'.repeat(6_000)}`,
    'GET /api/v1/rooms?limit=many',
    'GET /api/v1/rooms?scope[]=mine&__proto__[x]=1',
    'GET /api/v1/nothing',
    'TRACE /api/v1/rooms',
  ])('[API-15] %.60s is answered with the catalogue’s body', async (line) => {
    const heard = await raw(`${line} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n`);
    const body = JSON.parse(heard.slice(heard.indexOf('\r\n\r\n') + 4)) as { code: ErrorCode; message: string };
    expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${errorCatalogue[body.code].http} `));
  });

  test('[API-15] a subscription over plain HTTP is refused: it would outlive its session', async () => {
    const answer = await hub
      .as(room.owner)
      .rest('GET', `/trpc/rooms.events?input=${encodeURIComponent(JSON.stringify({ roomId: room.id }))}`);
    expect(answer.text).not.toContain('ready');
    expect(answer.text).toContain('malformed');
  });
});
