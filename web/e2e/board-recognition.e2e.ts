/** Rough strokes become clean shapes, by the hands of people with mice, through the real hub. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seedDrawing } from '../../core/src/model/drawing/drawing-document.ts';
import { element } from '../../core/src/model/drawing/testing/drawings.ts';
import { type At, drag, focusBoard, type HubDrawing, moveTo, sceneOf, takeTool, untilElements } from './board-page.ts';
import { DrawingRoom } from './drawing-room.ts';
import { type HubProcess, postUpdate, type TestPerson, until } from './harness.ts';
import { complaints, photo } from './look.ts';
import { saidWords } from './room-page.ts';

const fixtures = join(import.meta.dirname, '../../workers/fixtures');

let place: DrawingRoom;
let hub: HubProcess;
let ada: TestPerson;
let ben: TestPerson;

interface BoundElement {
  id: string;
  type: string;
  startBinding?: { elementId: string } | null;
  endBinding?: { elementId: string } | null;
  boundElements?: { id: string; type: string }[];
}

const diamond: At[] = [
  [180, 420],
  [215, 452],
  [250, 486],
  [216, 520],
  [181, 553],
  [146, 520],
  [110, 487],
  [146, 453],
  [181, 421],
];

async function strokeAlong(page: Page, [first, ...rest]: readonly At[]): Promise<void> {
  if (first === undefined) return;
  await moveTo(page, first, 1);
  await page.mouse.down();
  for (const at of rest) await moveTo(page, at, 1);
  await page.mouse.up();
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
  place = await DrawingRoom.start(['Ada Berg', 'Ben Okafor']);
  ({ hub } = place);
  [ada, ben] = place.people as [TestPerson, TestPerson];
});

afterEach(async ({ task }) => {
  expect(await place.leave(task.result?.state === 'fail')).toEqual([]);
});

afterAll(async () => {
  await place?.stop();
});

describe('a shape pen', () => {
  test('[BOARD-13] shows the figure over the ink; Tab puts it there for everybody, undo returns the ink, Escape keeps it', async () => {
    const documentId = await place.newDrawing('pen.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    const [a, b] = [await place.enter(ada, documentId), await place.enter(ben, documentId)];
    await shapePen(a.page);
    await rectangle(a.page);
    await ghost(a.page, 'rectangle').waitFor();
    const ink = await hubHas(2);
    expect(typesOf(ink)).toEqual(['freedraw', 'freedraw']);
    await until('it is said', async () =>
      (await saidWords(a.page)).some((said) => /Looks like a rectangle/.test(said)),
    );
    await photo(a.page, 'shape-pen-light');

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

interface Replay {
  readonly strokes: readonly (readonly [x: number, y: number, t: number][])[];
}

/** Draws what was recorded, stroke by stroke, with every third of its points. */
async function replay(page: Page, [left, top]: At): Promise<number> {
  const { strokes } = JSON.parse(await readFile(join(fixtures, 'rough-flowchart.json'), 'utf8')) as Replay;
  await takeTool(page, 'freedraw');
  for (const stroke of strokes) {
    const points = stroke
      .filter((_, i) => i % 3 === 0 || i === stroke.length - 1)
      .map(([x, y]): At => [x + left, y + top]);
    await strokeAlong(page, points);
  }
  return strokes.length;
}

/** So many rough boxes, each in one stroke, in rows. */
function boxes(count: number): Y.Doc {
  const doc = new Y.Doc();
  const across = 25;
  const elements = Array.from({ length: count }, (_, i) => {
    const side = 40 + (i % 7);
    const points: At[] = [
      [0, 0],
      [side, 2],
      [side + 1, side],
      [1, side - 1],
      [0, 1],
    ].flatMap(([x, y], at, all): At[] => {
      const [toX = 0, toY = 0] = all[at + 1] ?? [];
      if (at === all.length - 1) return [[x ?? 0, y ?? 0]];
      return Array.from({ length: 8 }, (__, step) => [
        (x ?? 0) + ((toX - (x ?? 0)) * step) / 8 + Math.sin(i + step),
        (y ?? 0) + ((toY - (y ?? 0)) * step) / 8 + Math.cos(i * 3 + step),
      ]);
    });
    return element(`ink${i}`, {
      type: 'freedraw',
      index: `a${String(i).padStart(4, '1')}`,
      x: (i % across) * 90,
      y: Math.floor(i / across) * 90,
      width: side,
      height: side,
      points,
      pressures: [],
      simulatePressure: true,
    });
  });
  seedDrawing(doc, { elements });
  return doc;
}

