/**
 * Who owns a data folder. A hub that was killed must never keep the next one from starting, and two must never own it at
 * once; so the lock names its holder exactly enough to tell the two apart.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FolderLock {
  /** Where other programs of the same person reach this hub; null where the disk has no sockets. */
  readonly control: Server | null;
  /** Lets the next hub in. */
  release(): Promise<void>;
}

/** One line for the person who starts the hub. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

interface LockHolder {
  readonly pid: number;
  /** When the process started, in ticks since boot; null where the system does not tell. */
  readonly startedAt: string | null;
  readonly host: string;
  /** Changes at each start of the machine; null where the system does not tell. */
  readonly boot: string | null;
  /** The process ids of two containers mean different things; null where the system does not tell. */
  readonly namespace: string | null;
  /** Tells this take-over from every other. */
  readonly id: string;
}

/** The holder gives a sign of life this often. */
const signMs = 4_000;

/** Longer paths do not fit into a socket address. */
const longestSocketPath = 100;

/**
 * A stale lock is never removed, for two that saw it stale could then both hold the folder. Whoever takes over names
 * itself the successor of that one holder, which is possible once; the end of the chain of successors owns the folder.
 */
export async function takeLock(folder: string, silenceMs: number): Promise<FolderLock> {
  const lock = join(folder, 'lock');
  const own = JSON.stringify(await describeSelf());
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await createWhole(lock, own)) return keepLock(lock, own);
    const last = (await readChain(lock)).at(-1);
    if (last === undefined) continue;
    const { holder } = last;
    if (holder !== null && (await holds(holder, last.file, silenceMs))) {
      throw new DataFolderError(
        `another hub (process ${holder.pid} on ${holder.host}) is using the data folder ${folder}`,
      );
    }
    if (await succeed(lock, last, own)) return keepLock(lock, own);
  }
  throw new DataFolderError(`the lock of the data folder ${folder} keeps changing hands`);
}

interface Claim {
  readonly file: string;
  /** Never used again, so that nobody can follow it twice. */
  readonly id: string;
  /** Null where no hub of this kind wrote the file. */
  readonly holder: LockHolder | null;
}

/** The lock and whoever took it over, one after the other, and did not live to clear up. */
async function readChain(lock: string): Promise<Claim[]> {
  const chain: Claim[] = [];
  for (let file = lock; ; ) {
    const claim = await readClaim(file);
    if (claim === null || chain.some(({ id }) => id === claim.id)) return chain;
    chain.push(claim);
    file = successorOf(lock, claim.id);
  }
}

function successorOf(lock: string, id: string): string {
  return `${lock}.after-${id}`;
}

/** False when another one was faster. */
async function succeed(lock: string, last: Claim, own: string): Promise<boolean> {
  const file = successorOf(lock, last.id);
  if (!(await createWhole(file, own))) return false;
  // Whoever followed the same holder before may have cleared up since, and the holder itself may just have moved its
  // claim to the lock: in both cases the lock does not lead to this claim in the way that was seen.
  const [before, end] = (await readChain(lock)).slice(-2);
  if (before?.file !== last.file || end?.file !== file) {
    await rm(file, { force: true });
    return false;
  }
  await rename(file, lock);
  const folder = dirname(lock);
  const left = (await readdir(folder)).filter((name) => name.startsWith(successorOf(basename(lock), '')));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  return true;
}

/** A file appears with its whole content or not at all, and only for one of several that try. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const part = `${file}.${randomUUID()}`;
  await writeFile(part, content, { mode: 0o600 });
  try {
    await link(part, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

async function keepLock(lock: string, own: string): Promise<FolderLock> {
  const sign = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), signMs);
  sign.unref();
  const control = await listen(socketPath(lock));
  const sockets = new Set<Socket>();
  control?.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  let released: Promise<void> | null = null;
  const release = async (): Promise<void> => {
    clearInterval(sign);
    // Whoever still listens must not keep the hub from ending.
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => (control === null ? done() : control.close(() => done())));
    const holder = await readFile(lock, 'utf8').catch(() => '');
    if (holder === own) await rm(lock, { force: true });
  };
  return {
    control,
    release: () => {
      released ??= release();
      return released;
    },
  };
}

/**
 * Whoever may write in the folder reaches its owner here. As long as the owner lives the system accepts connections,
 * whatever the owner is doing, also from another container on this machine.
 */
async function listen(path: string): Promise<Server | null> {
  if (path.length > longestSocketPath) return null;
  await rm(path, { force: true });
  const server = createServer();
  return new Promise((resolve) => {
    // A disk without sockets: the signs of life have to do.
    server.once('error', () => resolve(null));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** A connection to the hub that owns the folder; null when none answers. */
export function connectToOwner(folder: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath(join(folder, 'lock')));
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function socketPath(lock: string): string {
  return join(dirname(lock), 'hub.sock');
}

async function holds(holder: LockHolder, claim: string, silenceMs: number): Promise<boolean> {
  const self = await describeSelf();
  const known = self.boot !== null && self.namespace !== null;
  const sameProcesses = known
    ? self.boot === holder.boot && self.namespace === holder.namespace
    : self.host === holder.host;
  if (sameProcesses) {
    if (!isAlive(holder.pid)) return false;
    // The process that has this id now may be another one.
    const startedAt = await processStart(holder.pid);
    return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
  }
  const sameMachine = self.boot !== null && self.boot === holder.boot;
  if (sameMachine && existsSync(socketPath(claim))) return answers(claim);
  return givesSigns(claim, silenceMs);
}

/** One that took the folder over a moment ago may not listen yet. */
async function answers(claim: string): Promise<boolean> {
  for (;;) {
    const socket = await connectToOwner(dirname(claim));
    socket?.destroy();
    if (socket !== null) return true;
    const seen = await stat(claim).catch(() => null);
    if (seen === null || Date.now() - seen.mtimeMs > 1_000) return false;
    await sleep(100);
  }
}

/** For a holder on another machine, or before this one was started anew: neither clock is trusted, only change. */
async function givesSigns(claim: string, silenceMs: number): Promise<boolean> {
  const last = await stat(claim).catch(() => null);
  for (let waited = 0; waited < silenceMs; waited += 500) {
    const now = await stat(claim).catch(() => null);
    if (now === null || last === null) return false;
    if (now.mtimeMs !== last.mtimeMs || now.ino !== last.ino) return true;
    await sleep(500);
  }
  return false;
}

async function describeSelf(): Promise<LockHolder> {
  const [boot, namespace, startedAt] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null),
    readlink('/proc/self/ns/pid').catch(() => null),
    processStart(process.pid),
  ]);
  return { pid: process.pid, startedAt, host: hostname(), boot: boot?.trim() ?? null, namespace, id: randomUUID() };
}

/** Field 22 of /proc/<pid>/stat; the name before it is in brackets and may hold anything. */
async function processStart(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Null when the file is missing. */
async function readClaim(file: string): Promise<Claim | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const holder = JSON.parse(text) as LockHolder;
    if (Number.isInteger(holder.pid) && typeof holder.host === 'string' && /^[\w-]+$/.test(holder.id))
      return { file, id: holder.id, holder };
  } catch {
    // Not of this kind, as said below.
  }
  const found = await stat(file).catch(() => null);
  return found && { file, id: `inode-${found.ino}`, holder: null };
}
