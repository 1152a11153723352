/** The hub as a process: what keeps it from starting is one clear line, and nothing that a crash leaves behind does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createHubClient } from '../src/client/hub-client.ts';
import { RawClient } from '../src/sync/testing/raw-client.ts';
import { until } from '../src/sync/testing/test-engine.ts';
import { freePort } from '../src/testing/free-port.ts';

const main = join(import.meta.dirname, '../src/main.ts');
const processes: HubProcess[] = [];
const servers: Server[] = [];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draftroom-start-'));
});

afterEach(async () => {
  for (const hub of processes.splice(0)) await hub.end('SIGKILL');
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

class HubProcess {
  readonly url: string;
  said = '';
  complained = '';
  code: number | null = null;
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;

  constructor(port: number, environment: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(process.execPath, ['--conditions=draftroom-source', main], {
      env: {
        PATH,
        HOME,
        PORT: String(port),
        DRAFTROOM_DATA_DIR: folder,
        DRAFTROOM_SEED: 'none',
        LOG_LEVEL: 'error',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk) => {
      this.said += String(chunk);
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.complained += String(chunk);
    });
    this.ended = new Promise((resolve) =>
      this.#child.once('close', (code) => {
        this.code = code;
        resolve();
      }),
    );
    processes.push(this);
  }

  async serving(): Promise<this> {
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    await until(() => over || this.said.includes('Draftroom is at'), 'the hub to start');
    if (over) throw new Error(`the hub ended: ${this.complained}`);
    return this;
  }

  /** What the process itself was started with. */
  async environment(): Promise<string[]> {
    return (await readFile(`/proc/${this.#child.pid}/environ`, 'utf8')).split('\0');
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }

  /** The one line that it ended with. */
  async refusal(): Promise<string> {
    await this.ended;
    expect([this.code, this.said]).toEqual([1, '']);
    expect(this.complained).toMatch(/^draftroom: [^\n]+\n$/);
    return this.complained.trim();
  }
}

async function start(environment: Record<string, string> = {}): Promise<HubProcess> {
  return new HubProcess(await freePort(), environment);
}

const lockFile = () => join(folder, 'lock');

async function changeLock(change: object): Promise<void> {
  const lock = JSON.parse(await readFile(lockFile(), 'utf8')) as object;
  await writeFile(lockFile(), JSON.stringify({ ...lock, ...change }));
}

test.runIf(process.platform === 'linux')(
  '[API-18] a hub gives memory back at once, unless somebody has chosen otherwise, and keeps its process id',
  async () => {
    expect(await (await (await start()).serving()).environment()).toContain('MALLOC_MMAP_THRESHOLD_=131072');
    await processes.splice(0)[0]?.end('SIGTERM');
    const chosen = await (await (await start({ MALLOC_ARENA_MAX: '3' })).serving()).environment();
    expect(chosen.filter((entry) => entry.startsWith('MALLOC_'))).toEqual(['MALLOC_ARENA_MAX=3']);
  },
);

describe('what keeps a hub from starting', () => {
  test('[API-16] a second hub on the same folder stops with one line that names it; the first goes on', async () => {
    const first = await (await start()).serving();
    const second = await start();
    expect(await second.refusal()).toMatch(/another hub \(process \d+ on .+\) is using the data folder/);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  test('[API-16] a database that refuses, and one that never answers, in bounded time', async () => {
    const silent = createServer();
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const silentPort = (silent.address() as { port: number }).port;
    const hubs = await Promise.all(
      [await freePort(), silentPort].map((port) =>
        start({ DATABASE_URL: `postgres://someone:topsecret@127.0.0.1:${port}/none` }),
      ),
    );
    for (const hub of hubs) {
      const line = await hub.refusal();
      expect(line).toContain('127.0.0.1');
      expect(line).toContain('PostgreSQL');
      expect(line).not.toContain('topsecret');
    }
  }, 60_000);

  test.each([
    [{ PORT: 'many' }, /PORT must be a number/],
    [{ DRAFTROOM_LIMITS: '{"nothing":1}' }, /DRAFTROOM_LIMITS has no limit nothing/],
    [{ PUBLIC_URL: 'draftroom' }, /PUBLIC_URL must look like/],
    [{ HOST: '0.0.0.0', DRAFTROOM_SEED: 'demo' }, /DRAFTROOM_SEED can be demo only/],
    [{ DRAFTROOM_DATA_DIR: join(main, 'inside') }, /the data folder .+main\.ts\/inside cannot be used/],
  ])('[API-16] %j is named in one line', async (environment, line) => {
    expect(await (await start(environment)).refusal()).toMatch(line);
  });

  test('[API-16] a port that is taken', async () => {
    const other = createServer();
    servers.push(other);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    expect(await new HubProcess(port, {}).refusal()).toContain(String(port));
    await (await start()).serving();
  });
});

describe('after a crash', () => {
  test('[API-17] kill -9, and everything acknowledged is there; a clean end leaves no lock', async () => {
    const first = await (await start()).serving();
    const webSocket = WebSocket as unknown as typeof globalThis.WebSocket;
    const signIn = createHubClient({ hub: first.url, webSocket });
    const account = { email: 'ada@example.org', password: 'quiet graphite pencil' };
    const { token } = await signIn.trpc.accounts.signUp.mutate({ ...account, name: 'Ada' });
    const client = createHubClient({ hub: first.url, token: () => token, webSocket });
    const { id: roomId } = await client.trpc.rooms.create.mutate({ name: 'Kept' });
    const { id } = await client.trpc.documents.create.mutate({ roomId, path: 'kept.txt', content: 'a' });
    const socket = await RawClient.join(
      { url: `${first.url.replace('http', 'ws')}/sync` },
      { path: id, token: token ?? '', ack: true },
    );
    socket.type('b');
    socket.type('c');
    await socket.acked(2);
    await first.end('SIGKILL');
    expect(await readdir(folder)).toContain('lock');

    const second = await (await start()).serving();
    const headers = { authorization: `Bearer ${token}` };
    const content = await fetch(`${second.url}/api/v1/documents/${id}/content`, { headers });
    expect(await content.text()).toBe(socket.text());
    expect(Y.encodeStateVector(socket.doc).length).toBeGreaterThan(1);
    socket.end();
    await second.end('SIGTERM');
    expect([second.code, second.complained]).toEqual([0, '']);
    expect(await readdir(folder)).not.toContain('lock');
  });

  test('[API-17] in a container the same process id may be somebody else’s now', async () => {
    await (await (await start()).serving()).end('SIGKILL');
    await changeLock({ pid: process.pid, startedAt: '1' });
    const second = await (await start()).serving();
    await second.end('SIGKILL');
    await changeLock({ pid: 1, startedAt: '1', namespace: 'pid:[1]', host: 'another-container' });
    await (await start()).serving();
  });

  test('[API-17] a fresh lock of another machine holds only while it is touched', async () => {
    await (await (await start()).serving()).end('SIGKILL');
    await changeLock({ host: 'elsewhere', boot: 'elsewhere', namespace: 'pid:[2]' });
    const touching = setInterval(() => void readFile(lockFile()).then((lock) => writeFile(lockFile(), lock)), 1_000);
    expect(await (await start()).refusal()).toContain('on elsewhere');
    clearInterval(touching);
    await (await start()).serving();
  });

  test('[API-17] killed while it starts for the first time, it starts', async () => {
    for (const wait of [50, 400, 800]) {
      const hub = await start();
      await new Promise((resolve) => setTimeout(resolve, wait));
      await hub.end('SIGKILL');
    }
    const hub = await (await start()).serving();
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  });
});
