/** Runs the mocha suites of `test/host` inside a real extension host, against a real hub. */
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { freePort } from '../../../core/src/testing/free-port.ts';
import { capture } from '../../../web/e2e/capture.ts';
import { actAs } from './browser-person.ts';
import { buildExtension } from './build-extension.ts';
import { signUp, startHub } from './hub.ts';
import { startVsCode, type VsCodeServer } from './vscode-server.ts';
import { launchBrowser, openWindow, remotePath, type VsCodeWindow } from './window.ts';
import { lendHands } from './window-hands.ts';

export interface HostRun {
  readonly passed: boolean;
  /** What mocha printed. */
  readonly report: string;
}

const suiteTime = 540_000;
const screens = join(import.meta.dirname, '../../../.cache/screens');

/** Only suites whose title holds `grep`. `RIG_LOG=1` prints what the window and its host log, too. */
export async function runHostSuites(grep = ''): Promise<HostRun> {
  const extension = buildExtension('--sourcemap');
  const suites = await mkdtemp(join(tmpdir(), 'draftroom-suites-'));
  // Suites say and ask more in a minute than people do.
  const settings = {
    DRAFTROOM_LIMITS: JSON.stringify({ messagesPerMinute: 1_000 }),
    // The same folder and port again after suites have taken the hub away.
    DRAFTROOM_DATA_DIR: await mkdtemp(join(tmpdir(), 'draftroom-hub-')),
    PORT: String(await freePort()),
  };
  let hub = await startHub(settings);
  const server = await startVsCode({ suites: true, settings: { 'draftroom.hubs': [hub.url] } });
  const browser = await launchBrowser();
  let page: Page | undefined;
  const hands = await lendHands({
    page: () => page ?? missing(),
    photograph: (name) => (page === undefined ? missing() : capture(page, { path: join(screens, `host ${name}.png`) })),
    stopHub: () => hub.stop(),
    signalHub: (signal) => hub.signal(signal),
    startHub: async () => {
      hub = await startHub(settings);
    },
  });
  try {
    await buildSuites(join(suites, 'index.js'));
    const [ada, jonas] = [await signUp(hub, 'Ada Lind'), await signUp(hub, 'Jonas Berg')];
    await writeFile(
      join(server.workspace, 'rig.json'),
      JSON.stringify({ hub: hub.url, hands: hands.url, grep, ada, jonas }),
    );
    const { promise: ended, resolve: end } = Promise.withResolvers<number>();
    const window = await openWindow(browser, server, {
      payload: [
        ['extensionDevelopmentPath', remotePath(server, extension.folder)],
        ['extensionTestsPath', remotePath(server, join(suites, 'index.js'))],
      ],
      prepare: async (opened, context) => {
        page = opened;
        await actAs(context, hub.url, ada);
        await page.exposeFunction('codeAutomationExit', end);
        await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
          if (process.env.RIG_LOG !== undefined) console.log(...args);
        });
      },
    });
    return await result({ server, window, ended });
  } finally {
    await hands.stop();
    // A suite that failed may have left it without motion.
    hub.signal('SIGCONT');
    await browser.close();
    await server.stop();
    await hub.stop();
    await rm(settings.DRAFTROOM_DATA_DIR, { recursive: true, force: true });
    await rm(suites, { recursive: true, force: true });
    extension.remove();
  }
}

function missing(): never {
  throw new Error('the window is not open yet');
}

interface Running {
  readonly server: VsCodeServer;
  readonly window: VsCodeWindow;
  readonly ended: Promise<number>;
}

async function result({ server, window, ended }: Running): Promise<HostRun> {
  const { promise: late, resolve: expire } = Promise.withResolvers<null>();
  const timer = setTimeout(() => expire(null), suiteTime);
  const code = await Promise.race([ended, late]);
  clearTimeout(timer);
  const report = await readFile(join(server.workspace, 'report.txt'), 'utf8').catch(() => 'no report was written\n');
  if (code !== 0) {
    await capture(window.page, { path: join(screens, 'host-failed.png') });
    if (process.env.RIG_LOG !== undefined) console.log(server.output());
  }
  return { passed: code === 0, report: code === null ? `${report}the suites did not end in time\n` : report };
}

async function buildSuites(outfile: string): Promise<void> {
  const here = join(import.meta.dirname, '../host');
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
    // Mocha's parallel mode, which is not used, looks for its files by name.
    logLevel: 'error',
  });
}
