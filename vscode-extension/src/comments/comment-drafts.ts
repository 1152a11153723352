/**
 * In which files this person may have begun to write a comment. The editor keeps what stands in an input with the file,
 * also while another one is looked at, and drops it when the file goes; it does not say which input belongs to which.
 */
import { Disposable, TabInputText, type TextDocument, type Uri, window, workspace } from 'vscode';
import { Signal } from '../rooms/signal.ts';
import { commentInputs, isWrittenIn } from './comment-inputs.ts';

/** Milliseconds until the editor has closed the inputs of a file that went out of sight. */
const calmTime = 600;
/** Milliseconds until it has opened those of one that came into sight, with what was written in them. */
const openingTime = 3_000;

export class CommentDrafts implements Disposable {
  /** A file may be held no more. */
  readonly changed = new Signal<void>();
  readonly #held: Disposable;
  #visible = visibleFiles();
  /** Files that have just gone out of sight. */
  readonly #leaving = new Set<string>();
  /** Files out of sight that may have a comment in them, and since when one is in sight again. */
  readonly #hidden = new Map<string, number | null>();
  /** An input went away with what was written in it. */
  #lost = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#held = Disposable.from(
      window.onDidChangeVisibleTextEditors(() => this.#sightChanged()),
      window.tabGroups.onDidChangeTabs(() => this.#soon()),
      workspace.onDidOpenTextDocument((document) => isInput(document) && this.#soon()),
      workspace.onDidChangeTextDocument(({ document }) => isInput(document) && this.#soon()),
      workspace.onDidCloseTextDocument((document) => {
        if (!isInput(document)) return;
        this.#lost ||= isWrittenIn(document);
        this.#soon();
      }),
    );
  }

  /** Whether a comment may be lost with this file. */
  holds(uri: Uri): boolean {
    const file = uri.toString();
    if (this.#hidden.has(file) || this.#leaving.has(file)) return true;
    return visibleFiles().has(file) && isAnyWritten();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#held.dispose();
    this.changed.clear();
  }

  #sightChanged(): void {
    const now = visibleFiles();
    for (const file of this.#visible) if (!now.has(file)) this.#leaving.add(file);
    this.#visible = now;
    this.#soon();
  }

  #soon(delay = calmTime): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  #look(): void {
    // The editor may keep inputs of files that are out of sight.
    if (this.#lost || isAnyWritten()) for (const file of this.#leaving) this.#hidden.set(file, null);
    this.#lost = false;
    this.#leaving.clear();
    const open = openFiles();
    const now = Date.now();
    for (const [file, since] of [...this.#hidden]) {
      const seen = this.#visible.has(file) ? (since ?? now) : null;
      if (!open.has(file) || (seen !== null && now - seen >= openingTime)) this.#hidden.delete(file);
      else this.#hidden.set(file, seen);
    }
    if ([...this.#hidden.values()].some((since) => since !== null)) this.#soon(openingTime);
    this.changed.tell();
  }
}

function isAnyWritten(): boolean {
  return workspace.textDocuments.some((document) => isInput(document) && isWrittenIn(document));
}

function isInput({ uri }: TextDocument): boolean {
  return uri.scheme === commentInputs.scheme;
}

function visibleFiles(): Set<string> {
  const uris = window.visibleTextEditors.map(({ document }) => document.uri);
  return new Set(uris.filter(({ scheme }) => scheme !== commentInputs.scheme).map(String));
}

function openFiles(): Set<string> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri.toString()] : [])));
}
