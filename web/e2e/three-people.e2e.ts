/**
 * Three new people and a design, each in a window that stays open: published from a room, found, criticised, mended,
 * remixed; a fourth one's spam reported, hidden, explained and appealed. What others do is seen without a reload.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  call,
  type HubProcess,
  launchBrowser,
  patience,
  photograph,
  removeDataDir,
  settledBox,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
} from './harness.ts';
import { complaints, photo } from './look.ts';
import { makeModerators } from './moderators.ts';

const repository = join(import.meta.dirname, '../..');
const models = join(repository, 'workers/fixtures/models');
const drawing = join(repository, 'core/src/model/drawing/fixtures/dexter-wireframe.excalidraw');

/** The middle of the words “Search for a pokemon”, as shares of the drawing with the room around it. */
const wordsOnDrawing = { x: (639 - 376.84 + 24) / (670.6 + 48), y: (213 - 124.13 + 24) / (698.8 + 48) };
const [model, sheet] = ['models/lighthouse.glb', 'plan.excalidraw'];
const title = 'Lighthouse garden';
const spam = 'Cheap watches at my shop, ask me for the address!';

interface Somebody {
  readonly person: TestPerson;
  readonly page: Page;
}

let dataDir: string;
let hub: HubProcess;
let browser: Browser;
let people: Record<'ada' | 'cem' | 'mo' | 'jo' | 'sam', TestPerson>;
let author: Somebody;
let critic: Somebody;
let moderator: Somebody;
let spammer: Somebody;
let roomId: string;
let designId: string;
const pages: Page[] = [];
const problems: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'draftroom-e2e-'));
  hub = await startHub({ DRAFTROOM_DATA_DIR: dataDir });
  // Drawn by the processor: the machines that run this have no graphics card.
  browser = await launchBrowser(['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']);
  people = {
    ada: await signUp(hub, 'Ada Holm'),
    cem: await signUp(hub, 'Cem Kaya'),
    mo: await signUp(hub, 'Mo Mori'),
    jo: await signUp(hub, 'Jo Jansen'),
    sam: await signUp(hub, 'Sam Spence'),
  };
  hub = await makeModerators(hub, [people.mo, people.jo]);
  ({ id: roomId } = await call<{ id: string }>(hub, 'POST rooms', { name: title, visibility: 'private' }, ada().token));
  await putFile(sheet, drawing);
  await putFile(model, join(models, 'grass.glb'));
  await putFile('models/Textures/colormap.png', join(models, 'Textures/colormap.png'));
  author = await windowOf(people.ada, `/publish?room=${roomId}`);
  critic = await windowOf(people.cem, '/search');
  moderator = await windowOf(people.mo, '/moderation');
  spammer = await windowOf(people.sam, '/home');
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await removeDataDir(dataDir);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(pages);
  expect(problems.splice(0)).toEqual([]);
});

const ada = (): TestPerson => people.ada;

/** Into the author's room, over what was there. */
async function putFile(path: string, from: string): Promise<void> {
  const query = new URLSearchParams({ path, replace: '1' });
  const response = await fetch(`${hub.url}/api/v1/rooms/${roomId}/files?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada().token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(await readFile(from)),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function windowOf(person: TestPerson, path: string): Promise<Somebody> {
  const window = { locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } } as const;
  const { page } = await signedInPage(browser, hub, person, window);
  pages.push(page);
  page.on('pageerror', (error) => problems.push(`${person.name}: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load')) problems.push(`${person.name}: ${text}`);
  });
  await page.goto(path);
  return { person, page };
}

const bell = ({ page }: Somebody, unread: number): Promise<void> =>
  page.getByRole('button', { name: `Notifications, ${unread} unread` }).waitFor();
const threads = (page: Page): Locator => page.locator('[data-thread]');
const tab = (page: Page, name: 'Comments' | 'Critiques'): Promise<void> =>
  page.getByRole('region', { name: 'Feedback' }).getByRole('button', { name, exact: true }).click();

