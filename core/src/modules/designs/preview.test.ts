/** Pictures of drawings that are published, by the thread that paints them. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubError } from '../../contract/errors.ts';
import { createTestHub, type TestHub } from '../../testing/test-hub.ts';

let hub: TestHub;
const painted: Uint8Array[] = [];
beforeAll(async () => {
  hub = await createTestHub({
    drawings: {
      analyze: async () => {
        throw new HubError('bad_drawing', { reason: 'of no matter' });
      },
      async preview([update = new Uint8Array()]) {
        painted.push(update);
        if (update.length < 60) throw new HubError('bad_drawing', { reason: 'nothing in it' });
        const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#2F5BD3' } })
          .png()
          .toBuffer();
        return { png, width: 60, height: 40, thumbhash: 'aGFzaA==' };
      },
      close: async () => undefined,
    },
  });
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

async function publish(bytes: Uint8Array | null) {
  const room = await hub.room();
  const { direct } = hub.as(room.editor);
  if (bytes === null) await direct.documents.create({ roomId: room.id, kind: 'drawing', path: 'board.excalidraw' });
  else {
    const { documents } = hub.hub.modules.services;
    await documents.importFile(room.editor, { roomId: room.id, path: 'board.excalidraw', bytes, replace: false });
  }
  const design = { title: 'Board', licence: 'MIT', visibility: 'public', roomId: room.id } as const;
  const { id: designId, picture } = await direct.designs.publish(design);
  expect(picture).toBeNull();
  await hub.queue.settle();
  return { direct, room, designId };
}

test('[DSN-3] the first drawing becomes the picture of its release, and that of the design', async () => {
  const fixture = new URL('../../model/drawing/fixtures/kurtosis-cdk-architecture-diagram.excalidraw', import.meta.url);
  const { direct, designId } = await publish(await readFile(fixture));
  const { picture, release } = await direct.designs.get({ designId });
  expect(picture).toMatchObject({ width: 60, height: 40 });
  expect(release.picture).toEqual(picture);
  expect(release.files[0]?.facts.elements).toMatchObject({ arrow: expect.any(Number) });
  const shown = await hub.as(null).rest('GET', picture?.url ?? '');
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('a drawing that cannot be painted leaves the design without a picture', async () => {
  const { direct, designId } = await publish(null);
  expect((await direct.designs.get({ designId })).picture).toBeNull();
  expect(painted.length).toBeGreaterThan(0);
});
