/**
 * Files of the shared folder that an editor shows: there the editor's text is what is kept in step, and the disk follows
 * when it is saved.
 */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import { Disposable, TabInputText, TabInputTextDiff, type TextDocument, Uri, window, workspace } from 'vscode';
import type { BoundDocuments, LocalTexts } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { bringIn } from './live-text.ts';
import type { SharedItem, ShareRecord } from './share-record.ts';
import type { SharedFolder } from './shared-folder.ts';

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

  constructor(deps: SharedEditorsDeps) {
    this.#deps = deps;
    const { documents } = deps;
    const stop = documents.unbound.listen(({ document, isLocal }) => {
      const path = isLocal ? this.pathOf(document.uri) : null;
      if (path !== null) setTimeout(() => deps.folder().look(path), 0);
    });
    this.#held = Disposable.from(
      window.tabGroups.onDidChangeTabs(() => documents.lookForLocals()),
      workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#saved(document)),
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
    const { room, root } = this.#deps;
    if (!room.mayWrite) return false;
    const uri = Uri.joinPath(root, path).toString();
    return workspace.textDocuments.some((document) => document.uri.toString() === uri) && isInTab(uri);
  }

  placeOf(document: TextDocument): { room: OpenRoom; documentId: string } | null {
    const { room } = this.#deps;
    const item = this.#itemOf(document);
    if (item === null || document.isClosed || !room.mayWrite || !isInTab(document.uri.toString())) return null;
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
    const base = known === null || (stale && !document.isDirty) ? mine : known;
    bringIn(session.doc, { base, mine });
    this.#saved(document);
  }

  uriOf(room: OpenRoom, documentId: string): Uri | null {
    const item = room === this.#deps.room ? this.#deps.record.byId(documentId) : null;
    return item === null ? null : Uri.joinPath(this.#deps.root, item.path);
  }

  /** A file was written by this window, and an editor may just be reading it. */
  wrote(path: string, before: string, after: string): void {
    const now = Date.now();
    const recent = (this.#before.get(path) ?? []).filter(({ at }) => now - at < staleTime);
    this.#before.set(path, [...recent, { text: before, at: now }]);
    this.#deps.documents.at(Uri.joinPath(this.#deps.root, path))?.served(after);
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** What a bound editor and its file both say is what both sides said last. */
  #saved(document: TextDocument): void {
    if (document.isDirty || document.uri.scheme !== this.#deps.root.scheme) return;
    const item = this.#itemOf(document);
    if (item === null || this.#deps.documents.of(document)?.documentId !== item.id) return;
    this.#deps.record.setBase(item, normaliseLineEnds(document.getText()));
  }

  #itemOf(document: TextDocument): SharedItem | null {
    const path = this.pathOf(document.uri);
    const item = path === null ? null : this.#deps.record.byPath(path);
    return item?.type === 'text' ? item : null;
  }
}

function isInTab(uri: string): boolean {
  return window.tabGroups.all.some((group) =>
    group.tabs.some(({ input }) => {
      if (input instanceof TabInputText) return input.uri.toString() === uri;
      return input instanceof TabInputTextDiff && input.modified.toString() === uri;
    }),
  );
}
