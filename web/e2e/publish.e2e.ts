/** Publishing in a real browser: from a room with files beside it, through a cut line, and what cannot be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import { complaints, photo } from './look.ts';
import { picture, publish } from './published.ts';

const models = join(import.meta.dirname, '../../workers/fixtures/models');
const widths = [390, 1024, 1600] as const;

let hub: HubProcess;
let browser: Browser;
let person: TestPerson;
let page: Page;
let roomId: string;

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser(['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']);
  person = await signUp(hub, 'Ada');
  roomId = await newRoom('Tide clock');
  for (const path of ['src/face.ts', 'src/tides.ts', 'README.md']) {
    await call(hub, `POST rooms/${roomId}/documents`, { kind: 'text', path }, person.token);
  }
  await call(hub, `POST rooms/${roomId}/documents`, { kind: 'drawing', path: 'dial.excalidraw' }, person.token);
  ({ page } = await signedInPage(browser, hub, person));
}, 180_000);
afterAll(async () => {
  await photograph([page]);
  await browser.close();
  await hub.stop();
});

async function newRoom(name: string): Promise<string> {
  return (await call<{ id: string }>(hub, 'POST rooms', { name, visibility: 'private' }, person.token)).id;
}

const choose = (files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[type=file][multiple]').setInputFiles(files);
const row = (name: string) =>
  page
    .getByRole('listitem')
    .filter({ hasText: name })
    .filter({ has: page.getByRole('button') });

async function addFile(room: string, path: string, bytes: Uint8Array): Promise<void> {
  const answer = await fetch(`${hub.url}/api/v1/rooms/${room}/files?path=${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(bytes),
  });
  expect(answer.status).toBe(200);
}

/** Of the newest release. */
async function filesOf(designId: string): Promise<string[]> {
  const { release } = await call<{ release: { files: { path: string }[] } }>(
    hub,
    `GET designs/${designId}`,
    undefined,
    person.token,
  );
  return release.files.map(({ path }) => path);
}

