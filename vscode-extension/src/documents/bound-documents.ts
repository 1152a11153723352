/** Binds every open document of a room to its live document, for as long as it is open. */
import { type Disposable, type TextDocument, type TextDocumentChangeEvent, type Uri, workspace } from 'vscode';
import { loadedSession, type Shown } from '../files/room-files.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { readRoomAddress } from '../rooms/room-uri.ts';
import { Signal } from '../rooms/signal.ts';
import { BoundDocument } from './bound-document.ts';
import { ReplicaIds } from './replica-ids.ts';

export interface BoundDocumentsDeps {
  rooms: OpenRooms;
  onProblem: (problem: string) => void;
}

export class BoundDocuments implements Disposable {
  readonly bound = new Signal<BoundDocument>();
  /** Told before it ends. */
  readonly unbound = new Signal<BoundDocument>();
  readonly #deps: BoundDocumentsDeps;
  readonly #ids = new ReplicaIds();
  readonly #byDocument = new Map<TextDocument, BoundDocument>();
  readonly #listeners: Disposable[];
  readonly #stops: (() => void)[];

  constructor(deps: BoundDocumentsDeps) {
    this.#deps = deps;
    this.#listeners = [
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument((event) => this.#changed(event)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
    ];
    this.#stops = [
      // Documents that were open while their room was not.
      deps.rooms.opened.listen(() => this.#openedAll()),
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

  /** For reading and writing its file. */
  readonly shown: Shown = (documentId) => this.all.find((bound) => bound.documentId === documentId) ?? null;

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const stop of this.#stops) stop();
    for (const bound of this.all) this.#unbind(bound);
    this.bound.clear();
    this.unbound.clear();
  }

  #openedAll(): void {
    for (const document of workspace.textDocuments) if (!this.#byDocument.has(document)) this.#opened(document);
  }

  #opened(document: TextDocument): void {
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

  #bind(document: TextDocument, room: OpenRoom, session: BoundDocument['session']): void {
    const { onProblem } = this.#deps;
    const bound = new BoundDocument({ document, room, session, ids: this.#ids, onProblem });
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
    this.unbound.tell(bound);
    this.#byDocument.delete(bound.document);
    bound.dispose();
  }
}

function textAt(room: OpenRoom, path: string): string | null {
  const node = room.facts.tree.at(path.normalize('NFC'));
  return node?.type === 'document' && node.document.kind === 'text' ? node.document.id : null;
}
