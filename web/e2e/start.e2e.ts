/** `npm start` as people meet it: the first start, the next ones, after a crash, beside another one; backup and restore. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { built } from './built.ts';
import {
  call,
  type HubProcess,
  launchBrowser,
  patience,
  photograph,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
} from './harness.ts';
import { goToEnd, hubText, openRoom, typeKeys, untilSaved } from './room-page.ts';

const run = promisify(execFile);
let root: string;
let browser: Browser;
const hubs: HubProcess[] = [];
const pages: Page[] = [];

async function start(folder: string, settings: Record<string, string> = {}): Promise<HubProcess> {
  const hub = await startHub({ DRAFTROOM_DATA_DIR: join(root, folder), ...settings });
  hubs.push(hub);
  return hub;
}

/** Another program of the built hub, with what it said and how it ended. */
async function program(script: string, args: string[], settings: Record<string, string>) {
  const env = { ...process.env, ...settings };
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...args], { cwd: built, env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'draftroom-start-'));
  browser = await launchBrowser();
});
beforeEach(({ task, onTestFinished }) => {
  onTestFinished(async () => {
    if (task.result?.state === 'fail') await photograph(pages);
    for (const page of pages.splice(0)) await page.context().close();
    for (const hub of hubs.splice(0)) await hub.stop();
  });
});
afterAll(async () => {
  await browser?.close();
  await rm(root, { recursive: true, force: true });
});

describe('npm start', () => {
  test('the first start shows a demo community that one can sign in to; the second is quick and knows the same password', async () => {
    const began = Date.now();
    const hub = await start('demo', { DRAFTROOM_SEED: 'demo' });
    const context = await browser.newContext({ baseURL: hub.url });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    pages.push(page);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Write code together, in one room' }).waitFor();
    await page.getByRole('link', { name: /Tide clock/ }).waitFor();
    console.log(`first start to a usable page: ${Date.now() - began} ms`);

    expect(hub.output()).toContain(`Draftroom is at ${hub.url}`);
    const [, word = ''] = /Demo accounts, all with the password (\S+)/.exec(hub.output()) ?? [];
    expect(word).toMatch(/^[a-z2-9]{14}$/);
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /Ada Lindqvist/ }).click();
    await page.getByLabel('Password', { exact: true }).fill(word);
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Tide clock' }).click();
    await page.getByRole('treeitem', { name: /^src/ }).waitFor();
    await page.getByText('The harmonics are in src/tide.ts now').waitFor();

    await hub.stop();
    const again = Date.now();
    const second = await start('demo', { DRAFTROOM_SEED: 'demo', PORT: new URL(hub.url).port });
    await page.goto('/home');
    await page.getByRole('link', { name: 'Tide clock' }).waitFor();
    console.log(`second start to a usable page: ${Date.now() - again} ms`);
    expect(second.output()).toContain(word);
  });

  test('after kill -9 it starts, with what was said to be saved; beside a running one it stops with one line', async () => {
    const hub = await start('killed');
    const person = await signUp(hub, 'Ada Berg');
    const { roomId, documentId } = await newDocument(hub, person, 'kept.txt', '');
    const room = await openRoom(await signedIn(hub, person), roomId, documentId);
    await goToEnd(room);
    await typeKeys(room, 'on disk');
    await untilSaved(room);

    const second = await program('core/dist/main.js', [], {
      DRAFTROOM_DATA_DIR: hub.dataDir,
      DRAFTROOM_SEED: 'none',
      PORT: '0',
    });
    expect(second.code).not.toBe(0);
    expect(second.stdout).toBe('');
    expect(second.stderr).toMatch(/^draftroom: [^\n]+\n$/);
    expect(second.stderr).toContain(hub.dataDir);
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);

    await hub.stop('SIGKILL');
    const risen = await start('killed', { PORT: new URL(hub.url).port });
    expect(await hubText(risen, person.token, documentId)).toBe('on disk');
    await untilSaved(room);
  });
});

describe('npm run backup and restore', () => {
  test('a busy hub is copied while it works; restored into an empty folder, everything is there', async () => {
    const hub = await start('busy');
    const person = await signUp(hub, 'Ada Berg');
    const { roomId, documentId } = await newDocument(hub, person, 'log.txt', 'first line\n');
    const version = { documentId, name: 'First' };
    await procedure(hub, 'documents.versions.create', version, person.token);
    await procedure(hub, 'rooms.chat.send', { roomId, text: 'Copy this, too.' }, person.token);
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3]);
    const imported = await fetch(`${hub.url}/api/v1/rooms/${roomId}/import?path=`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip', authorization: `Bearer ${person.token}` },
      body: zipSync({ 'art/sign.bin': picture, 'art/read.md': strToU8('# Art\n') }) as Uint8Array<ArrayBuffer>,
    });
    expect(await imported.text()).toContain('"result"');

    const room = await openRoom(await signedIn(hub, person), roomId, documentId);
    await goToEnd(room);
    await typeKeys(room, 'before the copy ');
    await untilSaved(room);
    let copying = true;
    const busy = (async () => {
      while (copying) await typeKeys(room, 'meanwhile ');
    })();
    const copy = join(root, 'copy');
    const made = await program('core/dist/backup.js', ['backup', copy], { DRAFTROOM_DATA_DIR: hub.dataDir });
    copying = false;
    await busy;
    expect(made.stderr).toBe('');
    expect(made.stdout).toMatch(/^saved: \d+ files/);
    await untilSaved(room);

    const folder = join(root, 'restored');
    const restored = await program('core/dist/backup.js', ['restore', copy], { DRAFTROOM_DATA_DIR: folder });
    expect(restored.stderr).toBe('');
    expect(restored.code).toBe(0);
    const again = await program('core/dist/backup.js', ['restore', copy], { DRAFTROOM_DATA_DIR: folder });
    expect(again.code, 'a folder with something in it is left alone').not.toBe(0);

    const twin = await start('restored');
    const text = await hubText(twin, person.token, documentId);
    expect(text).toMatch(/^first line\nbefore the copy (?:meanwhile ?)*/);
    expect((await hubText(hub, person.token, documentId)).startsWith(text)).toBe(true);
    const archive = await fetch(`${twin.url}/api/v1/rooms/${roomId}/export`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual(['art/read.md', 'art/sign.bin', 'log.txt']);
    expect(files['art/sign.bin']).toEqual(picture);
    expect(strFromU8(files['art/read.md'] ?? new Uint8Array())).toBe('# Art\n');

    const there = await openRoom(await signedIn(twin, person), roomId, documentId);
    await there.page.getByText('Copy this, too.').waitFor();
    await there.page.getByRole('tab', { name: /^Versions/ }).click();
    await there.page
      .getByRole('button', { name: /^(?!More).*First/ })
      .first()
      .waitFor();
    await goToEnd(there);
    await typeKeys(there, 'goes on');
    await untilSaved(there);
  });
});

async function signedIn(hub: HubProcess, person: TestPerson) {
  const opened = await signedInPage(browser, hub, person);
  pages.push(opened.page);
  return opened;
}

async function newDocument(hub: HubProcess, { token }: TestPerson, path: string, content: string) {
  const room = await call<{ id: string }>(hub, 'POST rooms', { name: 'Desk', visibility: 'private' }, token);
  const document = { kind: 'text', path, content };
  const { id } = await call<{ id: string }>(hub, `POST rooms/${room.id}/documents`, document, token);
  return { roomId: room.id, documentId: id };
}
