/**
 * In which files this person may have begun to write a comment. The editor keeps what stands in an input with the file,
 * also while another one is looked at, and drops it when the file goes; it does not say which input belongs to which.
 */
import { Disposable, TabInputText, type TextDocument, type Uri, window, workspace } from 'vscode';
import { Signal } from '../rooms/signal.ts';
import { commentInputs, isReplyInput, isWrittenIn } from './comment-inputs.ts';

/** Milliseconds until the editor has closed the inputs of a file that went out of sight. */
const calmTime = 600;
/** Milliseconds until it has opened those of one that came into sight, with what was written in them. */
const openingTime = 3_000;

export class CommentDrafts implements Disposable {
  /** A file may be held no more. */
  readonly changed = new Signal<void>();
  readonly #held: Disposable;
  #visible = visibleFiles();
  /** Inputs with something in them, and the files that were in sight when it was written. */
  readonly #beside = new Map<TextDocument, ReadonlySet<string>>();
  /** Files whose inputs have just gone with what was written in them. */
  readonly #lost = new Set<string>();
  /** Files that have just gone out of sight. */
  readonly #leaving = new Set<string>();
  /** Files out of sight that may have a comment in them, and since when one is in sight again. */
  readonly #hidden = new Map<string, number | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#held = Disposable.from(
      window.onDidChangeVisibleTextEditors(() => this.#sightChanged()),
      window.tabGroups.onDidChangeTabs(() => this.#soon()),
      // One in which a comment is edited opens with what it says.
      workspace.onDidOpenTextDocument((document) => isReplyInput(document) && this.#written(document)),
      workspace.onDidChangeTextDocument(({ document }) => isInput(document) && this.#written(document)),
      workspace.onDidCloseTextDocument((document) => isInput(document) && this.#closed(document)),
    );
  }

  /** Whether a comment may be lost with this file. */
  holds(uri: Uri): boolean {
    const file = uri.toString();
    if (this.#hidden.has(file) || this.#leaving.has(file)) return true;
    return [...this.#beside.values()].some((files) => files.has(file));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#held.dispose();
    this.changed.clear();
  }

  #written(input: TextDocument): void {
    if (isWrittenIn(input)) this.#beside.set(input, visibleFiles());
    else this.#beside.delete(input);
    this.#soon();
  }

  #closed(input: TextDocument): void {
    for (const file of this.#beside.get(input) ?? []) this.#lost.add(file);
    this.#beside.delete(input);
    this.#soon();
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
    for (const file of this.#leaving) if (this.#lost.has(file)) this.#hidden.set(file, null);
    this.#lost.clear();
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
