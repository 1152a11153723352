/** The files of one publication: those under way, at most two at once, and what became of the others. */
import type { Upload } from '@draftroom/core/schema/designs';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import type { SendOptions } from './upload-file.ts';

export interface UploadEntry {
  readonly key: string;
  readonly path: string;
  readonly size: number;
  /** Null before the hub has heard of it. */
  readonly upload: Upload | null;
  /** `cut`: tried again until the line is back. */
  readonly state: 'waiting' | 'sending' | 'cut' | 'paused' | 'failed' | 'checking' | 'ready' | 'refused';
  readonly error: ShownError | null;
  /** Chosen on this visit; what came with an earlier one is on the hub and comes again. */
  readonly chosen: boolean;
}

interface Task {
  /** Null for what came with an earlier visit: nothing more of it can be sent from here. */
  readonly file: File | null;
  abort: AbortController | null;
}

export interface UploadListDeps {
  send(file: Blob, name: string, options: Omit<SendOptions, 'wire' | 'wait'>): Promise<Upload>;
  cancel(uploadId: string): Promise<unknown>;
}

const atOnce = 2;

/** What is said of the file itself: the same again for the same bytes. */
const ofTheFile: ReadonlySet<ShownError['code']> = new Set(['empty_file', 'too_large', 'bad_path', 'invalid_input']);

export class UploadList {
  readonly #deps: UploadListDeps;
  readonly #tasks = new Map<string, Task>();
  readonly #listeners = new Set<() => void>();
  /** Uploads of an earlier visit whose bytes are not all there: the same file goes on with them. */
  readonly #unfinished: Upload[] = [];
  #entries: readonly UploadEntry[] = [];
  #made = 0;

  constructor(deps: UploadListDeps) {
    this.#deps = deps;
  }

  readonly entries = (): readonly UploadEntry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the hub still has of earlier visits. */
  restore(uploads: readonly Upload[]): void {
    for (const upload of uploads) {
      if (this.#entries.some((entry) => entry.upload?.id === upload.id)) continue;
      if (upload.state === 'open') this.#unfinished.push(upload);
      else if (upload.state === 'ready') {
        const key = this.#newKey();
        this.#tasks.set(key, { file: null, abort: null });
        this.#put({ key, path: upload.name, size: upload.size, upload, state: 'ready', error: null, chosen: false });
      }
    }
  }

  add(files: readonly { readonly path: string; readonly file: File }[]): void {
    for (const { path, file } of files) {
      const twin = this.#entries.find((entry) => entry.path === path);
      if (twin !== undefined) this.remove(twin.key);
      const at = this.#unfinished.findIndex(({ name, size }) => name === path && size === file.size);
      const upload = at < 0 ? null : (this.#unfinished.splice(at, 1)[0] ?? null);
      const key = this.#newKey();
      this.#tasks.set(key, { file, abort: null });
      this.#put({ key, path, size: file.size, upload, state: 'waiting', error: null, chosen: true });
    }
    this.#next();
  }

  pause(key: string): void {
    this.#tasks.get(key)?.abort?.abort();
    this.#change(key, { state: 'paused' });
    this.#next();
  }

  resume(key: string): void {
    this.#change(key, { state: 'waiting', error: null });
    this.#next();
  }

  remove(key: string): void {
    const entry = this.#entries.find((candidate) => candidate.key === key);
    this.#tasks.get(key)?.abort?.abort();
    this.#tasks.delete(key);
    this.#set(this.#entries.filter((candidate) => candidate !== entry));
    // The hub forgets it within a day by itself.
    if (entry?.upload != null) void this.#deps.cancel(entry.upload.id).catch(() => undefined);
    this.#next();
  }

  /** Ends what is under way; what is on the hub stays there for a day. */
  dispose(): void {
    for (const { abort } of this.#tasks.values()) abort?.abort();
    this.#listeners.clear();
  }

  #next(): void {
    const running = this.#entries.filter(({ state }) => state === 'sending' || state === 'cut').length;
    for (const entry of this.#entries.filter(({ state }) => state === 'waiting').slice(0, atOnce - running)) {
      void this.#send(entry);
    }
  }

  async #send({ key, path, upload }: UploadEntry): Promise<void> {
    const task = this.#tasks.get(key);
    if (task === undefined || task.file === null) return;
    const abort = new AbortController();
    task.abort = abort;
    this.#change(key, { state: 'sending' });
    const still = () => task.abort === abort && !abort.signal.aborted;
    try {
      await this.#deps.send(task.file, path, {
        uploadId: upload?.id,
        signal: abort.signal,
        onChange: (changed) => {
          if (still()) this.#heard(key, changed);
        },
        onCut: (cut) => {
          if (still()) this.#change(key, { state: cut ? 'cut' : 'sending' });
        },
      });
    } catch (error) {
      const shown = shownError(error);
      if (still()) this.#change(key, { state: ofTheFile.has(shown.code) ? 'refused' : 'failed', error: shown });
    }
    this.#next();
  }

  #heard(key: string, upload: Upload): void {
    const before = this.#entries.find((entry) => entry.key === key)?.state;
    this.#change(key, { upload, state: upload.state === 'open' ? 'sending' : upload.state });
    // While the hub looks at one, the next can be on its way.
    if (before !== 'checking' && upload.state === 'checking') this.#next();
  }

  #newKey(): string {
    this.#made += 1;
    return String(this.#made);
  }

  #put(entry: UploadEntry): void {
    this.#set([...this.#entries, entry]);
  }

  #change(key: string, change: Partial<UploadEntry>): void {
    this.#set(this.#entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)));
  }

  #set(entries: readonly UploadEntry[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }
}
