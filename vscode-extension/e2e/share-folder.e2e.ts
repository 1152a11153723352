/** One person shares the folder of a window, reloads it, and finds both sides merged. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../../web/e2e/capture.ts';
import { call, type HubProcess, signUp, startHub, type TestPerson, until } from '../../web/e2e/harness.ts';
import { type BuiltExtension, buildExtension } from '../test/rig/build-extension.ts';
import { buildProbe } from '../test/rig/build-probe.ts';
import { EditorPerson } from '../test/rig/person.ts';
import { launchBrowser } from '../test/rig/window.ts';

const screens = join(import.meta.dirname, '../../.cache/screens/vscode');
mkdirSync(screens, { recursive: true });

let hub: HubProcess;
let browser: Browser;
let extension: BuiltExtension;
let probe: string;
let ada: TestPerson;
let person: EditorPerson;

beforeAll(async () => {
  extension = buildExtension();
  probe = await buildProbe();
  hub = await startHub();
  ada = await signUp(hub, 'Ada Lind');
  browser = await launchBrowser();
  person = await EditorPerson.start({
    browser,
    hub: hub.url,
    person: ada,
    extension: extension.folder,
    probe,
    inFolder: true,
  });
});
afterAll(async () => {
  await person?.stop();
  await browser?.close();
  await hub?.stop();
  extension?.remove();
  await rm(probe, { recursive: true, force: true });
});

const write = (path: string, text: string) => writeFileSync(join(person.workspace, path), text);
const read = (path: string) => readFileSync(join(person.workspace, path), 'utf8');

it('[SHARE-2] [SHARE-5] goes on by itself after a reload, with what was changed on both sides meanwhile', async () => {
  await person.ready();
  const { page } = person;
  write('.gitignore', '*.log\n');
  write('main.ts', 'one\ntwo\nthree\n');
  write('debug.log', 'noise\n');
  write('.env', 'SECRET=1\n');
  await person.run('draftroom.signIn', hub.url);
  void person.run('draftroom.shareFolder').catch(() => undefined);
  const input = page.locator('.quick-input-widget:visible');
  await input.getByText('New room').waitFor();
  await page.keyboard.press('Enter');
  await input.getByText('.env').first().waitFor();
  await capture(page, { path: join(screens, 'share-preview.png') });
  await page.keyboard.press('Enter');

  const rooms = () => call<{ items: { id: string }[] }>(hub, 'GET rooms', undefined, ada.token);
  const tree = async (roomId: string) => {
    const { documents } = await call<{ documents: { id: string; path: string }[] }>(
      hub,
      `GET rooms/${roomId}/documents`,
      undefined,
      ada.token,
    );
    return documents;
  };
  let roomId = '';
  await until('the room holds the folder', async () => {
    roomId = (await rooms()).items.find(({ id }) => id !== '')?.id ?? '';
    return roomId !== '' && (await tree(roomId)).map(({ path }) => path).join() === '.gitignore,main.ts';
  });
  const status = page.locator('.statusbar-item[id="draftroom.draftroom-vscode.draftroom.share"]');
  await status.locator('.codicon-check').waitFor();
  await capture(page, { path: join(screens, 'share-in-step.png') });

  await page.goto('about:blank');
  write('main.ts', 'one\ntwo\nthree\nmine\n');
  const put = await fetch(`${hub.url}/api/v1/rooms/${roomId}/files?replace=1&path=main.ts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/octet-stream' },
    body: 'theirs\none\ntwo\nthree\n',
  });
  expect(put.ok).toBe(true);
  await page.goBack();
  await page.waitForSelector('.monaco-workbench');
  const merged = 'theirs\none\ntwo\nthree\nmine\n';
  const documentId = (await tree(roomId)).find(({ path }) => path === 'main.ts')?.id;
  const content = async () => {
    const response = await fetch(`${hub.url}/api/v1/documents/${documentId}/content`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    return await response.text();
  };
  await until('both sides have both', async () => read('main.ts') === merged && (await content()) === merged, {
    timeout: 90_000,
    shown: async () => JSON.stringify([read('main.ts'), await content()]),
  });
  await capture(page, { path: join(screens, 'share-again.png') });
  expect(read('.env')).toBe('SECRET=1\n');
  expect((await tree(roomId)).map(({ path }) => path)).toEqual(['.gitignore', 'main.ts']);
});
