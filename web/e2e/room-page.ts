/** What people do in a room, by the names that they see and hear. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { type HubProcess, until } from './harness.ts';

export interface OpenRoom {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly editor: Locator;
  readonly savedMark: Locator;
}

/** Opens a document of a room and waits until it can be read. */
export async function openRoom(
  { context, page }: { context: BrowserContext; page: Page },
  roomId: string,
  documentId?: string,
): Promise<OpenRoom> {
  await recordWords(page);
  await page.goto(`/rooms/${roomId}${documentId === undefined ? '' : `?doc=${documentId}`}`);
  const room = roomOn(context, page);
  if (documentId !== undefined) await loaded(room);
  return room;
}

export function roomOn(context: BrowserContext, page: Page): OpenRoom {
  const editor = page.getByRole('textbox', { name: 'Text of the document' });
  return { page, context, editor, savedMark: page.getByRole('button', { name: /^State of your work:/ }) };
}

/** The document is shown and has been answered by the hub, or by this machine. */
export async function loaded(room: OpenRoom): Promise<void> {
  await room.page.locator('[data-editor][data-loaded="true"]').waitFor();
  await room.editor.waitFor({ state: 'attached' });
}

export async function goToEnd(room: OpenRoom): Promise<void> {
  await room.editor.focus();
  await room.page.keyboard.press('Control+End');
}

export async function goToStart(room: OpenRoom): Promise<void> {
  await room.editor.focus();
  await room.page.keyboard.press('Control+Home');
}

/** Key by key, as a person does; the keys of several people mix. */
export async function typeKeys(room: OpenRoom, text: string, delay = 15): Promise<void> {
  await room.page.keyboard.type(text, { delay });
}

/** Selects so many characters from a place on, as the keyboard does; lines and columns from 0. */
export async function selectText(room: OpenRoom, at: { line: number; column: number; length: number }): Promise<void> {
  const press = async (key: string, times: number) => {
    for (let pressed = 0; pressed < times; pressed++) await room.page.keyboard.press(key);
  };
  await goToStart(room);
  await press('ArrowDown', at.line);
  await press('ArrowRight', at.column);
  await press('Shift+ArrowRight', at.length);
}

/** The lines that the editor shows. */
export function editorText(room: OpenRoom): Promise<string> {
  return room.page.locator('[data-editor]').evaluate((host) =>
    [...host.querySelectorAll<HTMLElement>('.view-line')]
      .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent ?? '' }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n'),
  );
}

export async function hubText(hub: HubProcess, token: string, documentId: string): Promise<string> {
  const response = await fetch(`${hub.url}/api/v1/documents/${documentId}/content`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`content: ${response.status} ${await response.text()}`);
  return response.text();
}

export async function savedState(room: OpenRoom): Promise<string> {
  const label = (await room.savedMark.getAttribute('aria-label')) ?? '';
  return label.replace('State of your work: ', '');
}

export async function untilSaved(room: OpenRoom): Promise<void> {
  await untilState(room, 'saved');
}

export async function untilState(room: OpenRoom, wanted: string | RegExp, timeout = 30_000): Promise<void> {
  const matches = (state: string) => (typeof wanted === 'string' ? state === wanted : wanted.test(state));
  await until(`the saved mark says ${wanted}`, async () => matches(await savedState(room)), {
    timeout,
    shown: () => savedState(room),
  });
}

export async function showPanel(room: OpenRoom, name: 'Chat' | 'Threads' | 'People' | 'Versions'): Promise<void> {
  await room.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Everything that a live region or the saved mark has said since the page was opened, also what stood there briefly. */
export function saidWords(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { saidWords: string[] }).saidWords);
}

async function recordWords(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { saidWords: said });
    const say = (words: string | null): void => {
      if (words !== null && words !== '' && said.at(-1) !== words) said.push(words);
    };
    const look = (): void => {
      for (const region of document.querySelectorAll('[role="status"], [role="alert"]')) say(region.textContent);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** Drops files or folders of this machine onto the room, as the system's own dragging does. */
export async function dropOnRoom(room: OpenRoom, paths: readonly string[]): Promise<void> {
  const session = await room.context.newCDPSession(room.page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const { width, height } = room.page.viewportSize() ?? { width: 800, height: 600 };
  const at = { x: Math.round(width / 2), y: Math.round(height / 2), data };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at });
  }
  await session.detach();
}
