/**
 * Suites in the host can neither see the window nor press its keys. They ask this, over a port of this machine, and it
 * does so as a person would; it also takes the hub away and brings it back.
 */
import { createServer, type Server } from 'node:http';
import type { FrameLocator, Locator, Page } from 'playwright-core';

export type HandsTask =
  /** What the shown elements say; `frames`: in a page within the window, from the outermost frame on. */
  | { readonly what: 'texts'; readonly selector: string; readonly frames?: readonly string[] }
  | { readonly what: 'click'; readonly selector: string; readonly frames?: readonly string[] }
  | { readonly what: 'type'; readonly text: string }
  | { readonly what: 'press'; readonly key: string }
  | { readonly what: 'photograph'; readonly name: string }
  | { readonly what: 'stopHub' }
  /** It keeps its connections and answers nobody. */
  | { readonly what: 'freezeHub' }
  | { readonly what: 'thawHub' }
  | { readonly what: 'startHub' };

export interface WindowHandsOptions {
  page(): Page;
  photograph(name: string): Promise<unknown>;
  stopHub(): Promise<unknown>;
  signalHub(signal: 'SIGSTOP' | 'SIGCONT'): void;
  startHub(): Promise<unknown>;
}

export interface WindowHands {
  readonly url: string;
  stop(): Promise<void>;
}

export async function lendHands(options: WindowHandsOptions): Promise<WindowHands> {
  const server = createServer(async (request, response) => {
    try {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      response.end(JSON.stringify({ answer: (await perform(JSON.parse(body) as HandsTask, options)) ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port for the hands');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => close(server) };
}

async function perform(task: HandsTask, options: WindowHandsOptions): Promise<unknown> {
  const page = options.page();
  switch (task.what) {
    case 'texts':
      return await shownTexts(within(page, task));
    case 'click':
      return await within(page, task).locator('visible=true').first().click();
    case 'type':
      return await page.keyboard.type(task.text, { delay: 5 });
    case 'press':
      return await page.keyboard.press(task.key);
    case 'photograph':
      return void (await options.photograph(task.name));
    case 'stopHub':
      return void (await options.stopHub());
    case 'freezeHub':
      return options.signalHub('SIGSTOP');
    case 'thawHub':
      return options.signalHub('SIGCONT');
    case 'startHub':
      return void (await options.startHub());
  }
}

function within(page: Page, { selector, frames = [] }: { selector: string; frames?: readonly string[] }): Locator {
  const place = frames.reduce<Page | FrameLocator>((outer, frame) => outer.frameLocator(frame), page);
  return place.locator(selector);
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Editors show blanks as ones that do not break. */
async function shownTexts(elements: Locator): Promise<string[]> {
  const texts = await elements.locator('visible=true').allInnerTexts();
  return texts.map((text) => text.replaceAll('\u00a0', ' '));
}
