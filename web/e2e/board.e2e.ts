/** A drawing board in a room, by the hands of two people with mice, through the real hub. */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  boardLoaded,
  drag,
  draw,
  focusBoard,
  hubDrawing,
  moveTo,
  press,
  sceneOf,
  takeTool,
  told,
  untilElements,
  write,
} from './board-page.ts';
import { capture } from './capture.ts';
import { DrawingRoom } from './drawing-room.ts';
import { call, type HubProcess, type TestPerson, until } from './harness.ts';
import { complaints, photo } from './look.ts';
import { goToEnd, hubText, loaded, showPanel, typeKeys, untilSaved, untilState } from './room-page.ts';

let place: DrawingRoom;
let hub: HubProcess;
let ada: TestPerson;
let ben: TestPerson;
let vic: TestPerson;
let roomId: string;

async function alike(one: Page, other: Page): Promise<void> {
  let seen = '';
  await until(
    'both see the same',
    async () => {
      const [left, right] = [told(await sceneOf(one)), told(await sceneOf(other))];
      seen = `${left}\n--\n${right}`;
      return left === right;
    },
    { timeout: 20_000, shown: () => seen },
  );
}

const outline = (page: Page) => page.getByRole('region', { name: 'Outline of the drawing' });
const outlineItems = (page: Page) => outline(page).getByRole('listitem').getByRole('button');

beforeAll(async () => {
  place = await DrawingRoom.start(['Ada Berg', 'Ben Okafor', 'Vic Lund']);
  ({ hub, roomId } = place);
  [ada, ben, vic] = place.people as [TestPerson, TestPerson, TestPerson];
  await call(hub, `PATCH rooms/${roomId}/members/${vic.userId}`, { role: 'viewer' }, ada.token);
});

afterEach(async ({ task }) => {
  expect(await place.leave(task.result?.state === 'fail')).toEqual([]);
});

afterAll(async () => {
  await place?.stop();
});

