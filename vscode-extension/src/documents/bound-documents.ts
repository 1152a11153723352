/** Binds every open document of a room to its live document, for as long as it is open. */
import { type Disposable, type TextDocument, type TextDocumentChangeEvent, Uri, workspace } from 'vscode';
import { loadedSession, type Shown, syncedSession } from '../files/room-files.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { readRoomAddress, roomAddress } from '../rooms/room-uri.ts';
import { Signal } from '../rooms/signal.ts';
import { BoundDocument } from './bound-document.ts';
import { ReplicaIds } from './replica-ids.ts';
import { UnsavedDocuments } from './unsaved-documents.ts';

/** Files of this machine that are documents of a room as well. */
export interface LocalTexts {
  /** Null: the editor's own business. */
  placeOf(document: TextDocument): DocumentPlace | null;
  /** Nothing else writes the file when this has resolved. */
  takeOver(document: TextDocument): Promise<void>;
  /** What was done here goes into the document; from then on both are bound. */
  bringIn(document: TextDocument, session: BoundDocument['session']): void;
  uriOf(room: OpenRoom, documentId: string): Uri | null;
  /** Whichever document the file is, bound or not. */
  documentAt(uri: Uri): DocumentPlace | null;
}

export interface DocumentPlace {
  readonly room: OpenRoom;
  readonly documentId: string;
}

export interface BoundDocumentsDeps {
  rooms: OpenRooms;
  onProblem: (problem: string) => void;
}

/** Milliseconds that a document takes at most from being opened to being bound, while the hub is there. */
const bindingTime = 3_000;

export class BoundDocuments implements Disposable {
  readonly bound = new Signal<BoundDocument>();
  /** Told before it ends. */
  readonly unbound = new Signal<BoundDocument>();
  /** Documents may have other files of this machine than before, or none. */
  readonly placesChanged = new Signal<void>();
  readonly unsaved = new UnsavedDocuments();
  readonly #deps: BoundDocumentsDeps;
  readonly #ids = new ReplicaIds();
  readonly #byDocument = new Map<TextDocument, BoundDocument>();
  readonly #listeners: Disposable[];
  readonly #stops: (() => void)[];
  /** Local files that are about to be bound. */
  readonly #binding = new Set<TextDocument>();
  #locals: LocalTexts | null = null;

  constructor(deps: BoundDocumentsDeps) {
    this.#deps = deps;
    this.#listeners = [
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument((event) => this.#changed(event)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
    ];
    this.#stops = [
      // Documents that were open while their room was not.
      deps.rooms.opened.listen((room) => {
        room.facts.treeChanged.listen(() => this.#followPaths(room));
        this.#openedAll();
      }),
      deps.rooms.closed.listen((room) => {
        for (const bound of this.all) if (bound.room === room) this.#unbind(bound);
      }),
    ];
    this.#openedAll();
  }

