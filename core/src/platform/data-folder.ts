/** The embedded hub's folder: one owner at a time, for two hubs on one database would destroy it. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataFolderError, type FolderLock, takeLock } from './folder-lock.ts';

export interface DataFolder extends FolderLock {
  readonly path: string;
  /** Folder of the embedded database. */
  readonly database: string;
  /** Folder of the update log. */
  readonly log: string;
  readonly blobs: string;
  readonly outbox: string;
  /** Random bytes that were made once and stay the same; only the owner of the files can read them. */
  secret(name: string, length?: number): Promise<Buffer>;
}

/**
 * Creates the folder if need be and makes this process its only owner. A holder whose process cannot be seen from here
 * is gone when it gives no sign of life for `silenceMs`.
 */
export async function openDataFolder(path: string, { silenceMs = 10_000 } = {}): Promise<DataFolder> {
  const folder = resolve(path);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of ['log', 'blobs', 'outbox', 'secrets'])
      await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new DataFolderError(`the data folder ${folder} cannot be used: ${(error as Error).message}`);
  }
  const lock = await takeLock(folder, silenceMs);
  return {
    path: folder,
    database: join(folder, 'database'),
    log: join(folder, 'log'),
    blobs: join(folder, 'blobs'),
    outbox: join(folder, 'outbox'),
    secret: (name, length = 32) => keptSecret(join(folder, 'secrets', name), length),
    ...lock,
  };
}

async function keptSecret(file: string, length: number): Promise<Buffer> {
  const kept = await readFile(file).catch(() => null);
  if (kept !== null && kept.length === length) return kept;
  const secret = randomBytes(length);
  const part = `${file}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writeFile(secret);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  return secret;
}
