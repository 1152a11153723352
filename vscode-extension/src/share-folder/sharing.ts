/** The folder of this window that is shared, from its start to its end, over reloads of the window. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  RelativePattern,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { messageFor, ShownError } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import { ReplicaIds } from '../documents/replica-ids.ts';
import { storageFolder } from '../files/storage-folder.ts';
import type { ByteFolder } from '../rooms/byte-folder.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { roomScheme } from '../rooms/room-uri.ts';
import { KeptCopies } from './kept-copies.ts';
import { moveShownFile } from './move-shown-file.ts';
import { askPeople } from './people-dialogs.ts';
import { type ShareFacts, ShareRecord } from './share-record.ts';
import { ShareRules } from './share-rules.ts';
import { SharedEditors } from './shared-editors.ts';
import { SharedFolder, type ShareState } from './shared-folder.ts';

export interface SharingDeps {
  readonly rooms: OpenRooms;
  readonly documents: BoundDocuments;
  /** Null where the window has no folder of its own. */
  readonly storage: Uri | null;
  readonly log: DraftroomLog;
  /** Null: nobody is signed in there. */
  userOf(hub: string): string | null;
}

interface Running {
  readonly record: ShareRecord;
  readonly room: OpenRoom;
  readonly folder: SharedFolder;
  readonly held: Disposable[];
  readonly stops: (() => void)[];
}

export interface SharingSummary {
  readonly hub: string;
  readonly roomId: string;
  readonly roomName: string;
  /** Null while the room is not open yet. */
  readonly state: ShareState | null;
}

const retryTime = 20_000;

/** The folder that can be shared: the first one of this machine. */
export function localFolder(): WorkspaceFolder | null {
  return workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file') ?? null;
}

export class Sharing implements Disposable {
  readonly #deps: SharingDeps;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** Null where nothing is kept. */
  readonly copies: KeptCopies | null;
  #record: ShareRecord | null = null;
  #running: Running | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  /** A start is under way: a second one would wipe what the first has written down. */
  #begins = false;
  #starting: Promise<void> = Promise.resolve();

  constructor(deps: SharingDeps) {
    this.#deps = deps;
    this.copies = deps.storage === null ? null : new KeptCopies(deps.storage);
  }

