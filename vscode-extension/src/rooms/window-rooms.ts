/** The rooms of this window: those that are its folders, and the one that its own folder is shared with. */
import { commands, Disposable, workspace } from 'vscode';
import { readRoomAddress } from './room-uri.ts';
import { Signal } from './signal.ts';

export interface SharedFolderRoom {
  /** Null while no folder is shared, or while its room is not open. */
  readonly openRoomId: string | null;
  onDidChange(listener: () => void): Disposable;
}

export class WindowRooms implements Disposable {
  readonly changed = new Signal<void>();
  readonly #shared: SharedFolderRoom;
  readonly #held: Disposable;
  #ids: readonly string[] = [];

  constructor(shared: SharedFolderRoom) {
    this.#shared = shared;
    const look = () => this.#look();
    this.#held = Disposable.from(workspace.onDidChangeWorkspaceFolders(look), shared.onDidChange(look));
    this.#ids = this.#now();
    this.#tellContext();
  }

  /** Once each. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  dispose(): void {
    this.#held.dispose();
    this.changed.clear();
  }

  #now(): string[] {
    const folders = workspace.workspaceFolders ?? [];
    const ids = [...folders.map(({ uri }) => readRoomAddress(uri)?.roomId ?? null), this.#shared.openRoomId];
    return [...new Set(ids.filter((id) => id !== null))];
  }

  #look(): void {
    const now = this.#now();
    if (now.join() === this.#ids.join()) return;
    this.#ids = now;
    this.#tellContext();
    this.changed.tell();
  }

  /** For `when` clauses. */
  #tellContext(): void {
    void commands.executeCommand('setContext', 'draftroom.inRoom', this.#ids.length > 0);
  }
}