/** By keys alone, with a mistake on the way. */
async function makeRubric(): Promise<void> {
  await page.getByRole('button', { name: 'Make a rubric' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New rubric' });
  await dialog.getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.type('Clockwork');
  await page.keyboard.press('Enter');
  await dialog.getByText('Ask for at least one thing.').waitFor();
  await dialog.getByRole('textbox', { name: 'Criterion 1' }).focus();
  await page.keyboard.type('Legible');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Can it be read from afar?');
  await dialog.getByRole('textbox', { name: 'Criterion 2' }).fill('Legible');
  await dialog.getByRole('button', { name: 'Add a criterion' }).press('Enter');
  await page.keyboard.type('Exact');
  await dialog.getByRole('button', { name: 'Make the rubric' }).press('Enter');
  await dialog.getByText('This one is there already.').waitFor();
  await photographs('rubric');
  await dialog.getByRole('button', { name: 'Take out criterion 2' }).press('Enter');
  await dialog.getByRole('button', { name: 'Make the rubric' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Can it be read from afar?').waitFor();
  expect(await rubricChosen()).toBe('Clockwork');
}

const rubricChosen = () =>
  page
    .getByRole('combobox', { name: 'What critiques score' })
    .evaluate((field) => (field as HTMLSelectElement).selectedOptions[0]?.textContent);

async function photographs(name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await photo(page, `publish-${name}-${width}-${scheme}`, { fullPage: true });
    }
  }
}

test('a room with files beside it becomes a design', async () => {
  await page.goto(`/rooms/${roomId}`);
  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('menuitem', { name: 'Publish…' }).click();
  await page.getByRole('heading', { name: 'Publish a design' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Tide clock');

  const cover = Buffer.from(await picture(browser, ['#2f5bd3', '#8fd0c4']));
  await choose([
    { name: 'pavement.glb', mimeType: 'model/gltf-binary', buffer: readFileSync(join(models, 'pavement.glb')) },
    { name: 'cover.png', mimeType: 'image/png', buffer: cover },
    { name: 'setup.exe', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1') },
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ]);
  await row('cover.png').getByText('960 × 640 pixels').waitFor();
  await row('pavement.glb').getByText('Textures/colormap.png').waitFor();
  await row('setup.exe').getByText('nothing that can be published').waitFor();
  await row('empty.txt').getByText('This file is empty.').waitFor();
  expect(await row('empty.txt').getByRole('button').count()).toBe(1);
  await page.getByText('2 files cannot be used and are left out: setup.exe, empty.txt.').waitFor();
  await page.getByRole('checkbox', { name: 'README.md' }).click();
  await page.getByText('3 of 4 documents').waitFor();
  // Mantine's field for tags is a combobox, also where it has nothing to offer.
  await page.getByRole('combobox', { name: 'Tags', exact: true }).pressSequentially('Clock,Tide Table,');
  await page.getByRole('textbox', { name: 'Description' }).fill('Shows the **tide**.\n\n- brass\n- oak');
  await page.getByRole('button', { name: 'Preview' }).press('Enter');
  const shown = page.getByRole('region', { name: 'Preview: Description' });
  expect(await shown.locator('strong').textContent()).toBe('tide');
  expect(await shown.getByRole('listitem').allTextContents()).toEqual(['brass', 'oak']);
  await makeRubric();
  const model = page.getByRole('application', { name: '3D model pavement.glb' });
  await model.scrollIntoViewIfNeeded();
  await model.locator('[data-ready="true"]').waitFor();
  await photo(page, 'publish-model');
  await page.getByRole('button', { name: 'Take this view' }).click();
  await page.getByRole('radio', { name: 'View of the model', exact: true }).waitFor({ state: 'attached' });
  const coverChoice = page.getByRole('radio', { name: 'Picture of cover.png' });
  await coverChoice.press('Space');
  await until('the picture is the one chosen', () => coverChoice.isChecked());
  await until('the picture is chosen', () => page.getByRole('button', { name: 'Publish' }).isEnabled());
  await photographs('full');

  expect(await complaints(page)).toEqual([]);

  await page.getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(/\/designs\/\w{20}/);
  const id = page.url().split('/').at(-1) ?? '';
  const design = await call<{ tags: string[]; release: { files: { path: string }[] } }>(
    hub,
    `GET designs/${id}`,
    undefined,
    person.token,
  );
  expect(design.tags).toEqual(['clock', 'tide', 'table']);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByText('Can it be read from afar?').waitFor();
  expect(await rubricChosen()).toBe('Clockwork');
  await page.getByRole('button', { name: 'Remove it' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove the rubric Clockwork?' });
  await question.getByRole('button', { name: 'Remove it' }).click();
  await question.waitFor({ state: 'detached' });
  await until('it is chosen no more', async () => (await rubricChosen()) === 'The usual rubric');
  expect(design.release.files.map(({ path }) => path).sort()).toEqual([
    'cover.png',
    'dial.excalidraw',
    'pavement.glb',
    'src/face.ts',
    'src/tides.ts',
  ]);
}, 240_000);

test('a file goes on after a cut, can be paused, and leaving asks', async () => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('/publish');
  await page.getByRole('heading', { name: 'Publish a design' }).waitFor();
  await page.route('**/parts?offset=*', (route) => route.abort());
  await choose([{ name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.alloc(3_000_000, 'tide\n') }]);
  await row('long.txt').getByText('no connection').waitFor();
  await photographs('cut');
  await page.getByRole('link', { name: 'Explore' }).click();
  const question = page.getByRole('alertdialog', { name: 'Leave while files are on their way?' });
  await question.waitFor();
  const described = await question.evaluate(
    (dialog) => document.getElementById(dialog.getAttribute('aria-describedby') ?? '')?.textContent,
  );
  expect(described).toMatch(/^What has come stays for a day/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/publish');
  await page.getByRole('button', { name: 'Pause long.txt' }).click();
  await row('long.txt').getByText('paused at 0 %').waitFor();
  await page.getByRole('textbox', { name: 'Title' }).fill('Long clock');
  await page.getByText('Go on with what is paused or was not sent, or take it out: long.txt.').waitFor();
  expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
  await page.unroute('**/parts?offset=*');
  await page.getByRole('button', { name: 'Go on with long.txt' }).click();
  await row('long.txt').getByText('600,001 lines').waitFor();
  await page.getByRole('link', { name: 'Explore' }).click();
  const words = page.getByRole('alertdialog', { name: 'Leave without publishing?' });
  await words.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(/\/explore/);
  // Kept on the hub for a day, so there is nothing to be asked about.
  await page.goto('/publish');
  await row('long.txt').getByText('600,001 lines').waitFor();
  await page.getByRole('link', { name: 'Explore' }).click();
  await page.waitForURL(/\/explore/);
}, 120_000);

test('what a remix owes is said before it is published', async () => {
  const bo = await signUp(hub, 'Bo');
  const files = [{ name: 'dial.ts', bytes: Buffer.from('export const hours = 12;\n') }];
  const parent = await publish(hub, bo, { title: 'Sun dial', licence: 'CC-BY-SA-4.0', files });
  const remix = await procedure<{ roomId: string }>(hub, 'designs.remix', { designId: parent }, person.token);
  await page.goto(`/publish?room=${remix.roomId}`);
  const owed = page.getByRole('region', { name: 'What it is made from, and what that asks' });
  await owed.getByText('by Bo, CC BY-SA 4.0').waitFor();
  await owed.getByText('To publish under the same licence, CC BY-SA 4.0.').waitFor();
  const licence = page.getByRole('combobox', { name: 'Licence' });
  expect(await licence.inputValue()).toBe('CC-BY-SA-4.0');
  await licence.selectOption('MIT');
  await page.getByText('Sun dial, which this was made from, asks for its own licence').waitFor();
  await page.getByText('The licence does not go with what it is made from.').waitFor();
  expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
  await photographs('remix');
  await licence.selectOption('CC-BY-SA-4.0');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/designs\/\w{20}/);
  await page.getByRole('link', { name: 'Sun dial' }).waitFor();
  await page.goto(`/publish?design=${parent}`);
  await page.getByRole('heading', { name: 'Sun dial is somebody else’s' }).waitFor();
  await page.getByRole('link', { name: 'Go to the design' }).click();
  await page.waitForURL(`**/designs/${parent}`);
}, 120_000);

test('a release needs no room: where that is gone it is made of files', async () => {
  const gone = await newRoom('Workshop');
  await call(hub, `POST rooms/${gone}/documents`, { kind: 'text', path: 'dial.ts' }, person.token);
  const made = { roomId: gone, title: 'Moon dial', licence: 'MIT', visibility: 'public' };
  const { id } = await procedure<{ id: string }>(hub, 'designs.publish', made, person.token);
  await procedure(hub, 'rooms.remove', { roomId: gone }, person.token);
  await page.goto(`/designs/${id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New release' }).click();
  await page.getByText('The room of this design is gone, or you can no longer publish from it.').waitFor();
  await choose([{ name: 'phases.txt', mimeType: 'text/plain', buffer: Buffer.from('new\nfull') }]);
  await row('phases.txt').getByText('2 lines').waitFor();
  await photo(page, 'publish-no-room');
  await page.getByRole('button', { name: 'Publish the release' }).click();
  await page.waitForURL(new RegExp(`/designs/${id}`));
  expect(await filesOf(id)).toEqual(['phases.txt']);
}, 120_000);

test('a room of files alone becomes a design', async () => {
  const shelf = await newRoom('Shelf');
  const cover = await picture(browser, ['#b7791f', '#2e7d4f']);
  await addFile(shelf, 'cover.png', cover);
  await addFile(shelf, 'setup.exe', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'));
  await page.goto(`/publish?room=${shelf}`);
  await page.getByRole('group', { name: 'Files of Shelf' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'All 2 files' }).isChecked()).toBe(true);
  await photo(page, 'publish-files-alone');
  expect(await complaints(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/designs\/\w{20}/);
  await page.getByText('1 file of the room cannot be published and is left out: setup.exe').waitFor();
  expect(await filesOf(page.url().split('/').at(-1) ?? '')).toEqual(['cover.png']);
}, 120_000);

test('a design of words alone offers nothing that needs a work', async () => {
  const cy = await signUp(hub, 'Cy');
  const words = { title: 'An idea', visibility: 'public' };
  const { id } = await call<{ id: string }>(hub, 'POST designs', words, cy.token);
  await page.goto(`/designs/${id}`);
  await page.getByRole('button', { name: 'Comment on the whole' }).waitFor();
  for (const name of ['Remix', 'Point at something', 'Choose from a list']) {
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  }
}, 60_000);