  get summary(): SharingSummary | null {
    const record = this.#record;
    if (record === null) return null;
    const { hub, roomId, roomName } = record.facts;
    return { hub, roomId, roomName, state: this.#running?.folder.state ?? null };
  }

  /** Null: nothing is shared, or its room is not open. */
  get openRoomId(): string | null {
    return this.#running?.room.roomId ?? null;
  }

  /** Goes on with what an earlier window began. */
  async resume(): Promise<void> {
    const folder = localFolder();
    const store = this.#store();
    const record = folder === null || store === null ? null : await ShareRecord.load(store);
    if (record === null || record.facts.folder !== folder?.uri.toString()) return;
    // Somebody was faster.
    if (this.#begins || this.#record !== null) return;
    this.#setRecord(record);
    if (!(await this.#startAgain())) return;
    const show = l10n.t('Show');
    const notice = l10n.t('This folder is shared with “{0}” again.', record.facts.roomName);
    if ((await window.showInformationMessage(notice, show)) === show) {
      await commands.executeCommand('draftroom.showShareState');
    }
  }

  /** Resolves when no start is under way: until then the documents of its room have no files here. */
  get settled(): Promise<void> {
    return this.#starting;
  }

  /**
   * A fresh start: `prepare` makes the room if there is none yet, `fill` sends what the person chose and says what is the
   * same on both sides. Rejects with `ShownError`, before either, while another folder is shared or about to be.
   */
  async start(
    prepare: () => Promise<ShareFacts>,
    fill: (record: ShareRecord, room: OpenRoom) => Promise<void>,
  ): Promise<void> {
    this.refuseSecond();
    this.#begins = true;
    this.#setContext();
    const started = prepare()
      .then((facts) => this.#start(facts, fill))
      .finally(() => {
        this.#begins = false;
        this.#setContext();
      });
    this.#starting = started.catch(() => undefined);
    await started;
  }

  /** Throws `ShownError` when something is shared, or about to be. */
  refuseSecond(): void {
    if (this.#begins || this.#record !== null) throw new ShownError(l10n.t('This folder is shared already.'));
  }

  decide(path: string, answer: 'room' | 'mine'): void {
    this.#running?.folder.decide(path, answer);
  }

  /** What the room says at a path of the folder; null: no text is there. */
  async roomText(path: string): Promise<string | null> {
    return (await this.#running?.folder.roomText(path)) ?? null;
  }

  /** The files stay on both sides. */
  async stop(): Promise<void> {
    const record = this.#record;
    this.#setRecord(null);
    await this.#halt();
    await record?.remove();
    if (record !== null) await this.#leave(record.facts.roomId);
  }

  /** Somebody has signed in, perhaps the one whose folder waits. */
  accountsChanged(): void {
    clearTimeout(this.#retry);
    void this.#startAgain();
  }

  /** Writes down what is known and lets go; another window goes on. */
  async end(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#retry);
    await this.#halt();
    await this.#record?.flush();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#retry);
    this.#changed.dispose();
  }

  async #start(facts: ShareFacts, fill: (record: ShareRecord, room: OpenRoom) => Promise<void>): Promise<void> {
    const store = this.#store();
    if (store === null) return;
    const room = await this.#deps.rooms.open(facts.roomId);
    const record = await ShareRecord.create(store, facts);
    try {
      await fill(record, room);
      await record.flush();
    } catch (error) {
      await record.remove();
      await this.#leave(facts.roomId);
      throw error;
    }
    this.#setRecord(record);
    await this.#run(record, room);
  }

  /** Nobody is in a room whose folder they do not share, and that they have not open otherwise. */
  async #leave(roomId: string): Promise<void> {
    const uris = [...(workspace.workspaceFolders ?? []), ...workspace.textDocuments].map(({ uri }) => uri);
    const isOpen = uris.some(({ scheme, authority }) => scheme === roomScheme && authority === roomId);
    if (!isOpen) await this.#deps.rooms.close(roomId);
  }

  #store(): ByteFolder | null {
    return this.#deps.storage === null ? null : storageFolder(this.#deps.storage);
  }

  /** Without a hub, or while nobody is signed in, it waits. */
  async #startAgain(): Promise<boolean> {
    const record = this.#record;
    if (record === null || this.#disposed || this.#running !== null) return false;
    // Somebody else may see another room, and is no reason to ask.
    if (this.#deps.userOf(record.facts.hub) !== record.facts.userId) return false;
    try {
      const runs = await this.#run(record, await this.#deps.rooms.open(record.facts.roomId));
      if (this.#record === null) await this.#leave(record.facts.roomId);
      return runs;
    } catch (thrown) {
      const error = toHubClientError(thrown);
      this.#deps.log.error('go on sharing', thrown);
      if (error.code === 'not_found' || error.code === 'removed') await this.#roomGone(messageFor(error));
      else if (error.code !== 'not_signed_in') this.#tryLater();
      return false;
    }
  }

  #tryLater(): void {
    clearTimeout(this.#retry);
    if (!this.#disposed) this.#retry = setTimeout(() => void this.#startAgain(), retryTime);
  }

  /** False: another start was faster, or it has been stopped. */
  async #run(record: ShareRecord, room: OpenRoom): Promise<boolean> {
    const { documents, log } = this.#deps;
    const root = Uri.parse(record.facts.folder);
    // Only hosts that have a disk load what speaks to it.
    const { NodeDisk } = await import('./disk/node-disk.ts');
    // Nothing is waited for between this look and the folder: of two starts only one goes on.
    if (this.#running !== null || this.#record !== record || this.#disposed) return false;
    const disk = new NodeDisk(root.fsPath);
    const editors = new SharedEditors({ room, root, record, documents, folder: () => folder });
    const folder = new SharedFolder({
      room,
      disk,
      record,
      rules: new ShareRules(record.facts.choice),
      ids: new ReplicaIds(),
      people: askPeople(room.name, () => void this.stop()),
      isShown: (path) => editors.isShown(path),
      keepCopy: async (path, bytes) => {
        await this.copies?.keep(path, bytes);
        log.info('a copy of a shared file was kept');
      },
      discard: async (path) => {
        try {
          await workspace.fs.delete(editors.uriAt(path), { useTrash: true });
        } catch {
          // Not every system has a trash; a copy was kept.
          await disk.remove(path);
        }
      },
      moveFile: (from, to) =>
        moveShownFile({ disk, root, from, to, shownAs: editors.isShown(from) ? editors.uriAt(from) : null }),
      wrote: (path, before, after) => editors.wrote(path, before.text, after.text),
      warn: (what, error) => (error === undefined ? log.warn(what) : log.error(what, error)),
    });
    const running: Running = {
      record,
      room,
      folder,
      held: [editors, ...watch(root, folder, editors)],
      stops: [
        folder.changed.listen(() => {
          documents.lookForLocals();
          this.#changed.fire();
        }),
        room.gone.listen(({ message }) => void this.#roomGone(message)),
        this.#deps.rooms.closed.listen((closed) => closed === room && void this.#halt()),
      ],
    };
    this.#running = running;
    documents.setLocals(editors);
    this.#changed.fire();
    await room.facts.refresh().catch(() => undefined);
    await folder.lookAtAll();
    this.#changed.fire();
    return true;
  }

  async #halt(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    this.#deps.documents.setLocals(null);
    for (const stop of running.stops) stop();
    for (const held of running.held) held.dispose();
    await running.folder.dispose();
    this.#changed.fire();
  }

  async #roomGone(message: string): Promise<void> {
    const name = this.#record?.facts.roomName ?? '';
    await this.stop();
    void window.showWarningMessage(l10n.t('This folder is not shared with “{0}” any more: {1}', name, message));
  }

  #setRecord(record: ShareRecord | null): void {
    this.#record = record;
    this.#setContext();
    this.#changed.fire();
  }

  #setContext(): void {
    void commands.executeCommand('setContext', 'draftroom.sharing', this.#begins || this.#record !== null);
  }
}

/** What happens on the disk, as far as the editor tells; what it leaves out is found when the window is looked at again. */
function watch(root: Uri, folder: SharedFolder, editors: SharedEditors): Disposable[] {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(root, '**/*'));
  const look = (uri: Uri) => {
    const path = editors.pathOf(uri);
    if (path !== null) folder.lookBelow(path);
  };
  return [
    watcher,
    watcher.onDidCreate(look),
    watcher.onDidChange(look),
    watcher.onDidDelete(look),
    workspace.onDidSaveTextDocument(({ uri }) => look(uri)),
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        const [from, to] = [editors.pathOf(oldUri), editors.pathOf(newUri)];
        if (from !== null && to !== null) folder.moved(from, to);
      }
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) folder.lookAtAll().catch(() => undefined);
    }),
  ];
}
