/** Makes the VSIX: builds `dist` and packs it. `vsce` is fetched when it is needed; it is no dependency of anything. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const here = import.meta.dirname;
const { name, version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as Record<string, string>;
const vsix = join(here, `${name}-${version}.vsix`);
const mostBytes = 1_500_000;

run(process.execPath, ['--conditions=draftroom-source', 'build.ts'], here);
const pack = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--out', vsix];
run('npx', ['--yes', '@vscode/vsce@4.1.0', ...pack], join(here, 'dist'));
const { size } = statSync(vsix);
console.log(`${vsix}: ${(size / 1024).toFixed(0)} KiB`);
if (size > mostBytes) throw new Error(`larger than ${mostBytes} bytes`);

function run(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}
