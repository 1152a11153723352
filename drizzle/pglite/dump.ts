import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate, migrationsHash } from '../migrator.ts';
import { PgliteClient } from './client.ts';

const fromSource = import.meta.url.endsWith('.ts');

/** Raise when PGlite's version changes, so that a dump of another version is not used. */
const dumpFormat = 'pg18a';

/**
 * Where a migrated database is kept to start from, which is several times quicker than making one: in `dist` when
 * built (`npm run build -w drizzle`), in the repository's cache when run from source.
 */
async function dumpPath(): Promise<string> {
  const folder = fileURLToPath(new URL(fromSource ? '../../.cache' : '..', import.meta.url));
  return join(folder, `migrated-${dumpFormat}-${await migrationsHash()}.tar.gz`);
}

/** The dump for these migrations; null when there is none and none can be kept. */
export async function migratedDump(): Promise<string | null> {
  const path = await dumpPath();
  if (existsSync(path)) return path;
  return fromSource ? await buildDumpOnce(path) : null;
}

/** Several test workers may want it at once: one builds, the others wait. */
export async function buildDumpOnce(path?: string): Promise<string> {
  const target = path ?? (await dumpPath());
  const lock = `${target}.lock`;
  await mkdir(dirname(target), { recursive: true });
  while (!existsSync(target)) {
    if (await takeLock(lock)) {
      try {
        if (!existsSync(target)) await buildDump(target);
      } finally {
        await rm(lock, { force: true });
      }
    } else {
      await sleep(100);
    }
  }
  return target;
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx')).close();
    return true;
  } catch {
    // A builder that was killed leaves its lock behind.
    const made = await stat(lock).catch(() => null);
    if (made !== null && Date.now() - made.mtimeMs > 120_000) await rm(lock, { force: true });
    return false;
  }
}

async function buildDump(target: string): Promise<void> {
  const client = await PgliteClient.open({ dataDir: null, dumpFile: null });
  try {
    await migrate(client);
    await client.exec('checkpoint');
    const part = `${target}.${randomUUID()}.part`;
    await writeFile(part, await client.dump());
    await rename(part, target);
  } finally {
    await client.close();
  }
  await removeOlder(target);
}

async function removeOlder(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    const older = /^migrated-.*\.tar\.gz$/.test(name) && name !== basename(target);
    if (older) await rm(join(dirname(target), name), { force: true });
  }
}
