/** A hub with a room for drawings and the windows of people in it, for one file of tests. */
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { openBoard } from './board-page.ts';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
} from './harness.ts';
import type { OpenRoom } from './room-page.ts';

const window: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  permissions: ['clipboard-read', 'clipboard-write'],
  reducedMotion: 'reduce',
  locale: 'en-GB',
};

interface Parts {
  readonly hub: HubProcess;
  readonly browser: Browser;
  readonly roomId: string;
  /** The owner first. */
  readonly people: readonly TestPerson[];
}

interface WindowOptions extends BrowserContextOptions {
  /** What the browser says of its own accord in a test, and is no problem there. */
  readonly expected?: (message: ConsoleMessage) => boolean;
}

export class DrawingRoom implements Parts {
  readonly hub: HubProcess;
  readonly browser: Browser;
  readonly roomId: string;
  readonly people: readonly TestPerson[];
  /** Requests to others, refused by the policy or not, and what a page complained about. */
  readonly problems: string[] = [];
  readonly #open: OpenRoom[] = [];

  private constructor({ hub, browser, roomId, people }: Parts) {
    this.hub = hub;
    this.browser = browser;
    this.roomId = roomId;
    this.people = people;
  }

  /** The first is the owner, the others may write. */
  static async start(names: readonly string[]): Promise<DrawingRoom> {
    const hub = await startHub();
    const browser = await launchBrowser();
    const people: TestPerson[] = [];
    for (const name of names) people.push(await signUp(hub, name));
    const body = { name: 'Drawing room', visibility: 'private' };
    const { id, code } = await call<{ id: string; code: string }>(hub, 'POST rooms', body, people[0]?.token);
    for (const { token } of people.slice(1)) await call(hub, 'POST rooms/join', { code }, token);
    return new DrawingRoom({ hub, browser, roomId: id, people });
  }

  async newDrawing(path: string): Promise<string> {
    const body = { kind: 'drawing', path };
    const token = this.people[0]?.token;
    return (await call<{ id: string }>(this.hub, `POST rooms/${this.roomId}/documents`, body, token)).id;
  }

  async enter(
    person: TestPerson,
    documentId: string,
    { expected = () => false, ...more }: WindowOptions = {},
  ): Promise<OpenRoom> {
    const opened = await signedInPage(this.browser, this.hub, person, { ...window, ...more });
    this.#watch(opened.page, expected);
    const room = await openBoard(opened, this.roomId, documentId);
    this.#open.push(room);
    return room;
  }

  /** Closes the windows of a test, after a picture of what failed; gives what went wrong in them. */
  async leave(failed: boolean): Promise<string[]> {
    if (failed) await photograph(this.#open.map(({ page }) => page));
    for (const { context } of this.#open.splice(0)) await context.close();
    return this.problems.splice(0);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.hub.stop();
  }

  #watch(page: Page, expected: (message: ConsoleMessage) => boolean): void {
    const { problems, hub } = this;
    page.on('console', (message) => {
      const isWrong = message.type() === 'error' || /content security policy/i.test(message.text());
      if (isWrong && !expected(message)) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(hub.url).host) problems.push(`foreign: ${request.url()}`);
    });
  }
}
