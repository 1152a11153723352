/**
 * Runs a private PostgreSQL for as long as its owner lives, then removes every trace of it. A process of its own, so
 * that a killed test run leaves nothing behind. Arguments: the owner's process id, the folder of the programs.
 * Prints the port when the server answers.
 */
import { execFile, type SpawnOptions, spawn } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const [owner = '', programs = ''] = process.argv.slice(2);

const folder = await mkdtemp(join(tmpdir(), 'draftroom-postgres-'));
const identity = await unprivileged(folder);
await run(
  join(programs, 'initdb'),
  ['-D', folder, '-U', 'draftroom', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
  { ...identity, cwd: folder },
);
const port = await freePort();
const server = spawn(
  join(programs, 'postgres'),
  ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', '-c', 'max_connections=200'],
  { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
);
server.on('exit', () => void finish());
let log = '';
server.stderr?.on('data', (chunk: Buffer) => {
  if (log.includes('ready to accept')) return;
  log += chunk.toString();
  if (log.includes('ready to accept')) console.log(port);
});
setInterval(() => {
  if (!alive(Number(owner))) server.kill('SIGINT');
}, 300);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill('SIGINT'));

/** PostgreSQL refuses to run as root. */
async function unprivileged(dataDir: string): Promise<Pick<SpawnOptions, 'uid' | 'gid'>> {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]).catch(() => []);
    if (uid === undefined || gid === undefined) continue;
    const ids = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    await chown(dataDir, ids.uid, ids.gid);
    return ids;
  }
  throw new Error('PostgreSQL needs a user other than root');
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function finish(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
