/** A scaled hub: PostgreSQL, Redis, and the jobs in a process of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seedDrawing } from '../../core/src/model/drawing/drawing-document.ts';
import { element } from '../../core/src/model/drawing/testing/drawings.ts';
import { postgresPrograms } from '../../core/src/testing/postgres.ts';
import { redisInstalled } from '../../core/src/testing/redis.ts';
import { call, type HubProcess, postUpdate, signUp, startHub, type TestPerson, until } from './harness.ts';
import { type ScaledParts, scaledParts } from './scaled-parts.ts';

let folder: string;
let scaled: ScaledParts;
let hub: HubProcess;
let ada: TestPerson;

async function newDrawing(): Promise<string> {
  const room = await call<{ id: string }>(hub, 'POST rooms', { name: 'Plans' }, ada.token);
  const body = { kind: 'drawing', path: 'plan.excalidraw' };
  const { id } = await call<{ id: string }>(hub, `POST rooms/${room.id}/documents`, body, ada.token);
  const doc = new Y.Doc();
  seedDrawing(doc, { elements: [element('box', { x: 0, y: 0, width: 200, height: 100 })] });
  await postUpdate(hub, id, Y.encodeStateAsUpdate(doc), ada.token);
  return id;
}

const parts = redisInstalled() && (await postgresPrograms()) !== null;

describe.runIf(parts)('a scaled hub', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'draftroom-scaled-'));
    scaled = await scaledParts(folder);
    hub = await startHub({ ...scaled.settings });
    ada = await signUp(hub, 'Ada Lind');
  });

  afterAll(async () => {
    await hub?.stop();
    await scaled?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('[DJOB-1] has its pictures and reports made by the worker process, and waits while there is none', async () => {
    const id = await newDrawing();
    const preview = () =>
      call<{ state: string; preview: { assetUrl: string } | null }>(
        hub,
        `GET documents/${id}/preview`,
        undefined,
        ada.token,
      );
    const analysis = () =>
      call<{ state: string; report: object | null }>(hub, `GET documents/${id}/analysis`, undefined, ada.token);
    expect(await preview()).toMatchObject({ state: 'pending', preview: null });
    expect(await analysis()).toMatchObject({ state: 'pending', report: null });
    await scaled.startWorker();
    await until('the picture is there', async () => (await preview()).state === 'ready');
    await until('the report is there', async () => (await analysis()).state === 'ready');
    const { preview: made } = await preview();
    const picture = await fetch(`${hub.url}${made?.assetUrl}`, { headers: { authorization: `Bearer ${ada.token}` } });
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await scaled.stopWorker()).toEqual([0, null]);
  });
});
