import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { writeMention } from '../../core/src/contract/mentions.ts';
import {
  call,
  type HubProcess,
  launchBrowser,
  password,
  patience,
  photograph,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
} from './harness.ts';
import { complaints, photo } from './look.ts';

let hub: HubProcess;
let browser: Browser;
const pages: Page[] = [];
const problems: string[] = [];

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(pages);
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  expect(problems.splice(0)).toEqual([]);
});

async function open(person: TestPerson, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const { page } = await signedInPage(browser, hub, person, { locale: 'en-GB', ...options });
  pages.push(page);
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
  return page;
}

let pairs = 0;

/** A room of Ada's with Bo in it; both are new each time. */
async function roomOfTwo(): Promise<{ ada: TestPerson; bo: TestPerson; roomId: string }> {
  pairs += 1;
  const ada = await signUp(hub, 'Ada Lind', `ada.${pairs}@example.org`);
  const bo = await signUp(hub, 'Bo Berg', `bo.${pairs}@example.org`);
  const room = await call<{ id: string; code: string }>(
    hub,
    'POST rooms',
    { name: 'Tide clock', visibility: 'private' },
    ada.token,
  );
  await call(hub, 'POST rooms/join', { code: room.code }, bo.token);
  return { ada, bo, roomId: room.id };
}

async function mention(from: TestPerson, to: TestPerson, roomId: string, words: string): Promise<void> {
  const answer = await fetch(`${hub.url}/trpc/rooms.chat.send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${from.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ roomId, text: `${writeMention(to.name, to.userId)} ${words}` }),
  });
  expect(answer.status).toBe(200);
}

test('the bell counts without a reload, its list leads there and is read in every window', async () => {
  const { ada, bo, roomId } = await roomOfTwo();
  const page = await open(bo);
  const other = await open(bo);
  for (const window of [page, other]) {
    await window.goto('/account');
    await window.getByRole('button', { name: 'Notifications, 0 unread' }).waitFor();
  }
  await mention(ada, bo, roomId, 'the brass needs polish');
  await other.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  await page.getByText('the brass needs polish').first().waitFor();
  expect(await complaints(page)).toEqual([]);
  await photo(page, 'notifications-bell');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  for (const window of [page, other]) await window.getByRole('button', { name: 'Notifications, 0 unread' }).waitFor();
  await page.getByRole('link', { name: 'All notifications' }).click();
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.getByText('Unread only').click();
  await page.getByText('All read').waitFor();
  await page.getByText('Everything', { exact: true }).click();
  await page.getByRole('link', { name: 'Ada Lind mentioned you in Tide clock' }).click();
  await page.waitForURL(`**/rooms/${roomId}`);
  // The address is the room's before its page is here.
  await page.getByRole('heading', { level: 1, name: 'Tide clock' }).waitFor();

  // It leads to the chat; there is a bell, too, also on a phone, where the chat is a sheet over it.
  await page.getByRole('log', { name: 'Chat' }).getByText('the brass needs polish').waitFor();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    if (width === 390) {
      await page.getByRole('dialog', { name: 'Chat' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Chat' }).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: /^Notifications, / }).click();
    await page.getByRole('link', { name: 'Ada Lind mentioned you in Tide clock' }).waitFor();
    expect(await complaints(page)).toEqual([]);
    await photo(page, `notifications-room-${width}`);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'All notifications' }).waitFor({ state: 'detached' });
  }
});

test.each([
  ['light', 1600],
  ['dark', 390],
] as const)('the page of notifications and the account page, %s, %i pixels wide', async (colorScheme, width) => {
  const { ada, bo, roomId } = await roomOfTwo();
  await mention(ada, bo, roomId, 'a long word: '.concat('Donaudampfschiff'.repeat(8)));
  const page = await open(bo, { colorScheme, viewport: { width, height: 1_000 } });
  await page.goto('/notifications');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(await complaints(page)).toEqual([]);
  await photo(page, `notifications-${colorScheme}`);
  await page.goto('/account');
  await page.getByRole('heading', { name: 'Delete your account' }).waitFor();
  await page.getByRole('checkbox', { name: 'Show here: Likes' }).waitFor();
  expect(await complaints(page)).toEqual([]);
  await photo(page, `account-${colorScheme}`, { fullPage: true });
});

test('what one hears of, says of oneself and takes along', async () => {
  const { bo } = await roomOfTwo();
  const page = await open(bo);
  await page.goto('/account');
  const likes = page.getByRole('checkbox', { name: 'Show here: Likes' });
  await likes.uncheck();
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await page.getByLabel('In a few words').fill('Clocks and tides.');
  await page.getByLabel('Links').fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Enter an address like https://').waitFor();
  await page.getByLabel('Links').fill('https://example.org/bo');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Your profile is saved').waitFor();
  await page.getByRole('button', { name: 'Make a copy of my data' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^draftroom-[\d-]+\.zip$/);
  await page.reload();
  expect(await likes.isChecked()).toBe(false);
  expect(await page.getByLabel('In a few words').inputValue()).toBe('Clocks and tides.');
});

test('a deletion is asked for with the password, and called off', async () => {
  const { bo } = await roomOfTwo();
  const page = await open(bo);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  await page.getByLabel('Remove everything').check();
  await page.getByLabel('Your password').fill('not this one');
  await page.getByRole('button', { name: 'Delete my account in seven days' }).click();
  await page.getByText('That is not your current password').waitFor();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Delete my account in seven days' }).click();
  await page.getByText('Your account will be deleted after').waitFor();
  expect(await complaints(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await page.getByText('Your account stays').waitFor();
  await page.getByRole('button', { name: 'Delete my account…' }).waitFor();
});
