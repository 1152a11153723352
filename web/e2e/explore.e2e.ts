/** Finding things in the browser: the feed and its filters, the way back, search, collections and profiles. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  arrive,
  type HubProcess,
  launchBrowser,
  patience,
  photograph,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import { complaints, photo } from './look.ts';
import { type Published, publish } from './some-designs.ts';

const names = ['Ada Berg', 'Ben Okafor', 'Lucía Herrera', 'Mei Tanaka', 'Jonas Weiss', 'Sona Petrosyan'];
const nouns = ['chair', 'lamp', 'boat shed', 'bus timetable', 'garden', 'stool', 'kite', 'bench', 'atlas', 'teapot'];

let hub: HubProcess;
let browser: Browser;
let people: TestPerson[];
let designs: Published[];
const pages: Page[] = [];
const problems: string[] = [];

beforeAll(async () => {
  // New people may publish a few a day.
  const limits = { requestsPerMinute: 100_000, publishesPerDay: 1_000 };
  hub = await startHub({ DRAFTROOM_LIMITS: JSON.stringify(limits) });
  browser = await launchBrowser();
  people = [];
  for (const name of names) people.push(await signUp(hub, name));
  designs = await Promise.all(people.map((author, row) => publishTen(author, row))).then((rows) => rows.flat());
});

/** One after the other, as one person does. */
async function publishTen(author: TestPerson, row: number): Promise<Published[]> {
  const made: Published[] = [];
  for (const [column, noun] of nouns.entries()) {
    const title =
      row === 0 && column === 0
        ? 'Lighthouse at low tide'
        : `A ${noun}, ${['paper', 'oak', 'wire'][row % 3]} ${row + 1}`;
    const tags = [noun.replace(' ', '-'), row % 2 === 0 ? 'low-poly' : 'line-art'];
    const licence = row === 5 ? 'LicenseRef-All-Rights-Reserved' : 'CC-BY-4.0';
    made.push(await publish(hub, author, { title, tags, licence, nth: row * nouns.length + column }));
  }
  return made;
}

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(pages);
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  expect(problems.splice(0)).toEqual([]);
});

function watched(page: Page): Page {
  pages.push(page);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) problems.push(text);
  });
  return page;
}

type Options = Parameters<Browser['newContext']>[0];
const still: Options = { locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } };

async function visitor(options: Options = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ baseURL: hub.url, ...still, ...options });
  context.setDefaultTimeout(patience);
  return watched(await context.newPage());
}

async function member(person: TestPerson, options: Options = {}): Promise<Page> {
  return watched((await signedInPage(browser, hub, person, { ...still, ...options })).page);
}

const person = (nth: number) => people[nth] as TestPerson;
const cards = (page: Page) => page.getByRole('feed').getByRole('article');
const atTop = (page: Page) => page.evaluate(() => Math.round(scrollY));

/** Boxes of the cards that are there, by their place in the list. */
function boxes(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-index]')].map(({ dataset, style }) => [
        dataset.index,
        [style.insetInlineStart, style.insetBlockStart, style.inlineSize, style.blockSize].join(' '),
      ]),
    ),
  );
}

