/** A window of VS Code in Chromium: one browser context is one person. */
import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser as launch } from '../../../web/e2e/harness.ts';
import type { VsCodeServer } from './vscode-server.ts';

/** Two windows are side by side here; neither may be slowed down for being behind the other. */
export function launchBrowser(): Promise<Browser> {
  return launch([
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-background-timer-throttling',
  ]);
}

export interface VsCodeWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** The folder that the window opens: a path, or a URI of another scheme; null for none. */
  readonly folder?: string | null;
  /** Payload entries: `extensionDevelopmentPath` and the like. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { width: number; height: number };
  /** Before the page is opened. */
  prepare?(page: Page, context: BrowserContext): Promise<void>;
}

export async function openWindow(
  browser: Browser,
  server: VsCodeServer,
  options: WindowOptions = {},
): Promise<VsCodeWindow> {
  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await keepSecrets(context);
  const page = await context.newPage();
  await options.prepare?.(page, context);
  const address = new URL(server.url);
  const folder = options.folder === undefined ? server.workspace : options.folder;
  if (folder === null) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', folder);
  const payload = [['skipWelcome', 'true'], ...(options.payload ?? [])];
  address.searchParams.set('payload', JSON.stringify(payload));
  await page.goto(address.href);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return { page, context, close: () => context.close() };
}

/** The editor keeps secrets under a key, half of which `code-server` would hold; without it they end with the page. */
async function keepSecrets(context: BrowserContext): Promise<void> {
  const half = randomBytes(32);
  await context.route(
    (url) => url.pathname.endsWith('/mint-key'),
    (route) => route.fulfill({ contentType: 'application/octet-stream', body: half }),
  );
}

/** Paths on the server as its windows name them. */
export function remotePath(server: VsCodeServer, path: string): string {
  return `vscode-remote://127.0.0.1:${server.port}${path}`;
}