/** Clean for axe, no wider than the window, and photographed to be looked at. */
async function look(page: Page, name: string): Promise<void> {
  // No hint of a button that the pointer rests on.
  await page.mouse.move(0, 0);
  const found: string[] = [];
  for (const [width, height, colorScheme] of [
    [390, 844, 'dark'],
    [1600, 1000, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await photo(page, `three people ${name} ${width} ${colorScheme}`, { fullPage: true });
    for (const complaint of await complaints(page)) found.push(`${name} ${width}: ${complaint}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect.soft(found).toEqual([]);
}

test('the author publishes a room with a drawing and a model', async () => {
  const { page } = author;
  await page.getByRole('heading', { name: 'Publish a design' }).waitFor();
  await page.getByText('1 of 1 document').waitFor();
  await page.getByText('All 2 files of the room come with it.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(title);
  await page.getByRole('combobox', { name: 'Tags', exact: true }).fill('Sea,');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/designs\/\w{20}/);
  designId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('Nobody has said anything yet').waitFor();
  await bell(author, 0);
});

test('the critic finds it by a misspelt word', async () => {
  const { page } = critic;
  const field = page.getByRole('main').getByRole('combobox', { name: 'Search designs, people and tags' });
  await field.fill('lighthose');
  await field.press('Enter');
  await page.getByRole('article').getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
});

test('[FDB-1] a critique with pins on the model and on the drawing, and a comment, come to the author by themselves', async () => {
  const { page } = critic;
  await tab(page, 'Critiques');
  await page.getByRole('button', { name: 'Give a critique' }).click();
  const form = page.getByRole('form', { name: 'Give a critique' });
  const criterion = (name: string): Locator => form.getByRole('group', { name });
  for (const [name, score] of [
    ['Idea', 5],
    ['Composition', 3],
    ['Clarity', 4],
    ['Craft', 2],
  ] as const)
    await criterion(name)
      .getByRole('radio', { name: String(score) })
      .check();

  // Seen in 3D by a click, then by keys alone.
  const scene = page.getByRole('application', { name: `3D model ${model}` });
  await criterion('Idea').getByLabel('Why?').fill('The hill carries it.');
  await criterion('Idea').getByRole('button', { name: 'Point at it' }).click();
  await scene.locator('[data-ready="true"]').waitFor();
  const { width, height } = await settledBox(scene);
  await scene.click({ position: { x: width * 0.4, y: height * 0.5 } });
  await criterion('Idea')
    .getByRole('button', { name: /^Take .* out$/ })
    .waitFor();
  await scene.waitFor();
  await criterion('Craft').getByRole('button', { name: 'Point at it' }).click();
  await scene.focus();
  await page.keyboard.press('Enter');
  await criterion('Craft')
    .getByRole('button', { name: /^Take .* out$/ })
    .waitFor();

  // On the drawing by a click, and from the list.
  await criterion('Composition').getByLabel('Why?').fill('These words are too near the edge.');
  await criterion('Composition').getByRole('button', { name: 'Point at it' }).click();
  await page.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: sheet }).click();
  const paper = page.getByRole('application', { name: `Drawing ${sheet}` }).locator('img');
  await paper.waitFor();
  const box = await settledBox(paper);
  await page.mouse.click(box.x + box.width * wordsOnDrawing.x, box.y + box.height * wordsOnDrawing.y);
  await criterion('Composition').getByText(`an element of ${sheet}`).waitFor();
  await criterion('Clarity').getByRole('button', { name: 'Choose from a list' }).click();
  await criterion('Clarity').getByRole('combobox', { name: 'File' }).selectOption(sheet);
  await criterion('Clarity').getByRole('combobox', { name: 'Element' }).waitFor();
  await criterion('Clarity').getByRole('button', { name: 'Use this place' }).click();
  await criterion('Clarity').getByText(`an element of ${sheet}`).waitFor();
  await form.getByRole('textbox', { name: 'Summary' }).fill('A good hill; move the words in, and finish the edges.');
  await look(page, 'critique form');
  await form.getByRole('button', { name: 'Publish the critique' }).click();
  await page.getByRole('article', { name: 'Critique by Cem Kaya' }).waitFor();

  const { items } = await procedureQuery<{ items: { anchor: { surface: string; elementId?: string } | null }[] }>(
    'comments.onDesigns.list',
    { designId },
  );
  const anchors = items.flatMap(({ anchor }) => anchor ?? []);
  expect(anchors.map(({ surface }) => surface).sort()).toEqual(['drawing', 'drawing', 'model', 'model']);
  expect(anchors.map(({ elementId }) => elementId)).toContain('GByirpE-ZitFRqgX-EfAR');

  await tab(page, 'Comments');
  await page.getByRole('button', { name: 'Comment on the whole' }).click();
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('I would plant **more** of it.');
  await page.getByRole('button', { name: 'Send' }).click();

  const theirs = author.page;
  await theirs.getByText('I would plant').waitFor();
  await threads(theirs).filter({ hasText: 'The hill carries it.' }).waitFor();
  await threads(theirs).filter({ hasText: 'too near the edge' }).waitFor();
  await tab(theirs, 'Critiques');
  await theirs.getByText('A good hill; move the words in').waitFor();
  await bell(author, 2);
});

test('pins stand on the work for the author, and lead to what was said', async () => {
  const { page } = author;
  await tab(page, 'Comments');
  await threads(page).filter({ hasText: 'too near the edge' }).getByRole('button').first().click();
  const onDrawing = page.getByRole('application', { name: `Drawing ${sheet}` });
  await onDrawing.getByRole('button', { name: /Cem Kaya: These words are too near the edge/, pressed: true }).waitFor();
  await look(page, 'pins on the drawing');
  await threads(page).filter({ hasText: 'The hill carries it.' }).getByRole('button').first().click();
  const onModel = page.getByRole('application', { name: `3D model ${model}` });
  await onModel.getByRole('button', { name: /Cem Kaya: The hill carries it/, pressed: true }).waitFor();
  await look(page, 'pins on the model');
  // A notification leads there, too, and once more to where it has led before.
  for (let times = 0; times < 2; times++) {
    await tab(page, 'Critiques');
    await page.getByRole('button', { name: /^Notifications, / }).click();
    await page.getByRole('listitem').filter({ hasText: 'I would plant' }).getByRole('link').click();
    const led = threads(page).filter({ hasText: 'I would plant' }).getByRole('button', { expanded: true });
    await led.and(page.locator(':focus')).waitFor();
  }
});

test('the author resolves it with a second release, and the critic sees that', async () => {
  const seen = critic.page;
  await threads(seen).filter({ hasText: 'too near the edge' }).getByRole('button').first().click();
  await putFile(model, join(models, 'pavement.glb'));
  const { page } = author;
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New release' }).click();
  await page.getByRole('heading', { name: `New release of ${title}` }).waitFor();
  await page.getByRole('textbox', { name: 'What is new' }).fill('The words stand further in.');
  await page.getByRole('button', { name: 'Publish the release' }).click();
  await page.waitForURL(/\/designs\/\w{20}/);
  await seen.getByText('The words stand further in.').waitFor();
  await threads(page).filter({ hasText: 'too near the edge' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await seen.getByText('Resolved by Ada Holm with release 2').waitFor();
  await bell(critic, 1);
  await seen.getByRole('button', { name: 'Show it' }).click();
  await threads(seen).filter({ hasText: 'The hill carries it.' }).getByRole('button').first().click();
  await seen.getByText('What this pointed at has changed').first().waitFor();
  await look(seen, 'second release');
});

test('[MOD-1] spam is reported from its menu, hidden with a statement, and goes from the author’s window', async () => {
  await call(hub, `POST designs/${designId}/comments`, { content: spam }, people.sam.token);
  const { page } = critic;
  await threads(author.page).filter({ hasText: spam }).waitFor();
  const thread = threads(page).filter({ hasText: spam });
  await thread.getByRole('button').first().click();
  await thread.getByRole('button', { name: 'What to do with this comment' }).click();
  await page.getByRole('menuitem', { name: 'Report' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'What is wrong with it?' }).click();
  await page.getByRole('option', { name: 'Spam or advertising' }).click();
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await page.getByText('Reported. You will hear what was decided.').waitFor();

  const desk = moderator.page;
  await desk.getByRole('listitem').filter({ hasText: 'Sam Spence' }).getByRole('link').click();
  await desk.getByText(spam).first().waitFor();
  await desk.getByRole('radio', { name: /^Hide/ }).check();
  await desk.getByRole('button', { name: 'Begin with a template' }).click();
  await desk.getByRole('button', { name: 'Decide' }).click();
  await desk.getByText('Decided. Everybody concerned was told.').waitFor();
  for (const { page: window } of [author, critic])
    await threads(window).filter({ hasText: spam }).waitFor({ state: 'detached' });
  await bell(critic, 2);
});

test('[MOD-8] who wrote it reads why and appeals, and somebody else decides', async () => {
  const { page } = spammer;
  await bell(spammer, 1);
  await page.getByRole('link', { name: 'Read it' }).click();
  await page.getByRole('link', { name: 'Hidden from others' }).click();
  await page.getByText('advertises something that has nothing to do').waitFor();
  await page.getByLabel('Why is this wrong?').fill('They are watches that I drew, as a joke about lighthouses.');
  await page.getByRole('button', { name: 'Send appeal' }).click();
  await page.getByText('You appealed. Somebody else looks at it').waitFor();

  await moderator.page.goto('/moderation?part=appeals');
  await moderator.page.getByText('somebody else has to look at the appeal').waitFor();
  const second = await windowOf(people.jo, '/moderation?part=appeals');
  await second.page.getByText('They are watches that I drew').waitFor();
  await second.page.getByLabel('Your answer').fill('You are right: it is a joke, and about the work.');
  await second.page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('The decision was taken back').waitFor();
  await page.getByText('You are right: it is a joke').waitFor();
  await bell(spammer, 2);
  await threads(author.page).filter({ hasText: spam }).waitFor();
});

test('the critic remixes it with one click and is in a room of their own', async () => {
  const { page } = critic;
  await page.getByRole('button', { name: 'Remix' }).click();
  await page.waitForURL('**/rooms/*');
  await page.getByText('plan.excalidraw').first().waitFor();
  expect(new URL(page.url()).pathname).not.toContain(roomId);
});

/** What a query that has no REST path answers the author. */
async function procedureQuery<Result>(path: string, input: unknown): Promise<Result> {
  const query = new URLSearchParams({ input: JSON.stringify(input) });
  const headers = { authorization: `Bearer ${ada().token}` };
  const response = await fetch(`${hub.url}/trpc/${path}?${query}`, { headers, signal: AbortSignal.timeout(patience) });
  const body = (await response.json()) as { result?: { data: Result } };
  if (body.result === undefined) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body.result.data;
}
