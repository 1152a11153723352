/** Every route that is no procedure, and every kind of socket. */
import sharp from 'sharp';
import * as Y from 'yjs';
import { buildZip } from '../../src/modules/documents/testing/zip-builder.ts';
import type { RawClient } from '../../src/sync/testing/raw-client.ts';
import type { RestRequest, TestCaller } from '../../src/testing/test-people.ts';
import { type CallRow, callRow, everyone, forEditors, reads, signedIn } from './rows.ts';
import { notMine } from './upload-rows.ts';

/** Refused with the code of a REST answer, as calls are. */
class Refused extends Error {
  readonly data: { hub: unknown };

  constructor(code: string) {
    super(code);
    this.data = { hub: { code } };
  }
}

async function rest(caller: TestCaller, line: string, request?: RestRequest): Promise<void> {
  const [method = '', path = ''] = line.split(' ');
  const answer = await caller.rest(method, path, request);
  const failed = answer.text.split('\n').find((entry) => entry.startsWith('{"error"'));
  if (failed !== undefined) throw new Refused((JSON.parse(failed) as { error: { code: string } }).error.code);
  if (answer.status >= 400) throw new Refused(String((answer.body as { code?: string } | undefined)?.code));
}

const get = (path: string) => callRow({ expected: everyone, call: (caller) => rest(caller, `GET ${path}`) });
const zip = buildZip([{ name: 'a.txt', content: 'a' }]);

function newText(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('scratch').set('key', 'value');
  return Y.encodeStateAsUpdate(doc);
}

async function picture(): Promise<Buffer> {
  return await sharp({ create: { width: 8, height: 8, channels: 3, background: '#2F5BD3' } })
    .png()
    .toBuffer();
}

export const routeRows: Readonly<Record<string, CallRow>> = {
  'POST /api/v1/rooms/:roomId/import': callRow({
    expected: forEditors,
    input: (s) => s.path().replace('.ts', ''),
    call: (caller, folder, { roomId }) =>
      rest(caller, `POST /api/v1/rooms/${roomId}/import?path=${folder}`, { bytes: zip }),
  }),
  'POST /api/v1/rooms/:roomId/files': callRow({
    expected: forEditors,
    input: (s) => s.path(),
    call: (caller, path, { roomId }) =>
      rest(caller, `POST /api/v1/rooms/${roomId}/files?path=${path}`, { bytes: Buffer.from('text') }),
  }),
  'GET /api/v1/rooms/:roomId/export': callRow({
    expected: reads,
    call: (caller, _input, { roomId }) => rest(caller, `GET /api/v1/rooms/${roomId}/export`),
  }),
  'GET /api/v1/rooms/:roomId/files/:fileId': callRow({
    expected: reads,
    input: (s) => s.file(),
    call: (caller, { fileId }, { roomId }) => rest(caller, `GET /api/v1/rooms/${roomId}/files/${fileId}`),
  }),
  'GET /api/v1/account/exports/:exportId': callRow({
    // Somebody else's.
    expected: 'not_found not_found not_found not_found not_found not_found not_found',
    input: (s) => s.exportOfAnother(),
    call: (caller, exportId) => rest(caller, `GET /api/v1/account/exports/${exportId}`),
  }),
  'GET /unsubscribe': callRow({
    expected: everyone,
    input: (s) => s.unsubscribeToken(),
    call: (caller, token) => rest(caller, `GET /unsubscribe?token=${token}`),
  }),
  'POST /unsubscribe': callRow({
    expected: everyone,
    input: (s) => s.unsubscribeToken(),
    call: (caller, token) => rest(caller, `POST /unsubscribe?token=${token}`),
  }),
  'GET /keep-account': callRow({
    expected: everyone,
    input: (s) => s.keepToken(),
    call: (caller, token) => rest(caller, `GET /keep-account?token=${token}`),
  }),
  'POST /keep-account': callRow({
    expected: everyone,
    input: (s) => s.keepToken(),
    call: (caller, token) => rest(caller, `POST /keep-account?token=${token}`),
  }),
  'GET /api/v1/assets/:assetId': callRow({
    // Whoever asks names no room: what they may not read is unknown, also to somebody who was removed.
    expected: {
      private: '✓ ✓ ✓ ✓ not_found not_found not_found',
      unlisted: '✓ ✓ ✓ ✓ ✓ not_found not_found',
      public: '✓ ✓ ✓ ✓ ✓ not_found ✓',
    },
    input: (s) => s.file(),
    call: (caller, { assetId }) => rest(caller, `GET /api/v1/assets/${assetId}`),
  }),
  'POST /api/v1/documents/:documentId/updates': callRow({
    // The engine judges as on a socket: whoever reads is told that they cannot write.
    expected: {
      private: '✓ ✓ read_only read_only not_found removed not_signed_in',
      unlisted: '✓ ✓ read_only read_only read_only removed not_signed_in',
      public: '✓ ✓ read_only read_only read_only removed not_signed_in',
    },
    input: (s) => s.document(),
    call: (caller, documentId) => rest(caller, `POST /api/v1/documents/${documentId}/updates`, { bytes: newText() }),
  }),
  'PUT /api/v1/uploads/:uploadId/parts': callRow({
    expected: signedIn,
    input: (s) => s.upload(),
    call: (caller, id) => rest(caller, `PUT /api/v1/uploads/${id}/parts?offset=0`, { bytes: Buffer.from('hel') }),
  }),
  'PUT /api/v1/uploads/:uploadId/parts (somebody else’s)': callRow({
    expected: notMine,
    input: (s) => s.uploadOfAnother(),
    call: (caller, id) => rest(caller, `PUT /api/v1/uploads/${id}/parts?offset=0`, { bytes: Buffer.from('hel') }),
  }),
  'GET /api/v1/uploads/:uploadId/content': callRow({
    // Nothing has come of it yet, so there is nothing to see for its owner either.
    expected: notMine,
    input: (s) => s.upload(),
    call: (caller, id) => rest(caller, `GET /api/v1/uploads/${id}/content`),
  }),
  'POST /api/v1/account/avatar': callRow({
    expected: signedIn,
    input: picture,
    call: (caller, bytes) => rest(caller, 'POST /api/v1/account/avatar', { bytes }),
  }),
  'GET /assets/:assetId(^[0-9a-f]{64}$)/:name': callRow({
    expected: everyone,
    input: async (s) => {
      const design = { roomId: s.roomId, title: 'Shown', licence: 'MIT', visibility: 'public' } as const;
      return (await s.owner.designs.publish(design)).release.files[0]?.url ?? '';
    },
    call: (caller, url) => rest(caller, `GET ${url}`),
  }),
  'GET /oembed': callRow({
    expected: everyone,
    input: async (s) => {
      const { id } = await s.owner.designs.create({ title: 'Shown', visibility: 'public' });
      return encodeURIComponent(`${s.hub.publicUrl}/designs/${id}`);
    },
    call: (caller, url) => rest(caller, `GET /oembed?url=${url}`),
  }),
  'GET /api/v1/avatars/:avatarId': callRow({
    expected: everyone,
    input: async (s) => {
      const avatar = await s.hub.as(s.room.viewer).rest('POST', '/api/v1/account/avatar', { bytes: await picture() });
      return (avatar.body as { avatarId: string }).avatarId;
    },
    call: (caller, avatarId) => rest(caller, `GET /api/v1/avatars/${avatarId}`),
  }),
  'GET /auth/oauth/:provider': get('/auth/oauth/github'),
  'GET /auth/oauth/:provider (not set up)': callRow({
    // Goes back to the sign-in page, which says why.
    expected: everyone,
    call: (caller) => rest(caller, 'GET /auth/oauth/google'),
  }),
  'GET /auth/oauth/:provider/callback': get('/auth/oauth/github/callback?code=a&state=b'),
  'GET /healthz': get('/healthz'),
  'GET /readyz': get('/readyz'),
  'GET /metrics': get('/metrics'),
  'GET /metrics (from another machine)': callRow({
    expected: 'not_found not_found not_found not_found not_found not_found not_found',
    call: (caller) => rest(caller, 'GET /metrics', { headers: { 'x-forwarded-for': '192.0.2.7' } }),
  }),
  'GET /api/v1/openapi.json': get('/api/v1/openapi.json'),
  'GET /api/docs': get('/api/docs'),
  'GET /api/docs/': get('/api/docs/'),
  'GET /api/docs/json': get('/api/docs/json'),
  'GET /api/docs/yaml': get('/api/docs/yaml'),
  'GET /api/docs/static/index.html': get('/api/docs/static/index.html'),
  'GET /api/docs/static/swagger-initializer.js': get('/api/docs/static/swagger-initializer.js'),
  'GET /api/docs/*': get('/api/docs/static/swagger-ui.css'),
};

