/**
 * Files of the shared folder that an editor shows: there the editor's text is what is kept in step, and the disk follows
 * when it is saved.
 */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import { Disposable, TabInputText, TabInputTextDiff, type TextDocument, Uri, window, workspace } from 'vscode';
import type { BoundDocuments, DocumentPlace, LocalTexts } from '../documents/bound-documents.ts';
import { savesOnly } from '../documents/saves-only.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { bringIn } from './live-text.ts';
import type { SharedItem, ShareRecord } from './share-record.ts';
import type { SharedFolder } from './shared-folder.ts';
import { readFileText } from './text-format.ts';

export interface SharedEditorsDeps {
  readonly room: OpenRoom;
  readonly root: Uri;
  readonly record: ShareRecord;
  readonly documents: BoundDocuments;
  folder(): SharedFolder;
}

/** How long after we have written a file an editor may still come with what it read before. */
const staleTime = 10_000;

export class SharedEditors implements LocalTexts, Disposable {
  readonly #deps: SharedEditorsDeps;
  readonly #held: Disposable;
  /** What files said before this window wrote them. */
  readonly #before = new Map<string, { text: string; at: number }[]>();
  readonly #bases = new Map<TextDocument, string | null>();
  /** Saved files of which the hub has not everything yet; each ends the waiting. */
  readonly #waiting = new Map<SharedItem, () => void>();

