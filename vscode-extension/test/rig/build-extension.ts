import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export interface BuiltExtension {
  /** The extension as it is shipped. */
  readonly folder: string;
  remove(): void;
}

/** Into a folder of its own: other runs build at the same time. */
export function buildExtension(...flags: readonly string[]): BuiltExtension {
  const cwd = join(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'draftroom-extension-'));
  const run = spawnSync(process.execPath, ['--conditions=draftroom-source', 'build.ts', '--out', folder, ...flags], {
    cwd,
    stdio: 'inherit',
  });
  if (run.status !== 0) throw new Error(`the extension was not built (${run.status})`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
