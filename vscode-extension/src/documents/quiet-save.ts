/**
 * Takes the mark of unsaved changes off: what is in a live document is with the hub, or waits for it on this machine. Only
 * where saving does nothing else; what runs on save is for the person to start, or every window would do it at once.
 */
import { commands, Disposable, type TextDocument, window, workspace } from 'vscode';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import type { BoundDocuments } from './bound-documents.ts';
import { savesOnly } from './saves-only.ts';

const quietTime = 1_000;

export class QuietSave {
  readonly #documents: BoundDocuments;
  readonly #timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  readonly #listeners: Disposable[];

  constructor(documents: BoundDocuments, rooms: OpenRooms) {
    this.#documents = documents;
    const stop = rooms.opened.listen((room) => {
      room.facts.roomChanged.listen(() => {
        for (const bound of documents.all) if (bound.room === room) this.#later(bound.document);
      });
    });
    this.#listeners = [
      workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      workspace.onDidCloseTextDocument((document) => this.#cancel(document)),
      window.onDidChangeActiveTextEditor(
        (editor) => editor !== undefined && documents.unsaved.has(editor.document) && this.#later(editor.document),
      ),
      new Disposable(stop),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const document of [...this.#timers.keys()]) this.#cancel(document);
  }

  #later(document: TextDocument): void {
    if (this.#documents.of(document) === null) return;
    this.#cancel(document);
    this.#timers.set(
      document,
      setTimeout(() => void this.#save(document), quietTime),
    );
  }

  async #save(document: TextDocument): Promise<void> {
    this.#timers.delete(document);
    const bound = this.#documents.of(document);
    if (bound === null || !this.#documents.unsaved.has(document)) return;
    const { room } = bound;
    if (room.mayWrite && !savesOnly(document)) return;
    await bound.settled();
    if (document.isClosed || (room.mayWrite && (await document.save()))) return;
    // Somebody typed while it was saved: that is saved when they are done.
    if (this.#timers.has(document)) return;
    // What is on the disk may be newer: the person decides.
    if (bound.isLocal) return;
    // What the editor takes for read-only it does not save. Reading the file again takes the mark off as well, changes
    // nothing, and is when the editor asks whether it may write; there is a command for it for the active editor only.
    if (window.activeTextEditor?.document === document) {
      await commands.executeCommand('workbench.action.files.revert');
    }
  }

  #cancel(document: TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
  }
}
