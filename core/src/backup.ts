/** `npm run backup [-- folder]` and `npm run restore -- folder`, for an embedded hub, running or not. */
import { resolve } from 'node:path';
import { requestBackup } from './backup/control.ts';
import { BackupError, type BackupResult, createBackup } from './backup/create.ts';
import { restoreBackup } from './backup/restore.ts';
import { readConfig } from './platform/config.ts';
import { openDataFolder } from './platform/data-folder.ts';
import { connectToOwner } from './platform/folder-lock.ts';

const scaledHint =
  'DATABASE_URL is set: back up PostgreSQL with pg_dump (documents are in it, too), then copy the bucket. In this order every blob that a row names is in the copy';

/** Asks the hub that runs on the folder, or copies the folder when none does. */
export async function backUp(folder: string, to: string): Promise<BackupResult> {
  const socket = await connectToOwner(resolve(folder));
  if (socket !== null) return requestBackup(socket, resolve(to));
  const owned = await openDataFolder(folder);
  try {
    const hold = () => async () => undefined;
    return await createBackup({ folder: owned.path, copyDatabase: null, holdRemovals: hold, now: Date.now }, to);
  } finally {
    await owned.release();
  }
}

async function main([command, path]: readonly string[]): Promise<void> {
  const config = readConfig(process.env);
  if (config.mode === 'scaled') throw new BackupError(scaledHint);
  if (command === 'backup') {
    const to = path ?? `draftroom-backup-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    report('saved', await backUp(config.dataDir, to));
    if (config.s3 !== null) console.log('Blobs are in the bucket: copy it now, after this.');
  } else if (command === 'restore' && path !== undefined) {
    report('restored', await restoreBackup(path, config.dataDir));
  } else {
    throw new BackupError('say: npm run backup [-- folder], or: npm run restore -- folder');
  }
}

function report(done: string, { path, files, bytes }: BackupResult): void {
  console.log(`${done}: ${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB, in ${path}`);
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });
}
