/** Rough strokes become clean shapes, by the hands of people with mice, through the real hub. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type At,
  drag,
  focusBoard,
  type HubDrawing,
  hubDrawing,
  moveTo,
  openBoard,
  sceneOf,
  takeTool,
  untilElements,
} from './board-page.ts';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  screens,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import { type OpenRoom, saidWords } from './room-page.ts';

const viewport = { width: 1440, height: 900 };
const permissions = ['clipboard-read', 'clipboard-write'];
const fixtures = join(import.meta.dirname, '../../workers/fixtures');

let hub: HubProcess;
let browser: Browser;
let ada: TestPerson;
let ben: TestPerson;
let roomId: string;
const open: OpenRoom[] = [];
const problems: string[] = [];

async function newDrawing(path: string): Promise<string> {
  const body = { kind: 'drawing', path };
  return (await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, body, ada.token)).id;
}

async function enter(person: TestPerson, documentId: string, more: object = {}): Promise<OpenRoom> {
  const options = { viewport, permissions, reducedMotion: 'reduce', locale: 'en-GB', ...more } as const;
  const opened = await signedInPage(browser, hub, person, options);
  opened.page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) problems.push(message.text());
  });
  opened.page.on('pageerror', (error) => problems.push(error.message));
  const room = await openBoard(opened, roomId, documentId);
  open.push(room);
  return room;
}

const ghost = (page: Page, shape: string) => page.locator(`[data-shape-ghost="${shape}"]`);
const typesOf = ({ elements }: HubDrawing) =>
  Object.values(elements)
    .map(({ type }) => String(type))
    .sort();

/** A rectangle in two strokes, as a quick hand draws it. */
const corner: At[] = [
  [402, 203],
  [404, 262],
  [401, 318],
  [452, 321],
  [530, 319],
  [583, 322],
];
const otherCorner: At[] = [
  [399, 200],
  [460, 203],
  [540, 199],
  [581, 202],
  [584, 250],
  [582, 324],
];

async function rectangle(page: Page, by = 0): Promise<void> {
  for (const stroke of [corner, otherCorner]) {
    const [first, ...rest] = stroke.map(([x, y]): At => [x + by, y]);
    if (first !== undefined) await drag(page, first, ...rest);
  }
}

async function shapePen(page: Page): Promise<void> {
  await focusBoard(page);
  await page.keyboard.press('Shift+P');
  await page.getByRole('button', { name: 'Shape pen', pressed: true }).waitFor();
}

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser();
  [ada, ben] = [await signUp(hub, 'Ada Berg'), await signUp(hub, 'Ben Okafor')];
  const body = { name: 'Drawing room', visibility: 'private' };
  const room = await call<{ id: string; code: string }>(hub, 'POST rooms', body, ada.token);
  roomId = room.id;
  await call(hub, 'POST rooms/join', { code: room.code }, ben.token);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(open.map(({ page }) => page));
  for (const { context } of open.splice(0)) await context.close();
  const found = problems.splice(0);
  expect(found).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

describe('a shape pen', () => {
  test('[BOARD-13] shows the figure over the ink; Tab puts it there for everybody, undo returns the ink, Escape keeps it', async () => {
    const documentId = await newDrawing('pen.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    const [a, b] = [await enter(ada, documentId), await enter(ben, documentId)];
    await shapePen(a.page);
    await rectangle(a.page);
    await ghost(a.page, 'rectangle').waitFor();
    const ink = await hubHas(2);
    expect(typesOf(ink)).toEqual(['freedraw', 'freedraw']);
    await until('it is said', async () =>
      (await saidWords(a.page)).some((said) => /Looks like a rectangle/.test(said)),
    );
    await a.page.screenshot({ path: join(screens, 'shape-pen-light.png') });

    await a.page.keyboard.press('Tab');
    await ghost(a.page, 'rectangle').waitFor({ state: 'detached' });
    expect(typesOf(await hubHas(1))).toEqual(['rectangle']);
    await until('Ben sees it', async () => (await sceneOf(b.page)).map(({ type }) => type).join() === 'rectangle');

    await focusBoard(a.page);
    await a.page.keyboard.press('Control+z');
    const back = await hubHas(2);
    expect(back.elements).toEqual(ink.elements);

    await a.page.keyboard.press('Control+Shift+z');
    await hubHas(1);
    await rectangle(a.page, 300);
    await ghost(a.page, 'rectangle').waitFor();
    await a.page.keyboard.press('Escape');
    await ghost(a.page, 'rectangle').waitFor({ state: 'detached' });
    expect(typesOf(await hubHas(3))).toEqual(['freedraw', 'freedraw', 'rectangle']);
    // The pen is still in the hand.
    await a.page.getByRole('button', { name: 'Shape pen', pressed: true }).waitFor();
  });
});
