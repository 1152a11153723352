/** One person's VS Code: a server with its own settings, secrets and extensions, on a free port of this machine. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../core/src/testing/free-port.ts';
import { fetchVsCode } from './fetch-vscode.ts';

export interface VsCodeServer {
  readonly url: string;
  readonly port: number;
  /** An empty folder that a window can open. */
  readonly workspace: string;
  /** Its data: `logs`, `User/settings.json`. */
  readonly data: string;
  output(): string;
  stop(): Promise<void>;
}

export interface VsCodeServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Extension folders that are installed; one that is under development is named in the window's address instead. */
  readonly extensions?: readonly { readonly folder: string; readonly name: string }[];
  /** An extension that is installed as a person does it. */
  readonly vsix?: string;
  /** Windows take test suites from their address, and keep messages to themselves. */
  readonly suites?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

const quiet = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  // In a browser VS Code saves by itself, which hides what a desktop shows.
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

export async function startVsCode(options: VsCodeServerOptions = {}): Promise<VsCodeServer> {
  const { folder } = await fetchVsCode();
  const home = await mkdtemp(join(tmpdir(), 'draftroom-vscode-'));
  const workspace = join(home, 'workspace');
  const extensions = join(home, 'extensions');
  await mkdir(join(home, 'data/data/User'), { recursive: true });
  await mkdir(workspace);
  await mkdir(extensions);
  const settings = { ...quiet, ...options.settings };
  await writeFile(join(home, 'data/data/User/settings.json'), JSON.stringify(settings, null, 2));
  for (const { folder: from, name } of options.extensions ?? []) {
    await cp(from, join(extensions, name), { recursive: true });
  }
  if (options.vsix !== undefined) installVsix({ folder, home, vsix: options.vsix });
  const port = await freePort();
  const suites = options.suites ?? false;
  const child = spawn(process.execPath, serverArguments({ folder, home, port, suites }), {
    cwd: home,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(url, child, () => output);
  return {
    url,
    port,
    workspace,
    data: join(home, 'data/data'),
    output: () => output,
    stop: async () => {
      await end(child);
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function installVsix({ folder, home, vsix }: { folder: string; home: string; vsix: string }): void {
  const places = ['--server-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  const args = [join(folder, 'out/server-main.js'), '--install-extension', vsix, ...places];
  const run = spawnSync(process.execPath, [...args, '--accept-server-license-terms'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the extension was not installed\n${run.stdout}${run.stderr}`);
}

interface ServerPlace {
  readonly folder: string;
  readonly home: string;
  readonly port: number;
  readonly suites: boolean;
}

function serverArguments({ folder, home, port, suites }: ServerPlace): string[] {
  return [
    join(folder, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...['--server-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')],
    ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
    // A built VS Code takes test suites from the address of a window only with this.
    ...(suites ? ['--enable-smoke-test-driver'] : []),
  ];
}

async function untilAnswers(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`VS Code stopped with ${child.exitCode}\n${output()}`);
    const answered = await fetch(`${url}/version`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await sleep(100);
  }
  throw new Error(`VS Code did not start in time\n${output()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}