describe('two people on one board', () => {
  test('[BOARD-2] shapes, words, moves, order, deletions and undo are the same for both, the hub and who comes later', async () => {
    const documentId = await place.newDrawing('together.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    const [a, b] = [await place.enter(ada, documentId), await place.enter(ben, documentId)];
    await draw(a.page, 'rectangle', [360, 160], [480, 240]);
    await hubHas(1);
    await draw(b.page, 'ellipse', [560, 160], [680, 240]);
    await draw(a.page, 'freedraw', [360, 320], [400, 360], [440, 320], [480, 360]);
    await write(b.page, [560, 330], 'Said by Ben');
    const drawn = await hubHas(4);
    expect(
      Object.values(drawn.elements)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['ellipse', 'freedraw', 'rectangle', 'text']);
    await alike(a.page, b.page);

    // Ben moves what Ada drew; Ada sends her line to the back and deletes Ben's ellipse.
    await takeTool(b.page, 'selection');
    await drag(b.page, [360, 200], [420, 260]);
    await takeTool(a.page, 'selection');
    await press(a.page, [400, 360]);
    await a.page.keyboard.press('Control+Shift+BracketLeft');
    await press(a.page, [560, 200]);
    await a.page.keyboard.press('Delete');
    await hubHas(3);
    await alike(a.page, b.page);
    expect((await sceneOf(b.page))[0]?.type).toBe('freedraw');

    // Each takes back their own last step: the ellipse that Ada deleted is there again, the move of Ben is not.
    await focusBoard(a.page);
    await a.page.keyboard.press('Control+z');
    await hubHas(4);
    await b.page.getByRole('button', { name: 'Undo' }).click();
    await alike(a.page, b.page);
    const rectangle = Object.values((await hubDrawing(hub, ada.token, documentId)).elements).find(
      ({ type }) => type === 'rectangle',
    );
    const before = Object.values(drawn.elements).find(({ type }) => type === 'rectangle');
    expect([rectangle?.x, rectangle?.y]).toEqual([before?.x, before?.y]);
    await b.page.getByRole('button', { name: 'Redo' }).click();
    await untilSaved(b);
    await alike(a.page, b.page);

    const scene = told(await sceneOf(a.page));
    await a.page.reload();
    await boardLoaded(a.page);
    expect(told(await sceneOf(a.page))).toBe(scene);
  });

  test('[BOARD-2] one’s own steps are still there after a look at another tab', async () => {
    await place.newDrawing('aside.excalidraw');
    const documentId = await place.newDrawing('steps.excalidraw');
    const hubHas = (count: number) => untilElements({ hub, token: ada.token, documentId }, count);
    const { page } = await place.enter(ada, documentId);
    await draw(page, 'rectangle', [360, 160], [480, 240]);
    await draw(page, 'ellipse', [560, 160], [680, 240]);
    await hubHas(2);
    await page.getByRole('treeitem', { name: /^aside/ }).click();
    await page.getByRole('tab', { name: /^aside/, selected: true }).waitFor();
    await boardLoaded(page);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await page.getByRole('tab', { name: /^steps/ }).click();
    await page.getByRole('tab', { name: /^steps/, selected: true }).waitFor();
    await boardLoaded(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await hubHas(1);
    await page.getByRole('button', { name: 'Redo' }).click();
    await hubHas(2);
  });

  test('[CLIENT-8] a text that was left for a drawing is as live as before when it is in front again', async () => {
    const drawing = await place.newDrawing('beside.excalidraw');
    const body = { kind: 'text', path: 'words.txt', content: '' };
    const { id } = await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, body, ada.token);
    const hubSays = (words: string) =>
      until(`the hub has ${words}`, async () => (await hubText(hub, ada.token, id)) === words, {
        shown: () => hubText(hub, ada.token, id),
      });
    const room = await place.enter(ada, drawing);
    const { page } = room;
    await page.getByRole('treeitem', { name: /^words/ }).click();
    await loaded(room);
    await goToEnd(room);
    await typeKeys(room, 'before');
    await hubSays('before');
    await page.getByRole('tab', { name: /^beside/ }).click();
    await boardLoaded(page);
    await page.getByRole('tab', { name: /^words/ }).click();
    await loaded(room);
    // A document that nobody has in front is let go after half a minute.
    await sleep(32_000);
    await goToEnd(room);
    await typeKeys(room, ' and after');
    await hubSays('before and after');
    await untilSaved(room);
    for (let steps = 0; steps < 8; steps++) await page.keyboard.press('Control+z');
    await hubSays('');
    await page.getByRole('tab', { name: /^words/ }).press('Delete');
    await boardLoaded(page);
    await page.getByRole('treeitem', { name: /^words/ }).click();
    await loaded(room);
    await typeKeys(room, 'anew');
    await hubSays('anew');
  });

  test('[BOARD-5] what is drawn offline is kept, said to be, and merged', async () => {
    const documentId = await place.newDrawing('train.excalidraw');
    const [a, b] = [await place.enter(ada, documentId), await place.enter(ben, documentId)];
    await draw(a.page, 'rectangle', [360, 160], [480, 240]);
    await untilElements({ hub, token: ada.token, documentId }, 1);
    await a.context.setOffline(true);
    await draw(a.page, 'diamond', [560, 160], [680, 240]);
    await untilState(a, /^offline, \d+ changes? kept here$/);
    await draw(b.page, 'ellipse', [360, 360], [480, 440]);
    await untilElements({ hub, token: ada.token, documentId }, 2);
    await a.context.setOffline(false);
    await untilSaved(a);
    await untilElements({ hub, token: ada.token, documentId }, 3);
    await alike(a.page, b.page);
    // The browser itself notes each connection that it was kept from making.
    place.problems.splice(0);
  });

  test('[BOARD-4] pointers have names and tools and go when they rest; a drag is seen before it is stored; a view is followed', async () => {
    const documentId = await place.newDrawing('pointers.excalidraw');
    const [a, b] = [
      await place.enter(ada, documentId),
      await place.enter(ben, documentId, { viewport: { width: 1100, height: 760 } }),
    ];
    const pointer = a.page.locator('[data-pointer="Ben Okafor"]');
    await takeTool(b.page, 'rectangle');
    await moveTo(b.page, [340, 200]);
    await pointer.getByText('rectangle').waitFor();
    expect(await pointer.getAttribute('data-drawing')).toBe('false');
    // What is seen from here on is the shape alone.
    await a.page.addStyleTag({ content: '[data-pointers] { visibility: hidden; }' });
    const clip = { x: 560, y: 260, width: 260, height: 200 };
    const bare = await capture(a.page, { clip });
    await b.page.mouse.down();
    await moveTo(b.page, [440, 300]);
    await a.page.locator('[data-pointer="Ben Okafor"][data-drawing="true"]').waitFor({ state: 'attached' });
    await until('the shape in hand is seen', async () => !(await capture(a.page, { clip })).equals(bare));
    expect(Object.keys((await hubDrawing(hub, ada.token, documentId)).elements)).toEqual([]);
    await b.page.mouse.up();
    await untilElements({ hub, token: ada.token, documentId }, 1);

    await a.page.getByRole('button', { name: 'Ben Okafor', exact: true }).click();
    await a.page.getByRole('menuitem', { name: 'Follow Ben Okafor' }).click();
    await b.page.getByText('1 follows you').waitFor();
    await focusBoard(b.page);
    for (let presses = 0; presses < 3; presses++) await b.page.keyboard.press('Control+-');
    const zoom = () => a.page.locator('.reset-zoom-button').innerText();
    await until('Ada sees as much as Ben', async () => Number.parseInt(await zoom(), 10) < 100, { shown: zoom });
    await pointer.waitFor({ state: 'detached' });
  });

  test('[BOARD-3] a viewer sees and cannot change, and so does who becomes one in the middle of a stroke', async () => {
    const documentId = await place.newDrawing('readers.excalidraw');
    const [b, v] = [await place.enter(ben, documentId), await place.enter(vic, documentId)];
    await draw(b.page, 'rectangle', [360, 160], [480, 240]);
    const drawn = await untilElements({ hub, token: ada.token, documentId }, 1);
    expect(await v.page.getByTestId('toolbar-rectangle').count()).toBe(0);
    expect(await v.page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await focusBoard(v.page);
    await v.page.keyboard.press('Control+a');
    await v.page.keyboard.press('Delete');

    await takeTool(b.page, 'ellipse');
    await moveTo(b.page, [560, 200], 1);
    await b.page.mouse.down();
    await moveTo(b.page, [640, 280]);
    await call(hub, `PATCH rooms/${roomId}/members/${ben.userId}`, { role: 'viewer' }, ada.token);
    await b.page.getByTestId('toolbar-rectangle').waitFor({ state: 'detached' });
    await moveTo(b.page, [660, 300]);
    await b.page.mouse.up();
    await call(hub, `PATCH rooms/${roomId}/members/${ben.userId}`, { role: 'editor' }, ada.token);
    await b.page.getByTestId('toolbar-rectangle').waitFor({ state: 'attached' });
    expect(await hubDrawing(hub, ada.token, documentId)).toEqual(drawn);
    expect(await sceneOf(b.page)).toHaveLength(1);
    await v.page.getByRole('button', { name: 'Outline' }).first().click();
    expect(await outlineItems(v.page).allInnerTexts()).toEqual(['Rectangle']);
  });

  test('[BOARD-6] a picture is sent once, as a file of the room, and seen by readers', async () => {
    const documentId = await place.newDrawing('pictures.excalidraw');
    const [a, v] = [await place.enter(ada, documentId), await place.enter(vic, documentId)];
    const shown = v.page.waitForResponse((response) => response.url().includes('/api/v1/assets/'));
    const put = async (): Promise<void> => {
      const chooser = a.page.waitForEvent('filechooser');
      await a.page.locator('.main-menu-trigger').click();
      await a.page.getByRole('button', { name: 'Open a file on the board' }).last().click();
      await (await chooser).setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: await dotPicture(a.page) });
    };
    await put();
    const { files } = await untilElements({ hub, token: ada.token, documentId }, 1);
    await until('the document names the asset', async () => {
      return Object.keys((await hubDrawing(hub, ada.token, documentId)).files).length === 1;
    });
    expect(Object.keys(files).length).toBeLessThanOrEqual(1);
    const answer = await shown;
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png']);
    await a.page.getByRole('treeitem', { name: 'images' }).waitFor();
    await put();
    await untilElements({ hub, token: ada.token, documentId }, 2);
    const tree = await call<{ files: { path: string }[] }>(hub, `GET rooms/${roomId}/documents`, undefined, ada.token);
    expect(tree.files.filter(({ path }) => path.startsWith('images/'))).toHaveLength(1);
  });
});

