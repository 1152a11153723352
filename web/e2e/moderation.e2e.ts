/** A report, its decision, the statement and the appeal, each in a window of its own and seen live in the others. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  procedure,
  removeDataDir,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import { complaints, photo } from './look.ts';
import { makeModerators } from './moderators.ts';
import { picture, publish } from './published.ts';

let dataDir: string;
let hub: HubProcess;
let browser: Browser;
let author: TestPerson;
let reporter: TestPerson;
let mo: TestPerson;
let jo: TestPerson;
let room: { id: string; code: string };
const pages: Page[] = [];
const problems: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'draftroom-e2e-'));
  hub = await startHub({ DRAFTROOM_DATA_DIR: dataDir });
  browser = await launchBrowser();
  author = await signUp(hub, 'Pascal Loud');
  reporter = await signUp(hub, 'Rosa Reed');
  [mo, jo] = [await signUp(hub, 'Mo Mori'), await signUp(hub, 'Jo Jansen')];
  hub = await makeModerators(hub, [mo, jo]);
  room = await call(hub, 'POST rooms', { name: 'Open workshop', visibility: 'public' }, reporter.token);
  await call(hub, 'POST rooms/join', { code: room.code }, author.token);
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await removeDataDir(dataDir);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(pages);
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  expect(problems.splice(0)).toEqual([]);
});

async function windowOf(person: TestPerson): Promise<Page> {
  const { page } = await signedInPage(browser, hub, person, { locale: 'en-GB', reducedMotion: 'reduce' });
  pages.push(page);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) problems.push(message.text());
  });
  return page;
}

/** Clean for axe, no wider than the window, and photographed to be looked at. */
async function look(page: Page, name: string): Promise<void> {
  const found: string[] = [];
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1600, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await photo(page, `moderation ${name} ${width} ${colorScheme}`, { fullPage: true });
    for (const complaint of await complaints(page)) found.push(`${name} ${width}: ${complaint}`);
  }
  expect.soft(found).toEqual([]);
}

test('[MOD-1] [MOD-6] [MOD-8] a message is reported, decided about, and the decision appealed', async () => {
  await procedure(hub, 'rooms.chat.send', { roomId: room.id, text: 'Buy my watches, you fools' }, author.token);
  const [theirs, mods, others, told] = [
    await windowOf(reporter),
    await windowOf(mo),
    await windowOf(jo),
    await windowOf(author),
  ];
  await mods.goto('/moderation');
  await mods.getByText('Nothing waits').waitFor();
  await look(mods, 'empty queue');
  await others.goto('/moderation?part=appeals');
  await others.getByText('No appeal waits').waitFor();
  await told.goto('/home');
  await told.getByRole('heading', { name: 'Rooms' }).waitFor();

  // The report.
  await theirs.goto(`/rooms/${room.id}`);
  await theirs.getByText('Buy my watches').hover();
  await theirs.getByRole('button', { name: 'More for this message' }).click();
  await theirs.getByRole('menuitem', { name: 'Report to the moderators' }).click();
  const dialog = theirs.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await dialog.getByText('Fill this in.').waitFor();
  await dialog.getByRole('combobox', { name: 'What is wrong with it?' }).click();
  await theirs.getByRole('option', { name: 'Spam or advertising' }).click();
  await dialog.getByLabel('What should they know?').fill('It is the third time today.');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await theirs.getByText('Reported. You will hear what was decided.').waitFor();

  // It comes to the moderators by itself.
  await mods.getByRole('link', { name: 'Open workshop' }).waitFor();
  await look(mods, 'queue');
  await mods.getByRole('link', { name: 'Open workshop' }).click();
  await mods.getByText('It is the third time today.').waitFor();
  expect(await mods.getByText('Rosa Reed').count()).toBe(0);
  await mods.getByRole('button', { name: 'Claim' }).click();
  await mods.getByText('You are looking at it').waitFor();
  await mods.getByRole('radio', { name: /^Suspend the account/ }).check();
  await mods.getByRole('button', { name: 'Decide' }).click();
  await mods.getByText('40 characters more, please').waitFor();
  await mods.getByRole('button', { name: 'Begin with a template' }).click();
  await look(mods, 'item');
  await mods.getByRole('button', { name: 'Decide' }).click();
  await mods.getByText('Decided. Everybody concerned was told.').waitFor();

  // Whom it concerns sees it where they are, reads why, and appeals.
  await told.getByText(/^Your account is suspended until/).waitFor();
  await told.getByRole('link', { name: 'Why, and how to appeal' }).click();
  await told.getByRole('heading', { name: 'Your account was suspended' }).waitFor();
  await told.getByText('advertises something that has nothing to do').waitFor();
  expect(await told.getByText('Mo Mori').count()).toBe(0);
  await look(told, 'statement');
  await told.getByLabel('Why is this wrong?').fill('They are clocks that I drew, and I only asked for criticism.');
  await told.getByRole('button', { name: 'Send appeal' }).click();
  await told.getByText('You appealed. Somebody else looks at it').waitFor();

  // Not who decided: somebody else, to whom it comes by itself.
  await mods.goto('/moderation?part=appeals');
  await mods.getByText('somebody else has to look at the appeal').waitFor();
  await others.getByText('They are clocks that I drew').waitFor();
  await look(others, 'appeals');
  await others.getByLabel('Your answer').fill('You are right: these are your own drawings.');
  await others.getByRole('button', { name: 'Take it back' }).click();
  await others.getByText('No appeal waits').waitFor();

  // Live for the person: the answer stands there and the suspension is gone.
  await told.getByText('The decision was taken back').waitFor();
  await told.getByText('You are right: these are your own drawings.').waitFor();
  await told.getByText(/^Your account is suspended until/).waitFor({ state: 'detached' });
  await look(told, 'statement reversed');
  await told.getByRole('link', { name: 'All statements' }).click();
  await told.getByRole('link', { name: 'Your account was suspended' }).waitFor();
  await look(told, 'statements');
  await others.getByRole('link', { name: 'Log' }).click();
  await others.getByText('Suspended').last().waitFor();
  await look(others, 'log');
});

