/** Previews and reports of drawings in a whole hub, with the real thread. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { elementsOf, filesOf, seedDrawing } from '../src/model/drawing/drawing-document.ts';
import type { DrawingElement } from '../src/model/drawing/drawing-element.ts';
import { createDrawingWork } from '../src/modules/documents/drawings/drawing-thread.ts';
import type { DrawingWork } from '../src/modules/documents/drawings/ports.ts';
import { createDrawingsRepo } from '../src/modules/documents/drawings/repo.ts';
import { createDocumentsFixture } from '../src/modules/documents/testing/documents-fixture.ts';
import { describeDatabases } from '../src/testing/contract-suites.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import { outcomeOf } from '../src/testing/test-people.ts';
import { drawnBox } from './drawn-box.ts';
import { oddThread } from './odd-threads.ts';

const thread = pathToFileURL(join(import.meta.dirname, '../../workers/src/jobs/drawing-thread.ts'));
const system = { origin: 'system', userId: null } as const;

let hub: TestHub;
let room: TestRoom;
let work: DrawingWork;
const live = () => hub.hub.modules.engine;

async function drawing(
  elements: readonly DrawingElement[] = [drawnBox('one')],
  more?: (doc: Y.Doc) => void,
): Promise<string> {
  const { id } = await hub
    .as(room.owner)
    .direct.documents.create({ roomId: room.id, kind: 'drawing', path: `${Math.random()}.excalidraw` });
  await live().edit(id, system, (doc) => {
    seedDrawing(doc, { elements });
    more?.(doc);
  });
  return id;
}

const change = (documentId: string) =>
  live().edit(
    documentId,
    system,
    (doc) =>
      void elementsOf(doc)
        .get('one')
        ?.set('width', 100 + Math.floor(Math.random() * 900)),
  );

/** Past the least age of a result, with everything done that waits. */
async function settled(): Promise<void> {
  hub.advance(10_000);
  await hub.queue.settle();
}

