/** PostgreSQL, Redis and a worker for a hub. One that starts again on its folder finds them again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestPostgres } from '../../core/src/testing/postgres.ts';
import { startTestRedis } from '../../core/src/testing/redis.ts';
import { built } from './built.ts';

export interface ScaledParts {
  /** For the hub, and for programs that are run for it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Resolves when jobs are taken; without effect when they are already. */
  startWorker(): Promise<void>;
  /** Gives how it ended: its code, or the signal. */
  stopWorker(): Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  stop(): Promise<void>;
}

const byFolder = new Map<string, Promise<ScaledParts>>();

export function scaledParts(folder: string): Promise<ScaledParts> {
  const known = byFolder.get(folder) ?? open(folder);
  byFolder.set(folder, known);
  return known;
}

/** For whoever removes the folder. */
export async function closeParts(folder: string): Promise<void> {
  await (await byFolder.get(folder))?.stop();
}

async function open(folder: string): Promise<ScaledParts> {
  const [postgres, redis] = await Promise.all([createTestPostgres(), startTestRedis()]);
  const settings = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, DRAFTROOM_DATA_DIR: folder };
  let worker: ChildProcess | null = null;

  async function stopWorker(): Promise<readonly [number | null, NodeJS.Signals | null]> {
    const child = worker;
    worker = null;
    if (child === null) return [null, null];
    child.kill('SIGTERM');
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return [code, signal];
  }

  return {
    settings,
    async startWorker() {
      worker ??= await takeJobs(settings);
    },
    stopWorker,
    async stop() {
      byFolder.delete(folder);
      await stopWorker();
      await Promise.all([redis.stop(), postgres.drop()]);
    },
  };
}

async function takeJobs(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['workers/dist/runner/main.js'], {
    cwd: built,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (const end = Date.now() + 60_000; !said.includes('taking jobs'); await sleep(50)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`the worker takes no jobs: ${said}`);
  }
  return child;
}