/** Throws the code that a socket, a channel or a frame was refused with. */
async function seen(socket: RawClient, what: Promise<unknown>): Promise<void> {
  try {
    await what;
  } catch (error) {
    if (socket.close === null) throw error;
    throw new Refused(socket.close.reason);
  }
  const refused = socket.all('refused')[0]?.code ?? socket.all('closed')[0]?.code;
  if (refused !== undefined) throw new Refused(refused);
}

/** A reader learns that they cannot write from the frame; whoever may not read has no socket. */
const writes = {
  private: '✓ ✓ read_only read_only not_found removed not_found',
  unlisted: '✓ ✓ read_only read_only read_only removed not_found',
  public: '✓ ✓ read_only read_only read_only removed read_only',
};

export const socketRows: Readonly<Record<string, CallRow>> = {
  'document socket, reading': callRow({
    expected: reads,
    call: async (caller, _input, { documentId }) => {
      const socket = await caller.socket({ path: documentId });
      socket.step1();
      await seen(socket, socket.saw('step2'));
      socket.end();
    },
  }),
  'document socket, writing': callRow({
    expected: writes,
    input: (s) => s.document(),
    call: async (caller, documentId) => {
      const socket = await caller.socket({ path: documentId, ack: true });
      socket.type('typed');
      await seen(socket, socket.acked(1));
      socket.end();
    },
  }),
  'room socket, presence': callRow({
    expected: reads,
    call: async (caller, _input, { roomId }) => {
      const socket = await caller.socket({ room: roomId });
      await seen(socket, socket.saw('people'));
      socket.end();
    },
  }),
  'room socket, a document’s channel, reading': callRow({
    expected: reads,
    call: async (caller, _input, { roomId, documentId }) => {
      const socket = await caller.socket({ room: roomId });
      socket.openChannel(1, documentId);
      socket.step1(undefined, 1);
      await seen(socket, socket.saw('step2', 1, 1));
      socket.end();
    },
  }),
  'room socket, a document’s channel, writing': callRow({
    expected: writes,
    input: (s) => s.document(),
    call: async (caller, documentId, { roomId }) => {
      const socket = await caller.socket({ room: roomId, ack: true });
      socket.openChannel(1, documentId);
      socket.type('typed', { channel: 1 });
      await seen(socket, socket.acked(1, 1));
      socket.end();
    },
  }),
};