describe('previews and reports', () => {
  beforeEach(async () => {
    work = createDrawingWork(thread);
    hub = await createTestHub({ drawings: work });
    room = await hub.room();
  });
  afterEach(async () => {
    await work.close();
    await hub.close();
  });

  test('[DJOB-1] are made when a reader asks for them, and read by REST, too', async () => {
    const viewer = hub.as(room.viewer);
    const documentId = await drawing();
    expect(await viewer.trpc.drawings.preview.query({ documentId })).toEqual({ state: 'pending', preview: null });
    expect(await viewer.trpc.drawings.analysis.query({ documentId })).toEqual({
      state: 'pending',
      report: null,
      at: null,
    });
    await settled();
    const { state, preview } = await viewer.trpc.drawings.preview.query({ documentId });
    expect(state).toBe('ready');
    const picture = await fetch(`${hub.url}${preview?.assetUrl}`, {
      headers: { authorization: `Bearer ${room.viewer.token}` },
    });
    const { format, width, height } = await sharp(await picture.arrayBuffer()).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: preview?.width, height: preview?.height });
    expect(Buffer.from(preview?.thumbhash ?? '', 'base64').length).toBeGreaterThan(4);
    const { status, body } = await viewer.rest('GET', `/api/v1/documents/${documentId}/analysis`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: 'ready', report: { elements: { rectangle: 1 } } },
    });
    expect(hub.problems).toEqual([]);
  });

  test('[DJOB-1] waits at most once per document, and what is there is not made again', async () => {
    const { trpc } = hub.as(room.viewer);
    const documentId = await drawing();
    await settled();
    for (let i = 0; i < 3; i++) await trpc.drawings.preview.query({ documentId });
    await settled();
    await trpc.drawings.preview.query({ documentId });
    expect(hub.queue.waiting().filter(({ name }) => name === 'render-preview')).toEqual([]);
    await change(documentId);
    await trpc.drawings.preview.query({ documentId });
    await trpc.drawings.preview.query({ documentId });
    expect(hub.queue.waiting().filter(({ name }) => name === 'render-preview')).toHaveLength(1);
  });

  test('[DJOB-1] asking for what is not made is limited', async () => {
    await work.close();
    await hub.close();
    work = createDrawingWork(thread);
    hub = await createTestHub({ drawings: work, limits: { drawingJobsPerMinute: 2 } });
    room = await hub.room();
    const { trpc } = hub.as(room.viewer);
    const documentId = await drawing();
    for (let i = 0; i < 2; i++) await trpc.drawings.analysis.query({ documentId });
    expect(await outcomeOf(trpc.drawings.preview.query({ documentId }))).toBe('too_fast');
  });

  test('[DJOB-2] an older result is shown until the new one is whole', async () => {
    const { trpc } = hub.as(room.viewer);
    const documentId = await drawing();
    await trpc.drawings.preview.query({ documentId });
    await settled();
    const before = await trpc.drawings.preview.query({ documentId });
    await change(documentId);
    expect(await trpc.drawings.preview.query({ documentId })).toEqual({ ...before, state: 'pending' });
    await settled();
    const after = await trpc.drawings.preview.query({ documentId });
    expect(after.state).toBe('ready');
    expect(after.preview?.assetUrl).not.toBe(before.preview?.assetUrl);
  });

  test('[DJOB-3] the picture is for those who may read the document, and gone with it a day later', async () => {
    const documentId = await drawing();
    await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
    await settled();
    const { preview } = await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
    const path = preview?.assetUrl ?? '';
    const assetId = path.split('/').at(-1) ?? '';
    expect((await hub.as(room.viewer).rest('GET', path)).status).toBe(200);
    expect((await hub.as(room.stranger).rest('GET', path)).status).toBe(404);
    hub.advance(86_400_001);
    await hub.queue.settle();
    expect(await hub.hub.parts.blobs.has(assetId)).toBe(true);
    await hub.as(room.owner).direct.documents.remove({ documentId });
    expect((await hub.as(room.viewer).rest('GET', path)).status).toBe(404);
    hub.advance(40 * 86_400_000);
    await hub.queue.settle();
    hub.advance(2 * 86_400_000);
    await hub.queue.settle();
    expect(await hub.hub.parts.blobs.has(assetId)).toBe(false);
  });

  test('[DJOB-3] only pictures of the own room are shown', async () => {
    const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const other = await hub.room();
    const bring = async (to: TestRoom) => {
      const { services } = hub.hub.modules;
      await services.documents.importFile(to.owner, { roomId: to.id, path: 'red.png', bytes: red, replace: false });
      return (await hub.as(to.owner).direct.documents.list({ roomId: to.id })).files[0]?.assetId ?? '';
    };
    const image = drawnBox('picture', {
      type: 'image',
      fileId: 'f',
      scale: [1, 1],
      crop: null,
    } as Partial<DrawingElement>);
    const reds = async () => {
      const asset = await bring(other);
      const documentId = await drawing([image], (doc) => void filesOf(doc).set('f', asset));
      await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
      await settled();
      const { preview } = await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
      const bytes = await hub.hub.parts.blobs.get(preview?.assetUrl.split('/').at(-1) ?? '');
      const { dominant } = await sharp(bytes).stats();
      return dominant.r > 200 && dominant.g < 100;
    };
    expect(await reds()).toBe(false);
    await bring(room);
    expect(await reds()).toBe(true);
  });

  test('[DJOB-5] a drawing that is too much is refused with the reason, once for each state', async () => {
    const { trpc } = hub.as(room.viewer);
    const points = Array.from({ length: 90_000 }, (_, i) => [i % 300, (i * 7) % 300] as const);
    const ink = (id: string) =>
      drawnBox(id, { type: 'freedraw', points, pressures: [], simulatePressure: true } as Partial<DrawingElement>);
    const documentId = await drawing([drawnBox('one'), ...'abcdef'.split('').map((id) => ink(`ink-${id}`))]);
    for (const ask of [trpc.drawings.preview, trpc.drawings.analysis]) {
      await ask.query({ documentId });
      await settled();
      await expect(ask.query({ documentId })).rejects.toThrow('it holds more than 500000 points');
    }
    await live().edit(documentId, system, (doc) => void elementsOf(doc).delete('ink-a'));
    expect((await trpc.drawings.analysis.query({ documentId })).state).toBe('pending');
  });

  test('[DJOB-5] values that no drawing has, and huge ones, end in a picture of the rest', async () => {
    const { trpc } = hub.as(room.viewer);
    const documentId = await drawing(
      [
        drawnBox('one'),
        drawnBox('far', { x: 9e6, y: -9e6, width: 9e6, height: 9e6, fillStyle: 'hachure', strokeStyle: 'dotted' }),
      ],
      (doc) => {
        elementsOf(doc).get('one')?.set('x', Number.NaN);
      },
    );
    await trpc.drawings.preview.query({ documentId });
    await settled();
    expect(await trpc.drawings.preview.query({ documentId })).toMatchObject({ state: 'ready' });
  });

  test('[DJOB-5] only drawings have them', async () => {
    const { trpc } = hub.as(room.viewer);
    expect(await outcomeOf(trpc.drawings.preview.query({ documentId: room.documentId }))).toBe('bad_drawing');
  });

  test('[DJOB-6] can be cancelled by whoever may write', async () => {
    const documentId = await drawing();
    await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
    await settled();
    await change(documentId);
    await hub.as(room.viewer).trpc.drawings.preview.query({ documentId });
    await hub.as(room.editor).trpc.drawings.cancel.mutate({ documentId });
    expect(hub.queue.waiting().filter(({ name }) => name === 'render-preview')).toEqual([]);
  });
});

