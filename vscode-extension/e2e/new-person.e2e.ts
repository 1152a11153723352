/** Somebody who has never seen Draftroom installs the VSIX and does what the walkthrough says, nothing else. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../../web/e2e/capture.ts';
import { call, type HubProcess, patience, signUp, startHub, until } from '../../web/e2e/harness.ts';
import { startVsCode, type VsCodeServer } from '../test/rig/vscode-server.ts';
import { launchBrowser, openWindow } from '../test/rig/window.ts';

const here = join(import.meta.dirname, '..');
const screens = join(here, '../.cache/screens/vscode');
mkdirSync(screens, { recursive: true });

let hub: HubProcess;
let server: VsCodeServer;
let browser: Browser;

beforeAll(async () => {
  const packed = spawnSync(process.execPath, ['--conditions=draftroom-source', 'package.ts'], {
    cwd: here,
    encoding: 'utf8',
  });
  if (packed.status !== 0) throw new Error(`no VSIX\n${packed.stdout}${packed.stderr}`);
  const [vsix] = globSync('draftroom-vscode-*.vsix', { cwd: here });
  hub = await startHub();
  server = await startVsCode({ vsix: join(here, vsix ?? '') });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await hub?.stop();
}, 60_000);

it('reaches a first shared line with the walkthrough alone', async () => {
  const { page, context } = await openWindow(browser, server, { folder: null });
  context.setDefaultTimeout(patience);
  try {
    const began = Date.now();
    await page.locator('.activitybar a[aria-label="Draftroom"]').waitFor();
    await fromPalette(page, 'Draftroom: Get Started');
    await page.locator('.getting-started-step').first().waitFor();
    await sleep(1_500);
    await capture(page, { path: join(screens, 'walkthrough.png') });
    await signUpInBrowser(page, context);
    const code = await makeRoom(page, context);
    await writeFirstLine(page);
    const jonas = await signUp(hub, 'Jonas Berg');
    const { id } = await call<{ id: string }>(hub, 'POST rooms/join', { code }, jonas.token);
    const { documents } = await call<{ documents: { id: string; path: string }[] }>(
      hub,
      `GET rooms/${id}/documents`,
      undefined,
      jonas.token,
    );
    const readme = documents.find(({ path }) => path.toLowerCase() === 'readme.md');
    await until('somebody else reads it', async () => {
      const response = await fetch(`${hub.url}/api/v1/documents/${readme?.id}/content`, {
        headers: { authorization: `Bearer ${jonas.token}` },
      });
      return (await response.text()).startsWith('Hello from VS Code');
    });
    console.log(
      `from an empty window to a line that somebody else reads: ${((Date.now() - began) / 1000).toFixed(0)} s`,
    );
    await capture(page, { path: join(screens, 'first-line.png') });
    expect(documents.length).toBeGreaterThan(1);
  } catch (error) {
    await capture(page, { path: join(screens, 'failed-new-person.png') });
    throw error;
  }
}, 180_000);

async function fromPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-box input');
  await input.waitFor();
  await input.fill(`>${command}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().click();
}

async function answer(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-box input');
  await input.fill(text);
  await page.keyboard.press('Enter');
}

/** Step 1. The page of the hub opens beside the window. */
async function signUpInBrowser(page: Page, context: BrowserContext): Promise<void> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign In', exact: true }).first().click();
  await page.getByText('Address of your hub').waitFor();
  await answer(page, hub.url);
  const portal = await opened;
  await portal.getByRole('link', { name: 'Create an account' }).click();
  await portal.getByLabel('Name').fill('Nia New');
  await portal.getByLabel('E-mail').fill('nia@example.org');
  await portal.getByLabel('Password', { exact: true }).fill('a long enough secret');
  await portal.getByRole('button', { name: 'Create account' }).click();
  await portal.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('You are signed in to').first().waitFor();
}

/** Step 2. */
async function makeRoom(page: Page, context: BrowserContext): Promise<string> {
  await page.locator('.getting-started-step', { hasText: 'Enter a room' }).click();
  await page.getByRole('button', { name: 'Create a Room' }).first().click();
  await page.getByText('What are you going to work on together?').waitFor();
  await answer(page, 'First room');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'TypeScript' }).click();
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'README.md' }).waitFor({ timeout: 60_000 });
  await fromPalette(page, 'Draftroom: Copy Room Code');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'First room' }).click();
  await page.getByText(/The code \w{6} is on the clipboard/).waitFor();
  await context.grantPermissions(['clipboard-read'], { origin: server.url });
  return await page.evaluate(() => navigator.clipboard.readText());
}

/** Step 3. */
async function writeFirstLine(page: Page): Promise<void> {
  await fromPalette(page, 'Draftroom: Go to Document');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'README.md' }).click();
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Hello from VS Code\n', { delay: 20 });
}
