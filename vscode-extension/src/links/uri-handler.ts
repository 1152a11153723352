/** Addresses of this extension that other programs open: the way back from a sign-in, and links to rooms. */
import type { Disposable, Uri, UriHandler } from 'vscode';

type Page = (query: URLSearchParams) => Promise<void> | void;

export class ExtensionPages implements UriHandler, Disposable {
  readonly #pages = new Map<string, Page>();

  /** `path` starts with a slash. */
  serve(path: string, page: Page): void {
    this.#pages.set(path, page);
  }

  async handleUri(uri: Uri): Promise<void> {
    await this.#pages.get(uri.path)?.(new URLSearchParams(uri.query));
  }

  dispose(): void {
    this.#pages.clear();
  }
}
