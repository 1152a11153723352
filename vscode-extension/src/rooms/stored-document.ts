/** One document in the local store of an extension host. */
import type { LocalDocument } from '@draftroom/core/client/local-store';
import * as Y from 'yjs';
import { type ByteFolder, readJson, writeJson } from './byte-folder.ts';

export interface StoredDocumentOptions {
  doc: Y.Doc;
  folder: ByteFolder;
  path: string;
  roomId: string;
  writer: string;
  /** Of the transaction that brings what is stored. */
  origin: object;
  after: (milliseconds: number, work: () => void) => () => void;
  onEnd: () => void;
}

/** Updates that come within this time are one file. */
const gatherTime = 250;
/** Until what could not be written is tried again. */
const againTime = 3_000;
/** So many files are made one. */
const mostFiles = 40;
/** Files that this process has made: whoever opens a document again is the same writer, and has no name free twice. */
let made = 0;

export async function openStoredDocument(options: StoredDocumentOptions): Promise<LocalDocument> {
  const { doc, folder, path, origin } = options;
  const names = await readStored(doc, folder, path, origin);
  let unsent = 0;
  for (const name of names) {
    if (name.endsWith('.facts')) unsent += Number((await readJson(folder, `${path}/${name}`))?.unsent ?? 0);
  }
  return new StoredDocument(options, names, unsent);
}

/** Brings what is stored into the doc; answers with the names of all files that are there. */
export async function readStored(doc: Y.Doc, folder: ByteFolder, path: string, origin: unknown): Promise<string[]> {
  const names = await folder.list(path);
  const updates = await Promise.all(
    names.filter((name) => name.endsWith('.update')).map((name) => folder.read(`${path}/${name}`)),
  );
  doc.transact(() => {
    for (const update of updates) {
      try {
        if (update !== null) Y.applyUpdate(doc, update, origin);
      } catch {
        // A file that something else has spoiled: the hub has the document, and the other files count.
      }
    }
  }, origin);
  return names;
}

class StoredDocument implements LocalDocument {
  readonly unsent: number;
  readonly #options: StoredDocumentOptions;
  /** Files that this document has in it. */
  #updateFiles: string[];
  /** Counts of other writers, which end when everything that they counted is settled. */
  #foreignFacts: string[];
  #waiting: Uint8Array[] = [];
  #cancelWrite: (() => void) | null = null;
  #count: number;
  #written: number | null = null;
  /** Writes one after the other. */
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(options: StoredDocumentOptions, names: readonly string[], unsent: number) {
    this.#options = options;
    this.unsent = unsent;
    this.#count = unsent;
    this.#updateFiles = names.filter((name) => name.endsWith('.update'));
    this.#foreignFacts = names.filter((name) => name.endsWith('.facts') && name !== this.#factsFile);
    options.doc.on('update', this.#updated);
    void this.#enqueue(() => this.#writeFacts());
  }

  setUnsent(changes: number): void {
    if (this.#ended) return;
    this.#count = changes;
    void this.#enqueue(() => this.#writeFacts());
  }

  async flush(): Promise<void> {
    this.#cancelWrite?.();
    await this.#enqueue(() => this.#writeUpdates());
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.doc.off('update', this.#updated);
    this.#options.onEnd();
    this.#cancelWrite?.();
    void this.#enqueue(() => this.#writeUpdates());
    void this.#enqueue(() => this.#writeFacts());
    await this.#work;
  }

  async clear(): Promise<void> {
    this.#ended = true;
    this.#options.doc.off('update', this.#updated);
    this.#options.onEnd();
    this.#cancelWrite?.();
    this.#waiting = [];
    await this.#work;
    await this.#options.folder.remove(this.#options.path);
  }

  get #factsFile(): string {
    return `${this.#options.writer}.facts`;
  }

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#options.origin) return;
    this.#waiting.push(update);
    if (this.#waiting.length === 1) this.#writeIn(gatherTime);
  };

  #writeIn(milliseconds: number): void {
    this.#cancelWrite?.();
    this.#cancelWrite = this.#options.after(milliseconds, () => void this.#enqueue(() => this.#writeUpdates()));
  }

  /** Typing goes on whatever cannot be written; only who waits for the result is told of it. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #writeUpdates(): Promise<void> {
    const updates = this.#waiting;
    this.#waiting = [];
    if (updates.length === 0) return;
    const { doc, folder, path } = this.#options;
    const replaced = this.#updateFiles.length >= mostFiles ? this.#updateFiles : [];
    const bytes = replaced.length > 0 ? Y.encodeStateAsUpdate(doc) : Y.mergeUpdates(updates);
    const name = `${this.#options.writer}-${made++}.update`;
    try {
      await folder.write(`${path}/${name}`, bytes);
    } catch (error) {
      // All later ones build on these.
      this.#waiting = [...updates, ...this.#waiting];
      if (!this.#ended) this.#writeIn(againTime);
      throw error;
    }
    this.#updateFiles = replaced.length > 0 ? [name] : [...this.#updateFiles, name];
    // What they hold is in the new one: a file that stays is read twice.
    for (const old of replaced) await folder.remove(`${path}/${old}`).catch(() => undefined);
  }

  /** Only the newest count is written: many changes wait for one write. */
  async #writeFacts(): Promise<void> {
    const unsent = this.#count;
    const { folder, path, roomId } = this.#options;
    if (this.#written !== unsent) {
      await writeJson(folder, `${path}/${this.#factsFile}`, { roomId, unsent });
      this.#written = unsent;
    }
    // Ours holds what they counted from the first write on.
    const foreign = this.#foreignFacts;
    this.#foreignFacts = [];
    for (const name of foreign) await folder.remove(`${path}/${name}`);
  }
}
