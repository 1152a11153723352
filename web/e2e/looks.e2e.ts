/** Every page and the main states of a room: clean for axe, nothing to complain about, and photographed to be looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  arrive,
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
  until,
} from './harness.ts';
import { complaints, photo } from './look.ts';
import {
  goToEnd,
  hubText,
  loaded,
  type OpenRoom,
  openRoom,
  roomOn,
  selectText,
  showPanel,
  typeKeys,
  untilSaved,
  untilState,
} from './room-page.ts';

const schemes = ['light', 'dark'] as const;
const widths = [390, 1024, 1600] as const;
const heights: Record<number, number> = { 390: 844, 1024: 768, 1280: 800, 1600: 900 };

let hub: HubProcess;
let browser: Browser;
let person: TestPerson;
let second: TestPerson;
let roomId: string;
let code: string;
let openDocument: string;
const problems: string[] = [];
const pages: Page[] = [];

/** What the pages complain about, and whom they talk to. */
function watched({ context, page }: { context: BrowserContext; page: Page }): { context: BrowserContext; page: Page } {
  pages.push(page);
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // Refusals that the pages show are answers, too.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) problems.push(`console: ${text}`);
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(hub.url).host) problems.push(`foreign: ${request.url()}`);
  });
  return { context, page };
}

const still = { reducedMotion: 'reduce', locale: 'en-GB' } as const;

async function visitor(): Promise<Page> {
  const context = await browser.newContext({ baseURL: hub.url, ...still });
  context.setDefaultTimeout(patience);
  return watched({ context, page: await context.newPage() }).page;
}

async function member(who: TestPerson): Promise<{ context: BrowserContext; page: Page }> {
  return watched(await signedInPage(browser, hub, who, { ...still, viewport: { width: 1280, height: 800 } }));
}

interface View {
  page: Page;
  name: string;
  /** Widths that are photographed; axe looks at each of `checked`. */
  photos?: readonly number[];
  checked?: readonly number[];
}

async function look({ page, name, photos = widths, checked = [1280] }: View): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [...new Set([...photos, ...checked])]) {
      await page.setViewportSize({ width, height: heights[width] ?? 800 });
      if (photos.includes(width)) await photo(page, `${name} ${width} ${colorScheme}`);
      if (!checked.includes(width)) continue;
      for (const complaint of await complaints(page)) found.push(`${name} ${width} ${colorScheme}: ${complaint}`);
    }
  }
  expect.soft(found).toEqual([]);
}

const sample = `import { tideAt } from './tide.ts';

/** Where the hand points, in degrees from high water. */
export function handAngle(at: Date, station: string): number {
  const { phase, period } = tideAt(at, station);
  return (360 * phase) / period; // twelve hours and 25 minutes
}

const names = ['Husum', 'Cuxhaven', 'Emden'];
for (const name of names) console.log(name, handAngle(new Date(), name));
`;

const colourIn = (text: string) => /rgb.*$/.exec(text)?.[0];

