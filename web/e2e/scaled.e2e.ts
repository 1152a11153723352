/** A scaled hub: PostgreSQL, Redis, and the jobs in a process of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seedDrawing } from '../../core/src/model/drawing/drawing-document.ts';
import { element } from '../../core/src/model/drawing/testing/drawings.ts';
import { createTestPostgres, postgresPrograms, type TestPostgres } from '../../core/src/testing/postgres.ts';
import { redisInstalled, startTestRedis, type TestRedis } from '../../core/src/testing/redis.ts';
import { built, call, type HubProcess, postUpdate, signUp, startHub, type TestPerson, until } from './harness.ts';

let postgres: TestPostgres;
let redis: TestRedis;
let folder: string;
let settings: Record<string, string>;
let hub: HubProcess;
let ada: TestPerson;
let worker: ChildProcess | null = null;
let said = '';

/** Resolves when it takes jobs. */
async function startWorker(): Promise<void> {
  const child = spawn(process.execPath, ['workers/dist/runner/main.js'], {
    cwd: built,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  worker = child;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until('the worker takes jobs', () => said.includes('taking jobs'), { shown: async () => said });
}

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
    [postgres, redis] = [await createTestPostgres(), await startTestRedis()];
    folder = await mkdtemp(join(tmpdir(), 'draftroom-scaled-'));
    settings = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, DRAFTROOM_DATA_DIR: folder };
    hub = await startHub(settings);
    ada = await signUp(hub, 'Ada Lind');
  });

  afterAll(async () => {
    worker?.kill('SIGKILL');
    await hub?.stop();
    await redis?.stop();
    await postgres?.drop();
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
    await startWorker();
    await until('the picture is there', async () => (await preview()).state === 'ready', { shown: async () => said });
    await until('the report is there', async () => (await analysis()).state === 'ready', { shown: async () => said });
    const { preview: made } = await preview();
    const picture = await fetch(`${hub.url}${made?.assetUrl}`, { headers: { authorization: `Bearer ${ada.token}` } });
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const child = worker;
    child?.kill('SIGTERM');
    if (child !== null) expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
