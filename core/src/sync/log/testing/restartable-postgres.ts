import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../testing/free-port.ts';
import { postgresPrograms } from '../../../testing/postgres.ts';

export interface RestartablePostgres {
  readonly url: string;
  start(): Promise<void>;
  /** As `pg_ctl stop -m immediate`: no goodbye to anybody, recovery from its log at the next start. */
  stopImmediately(): Promise<void>;
  dispose(): Promise<void>;
}

/** A PostgreSQL of one's own, with fsync on, that is stopped and started at will. */
export async function createRestartablePostgres(): Promise<RestartablePostgres> {
  const programs = await postgresPrograms();
  if (programs === null) throw new Error('PostgreSQL is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'draftroom-restartable-'));
  const identity = unprivileged(folder);
  const options = { ...identity, cwd: folder };
  const setup = ['-D', folder, '-U', 'draftroom', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
  execFileSync(join(programs, 'initdb'), setup, { ...options, stdio: 'ignore' });
  const port = await freePort();
  let server: ChildProcess | null = null;
  const stop = (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> =>
    new Promise((resolve) => {
      if (server === null) return resolve();
      server.once('exit', () => resolve());
      server.kill(signal);
      server = null;
    });
  return {
    url: `postgres://draftroom@127.0.0.1:${port}/postgres`,
    start: () =>
      new Promise((resolve) => {
        const started = spawn(
          join(programs, 'postgres'),
          ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
          {
            ...options,
            stdio: ['ignore', 'ignore', 'pipe'],
          },
        );
        server = started;
        started.stderr?.on('data', (chunk: Buffer) => {
          if (chunk.includes('ready to accept')) resolve();
        });
      }),
    stopImmediately: () => stop('SIGQUIT'),
    async dispose() {
      await stop('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(folder: string): Pick<SpawnOptions, 'uid' | 'gid'> {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  const ids = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(folder, ids.uid, ids.gid);
  return ids;
}
