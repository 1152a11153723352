/** One run: a fresh server process, a fresh load process, and what the server used in between. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../src/contract/ids.ts';
import type { Load, LoadResult } from './load.ts';
import { answer, cache, execArgv, type Peer, ServerProcess } from './processes.ts';

export interface Measured extends LoadResult {
  /** CPU seconds of all threads of the server. */
  readonly cpu: number;
}

export interface Run {
  readonly peer: Peer;
  readonly rooms: number;
  readonly load: Omit<Load, 'wire' | 'port' | 'documents'>;
  /** For a CPU profile of the server. */
  readonly profile: string | undefined;
}

export async function measure({ peer, rooms, load, profile }: Run): Promise<Measured> {
  const folder = mkdtempSync(join(cache, 'run-'));
  const server = await ServerProcess.start(peer, folder, profile);
  const clients = fork(join(import.meta.dirname, 'load.ts'), [], { execArgv });
  try {
    const documents = Array.from({ length: rooms }, () => newId());
    await server.prepare(documents);
    clients.send({ ...load, wire: peer.wire, port: server.port, documents } satisfies Load);
    await answer(clients, 'ready');
    const before = await server.figures();
    clients.send('go');
    await answer(clients, 'finished');
    const after = await server.figures();
    clients.send('go');
    const { result } = await answer<{ result: LoadResult }>(clients, 'result');
    return { ...result, cpu: (after.cpu - before.cpu) / 1e6 };
  } finally {
    await (profile === undefined ? server.kill() : server.end());
    clients.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
