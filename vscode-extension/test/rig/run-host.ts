/**
 * Runs the mocha suites of `test/host` inside a real extension host, against a real hub. `npm run e2e -w vscode-extension`;
 * a word after it picks suites whose title holds it.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { actAs } from './browser-person.ts';
import { signUp, startHub } from './hub.ts';
import { startVsCode } from './vscode-server.ts';
import { launchBrowser, openWindow, remotePath } from './window.ts';

const extension = join(import.meta.dirname, '../..');
const chosen = process.argv[2] ?? '';

process.exitCode = await main();

async function main(): Promise<number> {
  const built = spawnSync(process.execPath, ['build.ts', '--sourcemap'], { cwd: extension, stdio: 'inherit' });
  if (built.status !== 0) return 1;
  const suites = await mkdtemp(join(tmpdir(), 'draftroom-suites-'));
  const hub = await startHub();
  const server = await startVsCode({ settings: { 'draftroom.hubs': [hub.url] } });
  const browser = await launchBrowser();
  let leave = () => {};
  try {
    await buildSuites(join(suites, 'index.js'));
    const [ada, jonas] = [await signUp(hub, 'Ada Lind'), await signUp(hub, 'Jonas Berg')];
    await writeFile(join(server.workspace, 'rig.json'), JSON.stringify({ hub: hub.url, grep: chosen, ada, jonas }));
    let finish: (code: number) => void = () => undefined;
    const exited = new Promise<number>((resolve) => {
      finish = resolve;
    });
    const window = await openWindow(browser, server, {
      payload: [
        ['extensionDevelopmentPath', remotePath(server, join(extension, 'dist'))],
        ['extensionTestsPath', remotePath(server, join(suites, 'index.js'))],
      ],
      prepare: async (page, context) => {
        leave = await actAs(context, page, hub.url, ada);
        await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => console.log(...args));
        await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
      },
    });
    const late = setTimeout(() => {
      console.error('the suites did not end in time');
      finish(1);
    }, 300_000);
    const code = await exited;
    clearTimeout(late);
    if (code !== 0) {
      await window.page.screenshot({ path: join(extension, '../.cache/screens/host-failed.png') });
      console.error(server.output().slice(-4_000));
    }
    return code;
  } finally {
    leave();
    await browser.close();
    await server.stop();
    await hub.stop();
    await rm(suites, { recursive: true, force: true });
  }
}

async function buildSuites(outfile: string): Promise<void> {
  const here = join(extension, 'test/host');
  const files = globSync('**/*.host.ts', { cwd: here }).sort();
  const register = files.map((file) => `require(${JSON.stringify(join(here, file))});`).join('\n');
  await build({
    stdin: {
      contents: `import { runSuites } from ${JSON.stringify(join(here, 'run-suites.ts'))};
export const run = () => runSuites(() => { ${register} });`,
      resolveDir: here,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    conditions: ['draftroom-source'],
    sourcemap: 'inline',
    logLevel: 'warning',
    define: { 'process.env.MOCHA_COLORS': '"0"' },
  });
}