test('[MOD-9] whom somebody blocked and muted stands on their account page', async () => {
  await procedure(hub, 'blocks.set', { userId: author.userId, on: true }, reporter.token);
  await procedure(hub, 'mutes.set', { userId: jo.userId, on: true }, reporter.token);
  const page = await windowOf(reporter);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Unblock Pascal Loud' }).waitFor();
  await look(page, 'account');
  await page.getByRole('button', { name: 'Unblock Pascal Loud' }).click();
  await page.getByRole('button', { name: 'Unmute Jo Jansen' }).click();
  await page.getByText('You have blocked and muted nobody.').waitFor();
});

test('[MOD-1] what was reported is judged by its picture, also when its author hides it; a held collection says so', async () => {
  const preview = await picture(browser, ['#f6a04d', '#4b4d55']);
  const files = [{ name: 'size.ts', bytes: Buffer.from('export {};\n') }];
  const id = await publish(hub, author, { title: 'Corner crate', files, preview });
  await procedure(hub, 'reports.create', { targetType: 'design', targetId: id, reason: 'sexual' }, reporter.token);
  await procedure(hub, 'designs.update', { designId: id, visibility: 'private' }, author.token);
  const page = await windowOf(mo);
  await page.goto('/moderation');
  await page.getByRole('link', { name: 'Corner crate' }).click();
  const [came, now] = ['As it came here', 'As it is now'].map((name) => page.getByRole('region', { name }));
  for (const [seen, visibility] of [
    [came, 'Everybody'],
    [now, 'Nobody but its owner'],
  ] as const) {
    await until(
      'the picture is there',
      async () =>
        (await seen
          ?.getByRole('img', { name: 'Its picture' })
          .evaluate((img) => (img as HTMLImageElement).naturalWidth)) !== 0,
    );
    await seen?.getByText(visibility, { exact: true }).waitFor();
  }
  await look(page, 'item with a picture');

  const words = { title: 'Nice things', description: '', visibility: 'public' };
  const { id: collectionId } = await procedure<{ id: string }>(hub, 'collections.create', words, author.token);
  const description = ['bit.ly/x', 'a.example', 'b.example', 'c.example'].map((host) => `http://${host}`).join(' ');
  await procedure(hub, 'collections.update', { collectionId, description }, author.token);
  const owner = await windowOf(author);
  await owner.goto(`/collections/${collectionId}`);
  await owner.getByText('Waiting for a moderator').waitFor();
  await look(owner, 'held collection');
});
