/** Addresses of this extension that other programs open: the way back from a sign-in, and links to rooms. */
import type { Disposable, Uri, UriHandler } from 'vscode';

type Page = (query: URLSearchParams) => Promise<void> | void;
type Address = Pick<Uri, 'path' | 'query'>;

/** The address that wakes the extension comes before its page is served, and waits for it. */
export class ExtensionPages implements UriHandler, Disposable {
  readonly #pages = new Map<string, Page>();
  readonly #tellUnknown: () => void;
  #waiting: Address[] = [];
  #complete = false;

  constructor(tellUnknown: () => void) {
    this.#tellUnknown = tellUnknown;
  }

  /** `path` starts with a slash. */
  serve(path: string, page: Page): void {
    this.#pages.set(path, page);
    const due = this.#waiting.filter((address) => address.path === path);
    this.#waiting = this.#waiting.filter((address) => address.path !== path);
    for (const address of due) void this.handleUri(address);
  }

  /** There are no more pages than these. */
  complete(): void {
    this.#complete = true;
    for (const address of this.#waiting.splice(0)) void this.handleUri(address);
  }

  async handleUri(address: Address): Promise<void> {
    const page = this.#pages.get(address.path);
    if (page !== undefined) await page(new URLSearchParams(address.query));
    else if (this.#complete) this.#tellUnknown();
    else this.#waiting.push(address);
  }

  dispose(): void {
    this.#pages.clear();
    this.#waiting = [];
  }
}
