/**
 * A complete VS Code for tests, put together from npm packages: the server, the workbench and both extension hosts are
 * inside `code-server`. It is fetched once into `.cache` of the repository, beside the lock file, because half a
 * gigabyte that only these suites need is nothing to install for everybody.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

/** Contains VS Code 1.139.1. */
const version = '4.139.1';
const cache = join(import.meta.dirname, '../../../.cache');

export interface FetchedVsCode {
  /** The folder of the server: `out/server-main.js` starts it. */
  readonly folder: string;
}

export async function fetchVsCode(): Promise<FetchedVsCode> {
  const folder = join(cache, `vscode-${version}-direct`);
  if (existsSync(join(folder, 'complete'))) return { folder };
  await mkdir(cache, { recursive: true });
  const building = await mkdtemp(join(cache, 'vscode-building-'));
  try {
    await build(building);
    const vscode = join(building, 'package/lib/vscode');
    await openAddressesDirectly(vscode);
    await writeFile(join(vscode, 'complete'), '');
    await rename(vscode, folder).catch((error: unknown) => {
      // Another run was faster; its folder is as good as this one.
      if (!existsSync(join(folder, 'complete'))) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return { folder };
}

async function build(building: string): Promise<void> {
  console.log(`fetching VS Code (code-server ${version} from npm)`);
  await run('npm', ['pack', '--silent', `code-server@${version}`], building);
  await run('tar', ['xzf', `code-server-${version}.tgz`, 'package/lib/vscode'], building);
  const vscode = join(building, 'package/lib/vscode');
  // The shrinkwrap does not match the manifest, so `npm ci` refuses; scripts would compile what is only logged as missing.
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  await run('npm', install, vscode);
  await run('npm', install, join(vscode, 'extensions'));
  for (const extension of ['copilot', 'github', 'github-authentication', 'microsoft-authentication']) {
    await rm(join(vscode, 'extensions', extension), { recursive: true, force: true });
  }
}

/** `code-server` sends addresses of this machine through a proxy of its own and breaks them on the way. An editor on a desk does not. */
async function openAddressesDirectly(vscode: string): Promise<void> {
  const file = join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  const text = await readFile(file, 'utf8');
  const direct = text.replace(/(resolveExternalUri:(\w+)=>\{let (\w+)=\2,(\w+)=\w+\(\3\);if\()(\4&&)/, '$1!1&&$5');
  if (direct === text) throw new Error('the workbench does not look as this rig knows it');
  await writeFile(`${file}.direct`, direct);
  await rename(`${file}.direct`, file);
}

function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')} ended with ${code}`)),
    );
  });
}

if (process.argv[1] === import.meta.filename) console.log((await fetchVsCode()).folder);
