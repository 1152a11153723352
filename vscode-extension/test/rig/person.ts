/** One person with a VS Code of their own, signed in to the hub by the extension, and a probe inside. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { actAs } from './browser-person.ts';
import type { SeenChange, SeenDocument } from './probe/probe.ts';
import { startVsCode, type VsCodeServer } from './vscode-server.ts';
import { openWindow } from './window.ts';

export interface PersonOptions {
  readonly browser: Browser;
  readonly hub: string;
  readonly person: { readonly name: string; readonly token: string };
  /** Folders of the extension and of the probe. */
  readonly extension: string;
  readonly probe: string;
  /** Opens an empty folder of this machine; without it the window is empty. */
  readonly inFolder?: boolean;
  readonly viewport?: { width: number; height: number };
  readonly settings?: Readonly<Record<string, unknown>>;
}

export class EditorPerson {
  readonly name: string;
  readonly page: Page;
  readonly #server: VsCodeServer;
  readonly #portFile: string;

  static async start(options: PersonOptions): Promise<EditorPerson> {
    const { browser, hub, person } = options;
    const portFile = join(await mkdtemp(join(tmpdir(), 'draftroom-person-')), 'port');
    const server = await startVsCode({
      settings: {
        'draftroom.hubs': [hub],
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
        'editor.wordBasedSuggestions': 'off',
        ...options.settings,
      },
      extensions: [
        { folder: options.extension, name: 'draftroom.draftroom-vscode-0.1.0' },
        { folder: options.probe, name: 'rig.probe-0.0.1' },
      ],
      environment: { RIG_PROBE_FILE: portFile },
    });
    const { page } = await openWindow(browser, server, {
      folder: options.inFolder === true ? server.workspace : null,
      viewport: options.viewport,
      prepare: (_page, context) => actAs(context, hub, person),
    });
    return new EditorPerson({ name: person.name, page, server, portFile });
  }

  private constructor(parts: { name: string; page: Page; server: VsCodeServer; portFile: string }) {
    this.name = parts.name;
    this.page = parts.page;
    this.#server = parts.server;
    this.#portFile = parts.portFile;
  }

  /** The folder that the window opens with `inFolder`. */
  get workspace(): string {
    return this.#server.workspace;
  }

  run(command: string, ...args: unknown[]): Promise<unknown> {
    return this.#ask({ what: 'run', command, args });
  }

  /** The text is shown before it has the focus: a key that is pressed in between goes nowhere. */
  async open(path: string, line = 0, character = 0): Promise<void> {
    await this.#ask({ what: 'open', path, line, character });
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  document(path: string): Promise<SeenDocument | null> {
    return this.#ask({ what: 'document', path: `/${path}` });
  }

  changes(): Promise<SeenChange[]> {
    return this.#ask({ what: 'changes' });
  }

  folders(): Promise<{ uri: string; name: string }[]> {
    return this.#ask({ what: 'folders' });
  }

  /** Of the hubs where somebody is signed in. */
  accounts(): Promise<string[]> {
    return this.#ask({ what: 'accounts' });
  }

  /** Follows a `vscode://` link from outside, as a person does who presses one. */
  async follow(link: string): Promise<void> {
    const opened = await this.page.context().newPage();
    await opened.goto(await this.#ask<string>({ what: 'linkHere', link }));
    await opened.close();
  }

  /** Waits for the window’s host: it starts anew when another folder is opened. */
  async ready(): Promise<void> {
    for (let tries = 0; tries < 1_200; tries++) {
      const there = await this.folders().then(
        () => true,
        () => false,
      );
      if (there) return;
      await sleep(100);
    }
    throw new Error(`the host of ${this.name} did not start`);
  }

  async stop(): Promise<void> {
    await this.page.context().close();
    await this.#server.stop();
    await rm(dirname(this.#portFile), { recursive: true, force: true });
  }

  async #ask<Answer>(asked: object): Promise<Answer> {
    const port = await readFile(this.#portFile, 'utf8');
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body: JSON.stringify(asked),
      // A window that waits for somebody says so in time.
      signal: AbortSignal.timeout(60_000),
    });
    const { answer, error } = (await response.json()) as { answer?: Answer; error?: string };
    if (error !== undefined) throw new Error(`${this.name}: ${error}`);
    return answer as Answer;
  }
}