describe('the feed', () => {
  test('is open to everybody, loads on by itself and never moves what is placed', async () => {
    const page = await visitor();
    await page.goto('/explore?order=new');
    await cards(page).first().waitFor();
    const before = await boxes(page);
    await page.mouse.wheel(0, 3_000);
    await page.locator('[data-index="45"]').waitFor({ state: 'attached' });
    await page.evaluate(() => scrollTo({ top: 0 }));
    await page.locator('[data-index="0"]').waitFor();
    expect(await boxes(page)).toMatchObject(before);
    expect(await cards(page).first().getAttribute('aria-posinset')).toBe('1');
    await page.evaluate(() => scrollTo({ top: document.body.scrollHeight }));
    await page.getByText('That is all 60.').waitFor();
  });

  test('filters are links that can be shared', async () => {
    const page = await visitor();
    await page.goto('/explore');
    await page.getByRole('button', { name: 'Remixable' }).click();
    await page.waitForURL(/remixable=true/);
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByLabel('Find or enter a tag').fill('Line Art');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tags=line-art/);
    await page.keyboard.press('Escape');
    const shared = await visitor();
    await shared.goto(page.url());
    await shared.getByText('That is all 20.').waitFor({ state: 'attached' });
    await shared.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => new URL(shared.url()).search).toBe('');
  });

  test('the way back leads to the place, the pages and the card that was opened', async () => {
    const page = await visitor();
    await page.goto('/explore?order=new');
    await cards(page).first().waitFor();
    await page.mouse.wheel(0, 3_000);
    const card = page.locator('[data-index="40"]');
    await card.scrollIntoViewIfNeeded();
    const place = await atTop(page);
    expect(place).toBeGreaterThan(1_000);
    const title = await card.getByRole('link').first().textContent();
    await card.getByRole('link').first().click();
    await page.waitForURL('**/designs/*');
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Explore' }).waitFor();
    await page.goBack();
    await card.waitFor();
    await expect.poll(async () => Math.abs((await atTop(page)) - place)).toBeLessThan(4);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(title);
  });

  test('arrow keys lead from card to card, also where none is rendered yet', async () => {
    const page = await visitor();
    await page.goto('/explore?order=new');
    await cards(page).first().getByRole('link').first().focus();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index);
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toBe('1');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(focused).toBe('0');
    await page.keyboard.press('End');
    await expect.poll(async () => Number(await focused())).toBeGreaterThan(20);
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('0');
    await expect.poll(() => atTop(page)).toBeLessThan(200);
  });

  test('what is liked stays liked, and personal lists ask for a sign-in', async () => {
    const page = await member(person(1));
    await page.goto('/explore?order=new');
    await cards(page).first().hover();
    const like = cards(page).first().getByRole('button', { name: /^Like/ });
    const answered = page.waitForResponse((response) => response.url().includes('designs.react'));
    await like.click();
    await expect.poll(() => like.getAttribute('aria-pressed')).toBe('true');
    expect((await answered).ok()).toBe(true);
    await page.reload();
    await expect.poll(() => like.getAttribute('aria-pressed')).toBe('true');
    const stranger = await visitor();
    await stranger.goto('/explore?order=forYou');
    await stranger.getByText('This list is made for each person').waitFor();
  });

  test('a suggestion that is not wanted goes, in every window of theirs, until that is undone', async () => {
    const [page, other] = [await member(person(4)), await member(person(4))];
    await page.goto('/explore?order=forYou');
    await cards(page).first().waitFor();
    const title = (await cards(page).first().getByRole('link').first().textContent()) ?? '';
    const [here, there] = [page, other].map((window) => cards(window).filter({ hasText: title })) as [Locator, Locator];
    await here.hover();
    const answered = page.waitForResponse((response) => response.url().includes('feed.dismiss'));
    await here.getByRole('button', { name: `Do not suggest ${title}` }).click();
    await here.waitFor({ state: 'detached' });
    expect((await answered).ok()).toBe(true);
    await other.goto('/explore?order=forYou');
    await cards(other).first().waitFor();
    expect(await there.count()).toBe(0);
    const undone = page.waitForResponse((response) => response.url().includes('feed.dismiss'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await here.waitFor();
    expect((await undone).ok()).toBe(true);
    await other.reload();
    await there.waitFor();
  });
});

