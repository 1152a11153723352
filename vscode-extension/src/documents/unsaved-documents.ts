import { Disposable, type TextDocument, workspace } from 'vscode';

/**
 * Which documents have something to save. VS Code tells extensions that a document is clean when a save has ended, also
 * when somebody typed while it was being written, and does not take that back before the next change. So what was
 * changed since its save began counts as unsaved until the next save, or until it was seen on the disk.
 */
export class UnsavedDocuments implements Disposable {
  /** The version that a document had when its save began. */
  readonly #saving = new WeakMap<TextDocument, number>();
  readonly #changed = new WeakSet<TextDocument>();
  readonly #held = Disposable.from(
    workspace.onWillSaveTextDocument(({ document }) => this.#saving.set(document, document.version)),
    workspace.onDidSaveTextDocument((document) => this.#saved(document)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // From here on its own mark is true.
      if (contentChanges.length > 0) this.#changed.delete(document);
    }),
  );

  has(document: TextDocument): boolean {
    return document.isDirty || this.#changed.has(document);
  }

  /** The file says what the document says: what changed it ran before its text was taken for the save. */
  seenOnDisk(document: TextDocument): void {
    this.#changed.delete(document);
  }

  dispose(): void {
    this.#held.dispose();
  }

  #saved(document: TextDocument): void {
    const began = this.#saving.get(document);
    this.#saving.delete(document);
    if (began === undefined || began === document.version) this.#changed.delete(document);
    else this.#changed.add(document);
  }
}
