import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../contract/ids.ts';
import { describeDatabases } from '../testing/contract-suites.ts';
import { createMemoryBus } from './bus.ts';
import { createLogger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Queue } from './ports.ts';
import { createQueue } from './queue.ts';
import { createMemoryQueue } from './queue-memory.ts';

const silent = createLogger('silent');
const soon = { timeout: 60_000, interval: 20 };

/** What every queue promises. Each test uses a job name of its own: handlers stay registered. */
function contract(get: () => Queue): void {
  test('a job reaches its handler once, with what was sent', async () => {
    const seen: unknown[] = [];
    await get().work('mail.send', async (payload) => void seen.push(payload));
    const mail = { to: 'a@b', subject: 'ä', text: 'x' };
    await get().send('mail.send', mail);
    await vi.waitUntil(() => seen.length > 0, soon);
    expect(seen).toEqual([mail]);
  });

  test('[JOB-1] jobs with the same key wait as one; the next may be sent while one runs', async () => {
    const key = newId();
    await get().send('document.compact', { documentId: 'first' }, { key });
    await get().send('document.compact', { documentId: 'second' }, { key });
    await get().send('document.compact', { documentId: 'other' }, { key: newId() });
    const seen: string[] = [];
    await get().work('document.compact', async ({ documentId }) => {
      seen.push(documentId);
      if (documentId === 'first') await get().send('document.compact', { documentId: 'while running' }, { key });
    });
    await vi.waitUntil(() => seen.length === 3, soon);
    expect(seen.sort()).toEqual(['first', 'other', 'while running']);
  });

  test('[JOB-1] a failed job is tried again', async () => {
    let runs = 0;
    await get().work('versions.thin', async () => {
      runs++;
      if (runs < 3) throw new Error('not yet');
    });
    await get().send('versions.thin', { documentId: 'x' });
    await vi.waitUntil(() => runs === 3, soon);
  });

  test('[JOB-2] cancelling takes waiting jobs away and tells the running one', async () => {
    const key = newId();
    const told = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    let runs = 0;
    await get().work('document.version', async (_payload, signal) => {
      runs++;
      started.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      told.resolve();
      throw new Error('cancelled');
    });
    await get().send('document.version', { documentId: 'd' }, { key });
    await started.promise;
    await get().send('document.version', { documentId: 'd' }, { key });
    await get().cancel('document.version', key);
    await told.promise;
    await get().send('mail.send', { to: 'after', subject: '', text: '' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(runs).toBe(1);
  });
}

describe('queue in memory', () => {
  let now = 0;
  const queue = createMemoryQueue({ now: () => now }, silent);
  contract(() => queue);
  afterAll(() => queue.close());

  test('delayed jobs wait for the clock of the test', async () => {
    const seen: unknown[] = [];
    await queue.work('daily', async () => void seen.push(1));
    await queue.send('daily', {}, { delayMs: 1_000 });
    await queue.settle();
    expect([seen.length, queue.waiting()]).toEqual([0, [{ name: 'daily', key: undefined }]]);
    now += 1_000;
    await queue.settle();
    expect([seen.length, queue.waiting()]).toEqual([1, []]);
  });

  test('what jobs send is done before it has settled, and a job that always fails ends', async () => {
    const own = createMemoryQueue({ now: () => 0 }, silent);
    let failures = 0;
    const seen: string[] = [];
    await own.work('document.compact', async ({ documentId }) => {
      seen.push(documentId);
      if (documentId.length < 3) await own.send('document.compact', { documentId: `${documentId}x` });
    });
    await own.work('versions.thin', async () => {
      failures++;
      throw new Error('always');
    });
    await own.send('document.compact', { documentId: 'x' });
    await own.send('versions.thin', { documentId: 'x' });
    await own.settle();
    expect([seen, failures]).toEqual([['x', 'xx', 'xxx'], 3]);
    await own.close();
  });
});

await describeDatabases('queue', (open) => {
  let database: Awaited<ReturnType<typeof open>>;
  let queue: Queue;
  let metrics: Metrics;
  const bus = createMemoryBus(silent);
  const start = () =>
    createQueue({ raw: database.raw, bus, logger: silent, metrics }, { retrySeconds: 1, pollSeconds: 0.5 });
  beforeAll(async () => {
    database = await open();
    metrics = createMetrics();
    queue = await start();
  });
  afterAll(() => queue.close());
  contract(() => queue);

  test('runs are counted by how they ended', async () => {
    const text = await metrics.text();
    expect(text).toMatch(/draftroom_jobs_done_total\{name="versions.thin",outcome="failed"\} 2/);
    expect(text).toMatch(/draftroom_jobs_done_total\{name="document.version",outcome="cancelled"\} 1/);
    expect(text).toMatch(/draftroom_jobs_sent_total\{name="document.compact"\} 3/);
  });

  test('a delayed job comes later', async () => {
    const seen: number[] = [];
    await queue.work('daily', async () => void seen.push(1));
    await queue.send('daily', {}, { delayMs: 1_500 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(seen).toEqual([]);
    await vi.waitUntil(() => seen.length === 1, soon);
  });

  test('[JOB-1] what was sent outlives the queue that took it', async () => {
    const key = newId();
    await queue.close();
    queue = await start();
    await queue.send('versions.thin', { documentId: 'kept' }, { key });
    await queue.close();
    queue = await start();
    const seen: string[] = [];
    await queue.work('versions.thin', async ({ documentId }) => void seen.push(documentId));
    await vi.waitUntil(() => seen.includes('kept'), soon);
  });
});