describe('search', () => {
  test('forgives a typing mistake, and suggests while one types', async () => {
    const page = await visitor();
    await page.goto('/explore');
    await page.getByRole('combobox', { name: 'Search designs, people and tags' }).fill('lighthose');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=lighthose');
    await page.getByRole('link', { name: 'Lighthouse at low tide' }).waitFor({ state: 'attached' });
    const field = page.getByRole('combobox', { name: 'Search designs, people and tags' });
    await field.fill('lightho');
    await page.getByRole('option', { name: 'Lighthouse at low tide' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/designs/${designs[0]?.id}`);
  });

  test('shows what was found while it is still being counted', async () => {
    const page = await visitor();
    let count: () => void = () => undefined;
    const counting = new Promise<void>((done) => {
      count = done;
    });
    await page.route(/\/trpc\/[^?]*search\.facets/, async (route) => {
      await counting;
      await route.continue();
    });
    await page.goto('/search?q=teapot');
    await page
      .getByRole('link', { name: /teapot/i })
      .first()
      .waitFor({ state: 'attached' });
    expect(await page.getByText('6 designs').count()).toBe(0);
    count();
    await page.getByText('6 designs').waitFor();
  });

  test('is saved and found again; the command palette finds designs, too', async () => {
    const page = await member(person(2));
    await page.goto('/search?q=teapot');
    await page.getByText('6 designs').waitFor();
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByLabel('Name of the search').fill('Teapots');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Teapots' }).waitFor();
    await page.goto('/search');
    await page.getByRole('link', { name: 'Teapots' }).click();
    await page.waitForURL('**/search?q=teapot');
    await page.getByRole('button', { name: 'Remove the saved search Teapots' }).click();
    await page.getByText('Teapots is removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Teapots' }).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: /Type a command/ }).fill('lighthouse');
    await page.getByRole('option', { name: 'Lighthouse at low tide' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('collections and profiles', () => {
  test('a collection is ordered by keyboard, and the order holds', async () => {
    const owner = person(3);
    const { id } = await procedure<{ id: string }>(
      hub,
      'collections.create',
      { title: 'Things to sit on', visibility: 'public' },
      owner.token,
    );
    for (const design of designs.slice(0, 4)) {
      await procedure(hub, 'collections.addItem', { collectionId: id, designId: design.id }, owner.token);
    }
    const page = await member(owner);
    await page.goto(`/collections/${id}`);
    const titles = () => page.getByRole('listitem').getByRole('link').allTextContents();
    await page.getByRole('heading', { name: 'Things to sit on' }).waitFor();
    const [first = '', second, third] = await titles();
    await page.getByRole('button', { name: `Move ${first}, place 1 of 4` }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText(`${first} is at place 3 of 4 now.`).waitFor({ state: 'attached' });
    const stranger = await visitor();
    await until('a stranger sees the new order', async () => {
      await stranger.goto(`/collections/${id}`);
      const titles = stranger.getByRole('listitem').getByRole('link');
      await titles.first().waitFor();
      return (await titles.allTextContents()).slice(0, 3).join() === [second, third, first].join();
    });
    await page.getByRole('button', { name: 'Add a note' }).first().click();
    await page.getByRole('textbox', { name: /^Why/ }).fill('Begin here.');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByText('Begin here.').waitFor();
    await page.getByRole('button', { name: `Take ${first} out` }).click();
    await page.getByText(`${first} is taken out.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(
      'it is back at its place',
      async () => (await titles()).slice(0, 3).join() === [second, third, first].join(),
    );
    const reader = await member(person(4));
    await reader.goto(`/collections/${id}`);
    await reader.getByRole('button', { name: 'Report collection' }).click();
    await reader.getByRole('dialog').getByText('Things to sit on').waitFor();
  });

  test('a profile shows what somebody published; following them fills the list of who is followed', async () => {
    const author = person(0);
    const page = await member(person(4));
    await page.goto(`/people/${author.userId}`);
    await page.getByRole('heading', { name: author.name }).waitFor();
    await page.getByText('That is all 10.').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: `Follow ${author.name}` }).click();
    await page.getByText('1 follower').waitFor();
    await page.goto('/explore?order=following');
    await page.getByRole('link', { name: 'Lighthouse at low tide' }).waitFor({ state: 'attached' });
  });
});

describe('the looks', () => {
  const paths = () => [
    ['explore', '/explore?order=new'],
    ['explore filtered', '/explore?tags=low-poly&kinds=image'],
    ['search', '/search?q=lighthose'],
    ['profile', `/people/${person(0).userId}`],
    ['profile collections', `/people/${person(3).userId}?section=collections`],
  ];
  const heights: Record<number, number> = { 390: 844, 1024: 768, 1600: 900, 2560: 1440 };

  test.each(['light', 'dark'] as const)('are clean for axe and fit their windows, %s', async (colorScheme) => {
    const page = await member(person(5), { colorScheme });
    for (const [name, path] of paths()) {
      for (const width of [390, 1024, 1600, 2560]) {
        await page.setViewportSize({ width, height: heights[width] ?? 800 });
        await arrive(page, path ?? '/');
        await photo(page, `${name} ${width} ${colorScheme}`);
        expect.soft(await complaints(page), `${name} ${width} ${colorScheme}`).toEqual([]);
      }
    }
  });

  test('the largest paint of the feed is told', async () => {
    const page = await visitor();
    await page.goto('/explore', { waitUntil: 'networkidle' });
    const { paint, shift } = await page.evaluate(
      () =>
        new Promise<{ paint: number; shift: number }>((done) => {
          let shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          new PerformanceObserver((list) => {
            const paint = list.getEntries().at(-1)?.startTime ?? 0;
            setTimeout(() => done({ paint, shift }), 200);
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    console.log(
      `largest paint of /explore with ${designs.length} designs: ${Math.round(paint)} ms, shift ${shift.toFixed(3)}`,
    );
    expect(shift).toBeLessThan(0.05);
  });
});
