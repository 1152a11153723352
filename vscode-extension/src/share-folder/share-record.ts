/**
 * What is kept of a shared folder between two starts: which room, what the person chose, and what each file said when
 * both sides were last the same. Without the last, what was changed while the window was closed could not be told from
 * what others changed.
 */
import { type ByteFolder, readJson, writeJson } from '../rooms/byte-folder.ts';
import type { ShareChoice } from './share-rules.ts';

export interface ShareFacts {
  readonly hub: string;
  readonly userId: string;
  readonly roomId: string;
  readonly roomName: string;
  /** The folder on this machine, as an address. */
  readonly folder: string;
  readonly choice: ShareChoice;
}

export interface SharedItem {
  /** Of the document or the file in the room. */
  id: string;
  readonly type: 'text' | 'file';
  /** In the room and on the disk. */
  path: string;
  /** Of a file: the SHA-256 of what both sides said last. */
  mark: string;
  /** Size and date of the file on the disk when it said that; it need not be read again until they differ. */
  stat?: string;
}

interface KeptIndex {
  readonly facts: ShareFacts;
  readonly items: readonly SharedItem[];
  readonly newestSeen: string;
}

const place = 'share';
const indexFile = `${place}/index.json`;
const writeDelay = 400;

export class ShareRecord {
  readonly facts: ShareFacts;
  /** The newest date that the hub gave to a change of the room, as far as everything up to it was looked at. */
  newestSeen = '';
  readonly #folder: ByteFolder;
  readonly #byId = new Map<string, SharedItem>();
  readonly #byPath = new Map<string, SharedItem>();
  /** Texts that are not written yet; null: goes. */
  readonly #waiting = new Map<string, string | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  static async load(folder: ByteFolder): Promise<ShareRecord | null> {
    const kept = (await readJson(folder, indexFile)) as KeptIndex | null;
    if (kept === null || typeof kept.facts?.roomId !== 'string') return null;
    const record = new ShareRecord(folder, kept.facts);
    record.newestSeen = kept.newestSeen;
    for (const item of kept.items) record.#remember(item);
    return record;
  }

  static async create(folder: ByteFolder, facts: ShareFacts): Promise<ShareRecord> {
    await folder.remove(place);
    const record = new ShareRecord(folder, facts);
    record.#later();
    await record.flush();
    return record;
  }

  private constructor(folder: ByteFolder, facts: ShareFacts) {
    this.#folder = folder;
    this.facts = facts;
  }

  get items(): SharedItem[] {
    return [...this.#byId.values()];
  }

  byId(id: string): SharedItem | null {
    return this.#byId.get(id) ?? null;
  }

  byPath(path: string): SharedItem | null {
    return this.#byPath.get(path) ?? null;
  }

  add(item: SharedItem): SharedItem {
    const other = this.#byPath.get(item.path);
    if (other !== undefined && other.id !== item.id) this.drop(other);
    this.#remember(item);
    this.#later();
    return item;
  }

  move(item: SharedItem, path: string): void {
    if (this.#byPath.get(item.path) === item) this.#byPath.delete(item.path);
    item.path = path;
    this.#byPath.set(path, item);
    this.#later();
  }

  drop(item: SharedItem): void {
    if (this.#byPath.get(item.path) === item) this.#byPath.delete(item.path);
    this.#byId.delete(item.id);
    if (item.type === 'text') this.#waiting.set(item.id, null);
    this.#later();
  }

  setMark(item: SharedItem, mark: string): void {
    item.mark = mark;
    this.#later();
  }

  /** Its bytes were replaced in the room, which gives them another id. */
  setId(item: SharedItem, id: string): void {
    this.#byId.delete(item.id);
    item.id = id;
    this.#byId.set(id, item);
    this.#later();
  }

  setStat(item: SharedItem, stat: string): void {
    if (item.stat === stat) return;
    item.stat = stat;
    this.#later();
  }

  /** What both sides say now. */
  setBase(item: SharedItem, text: string): void {
    this.#waiting.set(item.id, text);
    this.#later();
  }

  /** Null: not known. */
  async base(item: SharedItem): Promise<string | null> {
    const waiting = this.#waiting.get(item.id);
    if (waiting !== undefined) return waiting;
    const bytes = await this.#folder.read(basePath(item.id));
    return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  /** Everything that is known, on the disk. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work = this.#work.then(() => this.#write()).catch(() => undefined);
    await this.#work;
  }

  /** Nothing is shared any more. */
  async remove(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#work;
    await this.#folder.remove(place);
  }

  #remember(item: SharedItem): void {
    this.#byId.set(item.id, item);
    this.#byPath.set(item.path, item);
  }

  #later(): void {
    if (this.#ended) return;
    this.#timer ??= setTimeout(() => void this.flush(), writeDelay);
  }

  /** Texts first: an item whose text is missing is compared without one, which only asks more. */
  async #write(): Promise<void> {
    if (this.#ended) return;
    for (const [id, text] of [...this.#waiting]) {
      if (text === null) await this.#folder.remove(basePath(id));
      else await this.#folder.write(basePath(id), new TextEncoder().encode(text));
      if (this.#waiting.get(id) === text) this.#waiting.delete(id);
    }
    const { facts, newestSeen, items } = this;
    await writeJson(this.#folder, indexFile, { facts, newestSeen, items } satisfies KeptIndex);
  }
}

export async function markOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function basePath(id: string): string {
  return `${place}/base/${id}`;
}