describe('a thread that dies', () => {
  test.each(['dies-reading', 'dies-at-once', 'dies-half-way', 'throws', 'fails'])(
    '[DJOB-4] leaves the old result when it %s, and the job succeeds when it is tried again',
    async (mode) => {
      const dying = createDrawingWork(oddThread(mode));
      const real = createDrawingWork(thread);
      let deaths = 0;
      const flaky: DrawingWork = {
        ...real,
        preview: async (...task) => {
          if (deaths === 0 || deaths > 2) return await real.preview(...task);
          deaths += 1;
          return await dying.preview(...task);
        },
      };
      const own = await createTestHub({ drawings: flaky });
      try {
        const people = await own.room();
        const { trpc } = own.as(people.viewer);
        const { id: documentId } = await own
          .as(people.owner)
          .direct.documents.create({ roomId: people.id, kind: 'drawing', path: 'a.excalidraw' });
        const engine = own.hub.modules.engine;
        await trpc.drawings.preview.query({ documentId });
        own.advance(10_000);
        await own.queue.settle();
        const before = await trpc.drawings.preview.query({ documentId });
        expect(before.state).toBe('ready');
        await engine.edit(documentId, system, (doc) => seedDrawing(doc, { elements: [drawnBox('one')] }));
        deaths = 1;
        await trpc.drawings.preview.query({ documentId });
        own.advance(10_000);
        await own.queue.settle();
        expect(deaths).toBe(3);
        const after = await trpc.drawings.preview.query({ documentId });
        expect(after.state).toBe('ready');
        expect(after.preview?.assetUrl).not.toBe(before.preview?.assetUrl);
      } finally {
        await Promise.all([dying.close(), real.close()]);
        await own.close();
      }
    },
  );
});

await describeDatabases('what is kept of drawings', (open) => {
  test('[DJOB-2] a result of an older state never takes the place of a newer one', async () => {
    const database = await open();
    const fixture = await createDocumentsFixture(database);
    const { id: roomId, owner } = await fixture.room();
    const { id } = await fixture.documents.create(owner, { roomId, kind: 'drawing', path: 'a.excalidraw' });
    const repo = createDrawingsRepo(database.db);
    const madeAt = new Date(fixture.clock.now());
    const picture = async (seq: number) => ({
      seq,
      assetId: await fixture.workspace.deps.assets.store({ bytes: Uint8Array.of(seq), mediaType: 'image/png' }),
      width: seq,
      height: seq,
      thumbhash: 'AA==',
      madeAt,
    });
    const report = (seq: number) => ({
      seq,
      report: {
        elements: { text: seq },
        ink: { strokes: 0, skipped: 0, shapes: {}, model: '1' },
        diagram: [],
        text: '',
        textCut: false,
      },
      madeAt,
    });
    for (const seq of [3, 9, 5, 9]) {
      await repo.keepPreview(id, await picture(seq));
      await repo.keepReport(id, report(seq));
      await repo.keepRefusal(id, 'render-preview', { seq, code: 'bad_drawing', details: { reason: String(seq) } });
    }
    expect(await repo.preview(id)).toMatchObject({ seq: 9, width: 9, madeAt });
    expect(await repo.report(id)).toMatchObject({ seq: 9, report: { elements: { text: 9 } } });
    expect(await repo.refusal(id, 'render-preview')).toEqual({ seq: 9, code: 'bad_drawing', details: { reason: '9' } });
    expect(await repo.refusal(id, 'analyze-drawing')).toBeUndefined();
    await fixture.close();
  });
});