  constructor(deps: SharedEditorsDeps) {
    this.#deps = deps;
    const { documents } = deps;
    const stop = documents.unbound.listen(({ document, isLocal }) => {
      const path = isLocal ? this.pathOf(document.uri) : null;
      if (path !== null) setTimeout(() => void this.#letGo(document, path), 0);
    });
    this.#held = Disposable.from(
      window.tabGroups.onDidChangeTabs(() => documents.lookForLocals()),
      workspace.onDidSaveTextDocument((document) => {
        if (documents.unsaved.has(document)) void this.#savedOnDisk(document);
        else void this.#saved(document);
      }),
      workspace.onDidChangeTextDocument(({ document }) => void this.#savedOnDisk(document)),
      new Disposable(stop),
    );
  }

  /** In the room; null: not in the folder. */
  pathOf(uri: Uri): string | null {
    const { root } = this.#deps;
    const start = `${root.path.replace(/\/$/, '')}/`;
    if (uri.scheme !== root.scheme || uri.authority !== root.authority || !uri.path.startsWith(start)) return null;
    return uri.path.slice(start.length).normalize('NFC');
  }

  /** Whether a tab shows the file and its text is open. */
  isShown(path: string): boolean {
    const { room, documents } = this.#deps;
    const document = this.#documentAt(path);
    // Who may only read has what others write on the disk, from where the editor reads it unless it has something to save.
    return document !== null && (room.mayWrite || documents.unsaved.has(document)) && this.#isInTab(path);
  }

  /** As the disk spells it when it is open: some keep the letters of a name in another form than a room. */
  uriAt(path: string): Uri {
    return this.#documentAt(path)?.uri ?? Uri.joinPath(this.#deps.root, path);
  }

  placeOf(document: TextDocument): DocumentPlace | null {
    const { room } = this.#deps;
    const item = this.#itemOf(document);
    if (item === null || document.isClosed || !room.mayWrite || !this.#isInTab(item.path)) return null;
    return { room, documentId: item.id };
  }

  async takeOver(document: TextDocument): Promise<void> {
    const item = this.#itemOf(document);
    if (item === null) return;
    await this.#deps.folder().handOver(item);
    this.#bases.set(document, await this.#deps.record.base(item));
  }

  bringIn(document: TextDocument, session: DocumentSession): void {
    const path = this.pathOf(document.uri) ?? '';
    const mine = normaliseLineEnds(document.getText());
    const known = this.#bases.get(document) ?? null;
    this.#bases.delete(document);
    const now = Date.now();
    const stale = (this.#before.get(path) ?? []).some(({ text, at }) => text === mine && now - at < staleTime);
    // An editor that read the file before we wrote it shows nothing of the person's own.
    const base = known === null || (stale && !this.#deps.documents.unsaved.has(document)) ? mine : known;
    bringIn(session.doc, { base, mine });
    void this.#savedOnDisk(document);
  }

  uriOf(room: OpenRoom, documentId: string): Uri | null {
    const item = room === this.#deps.room ? this.#deps.record.byId(documentId) : null;
    return item === null ? null : this.uriAt(item.path);
  }

  documentAt(uri: Uri): DocumentPlace | null {
    const item = this.#itemAt(uri);
    return item === null ? null : { room: this.#deps.room, documentId: item.id };
  }

  /** A file was written by this window, and an editor may just be reading it. */
  wrote(path: string, before: string, after: string): void {
    const now = Date.now();
    const recent = (this.#before.get(path) ?? []).filter(({ at }) => now - at < staleTime);
    this.#before.set(path, [...recent, { text: before, at: now }]);
    this.#deps.documents.at(this.uriAt(path))?.served(after);
  }

  dispose(): void {
    for (const stop of [...this.#waiting.values()]) stop();
    this.#held.dispose();
  }

  /** What was typed while it was in step belongs on the disk before anything else is written there. */
  async #letGo(document: TextDocument, path: string): Promise<void> {
    const { documents, folder, room } = this.#deps;
    const isLost = documents.unsaved.has(document) && !document.isClosed && documents.of(document) === null;
    if (isLost && !room.mayWrite && savesOnly(document)) await document.save();
    folder().lookAnew(path);
  }

  /** What a bound editor and its file both say is what both sides said last, from when the hub has it, too. */
  async #saved(document: TextDocument): Promise<void> {
    const { documents, root } = this.#deps;
    if (documents.unsaved.has(document) || document.uri.scheme !== root.scheme) return;
    const item = this.#itemOf(document);
    const bound = documents.of(document);
    if (item === null || bound?.documentId !== item.id) return;
    const text = normaliseLineEnds(document.getText());
    bound.fileText = text;
    // What is not in the document yet the hub cannot have.
    await bound.heard();
    if (documents.of(document) === bound && bound.fileText === text) this.#agree(item, bound.session, text);
  }

  /**
   * Until the hub has taken everything, what it had last stays what is compared with: should it refuse what was saved
   * here, that has to be seen as written here only.
   */
  #agree(item: SharedItem, session: DocumentSession, text: string): void {
    this.#waiting.get(item)?.();
    if (hasAll(session)) {
      this.#deps.record.setBase(item, text);
      return;
    }
    const taken = () => {
      if (!hasAll(session)) return;
      stop();
      this.#deps.record.setBase(item, text);
    };
    const stop = () => {
      session.off('saved', taken);
      session.off('replaced', stop);
      session.off('closed', stop);
      this.#waiting.delete(item);
    };
    session.on('saved', taken);
    session.on('replaced', stop);
    session.on('closed', stop);
    this.#waiting.set(item, stop);
  }

  /** Who closes a file without saving it makes the editor call what it shows saved, which it is not. */
  async #savedOnDisk(document: TextDocument): Promise<void> {
    if (document.isDirty || this.#itemOf(document) === null) return;
    const text = normaliseLineEnds(document.getText());
    const bytes = await workspace.fs.readFile(document.uri).then(undefined, () => null);
    const same = bytes !== null && readFileText(bytes)?.text === text;
    if (!same || normaliseLineEnds(document.getText()) !== text) return;
    const { documents, folder } = this.#deps;
    documents.unsaved.seenOnDisk(document);
    // Who only reads gets on the disk what others wrote, which waited for this.
    if (documents.of(document) === null) folder().look(this.pathOf(document.uri) ?? '');
    else await this.#saved(document);
  }

  #documentAt(path: string): TextDocument | null {
    return workspace.textDocuments.find(({ uri }) => this.pathOf(uri) === path) ?? null;
  }

  #isInTab(path: string): boolean {
    return window.tabGroups.all.some((group) =>
      group.tabs.some(({ input }) => {
        if (input instanceof TabInputText) return this.pathOf(input.uri) === path;
        return input instanceof TabInputTextDiff && this.pathOf(input.modified) === path;
      }),
    );
  }

  #itemOf(document: TextDocument): SharedItem | null {
    return this.#itemAt(document.uri);
  }

  #itemAt(uri: Uri): SharedItem | null {
    const path = this.pathOf(uri);
    const item = path === null ? null : this.#deps.record.byPath(path);
    return item?.type === 'text' ? item : null;
  }
}

function hasAll({ saved, synced: isSynced }: DocumentSession): boolean {
  return saved.state === 'saved' && isSynced;
}
