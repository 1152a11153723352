/** Server processes of the bench: ours and its peers, each as it ships. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allocatorLimits } from '../src/platform/allocator.ts';
import type { Wire } from './client.ts';
import type { ServerFigures, ServerRequest } from './servers/process.ts';

export interface Peer {
  readonly name: string;
  readonly wire: Wire;
  readonly file: string;
  /** Keeps documents over a restart. */
  readonly persists: boolean;
  args(folder: string): string[];
}

/** Node options of every process of the bench. */
export const execArgv = ['--conditions=draftroom-source', '--expose-gc', '--disable-warning=ExperimentalWarning'];
export const cache = join(import.meta.dirname, '../../.cache/bench');
const sqliteCache = join(cache, 'with-sqlite');

export const draftroom: Peer = {
  name: 'draftroom',
  wire: 'draftroom',
  file: 'draftroom',
  persists: true,
  args: (folder) => [folder],
};
export const yWebsocket: Peer = {
  name: 'y-websocket',
  wire: 'y-websocket',
  file: 'y-websocket',
  persists: false,
  args: () => [cache],
};
export const hocuspocus: Peer = {
  name: 'hocuspocus',
  wire: 'hocuspocus',
  file: 'hocuspocus',
  persists: false,
  args: () => [cache],
};
export const relay: Peer = { name: 'relay (floor)', wire: 'relay', file: 'relay', persists: false, args: () => [] };
/** What compaction costs can be told from the rest. */
export const uncompacted: Peer = { ...draftroom, name: 'draftroom, not compacted', args: (folder) => [folder, 'keep'] };
export const yLeveldb: Peer = {
  ...yWebsocket,
  name: 'y-websocket + leveldb',
  persists: true,
  args: (folder) => [cache, folder],
};
export const hocuspocusSqlite: Peer = {
  ...hocuspocus,
  name: 'hocuspocus + sqlite',
  persists: true,
  args: (folder) => [sqliteCache, folder],
};

/** Into folders of their own, never into the workspace. */
export function installPeers(): { readonly sqlite: boolean } {
  install(cache, ['y-websocket@2.1.0', '@hocuspocus/server@4.7.0', 'yjs@13.6.33', 'ws@6.2.7']);
  if (existsSync(join(sqliteCache, 'left-out'))) return leftOut();
  try {
    install(sqliteCache, ['@hocuspocus/server@4.7.0', '@hocuspocus/extension-sqlite@4.7.0', 'yjs@13.6.33'], () => {
      npm(sqliteCache, ['rebuild', 'better-sqlite3', '--ignore-scripts=false']);
      execFileSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], { cwd: sqliteCache });
    });
    return { sqlite: true };
  } catch (error) {
    // Not tried again with every run; removing the folder tries again.
    writeFileSync(join(sqliteCache, 'left-out'), reasonOf(error));
  }
  return leftOut();
}

function install(folder: string, packages: readonly string[], finish: () => void = () => {}): void {
  if (existsSync(join(folder, 'installed'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  npm(folder, ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]);
  finish();
  writeFileSync(join(folder, 'installed'), '');
}

/** Addons are built for the Node that runs the servers, which need not be the one that npm runs on. */
function npm(folder: string, args: readonly string[]): void {
  const nodedir = dirname(dirname(process.execPath));
  const headers = existsSync(join(nodedir, 'include/node/node.h')) ? { npm_config_nodedir: nodedir } : {};
  execFileSync('npm', args, { cwd: folder, stdio: 'pipe', env: { ...process.env, ...headers } });
}

function leftOut(): { readonly sqlite: boolean } {
  const reason = readFileSync(join(sqliteCache, 'left-out'), 'utf8');
  console.log(`Hocuspocus with SQLite is left out, its better-sqlite3 cannot be built here: ${reason}`);
  return { sqlite: false };
}

function reasonOf(error: unknown): string {
  const lines = (error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)).split('\n');
  const at = lines.findIndex((line) => line.startsWith('Error'));
  return lines
    .slice(Math.max(0, at), at + 3)
    .join(' ')
    .trim();
}

export class ServerProcess {
  readonly peer: Peer;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(peer: Peer, child: ChildProcess, port: number) {
    this.peer = peer;
    this.#child = child;
    this.port = port;
  }

  /** With `profile`, Node writes a CPU profile of it into that folder. */
  static async start(peer: Peer, folder: string, profile?: string): Promise<ServerProcess> {
    const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const child = fork(join(import.meta.dirname, `servers/${peer.file}.ts`), peer.args(folder), {
      execArgv: [...execArgv, ...flags],
      // Ours starts itself anew with them.
      env: peer.wire === 'draftroom' ? { ...process.env, ...allocatorLimits } : process.env,
    });
    const { port } = await answer<{ port: number }>(child, 'port');
    return new ServerProcess(peer, child, port);
  }

  /** Makes documents exist, where the server does not do so by itself. */
  async prepare(documents: readonly string[]): Promise<void> {
    await this.#ask({ kind: 'prepare', documents }, 'prepared');
  }

  figures(collect = false): Promise<ServerFigures & object> {
    return this.#ask<ServerFigures & object>({ kind: 'figures', collect }, 'cpu');
  }

  async kill(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Lets it write its profile. */
  async end(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.disconnect();
    await ended;
  }

  #ask<Message extends object>(request: ServerRequest, field: string): Promise<Message> {
    const answered = answer<Message>(this.#child, field);
    this.#child.send(request);
    return answered;
  }
}

/** The first message that has this field; fails when the process ends before. */
export function answer<Message extends object>(child: ChildProcess, field: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      if (typeof message !== 'object' || message === null || !(field in message)) return;
      child.off('exit', onExit);
      child.off('message', onMessage);
      resolve(message as Message);
    };
    const onExit = (code: number | null) => reject(new Error(`${child.spawnargs.slice(-2)} ended with ${code}`));
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
