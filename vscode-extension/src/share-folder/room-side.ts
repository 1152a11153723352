/** What a shared folder does in the room. */
import { type HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
import { defaultLimits } from '@draftroom/core/contract/limits';
import { createRoomText, sendFile } from '../files/room-files.ts';
import { reasonWithin } from './collect.ts';
import type { DiskRefusals } from './disk-refusals.ts';
import { importFiles } from './import-files.ts';
import { isExpected } from './left-out.ts';
import type { HeldBack, SettlingDeps } from './settling.ts';
import { markOf, type SharedItem } from './share-record.ts';
import { sharedNode } from './shared-node.ts';
import { readFileText } from './text-format.ts';

/** From so many on new files go together. */
const together = 20;

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export class RoomSide {
  readonly #deps: SettlingDeps;
  readonly #heldBack: Map<string, HeldBack>;
  readonly #stale: ReadonlySet<string>;
  readonly #refusals: DiskRefusals;

  constructor(
    deps: SettlingDeps,
    heldBack: Map<string, HeldBack>,
    { stale, refusals }: { stale: ReadonlySet<string>; refusals: DiskRefusals },
  ) {
    this.#deps = deps;
    this.#heldBack = heldBack;
    this.#stale = stale;
    this.#refusals = refusals;
  }

  /** Makes what is new on the disk. Answers with what has to be tried again. */
  async create(looks: readonly { readonly path: string }[]): Promise<string[]> {
    const files: NewFile[] = [];
    for (const { path } of looks) {
      const file = await this.#refusals.around(path, () => this.#sendable(path));
      if (file !== null) files.push(file);
    }
    if (files.length === 0) return [];
    const { room } = this.#deps;
    const sent = new Set<NewFile>();
    if (files.length >= together) {
      const steps = { signal: new AbortController().signal, progress: () => undefined };
      for (const file of await importFiles(room, files, steps)) sent.add(file);
      await room.facts.refresh();
    }
    const failed: string[] = [];
    for (const file of files) {
      // Of what stands there already nothing has to be sent to know it.
      if (sent.has(file) || this.#standsThere(file.path)) continue;
      const error = await this.#createOne(file);
      if (error === null) sent.add(file);
      else if (error.retryable) failed.push(file.path);
      else this.#heldBack.set(file.path, reasonOf(error));
    }
    await room.facts.refresh();
    for (const { id, path } of await adopt(this.#deps, [...sent])) if (this.#stale.has(id)) this.#deps.later(path, 0);
    for (const file of files) if (!sent.has(file) && this.#standsThere(file.path)) this.#meetLater(file.path);
    return failed.filter((path) => !this.#standsThere(path));
  }

  #standsThere(path: string): boolean {
    return this.#deps.room.facts.tree.at(path) !== null;
  }

  /** Somebody else has made something of that name since the look: whether it is the same has to be seen. */
  #meetLater(path: string): void {
    const isShared = sharedNode(this.#deps.room.facts.tree.at(path)) !== null;
    if (isShared) this.#deps.later(path, 0);
    else this.#heldBack.set(path, 'kind');
  }

  /** Whether a file says what the item said last. */
  async isSame(item: SharedItem, path: string): Promise<boolean> {
    const bytes = await this.#refusals.around(path, () => this.#deps.disk.read(path));
    if (bytes === null || bytes.length === 0) return false;
    if (item.type === 'file') return (await markOf(bytes)) === item.mark;
    return readFileText(bytes)?.text === (await this.#deps.record.base(item));
  }

  async move(item: SharedItem, to: string): Promise<void> {
    const { room, live, record } = this.#deps;
    const { trpc } = room.client;
    await live.letGo(item.id);
    if (item.type === 'text') await trpc.documents.move.mutate({ documentId: item.id, path: to });
    else await trpc.documents.files.move.mutate({ fileId: item.id, path: to });
    record.move(item, to);
    await room.facts.refresh();
  }

  async remove(item: SharedItem): Promise<void> {
    const { room, live, record } = this.#deps;
    const { trpc } = room.client;
    await live.letGo(item.id);
    try {
      if (item.type === 'text') await trpc.documents.remove.mutate({ documentId: item.id });
      else await trpc.documents.files.remove.mutate({ fileId: item.id });
    } catch (thrown) {
      if (toHubClientError(thrown).code !== 'not_found') throw thrown;
    }
    record.drop(item);
    await room.facts.refresh();
  }

  async #createOne({ path, bytes }: NewFile): Promise<HubClientError | null> {
    const { room } = this.#deps;
    const text = bytes.length > defaultLimits.textFile ? null : readFileText(bytes);
    try {
      if (text === null) await sendFile(room, path, bytes, false);
      else await createRoomText(room, path, text.text);
      return null;
    } catch (thrown) {
      const error = toHubClientError(thrown);
      if (error.code === 'unreachable') throw error;
      return error;
    }
  }

  async #sendable(path: string): Promise<NewFile | null> {
    const { rules, disk } = this.#deps;
    const reason = rules.reason(path);
    const bytes = reason === null ? await disk.read(path) : null;
    const held = reason ?? (bytes === null ? null : reasonWithin(rules, path, bytes));
    if (held !== null && !isExpected(held)) this.#heldBack.set(path, held);
    return held === null && bytes !== null ? { path, bytes } : null;
  }
}

/** What the hub has taken and stands in the room as it was sent is the same on both sides from now on. */
export async function adopt(
  { room, record }: Pick<SettlingDeps, 'room' | 'record'>,
  files: readonly NewFile[],
): Promise<SharedItem[]> {
  const adopted: SharedItem[] = [];
  for (const { path, bytes } of files) {
    const node = sharedNode(room.facts.tree.at(path));
    if (node === null || record.byId(node.id) !== null) continue;
    if (node.type === 'file') {
      const mark = await markOf(bytes);
      if (node.assetId === mark) adopted.push(record.add({ id: node.id, type: 'file', path, mark }));
      continue;
    }
    const text = readFileText(bytes);
    if (text === null) continue;
    const item = record.add({ id: node.id, type: 'text', path, mark: '' });
    record.setBase(item, text.text);
    adopted.push(item);
  }
  return adopted;
}

function reasonOf(error: HubClientError): HeldBack {
  if (error.code === 'path_taken') return 'twin';
  if (error.code === 'too_many') return 'many';
  if (error.code === 'too_large') return 'large';
  return 'name';
}
