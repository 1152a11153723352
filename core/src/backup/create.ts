/**
 * A backup is the data folder as of one point in time, taken while people work. The order makes it whole: everything
 * that a part refers to is in a part that is copied *later*.
 *
 *   1. the database, at one instant: its rows name documents, whose updates are in the log before or soon after, and blobs
 *   2. the log's segments, oldest first: what is acknowledged by now, so at least what the rows speak of
 *   3. the archive, then the snapshots: a segment leaves only after a snapshot that covers it, so one that left before
 *      its turn in step 2 is covered by step 3
 *   4. blobs: they never change and are stored before the row that names them; removals are held back for as long
 *   5. everything else (secrets, mails)
 *
 * So after a restore a document may be a few seconds newer than its row, and nothing is missing that was acknowledged
 * when the backup began.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type CopiedFile, copyFile, hashFile, listPaths } from './copy.ts';
import { type Manifest, manifestName } from './manifest.ts';

export interface BackupSource {
  /** The data folder; this process owns it. */
  readonly folder: string;
  /** Copies the database files of one instant; null: nobody has them open, so they are copied like any others. */
  readonly copyDatabase: ((to: string) => Promise<void>) | null;
  /** Keeps removed blobs on the disk until the returned function is called. */
  readonly holdRemovals: () => () => Promise<void>;
  readonly now: () => number;
}

export interface BackupResult {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** For the person who asked for the backup or the restore. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Writes a backup into a folder that does not exist yet; it appears when it is complete. */
export async function createBackup(source: BackupSource, to: string): Promise<BackupResult> {
  const target = resolve(to);
  if (`${target}${sep}`.startsWith(`${resolve(source.folder)}${sep}`)) {
    throw new BackupError('a backup cannot lie inside the data folder');
  }
  if (existsSync(target)) throw new BackupError(`${target} exists already`);
  const part = join(dirname(target), `.${randomUUID()}.part`);
  const release = source.holdRemovals();
  try {
    const files = await copyAll(source, join(part, 'data'));
    const createdAt = new Date(source.now()).toISOString();
    const manifest: Manifest = {
      format: 'draftroom-backup-1',
      createdAt,
      folders: await listPaths(join(part, 'data'), 'folders'),
      files,
    };
    await writeFile(join(part, manifestName), JSON.stringify(manifest, null, 1), { mode: 0o600, flush: true });
    await rename(part, target);
    const sizes = Object.values(files).map((file) => file.size);
    return { path: target, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await release();
  }
}

async function copyAll(source: BackupSource, data: string): Promise<Record<string, CopiedFile>> {
  const copy = new Copy(source.folder, data);
  await mkdir(data, { recursive: true, mode: 0o700 });
  await copyDatabase(source, copy);
  await copyLog(copy);
  await copy.folder('blobs', (path) => !path.endsWith('.part'));
  for (const path of await listPaths(source.folder, 'files')) {
    if (!/^(database|log|blobs)\//.test(path) && !/^(lock(\..*)?|hub\.sock)$/.test(path)) await copy.file(path);
  }
  return copy.files;
}

async function copyDatabase({ folder, copyDatabase: copyFiles }: BackupSource, copy: Copy): Promise<void> {
  if (copyFiles === null) await cp(join(folder, 'database'), join(copy.to, 'database'), { recursive: true });
  else await copyFiles(join(copy.to, 'database', 'pg'));
  await copy.include('database');
}

async function copyLog(copy: Copy): Promise<void> {
  // Indexes are left out: they are made again, and a later one would not fit an earlier copy of its segment.
  const isSegment = (path: string): boolean => /^\d+\.log$/.test(path);
  await copy.folder('log', isSegment);
  await copy.folder('log/archive', isSegment);
  for (const path of Object.keys(copy.files)) {
    const archived = /^log\/archive\/(\d+\.log)$/.exec(path)?.[1];
    // It moved between the two steps: the archive has it.
    if (archived !== undefined) await copy.drop(`log/${archived}`);
  }
  await copy.folder('log/snapshots', (path) => /^[\w-]+$/.test(path));
}

class Copy {
  readonly files: Record<string, CopiedFile> = {};
  readonly from: string;
  readonly to: string;

  constructor(from: string, to: string) {
    this.from = from;
    this.to = to;
  }

  /** A file that is gone by now is left out. */
  async file(path: string): Promise<void> {
    const copied = await copyFile(join(this.from, path), join(this.to, path));
    if (copied !== null) this.files[path] = copied;
  }

  async folder(folder: string, belongs: (path: string) => boolean): Promise<void> {
    for (const path of await listPaths(join(this.from, folder), 'files'))
      if (belongs(path)) await this.file(`${folder}/${path}`);
  }

  /** Files that somebody else has copied. */
  async include(folder: string): Promise<void> {
    for (const path of await listPaths(join(this.to, folder), 'files')) {
      this.files[`${folder}/${path}`] = await hashFile(join(this.to, folder, path));
    }
  }

  async drop(path: string): Promise<void> {
    delete this.files[path];
    await rm(join(this.to, path), { force: true });
  }
}
