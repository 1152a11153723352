/** One document of the editor and its live document: bound for as long as the editor has it open. */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import type { ClientErrorCode } from '@draftroom/core/client/hub-client-error';
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import type { TextPlace } from '@draftroom/core/model/text/text-anchors';
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import { Selection, type TextDocument, type TextDocumentChangeEvent, TextEditorRevealType, window } from 'vscode';
import type * as Y from 'yjs';
import type { ShownText } from '../files/room-files.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { LineMap } from '../text-binding/line-map.ts';
import { OwnUndo } from '../text-binding/own-undo.ts';
import { TextBinding } from '../text-binding/text-binding.ts';
import { changeOf, DocumentText } from './document-text.ts';
import type { ReplicaIds } from './replica-ids.ts';
import type { UnsavedDocuments } from './unsaved-documents.ts';

export interface BoundDocumentOptions {
  document: TextDocument;
  room: OpenRoom;
  session: DocumentSession;
  ids: ReplicaIds;
  unsaved: UnsavedDocuments;
  onProblem: (problem: string) => void;
  /** Of a local file: what was typed just before the role was lowered stays in the file, which is bound no more. */
  onMayNotWrite: () => void;
}

const roleRefusals: ReadonlySet<ClientErrorCode> = new Set(['not_allowed', 'read_only', 'archived']);

export class BoundDocument implements ShownText {
  readonly document: TextDocument;
  readonly room: OpenRoom;
  readonly session: DocumentSession;
  /** Of a local file: what it said when it was last read or written; null while that is not known. */
  fileText: string | null = null;
  readonly #options: BoundDocumentOptions;
  #doc: Y.Doc;
  #id: number;
  #binding: TextBinding;
  #undo: OwnUndo;
  #disposed = false;

  constructor(options: BoundDocumentOptions) {
    this.#options = options;
    this.document = options.document;
    this.room = options.room;
    this.session = options.session;
    this.#doc = options.session.doc;
    this.#id = options.ids.take(this.#doc);
    this.#binding = this.#bind();
    this.#undo = new OwnUndo(this.#binding);
    this.session.on('replaced', this.#replaced);
  }

  /** A file of this machine, not one of the room's own. */
  get isLocal(): boolean {
    return this.document.uri.scheme === 'file';
  }

  get documentId(): string {
    return this.session.documentId;
  }

  /** Whether others' edits are on their way into the editor. */
  get busy(): boolean {
    return this.#binding.busy;
  }

  /** Of what the editor shows. */
  get lines(): LineMap {
    return this.#binding.lines;
  }

  /** A place in what the editor shows, for others. */
  encode(offset: number): string {
    return this.#binding.encode(offset);
  }

  /** Where the editor shows a place that came from others; null while it does not. */
  decode(position: string): number | null {
    return this.#binding.decode(position);
  }

  /** An anchor on a stretch of what the editor shows; on its line when it is empty. */
  anchor(stretch: { start: number; end: number }): TextAnchor {
    return this.#binding.anchor(this.documentId, stretch);
  }

  /** Where the editor shows what anchors are on. */
  places(anchors: readonly TextAnchor[]): TextPlace[] {
    return this.#binding.places(anchors);
  }

  get shown(): string {
    return this.#binding.shown;
  }

  served(text: string): void {
    this.#binding.served(text);
  }

  isSaved(text: string): boolean {
    return (
      normaliseLineEnds(text) === this.shown || (this.#options.unsaved.has(this.document) && this.#binding.showed(text))
    );
  }

  write(text: string): void {
    this.#binding.write(text);
  }

  async kept(): Promise<void> {
    await this.#binding.heard();
    await this.session.whenKept();
  }

  changed(event: TextDocumentChangeEvent): void {
    this.#binding.changed(changeOf(event));
  }

  settled(): Promise<void> {
    return this.#binding.settled();
  }

  /** Resolves when all that was typed up to now is in the document. */
  heard(): Promise<void> {
    return this.#binding.heard();
  }

  async undo(): Promise<void> {
    await this.#goTo(this.#undo.undo());
  }

  async redo(): Promise<void> {
    await this.#goTo(this.#undo.redo());
  }

  dispose(): void {
    // What a local file has is in the file, also when the hub refuses it later than this.
    if (!this.isLocal) this.session.off('replaced', this.#replaced);
    this.#disposed = true;
    this.#unbind();
    this.room.session.release(this.documentId);
  }

  #bind(): TextBinding {
    const { room, document, unsaved, onProblem } = this.#options;
    return new TextBinding({
      doc: this.#doc,
      clientId: this.#id,
      editor: new DocumentText(document),
      writable: () => room.mayWrite,
      isOldFile: (text) => this.isLocal && !unsaved.has(document) && text === this.fileText,
      onNativeUndo: (reason) => void (reason === 'undo' ? this.undo() : this.redo()),
      onProblem,
    });
  }

  #unbind(): void {
    this.#undo.dispose();
    this.#binding.dispose();
    this.#options.ids.giveBack(this.#doc, this.#id);
  }

  /** Refused work was set aside: the same editor goes on with the hub's document. */
  readonly #replaced = (doc: Y.Doc): void => {
    const { draft } = this.session;
    if (this.isLocal && draft !== null && roleRefusals.has(draft.code)) {
      // All of it is in the file, from where it is sent when it may be.
      void this.session.discardDraft();
      if (!this.#disposed) this.#options.onMayNotWrite();
    }
    if (this.#disposed) return;
    this.#unbind();
    this.#doc = doc;
    this.#id = this.#options.ids.take(doc);
    this.#binding = this.#bind();
    this.#undo = new OwnUndo(this.#binding);
  };

  /** Shows the person what came back or went. */
  async #goTo(position: string | null): Promise<void> {
    const binding = this.#binding;
    if (position === null) return;
    await binding.settled();
    const editor = window.activeTextEditor;
    const offset = binding.decode(position);
    if (binding !== this.#binding || editor?.document !== this.document || offset === null) return;
    const { line, character } = binding.lines.position(offset);
    const selection = new Selection(line, character, line, character);
    editor.selection = selection;
    editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
