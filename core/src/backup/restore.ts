import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDataFolder } from '../platform/data-folder.ts';
import { copyFile, listPaths } from './copy.ts';
import { BackupError, type BackupResult } from './create.ts';
import { type Manifest, manifestName, manifestSchema } from './manifest.ts';

/**
 * Puts a backup into a data folder that is empty or not there yet. Every byte is checked before anything takes its
 * place; while it is under way no hub can start on the folder.
 */
export async function restoreBackup(from: string, to: string): Promise<BackupResult> {
  const manifest = await readManifest(resolve(from));
  await checkComplete(join(from, 'data'), manifest);
  const present = await readdir(to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (present.length > 0)
    throw new BackupError(`${resolve(to)} is not empty: a backup is restored into an empty folder only`);
  const folder = await openDataFolder(to);
  const part = join(folder.path, '.restoring');
  try {
    // Also the empty ones: the database does not open without them.
    for (const path of manifest.folders) await mkdir(join(part, path), { recursive: true, mode: 0o700 });
    let bytes = 0;
    for (const [path, expected] of Object.entries(manifest.files)) {
      const copied = await copyFile(join(from, 'data', path), join(part, path));
      if (copied?.size !== expected.size || copied.sha256 !== expected.sha256) {
        throw new BackupError(`the backup is damaged: ${path} is not what was saved`);
      }
      bytes += copied.size;
    }
    await moveUp(part, folder.path);
    return { path: folder.path, files: Object.keys(manifest.files).length, bytes };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await folder.release();
  }
}

async function readManifest(from: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(from, manifestName), 'utf8');
  } catch {
    throw new BackupError(`${from} is not a backup: it has no ${manifestName}`);
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new BackupError(`the backup is damaged: ${manifestName} cannot be read`);
  }
}

async function checkComplete(data: string, manifest: Manifest): Promise<void> {
  const present = new Set(await listPaths(data, 'files'));
  for (const path of Object.keys(manifest.files)) {
    if (!present.delete(path)) throw new BackupError(`the backup is damaged: ${path} is missing`);
  }
  const [extra] = present;
  if (extra !== undefined) throw new BackupError(`the backup is damaged: ${extra} does not belong to it`);
}

/** The folders that opening made are empty and give way; the database comes last and makes it a hub's folder. */
async function moveUp(part: string, folder: string): Promise<void> {
  const names = (await readdir(part)).sort((a, b) => Number(a === 'database') - Number(b === 'database'));
  for (const name of names) {
    await rm(join(folder, name), { recursive: true, force: true });
    await rename(join(part, name), join(folder, name));
  }
  await rm(part, { recursive: true });
  await mkdir(join(folder, 'log'), { recursive: true, mode: 0o700 });
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
