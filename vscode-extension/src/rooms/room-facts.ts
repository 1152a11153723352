/** What a room is and what stands in it, kept in step with the hub, and kept on this machine for when it is away. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import type { Tree } from '@draftroom/core/schema/documents';
import type { RoomEvent, RoomEventType } from '@draftroom/core/schema/events';
import type { Room } from '@draftroom/core/schema/rooms';
import { type ByteFolder, readJson, writeJson } from './byte-folder.ts';
import { RoomTree, type TreeChange } from './room-tree.ts';
import { Signal } from './signal.ts';

export interface RoomFactsOptions {
  roomId: string;
  client: HubClient;
  /** Null where nothing is kept. */
  folder: ByteFolder | null;
}

interface Known {
  room: Room;
  tree: Tree;
}

const treeEvents: ReadonlySet<RoomEventType> = new Set<RoomEventType>([
  'ready',
  'reload',
  'document.created',
  'document.moved',
  'document.removed',
  'document.restored',
  'file.created',
  'file.moved',
  'file.removed',
  'file.restored',
]);
const roomEvents: ReadonlySet<RoomEventType> = new Set<RoomEventType>([
  'ready',
  'reload',
  'room.changed',
  'member.changed',
  'member.removed',
]);

export class RoomFacts {
  readonly events = new Signal<RoomEvent>();
  readonly treeChanged = new Signal<TreeChange>();
  readonly roomChanged = new Signal<Room>();
  readonly #options: RoomFactsOptions;
  #client: HubClient;
  #room: Room;
  #tree: RoomTree;
  #subscription: { unsubscribe(): void } | null = null;
  #loading: Promise<void> | null = null;
  #again = false;
  #disposed = false;

  /** Rejects with `HubClientError` when the hub refuses, or is away and nothing is known from before. */
  static async load(options: RoomFactsOptions): Promise<RoomFacts> {
    const known = await fetchKnown(options).catch(async (thrown: unknown) => {
      const error = toHubClientError(thrown);
      const kept = error.code === 'unreachable' ? await readKept(options) : null;
      if (kept === null) throw error;
      return kept;
    });
    return new RoomFacts(options, known);
  }

  private constructor(options: RoomFactsOptions, known: Known) {
    this.#options = options;
    this.#client = options.client;
    this.#room = known.room;
    this.#tree = new RoomTree(known.tree);
    this.#subscribe();
  }

  /** Goes on with another session of the same person. */
  resume(client: HubClient): void {
    this.#client = client;
    this.#subscription?.unsubscribe();
    this.#subscribe();
  }

  get room(): Room {
    return this.#room;
  }

  get tree(): RoomTree {
    return this.#tree;
  }

  /** Resolves when what the hub has now is known here; also used after one's own changes, before their event comes. */
  async refresh(): Promise<void> {
    this.#again = true;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    await this.#loading;
  }

  addFolder(path: string): void {
    this.#take({ room: this.#room, tree: this.#asTree() }, [...this.#tree.emptyFolders, path]);
  }

  removeFolder(path: string): void {
    const inside = (folder: string) => folder === path || folder.startsWith(`${path}/`);
    const kept = [...this.#tree.emptyFolders].filter((folder) => !inside(folder));
    this.#take({ room: this.#room, tree: this.#asTree() }, kept);
  }

  /** Folders that were made here go along, also those that have something in them by now. */
  moveFolder(from: string, to: string): void {
    const moved = (folder: string) =>
      folder === from || folder.startsWith(`${from}/`) ? `${to}${folder.slice(from.length)}` : folder;
    this.#take({ room: this.#room, tree: this.#asTree() }, [...this.#tree.emptyFolders].map(moved));
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscription?.unsubscribe();
    for (const signal of [this.events, this.treeChanged, this.roomChanged]) signal.clear();
  }

  #subscribe(): void {
    this.#subscription = this.#client.trpc.rooms.events.subscribe(
      { roomId: this.#options.roomId },
      { onData: ({ data }) => this.#heard(data), onError: () => undefined },
    );
  }

  #heard(event: RoomEvent): void {
    if (treeEvents.has(event.type) || roomEvents.has(event.type)) void this.refresh().catch(() => undefined);
    this.events.tell(event);
  }

  /** What is asked for while one answer is under way gets one more. */
  async #load(): Promise<void> {
    while (this.#again && !this.#disposed) {
      this.#again = false;
      const known = await fetchKnown({ ...this.#options, client: this.#client });
      if (this.#disposed) return;
      this.#take(known, this.#tree.emptyFolders);
      const { folder, roomId } = this.#options;
      if (folder !== null) await writeJson(folder, keptAt(roomId), known).catch(() => undefined);
    }
  }

  #take({ room, tree }: Known, emptyFolders: Iterable<string>): void {
    const before = this.#tree;
    this.#tree = new RoomTree(tree, emptyFolders);
    const change = before.changesTo(this.#tree);
    const same = JSON.stringify(this.#room) === JSON.stringify(room);
    this.#room = room;
    const { added, removed, moved, replaced } = change;
    if (added.length + removed.length + moved.length + replaced.length > 0) this.treeChanged.tell(change);
    if (!same) this.roomChanged.tell(room);
  }

  #asTree(): Tree {
    const { entries } = this.#tree;
    return {
      documents: entries.flatMap((node) => (node.type === 'document' ? [node.document] : [])),
      files: entries.flatMap((node) => (node.type === 'file' ? [node.file] : [])),
    };
  }
}

async function fetchKnown({ client, roomId }: RoomFactsOptions): Promise<Known> {
  const [room, tree] = await Promise.all([
    client.trpc.rooms.get.query({ roomId }),
    client.trpc.documents.list.query({ roomId }),
  ]);
  return { room, tree };
}

async function readKept({ folder, roomId }: RoomFactsOptions): Promise<Known | null> {
  const kept = folder === null ? null : await readJson(folder, keptAt(roomId));
  return kept === null ? null : (kept as unknown as Known);
}

function keptAt(roomId: string): string {
  return `rooms/${roomId}.json`;
}
