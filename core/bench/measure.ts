/** One run: a fresh server process, a fresh load process, and what the server used in between. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Wire } from './client.ts';
import type { Load, LoadResult } from './load.ts';
import type { ServerFigures } from './servers/process.ts';

export interface Measured extends LoadResult {
  /** Seconds. */
  readonly cpuPer100k: number;
}

export interface Run {
  /** Node writes a CPU profile of the server into this folder. */
  readonly profile?: string;
  readonly wire: Wire;
  readonly cache: string;
  readonly documents: readonly string[];
  readonly load: Omit<Load, 'wire' | 'port' | 'documents'>;
}

const options = { execArgv: ['--conditions=draftroom-source', '--expose-gc', '--disable-warning=ExperimentalWarning'] };

export async function measure({ wire, cache, documents, load, profile }: Run): Promise<Measured> {
  const folder = mkdtempSync(join(cache, 'run-'));
  const server = fork(
    join(import.meta.dirname, `servers/${wire}.ts`),
    [wire === 'draftroom' ? folder : cache],
    profile === undefined ? options : { execArgv: [...options.execArgv, '--cpu-prof', `--cpu-prof-dir=${profile}`] },
  );
  const clients = fork(join(import.meta.dirname, 'load.ts'), [], options);
  try {
    const { port } = await answer<{ port: number }>(server, 'port');
    server.send({ kind: 'prepare', documents });
    await answer(server, 'prepared');
    clients.send({ ...load, wire, port, documents } satisfies Load);
    await answer(clients, 'ready');
    const before = await figures(server);
    clients.send('go');
    await answer(clients, 'finished');
    const after = await figures(server);
    clients.send('go');
    const { result } = await answer<{ result: LoadResult }>(clients, 'result');
    return { ...result, cpuPer100k: ((after.cpu - before.cpu) / 1e6 / result.delivered) * 100_000 };
  } finally {
    if (profile === undefined) server.kill('SIGKILL');
    else await ended(server);
    clients.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets it write its profile. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.disconnect();
  });
}

async function figures(server: ChildProcess): Promise<ServerFigures> {
  server.send({ kind: 'figures', collect: false });
  return await answer<ServerFigures & object>(server, 'cpu');
}

/** The first message that has this field; fails when the process ends before. */
function answer<Message extends object>(child: ChildProcess, field: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      if (typeof message !== 'object' || message === null || !(field in message)) return;
      child.off('exit', onExit);
      child.off('message', onMessage);
      resolve(message as Message);
    };
    const onExit = (code: number | null) => reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`));
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