describe('one person on a board', () => {
  test('[BOARD-1, BOARD-9, BOARD-10] from the tree to a template and through its outline by keys, with the hub alone', async () => {
    const documentId = await place.newDrawing('first.excalidraw');
    const { page } = await place.enter(ada, documentId);
    await page.getByRole('button', { name: 'New drawing' }).click();
    await page.getByRole('textbox', { name: 'Name of the new drawing' }).fill('plans/flow');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'flow.excalidraw', selected: true }).waitFor();
    await boardLoaded(page);
    await page.getByRole('button', { name: 'Flowchart' }).click();
    await page.getByRole('button', { name: 'Outline' }).first().click();
    await until('the outline lists the flowchart', async () => (await outlineItems(page).count()) === 10, {
      shown: () => outlineItems(page).allInnerTexts(),
    });
    const names = await outlineItems(page).allInnerTexts();
    expect(names).toContain('Arrow from Start to Do something');
    expect(names[0]).toBe('Ellipse: Start');
    // The heading has the focus; Tab goes over the closing button and the search to the first item.
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-board] .App-menu__left').first().waitFor();
    await page.keyboard.press('Escape');
    await outline(page).waitFor({ state: 'detached' });

    const fonts = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length);
    expect(fonts).toBeGreaterThan(0);
    await write(page, [700, 640], '漢字 और');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('[data-board] .excalidraw.theme--dark').waitFor();
  });

  test('[BOARD-7] files come onto the board beside what is there, and broken ones change nothing', async () => {
    const documentId = await place.newDrawing('files.excalidraw');
    const { page } = await place.enter(ada, documentId);
    await draw(page, 'rectangle', [360, 160], [480, 240]);
    await untilElements({ hub, token: ada.token, documentId }, 1);
    const file = join(tmpdir(), `draftroom-${documentId}.excalidraw`);
    const base = { x: 0, y: 0, width: 80, height: 40, angle: 0, groupIds: [], frameId: null, boundElements: [] };
    const elements = [
      { ...base, id: 'one', type: 'ellipse' },
      { ...base, id: 'two', type: 'diamond', y: 90 },
      { id: 'bad', type: 'rectangle', x: 'here' },
    ];
    await writeFile(file, JSON.stringify({ type: 'excalidraw', version: 2, elements, files: {} }));
    const field = page.locator('[data-board] > input[type="file"]');
    await field.setInputFiles(file);
    await page.getByText('could not be read').waitFor();
    const taken = await untilElements({ hub, token: ada.token, documentId }, 3);
    await field.setInputFiles(file);
    await untilElements({ hub, token: ada.token, documentId }, 5);
    expect(Object.keys(taken.elements)).not.toContain('one');

    for (const bad of ['{"type":"excalidraw"', '{"type":"other"}', '[]']) {
      await field.setInputFiles({ name: 'broken.excalidraw', mimeType: 'application/json', buffer: Buffer.from(bad) });
      await page.getByText('This drawing cannot be read').last().waitFor();
    }
    await untilElements({ hub, token: ada.token, documentId }, 5);

    const scene = JSON.stringify({ type: 'excalidraw', elements: [elements[0]], files: {} });
    await page.evaluate((text) => navigator.clipboard.writeText(text), scene);
    await takeTool(page, 'selection');
    await moveTo(page, [600, 400]);
    await page.keyboard.press('Control+v');
    await untilElements({ hub, token: ada.token, documentId }, 6);

    const library = { type: 'excalidrawlib', version: 1, library: [[elements[0]]] };
    const shapes = Buffer.from(JSON.stringify(library));
    await field.setInputFiles({ name: 'my.excalidrawlib', mimeType: 'application/json', buffer: shapes });
    await page.getByText('in your library').waitFor();
    await page.reload();
    await boardLoaded(page);
    await page.locator('.default-sidebar-trigger').click();
    await page.locator('.library-unit__dragger').first().waitFor();
  });

  test('[BOARD-8] goes out as PNG, SVG, PDF and as a file', async () => {
    const documentId = await place.newDrawing('out.excalidraw');
    const { page } = await place.enter(ada, documentId);
    await draw(page, 'rectangle', [360, 160], [480, 240]);
    await write(page, [360, 300], 'Words');
    await untilElements({ hub, token: ada.token, documentId }, 2);
    await takeTool(page, 'selection');
    const starts = { PNG: '\u0089PNG', SVG: '<svg', PDF: '%PDF-1.4', Excalidraw: '{\n  "type": "excalidraw"' };
    for (const [format, start] of Object.entries(starts)) {
      await page.locator('.main-menu-trigger').click();
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Export' });
      await dialog.getByText(format, { exact: true }).click();
      const downloaded = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Save' }).click();
      const download = await downloaded;
      expect(download.suggestedFilename()).toBe(`out.${format.toLowerCase()}`);
      const bytes = (await readFile(await download.path())).toString('latin1');
      expect(bytes.slice(0, start.length)).toBe(start);
      if (format === 'SVG') expect(bytes).toContain('data:font/woff2;base64,');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  test('[BOARD-11] comments stand on elements, go with them, and say when they are gone', async () => {
    const documentId = await place.newDrawing('talk.excalidraw');
    const [a, b] = [await place.enter(ada, documentId), await place.enter(ben, documentId)];
    await draw(a.page, 'rectangle', [420, 200], [560, 300]);
    await untilElements({ hub, token: ada.token, documentId }, 1);
    // What he points at is on his board, too.
    await until('Ben sees it', async () => (await sceneOf(b.page)).length === 1);
    await takeTool(b.page, 'selection');
    await b.page.getByRole('button', { name: 'Comment on the board' }).first().click();
    await press(b.page, [500, 250]);
    await b.page.getByRole('textbox', { name: 'Write a comment', exact: true }).pressSequentially('Make it round');
    await b.page.keyboard.press('Enter');
    const pin = a.page.getByRole('button', { name: 'Ben Okafor: Make it round' });
    await pin.waitFor();
    const at = await pin.boundingBox();
    await takeTool(a.page, 'selection');
    await drag(a.page, [420, 250], [520, 330]);
    await until('the pin has gone with its shape', async () => (await pin.boundingBox())?.x !== at?.x);
    await pin.click();
    await a.page.getByRole('list', { name: 'Threads' }).getByText('Rectangle').waitFor();
    await press(a.page, [520, 330]);
    await a.page.keyboard.press('Delete');
    await a.page.getByText('What this points to was taken off the board.').waitFor();
    await b.page.locator('[data-lost="true"]').first().waitFor();
  });

  test('[BOARD-12] a version is looked at beside what is there now, and brought back', async () => {
    const documentId = await place.newDrawing('history.excalidraw');
    const room = await place.enter(ada, documentId);
    const { page } = room;
    await draw(page, 'rectangle', [360, 160], [480, 240]);
    await untilElements({ hub, token: ada.token, documentId }, 1);
    await showPanel(room, 'Versions');
    await page.getByRole('textbox', { name: 'Name this moment' }).fill('One box');
    await page.keyboard.press('Enter');
    const row = page.getByRole('button', { name: /One box/ });
    await row.waitFor();
    await draw(page, 'ellipse', [560, 160], [680, 240]);
    await untilElements({ hub, token: ada.token, documentId }, 2);
    await row.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: 'The drawing: One box' }).waitFor();
    await dialog.getByRole('img', { name: 'The drawing: Now' }).waitFor();
    await photo(page, 'board-versions');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await untilElements({ hub, token: ada.token, documentId }, 1);
    await until('the canvas shows it', async () => (await sceneOf(page)).length === 1);
  });
});