beforeAll(async () => {
  hub = await startHub({ DRAFTROOM_SEED: 'demo' });
  browser = await launchBrowser();
  [person, second] = [await signUp(hub, 'Ada Berg'), await signUp(hub, 'Ben Okafor')];
  const room = await call<{ id: string; code: string }>(
    hub,
    'POST rooms',
    { name: 'Tide clock', visibility: 'public', description: 'A wall clock that shows the tide instead of the time.' },
    person.token,
  );
  ({ id: roomId, code } = room);
  await call(hub, 'POST rooms/join', { code }, second.token);
  const create = async (path: string, content: string) =>
    (await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, { kind: 'text', path, content }, person.token))
      .id;
  await create('README.md', '# Tide clock\n\nStart with `npm start`.\n');
  await create('src/tide.ts', 'export const period = 745;\n');
  await create('src/a-module-with-a-name-that-nobody-would-choose-but-somebody-did.ts', 'export {};\n');
  openDocument = await create('src/face.ts', sample);
  for (const [token, text] of [
    [person.token, 'The hand jumps at low water. Can you have a look at handAngle?'],
    [second.token, 'I am in it. The period is in minutes there, and in hours here.'],
    [person.token, 'Ah. Then it is the one in tide.ts that is wrong.'],
  ] as const) {
    await procedure(hub, 'rooms.chat.send', { roomId, text }, token);
  }
  await procedure(
    hub,
    'documents.versions.create',
    { documentId: openDocument, name: 'Before the rewrite' },
    person.token,
  );
});
beforeEach(({ task, onTestFinished }) => {
  onTestFinished(async () => {
    if (task.result?.state === 'fail') await photograph(pages);
    for (const page of pages.splice(0)) await page.context().close();
  });
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const noProblems = () => expect(problems.splice(0)).toEqual([]);

describe('pages', () => {
  test('for everybody', async () => {
    const page = await visitor();
    for (const [name, path] of [
      ['welcome', '/'],
      ['sign-in', '/sign-in'],
      ['sign-up', '/sign-up'],
      ['forgot-password', '/forgot-password'],
      ['reset-password', '/reset-password?token=x'],
      ['verify-email', '/verify-email?token=x'],
      ['public-rooms', '/home?show=public'],
      ['join-signed-out', `/join/${code}`],
      ['nothing-here', '/nowhere'],
    ] as const) {
      await arrive(page, path);
      await look({ page, name });
    }
    await page.goto(`/rooms/${roomId}?doc=${openDocument}`);
    await loaded(roomOn(page.context(), page));
    await look({ page, name: 'room-as-guest' });
    noProblems();
  });

  test('for people with an account', async () => {
    const newcomer = await signUp(hub, 'Wilhelmina Featherstonehaugh-Cholmondeley');
    const device = await procedure<{ userCode: string }>(hub, 'accounts.device.start', { client: 'vscode' });
    const invite = await procedure<{ url: string }>(
      hub,
      'rooms.invites.create',
      { roomId, role: 'editor', expiresInHours: 24, maxUses: 1 },
      person.token,
    );
    const connect = new URLSearchParams({
      client: 'vscode',
      redirect_uri: 'http://127.0.0.1:59999/callback',
      code_challenge: 'a'.repeat(43),
      state: 's',
    });
    const first = (await member(newcomer)).page;
    for (const [name, path] of [
      ['home-empty', '/home'],
      ['home-no-match', '/home?q=zebra'],
      ['join', `/join/${code}`],
      ['join-unknown', '/join/ZZZZZZ'],
      ['invite', new URL(invite.url).pathname],
    ] as const) {
      await arrive(first, path);
      await look({ page: first, name });
    }
    const { page } = await member(person);
    for (const [name, path] of [
      ['home', '/home'],
      ['home-new-room', '/home?new=true'],
      ['account', '/account'],
      ['device', '/device'],
      ['device-decide', `/device?code=${device.userCode}`],
      ['connect', `/connect?${connect}`],
      ['room-not-open', '/rooms/00000000000000000000'],
    ] as const) {
      await arrive(page, path);
      await look({ page, name });
    }
    await arrive(page, '/home');
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    await look({ page, name: 'palette' });
    noProblems();
  });
});

describe('a room', () => {
  let mine: OpenRoom;
  const wide = [1024, 1600];
  const open = async () => {
    mine = await openRoom(await member(person), roomId, openDocument);
    await untilSaved(mine);
  };

  test('with two people in it, its panels and its dialogs', async () => {
    const theirs = await openRoom(await member(second), roomId, openDocument);
    await open();
    await goToEnd(theirs);
    await theirs.page.keyboard.press('Shift+ArrowUp');
    await look({ page: mine.page, name: 'room', photos: wide });
    await showPanel(mine, 'People');
    await look({ page: mine.page, name: 'room-people', photos: wide });
    await showPanel(mine, 'Versions');
    await mine.page.getByRole('button', { name: /Before the rewrite/ }).waitFor();
    await look({ page: mine.page, name: 'room-versions', photos: wide });
    await goToEnd(theirs);
    await typeKeys(theirs, '// once more');
    await untilSaved(theirs);
    await mine.page.getByRole('button', { name: /Before the rewrite/ }).click();
    await mine.page.getByRole('dialog').getByText('once more').first().waitFor();
    await look({ page: mine.page, name: 'room-compare', photos: wide });
    await mine.page.keyboard.press('Escape');
    await showPanel(mine, 'Chat');
    await mine.page.getByRole('banner').getByRole('button', { name: 'Invite' }).click();
    await mine.page.getByRole('dialog').getByRole('button', { name: 'Create link' }).click();
    await mine.page.getByRole('dialog').getByRole('textbox', { name: 'An invitation of its own' }).waitFor();
    await look({ page: mine.page, name: 'room-invite', photos: wide });
    await mine.page.keyboard.press('Escape');
    await mine.page.getByRole('button', { name: 'Room menu' }).click();
    await look({ page: mine.page, name: 'room-menu', photos: wide });
    await mine.page.keyboard.press('Escape');
    await mine.page.getByRole('banner').getByRole('button', { name: 'Tide clock' }).click();
    await mine.page.getByRole('menuitem', { name: 'Room settings' }).click();
    await mine.page.getByRole('dialog', { name: /Settings of/ }).waitFor();
    await look({ page: mine.page, name: 'room-settings', photos: wide });
    await mine.page.keyboard.press('Escape');
    await mine.page.getByRole('list', { name: 'People here' }).getByRole('button', { name: 'Ben Okafor' }).click();
    await mine.page.getByRole('menuitem', { name: 'Follow Ben Okafor', exact: true }).click();
    await mine.page.getByText('You follow Ben Okafor').waitFor();
    await look({ page: mine.page, name: 'room-following', photos: wide });
    noProblems();
  });

  test('a change of the scheme colours the code at once', async () => {
    await open();
    const coloured = () =>
      mine.page
        .locator('[data-editor] .view-line span span')
        .evaluateAll((spans) =>
          spans
            .filter((span) => span.textContent?.trim() !== '')
            .map((span) => `${span.textContent} ${getComputedStyle(span).color}`),
        );
    const settled = new Map<string, string[]>();
    for (const colorScheme of schemes) {
      await mine.page.emulateMedia({ colorScheme });
      await mine.page.reload();
      await loaded(mine);
      let before = '';
      // Grammars come one after the other.
      await until('the code to be coloured', async () => {
        const now = await coloured();
        const stays = now.join() === before;
        before = now.join();
        if (!stays) await sleep(500);
        return stays && new Set(now.map(colourIn)).size > 4;
      });
      settled.set(colorScheme, await coloured());
    }
    for (const colorScheme of schemes) {
      await mine.page.emulateMedia({ colorScheme });
      // The browser takes the scheme on when it draws; from then on the code has two frames.
      await mine.page.waitForFunction(
        (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
        colorScheme,
      );
      await mine.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await coloured()).toEqual(settled.get(colorScheme));
    }
  });

  test('the ring of a focused tab keeps off its letters', async () => {
    await open();
    const tab = mine.page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab').first();
    const room = await tab.evaluate((button) => {
      const [ring, letters] = [button, button.firstElementChild ?? button].map((one) => one.getBoundingClientRect());
      return [(letters?.left ?? 0) - (ring?.left ?? 0), (ring?.right ?? 0) - (letters?.right ?? 0)];
    });
    expect(Math.min(...room)).toBeGreaterThanOrEqual(8);
  });

  test('with threads: in the margin, in the panel, unfolded, being begun, and lost', async () => {
    const theirs = await openRoom(await member(second), roomId, openDocument);
    await open();
    await showPanel(mine, 'Threads');
    await look({ page: mine.page, name: 'threads-empty', photos: wide });
    const begin = async (at: Parameters<typeof selectText>[1], words: string) => {
      await selectText(theirs, at);
      await theirs.page.keyboard.press('Control+Shift+M');
      await theirs.page.getByRole('textbox', { name: 'Write a comment' }).fill(words);
      await theirs.page.keyboard.press('Enter');
      await mine.page.getByRole('list', { name: 'Threads' }).getByText(words.slice(0, 20)).waitFor();
    };
    await begin({ line: 4, column: 10, length: 17 }, 'Is the phase always below the period?');
    await begin({ line: 5, column: 9, length: 22 }, 'Degrees or radians?');
    await begin(
      { line: 8, column: 6, length: 5 },
      'These names come from a list of the harbour office that changes every year. '.repeat(3),
    );
    await look({ page: mine.page, name: 'threads', photos: wide });
    await mine.page
      .getByRole('list', { name: 'Threads' })
      .getByRole('button', { name: /Degrees or radians/ })
      .click();
    const reply = mine.page.getByRole('textbox', { name: 'Reply' });
    await reply.fill('Degrees, as the comment above says. ');
    await mine.page.keyboard.press('Enter');
    await mine.page.getByText('Degrees, as the comment above says.').last().waitFor();
    await until('it is sent', async () => (await reply.inputValue()) === '');
    await reply.pressSequentially('@Be');
    await mine.page.getByRole('option', { name: 'Ben Okafor' }).waitFor();
    await look({ page: mine.page, name: 'threads-unfolded', photos: wide });
    await reply.fill('');
    await selectText(mine, { line: 9, column: 0, length: 5 });
    await mine.page.keyboard.press('Control+Shift+M');
    await mine.page.getByRole('textbox', { name: 'Write a comment' }).waitFor();
    await look({ page: mine.page, name: 'threads-draft', photos: wide });
    await mine.page.keyboard.press('Escape');
    await selectText(theirs, { line: 5, column: 0, length: 70 });
    await theirs.page.keyboard.press('Delete');
    await mine.page.getByRole('list', { name: 'Threads' }).getByRole('button', { name: /360/ }).click();
    await mine.page.getByText('The text this points to was deleted').waitFor();
    await look({ page: mine.page, name: 'threads-lost', photos: wide });
    await theirs.page.keyboard.press('Control+Z');
    await untilSaved(theirs);
    noProblems();
  });

  test('on a phone: the work, and each panel as a sheet', async () => {
    mine = await openRoom(watched(await signedInPage(browser, hub, person, phone)), roomId, openDocument);
    const phoneLook = (name: string) => look({ page: mine.page, name, photos: [390], checked: [390] });
    await phoneLook('room');
    const bar = mine.page.getByRole('navigation', { name: 'Panels' });
    for (const panel of ['Documents', 'Chat', 'Threads', 'People', 'Versions']) {
      await bar.getByRole('button', { name: new RegExp(`${panel}$`) }).click();
      await mine.page.getByRole('dialog', { name: panel }).waitFor();
      await phoneLook(`room-sheet-${panel.toLowerCase()}`);
      await mine.page.keyboard.press('Escape');
      await mine.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await mine.page.getByRole('button', { name: 'Room menu' }).click();
    await phoneLook('room-menu');
    noProblems();
  });

  test('empty, read only, offline, refused', async () => {
    const empty = await call<{ id: string; code: string }>(
      hub,
      'POST rooms',
      { name: 'An empty room with a rather long name that has to go somewhere', visibility: 'private' },
      person.token,
    );
    const document = await call<{ id: string }>(
      hub,
      `POST rooms/${empty.id}/documents`,
      { kind: 'text', path: 'notes.md', content: '# Notes\n' },
      person.token,
    );
    await call(hub, 'POST rooms/join', { code: empty.code }, second.token);
    const theirs = await openRoom(await member(second), empty.id, document.id);
    await untilSaved(theirs);
    await theirs.context.setOffline(true);
    await goToEnd(theirs);
    await typeKeys(theirs, 'written on the train');
    await untilState(theirs, /^offline, \d+ changes kept here$/);
    await look({ page: theirs.page, name: 'room-offline' });
    await call(hub, `PATCH rooms/${empty.id}/members/${second.userId}`, { role: 'viewer' }, person.token);
    await theirs.context.setOffline(false);
    await theirs.page.getByText('Your last changes were not taken.').waitFor();
    await look({ page: theirs.page, name: 'room-refused-draft' });
    // The browser itself notes each connection that it was kept from making.
    problems.splice(0);

    mine = await openRoom(await member(person), empty.id);
    await loaded(mine);
    await mine.page.getByRole('treeitem', { name: /^notes\.md/ }).focus();
    await mine.page.keyboard.press('Delete');
    await mine.page.getByRole('heading', { name: 'An empty room', exact: true }).waitFor();
    await look({ page: mine.page, name: 'room-empty' });
    noProblems();
  });
});

describe('without a mouse', () => {
  test('from signing in to writing in a document, by keys alone', async () => {
    const page = await visitor();
    await arrive(page, '/');
    // As long as lists load, Tab leads past the end of the page.
    await expect.poll(() => page.getByText('Loading', { exact: true }).count(), { timeout: patience }).toBe(0);
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await tabTo(page, 'E-mail');
    await page.keyboard.type(person.email);
    await tabTo(page, 'Password');
    await page.keyboard.type('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rooms', level: 1 }).waitFor();
    // Before the rooms have come, Tab leads past the end of the page.
    await page.getByRole('link', { name: 'Tide clock' }).first().waitFor();
    await tabTo(page, 'Tide clock');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tide clock', level: 1 }).waitFor();
    // What to read first is open, with the cursor in it. F6 leads out of the editor, from part to part.
    const room = roomOn(page.context(), page);
    await loaded(room);
    await room.editor.and(page.locator(':focus')).waitFor({ state: 'attached' });
    const focused = (name: RegExp) => page.getByRole('treeitem', { name }).and(page.locator(':focus'));
    await until('the focus is in the list of documents', async () => {
      await page.keyboard.press('F6');
      return await page.evaluate(
        () => document.activeElement?.closest('[role="tree"], [aria-label="Documents"]') != null,
      );
    });
    await page.keyboard.press('Home');
    await focused(/^src/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: /^face\.ts/ }).waitFor();
    await page.keyboard.press('f');
    await focused(/^face\.ts/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'face.ts', selected: true }).waitFor();
    await loaded(room);
    await room.editor.and(page.locator(':focus')).waitFor({ state: 'attached' });
    await page.keyboard.press('Control+End');
    await page.keyboard.type('by keys alone');
    await untilSaved(room);
    expect(await hubText(hub, person.token, openDocument)).toContain('by keys alone');

    // The editor keeps Tab for itself; F1 leads out of it, Ctrl+J folds the panel away.
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Chat');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Chat', selected: true }).waitFor();
    noProblems();
  });
});

const phone = { ...still, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** Presses Tab until what has the focus is called so; every stop has a name and can be seen. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(nameOfFocus);
    stops.push(stop.name);
    expect.soft(stop.name, `a stop after ${stops.at(-2)}`).not.toBe('');
    expect.soft(stop.seen, `${stop.name} is seen to have the focus`).toBe(true);
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
  }
  throw new Error(`Tab does not lead to ${name}: ${stops.join(' · ')}`);
}

/** Runs in the page. */
function nameOfFocus(): { name: string; seen: boolean } {
  const at = document.activeElement as HTMLElement;
  const labelled = 'labels' in at ? (at as HTMLInputElement).labels?.[0]?.textContent : undefined;
  const name = at.getAttribute('aria-label') ?? labelled ?? at.textContent ?? '';
  const { width, height } = at.getBoundingClientRect();
  // The ring may stand round the row that a link fills.
  const marks = [at, at.parentElement, at.closest('li')].flatMap((element) =>
    element === null ? [] : ([null, '::before', '::after'] as const).map((part) => getComputedStyle(element, part)),
  );
  const marked = marks.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  return { name: name.trim(), seen: width > 0 && height > 0 && (marked || at.tagName === 'INPUT') };
}