  get all(): BoundDocument[] {
    return [...this.#byDocument.values()];
  }

  of(document: TextDocument | undefined): BoundDocument | null {
    return document === undefined ? null : (this.#byDocument.get(document) ?? null);
  }

  at(uri: Uri): BoundDocument | null {
    return this.all.find(({ document }) => document.uri.toString() === uri.toString()) ?? null;
  }

  /** Null: it takes too long, or is nobody's document. */
  boundSoon(document: TextDocument): Promise<BoundDocument | null> {
    const known = this.of(document);
    if (known !== null) return Promise.resolve(known);
    return new Promise((resolve) => {
      const stop = this.bound.listen((bound) => bound.document === document && done(bound));
      const late = setTimeout(() => done(null), bindingTime);
      const done = (bound: BoundDocument | null): void => {
        stop();
        clearTimeout(late);
        resolve(bound);
      };
    });
  }

  /** Whether files of this machine are documents. */
  get hasLocals(): boolean {
    return this.#locals !== null;
  }

  /** Null: no file of this machine is a document. */
  setLocals(locals: LocalTexts | null): void {
    this.#locals = locals;
    this.lookForLocals();
  }

  /** Which local files are documents has changed, or which ones are shown. */
  lookForLocals(): void {
    for (const bound of this.all) {
      if (bound.isLocal && this.#locals?.placeOf(bound.document)?.documentId !== bound.documentId) this.#unbind(bound);
    }
    this.#openedAll();
    this.placesChanged.tell();
  }

  /** Where this window shows a document. */
  uriOf(room: OpenRoom, documentId: string): Uri | null {
    const local = this.#locals?.uriOf(room, documentId) ?? null;
    if (local !== null) return local;
    const node = room.facts.tree.byId(documentId);
    return node === null ? null : Uri.from(roomAddress(room.roomId, node.path));
  }

  /** Of what an editor shows, also while its file has another path already. */
  placeOf(document: TextDocument | undefined): DocumentPlace | null {
    return document === undefined ? null : (this.of(document) ?? this.documentAt(document.uri));
  }

  documentAt(uri: Uri): DocumentPlace | null {
    const local = this.#locals?.documentAt(uri) ?? null;
    const address = local === null ? readRoomAddress(uri) : null;
    if (address === null) return local;
    const room = this.#deps.rooms.peek(address.roomId);
    const node = room?.facts.tree.at(address.path.normalize('NFC'));
    return room === null || node?.type !== 'document' ? null : { room, documentId: node.document.id };
  }

  /** For reading and writing the file of the room itself. */
  readonly shown: Shown = (documentId) =>
    this.all.find((bound) => bound.documentId === documentId && !bound.isLocal) ?? null;

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.unsaved.dispose();
    for (const stop of this.#stops) stop();
    for (const bound of this.all) this.#unbind(bound);
    this.bound.clear();
    this.unbound.clear();
    this.placesChanged.clear();
  }

  #openedAll(): void {
    for (const document of workspace.textDocuments) if (!this.#byDocument.has(document)) this.#opened(document);
  }

  #opened(document: TextDocument): void {
    if (this.#locals?.placeOf(document) != null) return void this.#bindLocal(document, this.#locals);
    const address = readRoomAddress(document.uri);
    if (address === null) return;
    const room = this.#deps.rooms.peek(address.roomId);
    const session = room === null ? null : this.#loaded(room, address.path);
    // At once where that is possible: what is typed before would be lost.
    if (room !== null && session !== null) this.#bind(document, room, session);
    else void this.#bindLater(document, address).catch(() => undefined);
  }

  #loaded(room: OpenRoom, path: string): BoundDocument['session'] | null {
    const documentId = textAt(room, path);
    if (documentId === null) return null;
    const session = room.session.acquire(documentId);
    if (session.loaded) return session;
    room.session.release(documentId);
    return null;
  }

  async #bindLater(document: TextDocument, { roomId, path }: { roomId: string; path: string }): Promise<void> {
    const room = await this.#deps.rooms.open(roomId);
    const documentId = textAt(room, path);
    if (documentId === null) return;
    const session = await loadedSession(room, documentId);
    if (document.isClosed || this.#byDocument.has(document)) room.session.release(documentId);
    else this.#bind(document, room, session);
  }

  /** Where a path names another text than before, its editor shows that one from now on. */
  #followPaths(room: OpenRoom): void {
    for (const bound of this.all) {
      if (bound.room === room && !bound.isLocal) void this.#rebind(bound).catch(() => undefined);
    }
  }

  /** Bound to the old one until the new one is here: what is saved in between is not taken for its text. */
  async #rebind(bound: BoundDocument): Promise<void> {
    const { document, room } = bound;
    const path = readRoomAddress(document.uri)?.path ?? '';
    const documentId = textAt(room, path);
    // A path that names nothing: the document may have been moved, and its editor goes along.
    if (documentId === null || documentId === bound.documentId) return;
    const session = await loadedSession(room, documentId);
    if (this.of(document) !== bound || textAt(room, path) !== documentId) return room.session.release(documentId);
    this.#unbind(bound);
    this.#bind(document, room, session);
  }

  async #bindLocal(document: TextDocument, locals: LocalTexts): Promise<void> {
    const place = locals.placeOf(document);
    if (place === null || this.#binding.has(document)) return;
    const { room, documentId } = place;
    this.#binding.add(document);
    try {
      await locals.takeOver(document);
      const session = await loadedSession(room, documentId);
      await syncedSession(session).catch((error: unknown) => {
        room.session.release(documentId);
        throw error;
      });
      const now = this.#locals?.placeOf(document) ?? null;
      if (document.isClosed || this.#byDocument.has(document) || now?.documentId !== documentId || !session.synced) {
        room.session.release(documentId);
        return;
      }
      locals.bringIn(document, session);
      this.#bind(document, room, session);
    } catch {
      // The hub is away or has refused: the file stays as it is, and the next look tries again.
    } finally {
      this.#binding.delete(document);
    }
  }

  #bind(document: TextDocument, room: OpenRoom, session: BoundDocument['session']): void {
    const { onProblem } = this.#deps;
    const bound: BoundDocument = new BoundDocument({
      document,
      room,
      session,
      ids: this.#ids,
      unsaved: this.unsaved,
      onProblem,
      onMayNotWrite: () => this.#unbind(bound),
    });
    this.#byDocument.set(document, bound);
    this.bound.tell(bound);
  }

  #changed(event: TextDocumentChangeEvent): void {
    this.#byDocument.get(event.document)?.changed(event);
  }

  #closed(document: TextDocument): void {
    const bound = this.#byDocument.get(document);
    if (bound !== undefined) this.#unbind(bound);
  }

  #unbind(bound: BoundDocument): void {
    if (this.#byDocument.get(bound.document) !== bound) return;
    this.unbound.tell(bound);
    this.#byDocument.delete(bound.document);
    bound.dispose();
  }
}

function textAt(room: OpenRoom, path: string): string | null {
  const node = room.facts.tree.at(path.normalize('NFC'));
  return node?.type === 'document' && node.document.kind === 'text' ? node.document.id : null;
}
