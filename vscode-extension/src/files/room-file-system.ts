/** Rooms as folders of the editor: `draftroom://<room>/…`, whose files are the live documents. */
import { type HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
import {
  Disposable,
  type Event,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  Uri,
} from 'vscode';
import { hubMessage } from '../hubs/hub-message.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import type { RoomTree, TreeChange, TreeNode } from '../rooms/room-tree.ts';
import { readRoomAddress, roomAddress } from '../rooms/room-uri.ts';
import {
  createRoomFile,
  decodeText,
  isEmptyFolder,
  isSaveOf,
  moveInRoom,
  readRoomFile,
  removeFromRoom,
  type Shown,
  sendFile,
  writeRoomText,
} from './room-files.ts';

export interface RoomFileSystemDeps {
  rooms: OpenRooms;
  shown: Shown;
  /** The document that an editor of this address shows, whatever stands there by now; null: none does. */
  shownAt(uri: Uri): string | null;
}

export class RoomFileSystem implements FileSystemProvider, Disposable {
  readonly onDidChangeFile: Event<FileChangeEvent[]>;
  readonly #deps: RoomFileSystemDeps;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #listening = new Map<OpenRoom, () => void>();
  readonly #stop: (() => void)[];
  /** Times that writing here gave to files; the hub's own times change with every key of anybody. */
  readonly #times = new Map<string, number>();

  constructor(deps: RoomFileSystemDeps) {
    this.#deps = deps;
    this.onDidChangeFile = this.#changed.event;
    this.#stop = [
      deps.rooms.opened.listen((room) => this.#listen(room)),
      deps.rooms.closed.listen((room) => this.#leave(room)),
    ];
  }

  /** Rooms tell of every change themselves. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { room, node } = await this.#findShown(uri);
    if (node.type === 'folder') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const created = node.type === 'file' ? node.file.createdAt : node.document.createdAt;
    const ctime = Date.parse(created);
    return {
      type: FileType.File,
      ctime,
      mtime:
        this.#times.get(uri.toString()) ??
        this.#remember(uri, node.type === 'file' ? ctime : Date.parse(node.document.changedAt)),
      size: node.type === 'file' ? node.file.size : 0,
      ...(isWritable(room, node) ? {} : { permissions: FilePermission.Readonly }),
    };
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const { room, node } = await this.#find(uri);
    if (node.type !== 'folder') throw FileSystemError.FileNotADirectory(uri);
    return room.facts.tree
      .children(node.path)
      .map(({ name, node: child }) => [name, child.type === 'folder' ? FileType.Directory : FileType.File]);
  }

  async createDirectory(uri: Uri): Promise<void> {
    const { room, path } = await this.#room(uri);
    this.#mayWrite(room, uri);
    if (room.facts.tree.at(path) !== null) throw FileSystemError.FileExists(uri);
    room.facts.addFolder(path);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const { room, node } = await this.#find(uri);
    if (node.type === 'folder') throw FileSystemError.FileIsADirectory(uri);
    return await answering(uri, () => readRoomFile(room, node, this.#deps.shown));
  }

  async writeFile(uri: Uri, content: Uint8Array, options: { create: boolean; overwrite: boolean }): Promise<void> {
    const { room, path } = await this.#room(uri);
    const node = room.facts.tree.at(path);
    if (!(await answering(uri, async () => isSaveOf(room, path, this.#deps.shownAt(uri))))) return;
    if (node === null && !options.create) throw FileSystemError.FileNotFound(uri);
    if (node?.type === 'folder') throw FileSystemError.FileIsADirectory(uri);
    if (node !== null && options.create && !options.overwrite) throw FileSystemError.FileExists(uri);
    const document = node?.type === 'document' ? node.document : null;
    const text = document?.kind === 'text' ? textOf(content) : null;
    // A save of what the document says already asks for no right.
    const saved = text !== null && this.#deps.shown(document?.id ?? '')?.isSaved(text) === true;
    if (!saved) this.#mayWrite(room, uri);
    await answering(uri, async () => {
      if (node === null) await createRoomFile(room, path, content);
      else if (document === null) await sendFile(room, path, content, true);
      else if (text !== null) await writeRoomText(room, document.id, text, this.#deps.shown);
      else throw FileSystemError.NoPermissions(l10n.t('Drawings, scenes and graphs are edited in the web room.'));
    });
    this.#remember(uri, Math.max(Date.now(), (this.#times.get(uri.toString()) ?? 0) + 1));
  }

  async delete(uri: Uri, options: { recursive: boolean }): Promise<void> {
    const { room, node } = await this.#find(uri);
    this.#mayWrite(room, uri);
    if (node.path === '') throw FileSystemError.NoPermissions(l10n.t('A room is removed in its settings on the web.'));
    if (node.type === 'folder' && !options.recursive && !isEmptyFolder(room, node.path)) {
      throw FileSystemError.NoPermissions(l10n.t('The folder is not empty.'));
    }
    await answering(uri, () => removeFromRoom(room, node));
  }

  async rename(from: Uri, to: Uri, options: { overwrite: boolean }): Promise<void> {
    const { room, node } = await this.#find(from);
    const target = await this.#room(to);
    this.#mayWrite(room, from);
    if (target.room !== room) throw FileSystemError.Unavailable(l10n.t('Files are copied between rooms, not moved.'));
    const there = room.facts.tree.at(target.path);
    const itself = there !== null && there.path === node.path;
    if (there !== null && !itself && !options.overwrite) throw FileSystemError.FileExists(to);
    await answering(to, async () => {
      if (there !== null && !itself) await removeFromRoom(room, there);
      await moveInRoom(room, node, target.path);
    });
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    for (const stop of this.#listening.values()) stop();
    this.#changed.dispose();
  }

  async #room(uri: Uri): Promise<{ room: OpenRoom; path: string }> {
    const address = readRoomAddress(uri);
    if (address === null) throw FileSystemError.FileNotFound(uri);
    const path = address.path.normalize('NFC');
    return await answering(uri, async () => ({ room: await this.#deps.rooms.open(address.roomId), path }));
  }

  async #find(uri: Uri): Promise<{ room: OpenRoom; node: TreeNode }> {
    const { room, path } = await this.#room(uri);
    const node = room.facts.tree.at(path);
    if (node === null) throw FileSystemError.FileNotFound(uri);
    return { room, node };
  }

  /** An editor whose document somebody has moved is still there until it has gone along, and saves meanwhile. */
  async #findShown(uri: Uri): Promise<{ room: OpenRoom; node: TreeNode }> {
    const { room, path } = await this.#room(uri);
    const node = room.facts.tree.at(path) ?? room.facts.tree.byId(this.#deps.shownAt(uri) ?? '');
    if (node === null) throw FileSystemError.FileNotFound(uri);
    return { room, node };
  }

  #mayWrite(room: OpenRoom, uri: Uri): void {
    if (!room.mayWrite) throw FileSystemError.NoPermissions(uri);
  }

  #remember(uri: Uri, time: number): number {
    this.#times.set(uri.toString(), time);
    return time;
  }

  #listen(room: OpenRoom): void {
    let mayWrite = room.mayWrite;
    const stops = [
      room.facts.treeChanged.listen((change) => this.#changed.fire(events(room, change))),
      room.facts.roomChanged.listen(() => {
        if (mayWrite === room.mayWrite) return;
        mayWrite = room.mayWrite;
        // The editor asks anew whether it may write when a file is said to have changed.
        this.#changed.fire(changedFiles(room, room.facts.tree));
      }),
    ];
    this.#listening.set(room, () => {
      for (const stop of stops) stop();
    });
  }

  #leave(room: OpenRoom): void {
    this.#listening.get(room)?.();
    this.#listening.delete(room);
  }
}

