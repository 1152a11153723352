/**
 * The files that are being kept in step at this moment. A socket opens 64 documents and a folder has more: those in which
 * something happens are open, and let go when they have been quiet for a while.
 */
import type { OpenRoom } from '../rooms/open-room.ts';
import { LiveText, type LiveTextDeps, type LiveTextEnd } from './live-text.ts';
import type { SharedItem } from './share-record.ts';

export interface LiveTextsOptions {
  /** How many at most; a few are left to editors. */
  readonly most: number;
  /** Milliseconds without a change after which a file is let go. */
  readonly quiet: number;
  onEnd(item: SharedItem, end: LiveTextEnd): void;
  onChange(): void;
}

const lookInterval = 200;

export class LiveTexts {
  readonly #deps: LiveTextDeps;
  readonly #options: LiveTextsOptions;
  readonly #open = new Map<string, LiveText>();
  readonly #opening = new Map<string, Promise<LiveText | null>>();
  /** Two bindings of one file would each take what the other writes for the person's own. */
  readonly #closing = new Map<string, Promise<void>>();
  readonly #end = new AbortController();
  /** Files that are to be open no more, whatever is under way. */
  readonly #unwanted = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Files that are open, or past the wait for a place. */
  #places = 0;

  constructor(deps: LiveTextDeps, options: LiveTextsOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  get count(): number {
    return this.#open.size + this.#opening.size;
  }

  get inStep(): boolean {
    return (
      this.#opening.size === 0 && this.#closing.size === 0 && [...this.#open.values()].every((text) => text.inStep)
    );
  }

  has(id: string): boolean {
    return this.#open.has(id) || this.#opening.has(id) || this.#closing.has(id);
  }

  /** Something happened on either side. Resolves when the file is being kept in step; null: it cannot be. */
  async touch(item: SharedItem): Promise<LiveText | null> {
    const open = this.#open.get(item.id);
    if (open !== undefined) {
      await open.reread();
      return open;
    }
    const opening = this.#opening.get(item.id) ?? this.#start(item);
    this.#opening.set(item.id, opening);
    return await opening;
  }

  /** Its file, or its document, belongs to somebody else from now on. */
  async letGo(id: string): Promise<void> {
    if (this.#opening.has(id)) this.#unwanted.add(id);
    await this.#opening.get(id)?.catch(() => null);
    this.#unwanted.delete(id);
    await this.#closing.get(id);
    const open = this.#open.get(id);
    if (open !== undefined) await this.#close(open);
    this.#options.onChange();
  }

  /** At once, because the hub may not take what comes: nothing more is written. */
  abandonAll(): void {
    for (const text of [...this.#open.values()]) {
      text.abandon();
      void this.#close(text);
    }
    this.#options.onChange();
  }

  async dispose(): Promise<void> {
    this.#end.abort(new Error('sharing has ended'));
    clearInterval(this.#timer);
    await Promise.all([...this.#opening.values()].map((opening) => opening.catch(() => null)));
    await Promise.all([...this.#open.values()].map((text) => this.#close(text)));
    await Promise.all(this.#closing.values());
  }

  #start(item: SharedItem): Promise<LiveText | null> {
    return this.#take(item).finally(() => {
      this.#opening.delete(item.id);
      this.#options.onChange();
    });
  }

  async #take(item: SharedItem): Promise<LiveText | null> {
    const { signal } = this.#end;
    await this.#place();
    await this.#closing.get(item.id);
    const unwanted = () => signal.aborted || this.#unwanted.has(item.id);
    try {
      const text = unwanted() ? null : await LiveText.open(this.#deps, item, signal);
      if (text === null || unwanted()) {
        await text?.close();
        this.#places -= 1;
        return null;
      }
      text.onChange = () => this.#options.onChange();
      text.onEnd = (end) => {
        void this.#close(text);
        this.#options.onEnd(item, end);
      };
      this.#open.set(item.id, text);
      this.#timer ??= setInterval(() => void this.#letGoOfQuiet(), Math.min(this.#options.quiet, 5_000));
      // What was written between reading the file and now has told nobody.
      await text.reread();
      return text;
    } catch (error) {
      this.#places -= 1;
      if (signal.aborted) return null;
      throw error;
    }
  }

  /** Waits until there is room for one more. */
  async #place(): Promise<void> {
    while (!this.#end.signal.aborted && this.#places >= this.#options.most) {
      const [quietest] = [...this.#open.values()]
        .filter((text) => text.inStep)
        .sort((one, other) => one.activeAt - other.activeAt);
      if (quietest === undefined) await new Promise((resolve) => setTimeout(resolve, lookInterval));
      else await this.#close(quietest);
    }
    this.#places += 1;
    await this.#channel();
  }

  /** Documents that were let go of leave the socket a moment later. */
  async #channel(): Promise<void> {
    const { session }: Pick<OpenRoom, 'session'> = this.#deps.room;
    while (!this.#end.signal.aborted && session.sessions.length >= this.#options.most + 12) {
      await new Promise((resolve) => setTimeout(resolve, lookInterval));
    }
  }

  async #letGoOfQuiet(): Promise<void> {
    const before = Date.now() - this.#options.quiet;
    for (const text of [...this.#open.values()]) {
      if (text.activeAt < before && text.inStep) await this.#close(text);
    }
  }

  async #close(text: LiveText): Promise<void> {
    this.#leave(text);
    const { id } = text.item;
    const closing = text
      .close()
      .then(() => text.idle())
      .finally(() => this.#closing.delete(id));
    this.#closing.set(id, closing);
    await closing;
  }

  #leave(text: LiveText): void {
    if (this.#open.get(text.item.id) !== text) return;
    this.#open.delete(text.item.id);
    this.#places -= 1;
  }
}