describe('how it looks', () => {
  test('a board is clean for axe, empty and full, in both schemes, and photographed', async () => {
    const documentId = await place.newDrawing('looks.excalidraw');
    const { page } = await place.enter(ada, documentId);
    await photos(page, 'board-empty');
    await page.getByRole('button', { name: 'Flowchart' }).click();
    await untilElements({ hub, token: ada.token, documentId }, 17);
    await page.locator('.main-menu-trigger').click();
    for (const name of ['Wireframe', 'Mind map', 'Entities']) {
      if (name !== 'Wireframe') await page.locator('.main-menu-trigger').click();
      await page.getByRole('button', { name: 'Begin with a template' }).click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await focusBoard(page);
    await page.keyboard.press('Shift+1');
    await photos(page, 'board-full');
    await page.getByRole('button', { name: 'Outline' }).first().click();
    await photos(page, 'board-outline', [1280]);
  });
});

/** In both schemes; axe looks at each width in one and at the widest in the other. */
async function photos(page: Page, name: string, widths: readonly number[] = [390, 1024, 1600]): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
      await photo(page, `${name} ${width} ${colorScheme}`);
      if (colorScheme === 'dark' && width !== widths.at(-1)) continue;
      for (const complaint of await complaints(page)) found.push(`${name} ${width} ${colorScheme}: ${complaint}`);
    }
  }
  expect.soft(found).toEqual([]);
}

/** A picture of one colour, made by the browser itself. */
async function dotPicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 60;
    canvas.height = 40;
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.fillStyle = '#2f5bd3';
      context.fillRect(0, 0, 60, 40);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}
