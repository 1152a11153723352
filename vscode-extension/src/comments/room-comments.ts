/**
 * The threads of all open rooms in the editor's own comments: each at the place of its anchor in what the editor shows,
 * moving with the text; those of documents that no editor shows where they began.
 */
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import type { TextPlace } from '@draftroom/core/model/text/text-anchors';
import type { SeenThread } from '@draftroom/core/schema/comments';
import {
  type CommentController,
  type CommentingRanges,
  type CommentThread,
  CommentThreadCollapsibleState,
  Disposable,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { BoundDocument } from '../documents/bound-document.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { readRoomAddress } from '../rooms/room-uri.ts';
import { Signal } from '../rooms/signal.ts';
import { whyNotComment, whyNotCommentAt } from './commenting.ts';
import { RoomThreads } from './room-threads.ts';
import { ShownComment } from './shown-comment.ts';
import { ShownThread } from './shown-thread.ts';
import { isPartial } from './thread-list.ts';

/** The editor moves threads with their lines by itself; this is for what it cannot know, so not for every key. */
const drawInterval = 80;
/** Changes of a thread reach the window a tenth of a second later. */
const offerDelay = 300;

export interface RoomCommentsDeps {
  readonly controller: CommentController;
  readonly rooms: OpenRooms;
  readonly documents: BoundDocuments;
  onProblem(error: unknown): void;
}

export class RoomComments {
  readonly drawn = new Signal<void>();
  readonly #deps: RoomCommentsDeps;
  readonly #threads = new Map<OpenRoom, RoomThreads>();
  readonly #shown = new Map<string, ShownThread>();
  readonly #held: Disposable;
  /** Documents in which this person begins a thread: whatever it becomes is shown where it was written. */
  readonly #beginning = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #offer: ReturnType<typeof setTimeout> | undefined;
  #allowed = '';

  constructor(deps: RoomCommentsDeps) {
    this.#deps = deps;
    const { rooms, documents, controller } = deps;
    const stops = [
      rooms.opened.listen((room) => this.#enter(room)),
      rooms.closed.listen((room) => this.#leave(room)),
      documents.bound.listen(() => this.#soon()),
      documents.unbound.listen(() => this.#soon()),
      documents.placesChanged.listen(() => this.#soon()),
    ];
    this.#held = Disposable.from(
      workspace.onDidChangeTextDocument(({ document }) => documents.of(document) !== null && this.#soon()),
      new Disposable(() => {
        for (const stop of stops) stop();
      }),
      controller,
    );
    for (const room of rooms.all) this.#enter(room);
    this.#offerRanges();
  }

  get shown(): ShownThread[] {
    return [...this.#shown.values()];
  }

  threadsOf(room: OpenRoom): RoomThreads | null {
    return this.#threads.get(room) ?? null;
  }

  get allThreads(): RoomThreads[] {
    return [...this.#threads.values()];
  }

  /** The thread that the editor names; null for one that is still being written. */
  ofView(view: CommentThread): ShownThread | null {
    return this.shown.find((shown) => shown.view === view) ?? null;
  }

  of(threadId: string): ShownThread | null {
    return this.#shown.get(threadId) ?? null;
  }

  /** An empty thread, for what this person is about to write. The editor takes it away again when nothing is. */
  beginAt(uri: Uri, range: Range): CommentThread {
    return this.#deps.controller.createCommentThread(uri, range, []);
  }

  /** What was written in `view` becomes the thread that `begin` makes of it, in the same place and without a blink. */
  async adopt(view: CommentThread, bound: BoundDocument, begin: () => Promise<SeenThread>): Promise<void> {
    const { documentId, room } = bound;
    this.#beginning.add(documentId);
    try {
      const { id } = await begin();
      if (this.#shown.has(id)) view.dispose();
      else this.#shown.set(id, new ShownThread(room, { id, view, comments: [] }));
    } finally {
      this.#beginning.delete(documentId);
      this.draw();
    }
  }

  draw(): void {
    const present = new Set<string>();
    for (const threads of this.#threads.values()) this.#drawRoom(threads, present);
    for (const [id, shown] of this.#shown) if (!present.has(id)) this.#drop(id, shown);
    this.#offerRanges();
    this.drawn.tell();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#offer);
    this.drawn.clear();
    this.#held.dispose();
    for (const threads of this.#threads.values()) threads.dispose();
  }

  #enter(room: OpenRoom): void {
    const threads = new RoomThreads(room, this.#deps.onProblem);
    this.#threads.set(room, threads);
    threads.changed.listen(() => this.draw());
    room.facts.roomChanged.listen(() => this.draw());
    room.facts.treeChanged.listen(() => this.draw());
    this.draw();
  }

  #leave(room: OpenRoom): void {
    this.#threads.get(room)?.dispose();
    this.#threads.delete(room);
    this.draw();
  }

  /** Once for all that happens until then, and not between an edit and what is known of it. */
  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void Promise.all(this.#deps.documents.all.map((bound) => bound.settled())).then(() => this.draw());
    }, drawInterval);
  }

  #drawRoom(roomThreads: RoomThreads, present: Set<string>): void {
    const { room, all } = roomThreads;
    const mayWrite = whyNotComment(room) === null;
    for (const [documentId, threads] of byDocument(all)) {
      const node = room.facts.tree.byId(documentId);
      if (node?.type !== 'document' || node.document.kind !== 'text') continue;
      const bound = this.#deps.documents.all.find((one) => one.room === room && one.documentId === documentId) ?? null;
      // A document of a shared folder is a file of this machine.
      const uri = bound?.document.uri ?? this.#deps.documents.uriOf(room, documentId);
      if (uri === null) continue;
      const places = bound?.places(threads.map(({ anchor }) => anchor)) ?? [];
      for (const [index, { thread, anchor }] of threads.entries()) {
        const place = places[index] ?? null;
        const range = bound === null || place === null ? fallbackRange(anchor) : rangeOf(bound, place);
        const shown = this.#viewOf(room, thread, { uri, range });
        if (shown === null) continue;
        if (bound !== null && isPartial(thread)) roomThreads.complete(thread.id);
        present.add(thread.id);
        shown.show(thread, { path: node.path, range, state: place?.state ?? null, mayWrite });
      }
    }
  }

  /** A thread of the editor cannot go to another file: it is made anew there. */
  #viewOf(room: OpenRoom, thread: SeenThread, at: { uri: Uri; range: Range }): ShownThread | null {
    const { id, startedBy, documentId } = thread;
    const known = this.#shown.get(id);
    if (known?.view.uri.toString() === at.uri.toString()) return known;
    if (known === undefined && startedBy?.userId === room.userId && this.#beginning.has(documentId)) return null;
    const comments = thread.comments.map((comment) => new ShownComment(room, comment));
    const view = this.#deps.controller.createCommentThread(at.uri, at.range, comments);
    view.collapsibleState = known?.view.collapsibleState ?? CommentThreadCollapsibleState.Collapsed;
    if (known !== undefined) this.#drop(id, known);
    const made = new ShownThread(room, { id, view, comments });
    this.#shown.set(id, made);
    return made;
  }

  #drop(id: string, shown: ShownThread): void {
    shown.view.dispose();
    this.#shown.delete(id);
  }

  /**
   * Where one may begin a thread: anywhere, or nowhere. The editor asks again when it is told anew who answers, and makes
   * all threads anew then, which may not come before they have their inputs, or those and what is in them are lost.
   */
  #offerRanges(): void {
    const rooms = this.#deps.rooms.all.map((room) => `${room.roomId} ${whyNotComment(room) === null}`);
    const allowed = [...rooms, this.#deps.documents.hasLocals].join();
    if (allowed === this.#allowed) return;
    this.#allowed = allowed;
    clearTimeout(this.#offer);
    this.#offer = setTimeout(() => {
      this.#deps.controller.commentingRangeProvider = {
        provideCommentingRanges: (document) => this.#rangesIn(document),
      };
    }, offerDelay);
  }

  async #rangesIn(document: TextDocument): Promise<CommentingRanges | undefined> {
    const room = await this.#roomOf(document);
    if (room === null || whyNotCommentAt(room, document.uri) !== null) return undefined;
    return { enableFileComments: false, ranges: [new Range(0, 0, document.lineCount - 1, 0)] };
  }

  async #roomOf(document: TextDocument): Promise<OpenRoom | null> {
    const place = this.#deps.documents.placeOf(document);
    if (place !== null) return place.room;
    const address = readRoomAddress(document.uri);
    return address === null ? null : await this.#deps.rooms.open(address.roomId).catch(() => null);
  }
}

interface PlacedThread {
  readonly thread: SeenThread;
  readonly anchor: TextAnchor;
}

function byDocument(threads: readonly SeenThread[]): Map<string, PlacedThread[]> {
  const documents = new Map<string, PlacedThread[]>();
  for (const thread of threads) {
    const { anchor, documentId } = thread;
    if (anchor.surface !== 'text') continue;
    documents.set(documentId, [...(documents.get(documentId) ?? []), { thread, anchor }]);
  }
  return documents;
}

function rangeOf({ lines }: BoundDocument, { start, end }: TextPlace): Range {
  const [from, to] = [lines.position(start), lines.position(end)];
  return new Range(from.line, from.character, to.line, to.character);
}

function fallbackRange({ fallback: { line, column } }: TextAnchor): Range {
  return new Range(line, column, line, column);
}
