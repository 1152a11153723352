/** Links of the web that open a room in the editor: *Open in VS Code*, and what anybody else can make of such a link. */
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../web/e2e/capture.ts';
import { call, type HubProcess, signUp, startHub, type TestPerson, until } from '../../web/e2e/harness.ts';
import { actAs } from '../test/rig/browser-person.ts';
import { type BuiltExtension, buildExtension } from '../test/rig/build-extension.ts';
import { buildProbe } from '../test/rig/build-probe.ts';
import { EditorPerson } from '../test/rig/person.ts';
import { launchBrowser } from '../test/rig/window.ts';

const screens = join(import.meta.dirname, '../../.cache/screens/vscode');
mkdirSync(screens, { recursive: true });

interface Place {
  readonly hub: HubProcess;
  readonly url: string;
  readonly ada: TestPerson;
  readonly room: string;
}

let mine: Place;
let foreign: Place;
let browser: Browser;
let extension: BuiltExtension;
let probe: string;
let person: EditorPerson;
let page: Page;

/** Cookies know no ports: in one browser two hubs have two names. */
async function place(host: string, name: string): Promise<Place> {
  const hub = await startHub();
  const ada = await signUp(hub, 'Ada Lind');
  const { id: room } = await call<{ id: string }>(hub, 'POST rooms', { name }, ada.token);
  return { hub, url: hub.url.replace('127.0.0.1', host), ada, room };
}

const link = (query: Record<string, string>) =>
  `vscode://draftroom.draftroom-vscode/join?${new URLSearchParams(query).toString()}`;
const roomLink = ({ url, room }: Place) => link({ hub: url, room });
const dialog = () => page.locator('.monaco-dialog-box');
const pages = () => page.context().pages();
const signedIn = () =>
  person.accounts().then(
    (accounts) => accounts.length,
    () => -1,
  );

/** What opens a first folder starts the extensions anew. */
async function untilTheWindowRests(room: string): Promise<void> {
  await page.locator('.statusbar-item', { hasText: `${room}: Saved` }).waitFor({ timeout: 90_000 });
  await until('the extensions answer', async () => (await signedIn()) >= 0);
}

beforeAll(async () => {
  extension = buildExtension();
  probe = await buildProbe();
  mine = await place('127.0.0.1', 'Tide clock');
  foreign = await place('localhost', 'Elsewhere');
  browser = await launchBrowser();
  person = await EditorPerson.start({
    browser,
    hub: mine.url,
    person: mine.ada,
    extension: extension.folder,
    probe,
    viewport: { width: 1100, height: 760 },
  });
  ({ page } = person);
  await actAs(page.context(), foreign.url, foreign.ada);
  await person.ready();
  await until('the extension answers', async () => (await signedIn()) === 0);
}, 180_000);
afterAll(async () => {
  await person?.stop();
  await browser?.close();
  await mine?.hub.stop();
  await foreign?.hub.stop();
  extension?.remove();
  await rm(probe, { recursive: true, force: true });
}, 60_000);

describe('[VSC-23] a link into a room', () => {
  it.each([
    ['without a hub', { room: '01h8xgjwbwbaq4ts9p6e' }],
    ['without a room', { hub: 'https://draft.example.org' }],
    ['with something else than a room', { hub: 'https://draft.example.org', room: '../../etc' }],
    ['with a hub to which no token may go', { hub: 'http://draft.example.org', room: '01h8xgjwbwbaq4ts9p6e' }],
    ['with something else than a hub', { hub: 'javascript:alert(1)', room: '01h8xgjwbwbaq4ts9p6e' }],
  ])('that leads nowhere says so (%s)', async (_what, query: Record<string, string>) => {
    await person.follow(link(query));
    const notice = page.locator('.notification-toast', { hasText: 'This link leads to no room. Ask for a new one.' });
    await notice.waitFor();
    await person.run('notifications.clearAll');
    await notice.waitFor({ state: 'detached' });
    expect(await dialog().count()).toBe(0);
    expect([await person.folders(), await signedIn(), pages().length]).toEqual([[], 0, 1]);
  });

  it('of a hub that this person has not used asks before anything is sent there', async () => {
    const said = foreign.hub.output();
    await person.follow(roomLink(foreign));
    await dialog()
      .getByText(`This link leads to a room on ${new URL(foreign.url).host}`)
      .waitFor();
    await capture(page, { path: join(screens, 'foreign-hub.png') });
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect([await person.folders(), await signedIn(), pages().length]).toEqual([[], 0, 1]);
    expect(foreign.hub.output()).toBe(said);
  });

  it('signs in who is not, and opens the room in the empty window', async () => {
    expect(await signedIn()).toBe(0);
    await person.follow(roomLink(mine));
    const uri = `draftroom://${mine.room}/`;
    await until(
      'the room is open here',
      async () => (await person.folders().catch(() => [])).some((folder) => folder.uri === uri),
      { timeout: 60_000 },
    );
    await untilTheWindowRests('Tide clock');
    expect(await signedIn()).toBe(1);
  });
});
