/** What the browser suites stand on: the built hub as its own process, Chromium, and people with accounts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { freePort } from '../../core/src/testing/free-port.ts';
import { built, repository } from './built.ts';
import { capture } from './capture.ts';
import { closeParts, scaledParts } from './scaled-parts.ts';
import { slowWindows } from './slow-windows.ts';

export interface HubProcess {
  readonly url: string;
  readonly dataDir: string;
  /** What programs that are run for this hub need to find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it wrote to standard output so far. */
  output(): string;
  /** `SIGSTOP`: it keeps its connections and answers nobody until `SIGCONT`. */
  signal(signal: NodeJS.Signals): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Milliseconds; only ends what would never happen. */
export const patience = 45_000;

export const screens = join(repository, '.cache/screens');

/** Embedded; with `E2E_DATABASE=postgres` on PostgreSQL and Redis, with a worker. */
export async function startHub(settings: Record<string, string> = {}): Promise<HubProcess> {
  const dataDir = settings.DRAFTROOM_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'draftroom-e2e-')));
  const port = settings.PORT ?? String(await freePort());
  const isScaled = process.env.E2E_DATABASE === 'postgres' && settings.DATABASE_URL === undefined;
  const parts = isScaled ? await scaledParts(dataDir) : null;
  const environment = { ...parts?.settings, DRAFTROOM_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['core/dist/main.js'], {
    cwd: built,
    env: { ...process.env, DRAFTROOM_SEED: 'none', PORT: port, ...settings, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child, () => output);
  await parts?.startWorker();
  return {
    url,
    dataDir,
    environment,
    output: () => output,
    signal: (signal) => void child.kill(signal),
    stop: async (signal = 'SIGTERM') => {
      await end(child, signal);
      if (settings.DRAFTROOM_DATA_DIR !== undefined) return;
      await removeDataDir(dataDir);
    },
  };
}

/** When no hub stands on it any more. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await closeParts(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}

export async function launchBrowser(more: readonly string[] = ['--disable-gpu']): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
  return process.env.E2E_SLOW === '1' ? slowWindows(browser) : browser;
}

export interface TestPerson {
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly userId: string;
}

export const password = 'correct horse battery';

/** Calls the hub's REST API and throws with the body when it refuses. */
export async function call<Result>(hub: HubProcess, request: string, body?: unknown, token?: string): Promise<Result> {
  const [method = 'GET', path = '/'] = request.split(' ');
  const response = await fetch(`${hub.url}/api/v1/${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${request}: ${response.status} ${text}`);
  return JSON.parse(text) as Result;
}

/** Writes into a document without a client. */
export async function postUpdate(
  hub: HubProcess,
  documentId: string,
  update: Uint8Array,
  token: string,
): Promise<void> {
  const response = await fetch(`${hub.url}/api/v1/documents/${documentId}/updates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(update),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

/** A procedure that has no REST path. */
export async function procedure<Result>(
  hub: HubProcess,
  path: string,
  input: unknown,
  token?: string,
): Promise<Result> {
  const response = await fetch(`${hub.url}/trpc/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as { result?: { data: Result } };
  if (body.result === undefined) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body.result.data;
}

export async function signUp(
  hub: HubProcess,
  name: string,
  email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.org`,
): Promise<TestPerson> {
  const { user, token } = await call<{ user: { id: string }; token: string }>(hub, 'POST auth/sign-up', {
    email,
    name,
    password,
  });
  return { name, email, token, userId: user.id };
}

/** A browser context of its own in which this person is signed in. */
export async function signedInPage(
  browser: Browser,
  hub: HubProcess,
  person: TestPerson,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: hub.url, ...options });
  context.setDefaultTimeout(patience);
  await context.addCookies([{ name: 'draftroom_session', value: person.token, url: hub.url, httpOnly: true }]);
  return { context, page: await context.newPage() };
}

/** After a failure: what the windows showed, below `.cache/screens`. */
export async function photograph(pages: readonly Page[]): Promise<void> {
  for (const [index, page] of pages.entries()) {
    const path = join(screens, 'failed', `${expect.getState().currentTestName ?? 'test'} ${index + 1}.png`);
    await capture(page, { path: path.replaceAll(/[^\w./ -]/g, ' ') }).catch(() => undefined);
  }
}

/** Waits for the page, too: between two answers the network idles. */
export async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Where it stands when it moves no more: what is loading around it may still push it. */
export async function settledBox(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = '';
  let box = await what.boundingBox();
  await until('it stands still', async () => {
    box = await what.boundingBox();
    const now = JSON.stringify(box);
    const isSame = box !== null && now === before;
    before = now;
    if (!isSame) await sleep(100);
    return isSame;
  });
  if (box === null) throw new Error('it has no place');
  return box;
}

/** Asks again until it is so; says what it saw when it never is. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  { timeout = patience, shown }: { timeout?: number; shown?: () => Promise<unknown> | unknown } = {},
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}${shown ? `; now: ${String(await shown())}` : ''}`);
    await sleep(40);
  }
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`the hub stopped with ${child.exitCode}\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  throw new Error(`the hub was not ready in time\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
