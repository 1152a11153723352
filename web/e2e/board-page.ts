/** What people do on a board, with the mouse and keys that they have. */
import type { BrowserContext, Page } from 'playwright-core';
import { type HubProcess, until } from './harness.ts';
import { type OpenRoom, openRoom, roomOn } from './room-page.ts';

export type BoardTool = 'rectangle' | 'diamond' | 'ellipse' | 'arrow' | 'freedraw' | 'text' | 'selection' | 'eraser';

const keys: Readonly<Record<BoardTool, string>> = {
  selection: 'v',
  rectangle: 'r',
  diamond: 'd',
  ellipse: 'o',
  arrow: 'a',
  freedraw: 'p',
  text: 't',
  eraser: 'e',
};

/** Within the board, in pixels; what is left of 320 may be under the panel of properties. */
export type At = readonly [x: number, y: number];

export async function openBoard(
  opened: { context: BrowserContext; page: Page },
  roomId: string,
  documentId: string,
): Promise<OpenRoom> {
  await openRoom(opened, roomId);
  await opened.page.goto(`/rooms/${roomId}?doc=${documentId}`);
  await boardLoaded(opened.page);
  return roomOn(opened.context, opened.page);
}

export async function boardLoaded(page: Page): Promise<void> {
  await page.locator('[data-board][data-loaded="true"]').waitFor();
}

export async function focusBoard(page: Page): Promise<void> {
  await page.locator('[data-board] .excalidraw-container').first().focus();
}

export async function takeTool(page: Page, tool: BoardTool): Promise<void> {
  await focusBoard(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press(keys[tool]);
}

async function inWindow(page: Page, [x, y]: At): Promise<[number, number]> {
  const box = await page.locator('[data-board]').boundingBox();
  if (box === null) throw new Error('no board');
  return [box.x + x, box.y + y];
}

export async function moveTo(page: Page, at: At, steps = 6): Promise<void> {
  await page.mouse.move(...(await inWindow(page, at)), { steps });
}

/** From one place over others to the last, and lets go. */
export async function drag(page: Page, from: At, ...to: At[]): Promise<void> {
  await moveTo(page, from, 1);
  await page.mouse.down();
  for (const at of to) await moveTo(page, at);
  await page.mouse.up();
}

export async function draw(page: Page, tool: BoardTool, from: At, ...to: At[]): Promise<void> {
  await takeTool(page, tool);
  await drag(page, from, ...to);
}

export async function write(page: Page, at: At, words: string): Promise<void> {
  await takeTool(page, 'text');
  await page.mouse.click(...(await inWindow(page, at)));
  await page.keyboard.type(words, { delay: 10 });
  await page.keyboard.press('Escape');
}

export async function press(page: Page, at: At): Promise<void> {
  await page.mouse.click(...(await inWindow(page, at)));
}

export interface SceneElement {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  strokeColor: string;
  text?: string;
}

/** What the canvas itself shows, from the lowest: all of it is selected and copied, as a person would. */
export async function sceneOf(page: Page): Promise<SceneElement[]> {
  await focusBoard(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  await page.keyboard.press('Control+a');
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('Control+c');
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await until('the scene is in the clipboard', async () => (await read()) !== '', { timeout: 5_000 }).catch(() => null);
  // Escape alone keeps what is selected.
  await press(page, [330, 560]);
  const text = await read();
  return text === '' ? [] : (JSON.parse(text) as { elements: SceneElement[] }).elements;
}

/** What both have to say alike. */
export function told(elements: readonly SceneElement[]): string {
  return elements
    .map(({ id, type, x, y, strokeColor, text }) =>
      [id, type, Math.round(x), Math.round(y), strokeColor, text ?? ''].join(' '),
    )
    .join('\n');
}

export interface HubDrawing {
  elements: Record<string, Record<string, unknown>>;
  files: Record<string, string>;
}

export async function hubDrawing(hub: HubProcess, token: string, documentId: string): Promise<HubDrawing> {
  const response = await fetch(`${hub.url}/api/v1/documents/${documentId}/content`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`content: ${response.status} ${await response.text()}`);
  return (await response.json()) as HubDrawing;
}

/** Waits until the hub has so many elements. */
export async function untilElements(
  { hub, token, documentId }: { hub: HubProcess; token: string; documentId: string },
  count: number,
): Promise<HubDrawing> {
  const now = () => hubDrawing(hub, token, documentId);
  await until(`the hub has ${count} elements`, async () => Object.keys((await now()).elements).length === count, {
    timeout: 15_000,
    shown: async () => Object.values((await now()).elements).map(({ type }) => type),
  });
  return await now();
}