describe('ink that is made clean', () => {
  test('[BOARD-14] a rough flowchart becomes bound shapes for everybody, in one step', async () => {
    const documentId = await place.newDrawing('flowchart.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    const [a, b] = [await place.enter(ada, documentId), await place.enter(ben, documentId)];
    const strokes = await replay(a.page, [260, 60]);
    const ink = await hubHas(strokes);
    await takeTool(a.page, 'selection');
    await a.page.getByRole('button', { name: 'Menu of the board' }).click();
    await a.page.getByText('Make clean shapes').click();
    await a.page.getByText('9 shapes made clean, 12 strokes left as drawn.').waitFor();
    const drawing = await hubHas(9 + 12);
    await photo(a.page, 'made-clean-light');

    const elements = Object.entries(drawing.elements).map(([id, element]) => ({ ...element, id }) as BoundElement);
    const arrows = elements.filter(({ type }) => type === 'arrow');
    expect(arrows).toHaveLength(4);
    for (const arrow of arrows) {
      for (const end of [arrow.startBinding, arrow.endBinding]) {
        if (end === null || end === undefined) continue;
        const shape = elements.find(({ id }) => id === end.elementId);
        expect(shape?.boundElements).toContainEqual({ id: arrow.id, type: 'arrow' });
      }
    }
    // One of the eight ends is at a parallelogram, which is a closed line of the canvas.
    expect(arrows.flatMap(({ startBinding, endBinding }) => [startBinding, endBinding]).filter(Boolean)).toHaveLength(
      7,
    );
    const clean = (all: readonly { type: string }[]) =>
      all
        .map(({ type }) => type)
        .filter((type) => type !== 'freedraw')
        .sort()
        .join();
    await until('Ben sees them', async () => clean(await sceneOf(b.page)) === clean(elements));

    await a.page.getByRole('button', { name: 'Undo' }).last().click();
    expect((await hubHas(strokes)).elements).toEqual(ink.elements);
  });

  test('[BOARD-14] of 500 strokes it says how far it is, and leaves the board alone when it is cancelled', async () => {
    const documentId = await place.newDrawing('many.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    await postUpdate(hub, documentId, Y.encodeStateAsUpdate(boxes(500)), ada.token);
    const ink = await hubHas(500);
    const { page, context } = await place.enter(ada, documentId);
    // However quick the machine is, there is time to cancel.
    let letIn = (): void => undefined;
    const held = new Promise<void>((resolve) => (letIn = resolve));
    await context.route('**/*.weights', (route) => held.then(() => route.continue()));
    const start = async () => {
      await page.getByRole('button', { name: 'Menu of the board' }).click();
      await page.getByText('Make clean shapes').click();
    };
    await start();
    await page.getByRole('status').getByText('Looking at 500 strokes').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Looking at 500 strokes' });
    await bar.waitFor({ state: 'attached' });
    await photo(page, 'making-clean-light');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await bar.waitFor({ state: 'detached' });
    letIn();
    expect((await hubHas(500)).elements).toEqual(ink.elements);
    await start();
    await page.getByText(/^\d+ shapes made clean/).waitFor();
    const clean = async () => typesOf(await hubHas(500)).filter((type) => type === 'rectangle').length;
    await until('all are boxes', async () => (await clean()) === 500, { shown: clean });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await until('the ink is back', async () => (await clean()) === 0);
    expect((await hubHas(500)).elements).toEqual(ink.elements);
  });
});

describe('a board without its recogniser', () => {
  test('[BOARD-15] works, says that recognition is off and why, and tries again', async () => {
    const documentId = await place.newDrawing('without.excalidraw');
    const { page, context } = await place.enter(ada, documentId, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      // The browser itself notes what was not found.
      expected: (message) => new URL(message.location().url).pathname.endsWith('.weights'),
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await context.route('**/*.weights', (route) => route.fulfill({ status: 404 }));
    await takeTool(page, 'freedraw');
    await strokeAlong(page, [
      [100, 140],
      [200, 150],
      [260, 140],
    ]);
    await untilElements({ hub, token: ada.token, documentId }, 1);
    expect(asked.filter((url) => /recognition\.worker|\.weights/.test(url))).toEqual([]);

    await shapePen(page);
    const notice = page.getByRole('status').filter({ hasText: 'Shapes are not recognised now' });
    await notice.waitFor();
    await photo(page, 'recognition-off-dark-390');
    await strokeAlong(page, [
      [100, 380],
      [260, 384],
    ]);
    await untilElements({ hub, token: ada.token, documentId }, 2);

    await context.unroute('**/*.weights');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await notice.waitFor({ state: 'detached' });
    await strokeAlong(page, diamond);
    await ghost(page, 'diamond').waitFor();
    await photo(page, 'shape-pen-dark-390');
    expect(await complaints(page, '[data-board]')).toEqual([]);
    await page.getByRole('button', { name: 'Replace the ink: Diamond' }).click();
    const { elements } = await untilElements({ hub, token: ada.token, documentId }, 3);
    expect(
      Object.values(elements)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['diamond', 'freedraw', 'freedraw']);
  });
});
