import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

/** Builds it and gives the folder of the extension as it is shipped. */
export function buildExtension(...flags: readonly string[]): string {
  const cwd = join(import.meta.dirname, '../..');
  const run = spawnSync(process.execPath, ['build.ts', ...flags], { cwd, stdio: 'inherit' });
  if (run.status !== 0) throw new Error(`the extension was not built (${run.status})`);
  return join(cwd, 'dist');
}