function isWritable(room: OpenRoom, node: TreeNode): boolean {
  return room.mayWrite && (node.type !== 'document' || node.document.kind === 'text');
}

function events(room: OpenRoom, { added, removed, replaced }: TreeChange): FileChangeEvent[] {
  const uri = (path: string) => Uri.from(roomAddress(room.roomId, path));
  return [
    ...removed.map((path) => ({ type: FileChangeType.Deleted, uri: uri(path) })),
    ...added.map((path) => ({ type: FileChangeType.Created, uri: uri(path) })),
    ...replaced.map((path) => ({ type: FileChangeType.Changed, uri: uri(path) })),
  ];
}

function changedFiles(room: OpenRoom, tree: RoomTree): FileChangeEvent[] {
  return tree.entries.map(({ path }) => ({
    type: FileChangeType.Changed,
    uri: Uri.from(roomAddress(room.roomId, path)),
  }));
}

/** Another encoding would be kept as the wrong letters. */
function textOf(content: Uint8Array): string {
  const text = decodeText(content);
  if (text === null)
    throw FileSystemError.Unavailable(l10n.t('Documents are kept as UTF-8. Save it with that encoding.'));
  return text;
}

/** What a hub refuses, in the words that the editor has for files. */
async function answering<Result>(uri: Uri, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof FileSystemError ? thrown : fileError(uri, toHubClientError(thrown));
  }
}

function fileError(uri: Uri, error: HubClientError): FileSystemError {
  switch (error.code) {
    case 'not_found':
    case 'removed':
      return FileSystemError.FileNotFound(uri);
    case 'path_taken':
      return FileSystemError.FileExists(uri);
    case 'not_allowed':
    case 'read_only':
    case 'archived':
    case 'not_signed_in':
      return FileSystemError.NoPermissions(hubMessage(error));
    default:
      return FileSystemError.Unavailable(hubMessage(error));
  }
}
