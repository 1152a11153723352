import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { openPostgres } from '@draftroom/drizzle/client';
import { newId } from '../contract/ids.ts';

export interface TestPostgres {
  readonly url: string;
  drop(): Promise<void>;
}

const cache = fileURLToPath(new URL('../../../.cache', import.meta.url));
const template = 'migrated';

/** The folder with `initdb` and `postgres`, the newest version first; null when PostgreSQL is not installed. */
export async function postgresPrograms(): Promise<string | null> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  return (
    newestFirst.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
  );
}

/** A fresh database with all tables, on a private server that the test files of one run share. */
export async function createTestPostgres({ migrated = true } = {}): Promise<TestPostgres> {
  const port = await sharedServer();
  const name = `test_${newId()}`;
  await asAdmin(port, migrated ? `create database ${name} template ${template}` : `create database ${name}`);
  return {
    url: urlOf(port, name),
    drop: () => asAdmin(port, `drop database ${name} with (force)`),
  };
}

/** Test files run in processes or threads of one run; the server lives as long as the run. */
async function sharedServer(): Promise<number> {
  const owner = process.env.VITEST !== undefined && isMainThread ? process.ppid : process.pid;
  const file = join(cache, `postgres-${owner}.port`);
  await mkdir(cache, { recursive: true });
  for (;;) {
    const port = Number(await readFile(file, 'utf8').catch(() => ''));
    if (port > 0 && (await answers(port))) return port;
    const lock = await open(`${file}.lock`, 'wx').catch(() => null);
    if (lock === null) {
      await sleep(100);
      continue;
    }
    try {
      return await startServer(owner, file);
    } finally {
      await lock.close();
      await rm(`${file}.lock`, { force: true });
    }
  }
}

async function startServer(owner: number, file: string): Promise<number> {
  const programs = await postgresPrograms();
  if (programs === null) throw new Error('PostgreSQL is not installed');
  const script = fileURLToPath(new URL('./postgres-server.ts', import.meta.url));
  const server = spawn(process.execPath, [script, String(owner), programs], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    server.once('exit', (code) => reject(new Error(`the test server ended with ${code}`)));
  });
  server.unref();
  server.stdout.destroy();
  await asAdmin(port, `create database ${template}`);
  await (await openPostgres(urlOf(port, template), { max: 1 })).close();
  await writeFile(`${file}.part`, String(port));
  await rename(`${file}.part`, file);
  await removeStale();
  return port;
}

async function removeStale(): Promise<void> {
  for (const name of await readdir(cache)) {
    const owner = /^postgres-(\d+)\.port/.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) await rm(join(cache, name), { force: true });
  }
}

async function answers(port: number): Promise<boolean> {
  return asAdmin(port, 'select 1').then(
    () => true,
    () => false,
  );
}

async function asAdmin(port: number, statement: string): Promise<void> {
  const admin = await openPostgres(urlOf(port, 'postgres'), { max: 1, migrates: false, connectTimeoutMs: 5_000 });
  try {
    await admin.raw.exec(statement);
  } finally {
    await admin.close();
  }
}

function urlOf(port: number, database: string): string {
  return `postgres://draftroom@127.0.0.1:${port}/${database}`;
}
