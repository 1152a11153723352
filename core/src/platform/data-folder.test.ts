import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { connectToOwner, DataFolderError } from './folder-lock.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draftroom-data-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Another process that tries to own the folder, and its first word. */
async function starter(): Promise<{ child: ChildProcess; said: string }> {
  const source = fileURLToPath(new URL('./data-folder.ts', import.meta.url));
  const script = `
    const { openDataFolder } = await import(${JSON.stringify(source)});
    try { await openDataFolder(${JSON.stringify(folder)}); console.log('open'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.message); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
  return { child, said };
}

async function owner(): Promise<ChildProcess> {
  const { child, said } = await starter();
  expect(said).toBe('open');
  return child;
}

async function locks(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('lock'));
}

async function killed(child: ChildProcess): Promise<void> {
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });
}

const lockFile = (): string => join(folder, 'lock');

async function changeHolder(change: object): Promise<void> {
  const holder = JSON.parse(await readFile(lockFile(), 'utf8')) as object;
  await writeFile(lockFile(), JSON.stringify({ ...holder, ...change }));
}

describe('data folder', () => {
  test('is made with everything in it, for its owner alone', async () => {
    const opened = await openDataFolder(join(folder, 'new', 'one'));
    for (const path of [opened.path, opened.log, opened.blobs, opened.outbox]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
    await opened.release();
  });

  test('[DATA-1] a second hub stops with one clear line, in this process and from another', async () => {
    const opened = await openDataFolder(folder);
    const refusal = await openDataFolder(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataFolderError);
    expect((refusal as Error).message).toMatch(
      new RegExp(`^another hub \\(process ${process.pid} on .+\\) is using the data folder`),
    );
    await opened.release();
    const child = await owner();
    await expect(openDataFolder(folder)).rejects.toThrow(`process ${child.pid}`);
  });

  test('[DATA-2] after a clean end and after a kill the next hub starts', async () => {
    await (await openDataFolder(folder)).release();
    await killed(await owner());
    await killed(await owner());
    await (await openDataFolder(folder)).release();
  });

  test('[DATA-2] a pid that another process has now does not hold the folder', async () => {
    await (await openDataFolder(folder)).release();
    await killed(await owner());
    await changeHolder({ pid: process.pid });
    await (await openDataFolder(folder)).release();
  });

  test('in a new container on this machine the lock of a dead one is taken over', async () => {
    await killed(await owner());
    await changeHolder({ pid: 1, namespace: 'pid:[1]', host: 'other' });
    await (await openDataFolder(folder)).release();
  });

  test('[DATA-1] a live hub in another container on this machine keeps its folder', async () => {
    await owner();
    await changeHolder({ pid: 1, startedAt: '0', namespace: 'pid:[1]' });
    await expect(openDataFolder(folder)).rejects.toThrow('another hub');
  });

  test('[DATA-1] a hub on another machine keeps its folder while it gives signs of life', async () => {
    const child = await owner();
    await changeHolder({ boot: 'other', host: 'other' });
    const signs = setInterval(() => void utimes(lockFile(), new Date(), new Date()), 200);
    await expect(openDataFolder(folder)).rejects.toThrow('on other');
    clearInterval(signs);
    await killed(child);
    await (await openDataFolder(folder, { silenceMs: 2_000 })).release();
  });

  test.each(['', 'nonsense', '{"pid":"x"}', '7'])('an unreadable lock %j is taken over', async (content) => {
    await writeFile(lockFile(), content);
    await (await openDataFolder(folder)).release();
  });

  test('[DATA-2] of many that start at once after a kill exactly one wins, every time', async () => {
    await killed(await owner());
    const stale = await readFile(lockFile(), 'utf8');
    for (let round = 0; round < 100; round++) {
      await writeFile(lockFile(), stale.replace('"id":"', `"id":"${round}-`));
      const starts = Array.from({ length: 8 }, async (_, index) => {
        for (let turn = 0; turn < index * (round % 5); turn++) await setImmediate();
        return openDataFolder(folder);
      });
      const winners = (await Promise.allSettled(starts)).filter((result) => result.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      await expect(openDataFolder(folder)).rejects.toThrow('another hub');
      await winners[0]?.value.release();
      expect(await locks()).toEqual([]);
    }
  });

  test('[DATA-2] of many programs that start at once after a kill exactly one wins', async () => {
    await killed(await owner());
    const said = await Promise.all(Array.from({ length: 6 }, async () => (await starter()).said));
    expect(said.filter((line) => line === 'open')).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('another hub'))).toHaveLength(5);
  });

  test('[DATA-2] who takes over keeps the folder from its claim on, and a dead one of them keeps nobody out', async () => {
    const child = await owner();
    const holder = JSON.parse(await readFile(lockFile(), 'utf8')) as { id: string };
    await writeFile(lockFile(), JSON.stringify({ ...holder, pid: 2 ** 22 + 1, id: 'first' }));
    await writeFile(join(folder, 'lock.after-first'), JSON.stringify(holder));
    await expect(openDataFolder(folder)).rejects.toThrow(`process ${child.pid}`);
    await killed(child);
    const opened = await openDataFolder(folder);
    expect(await locks()).toEqual(['lock']);
    await opened.release();
  });

  test('releasing twice leaves the next owner alone', async () => {
    const first = await openDataFolder(folder);
    await first.release();
    const second = await openDataFolder(folder);
    await first.release();
    await expect(openDataFolder(folder)).rejects.toThrow('another hub');
    await second.release();
  });

  test('other programs of the same person reach the owner', async () => {
    expect(await connectToOwner(folder)).toBeNull();
    const opened = await openDataFolder(folder);
    opened.control?.on('connection', (socket) => socket.end('hello'));
    const socket = await connectToOwner(folder);
    const said = await new Promise<string>((resolve) => socket?.once('data', (data) => resolve(data.toString())));
    expect(said).toBe('hello');
    socket?.destroy();
    await opened.release();
    expect(await connectToOwner(folder)).toBeNull();
  });

  test('a connection that says nothing does not keep the owner from ending', async () => {
    const opened = await openDataFolder(folder);
    const socket = await connectToOwner(folder);
    await opened.release();
    socket?.destroy();
    await (await openDataFolder(folder)).release();
  });

  test('a file in its place is one clear line', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openDataFolder(join(folder, 'file'))).rejects.toThrow(/^the data folder .+ cannot be used/);
  });

  test('secrets stay the same and only the owner can read them', async () => {
    const opened = await openDataFolder(folder);
    const [first, other] = [await opened.secret('tickets'), await opened.secret('else', 16)];
    expect([first.length, other.length]).toEqual([32, 16]);
    expect((await stat(join(folder, 'secrets', 'tickets'))).mode & 0o777).toBe(0o600);
    await opened.release();
    const again = await openDataFolder(folder);
    expect(await again.secret('tickets')).toEqual(first);
    await again.release();
  });
});
