/**
 * One document: its Y.Doc, bound to a channel of the room's socket and to the local store. Says *saved* only from the
 * hub's acks; sets refused work aside as a draft and starts over with a fresh Y.Doc (event `replaced`).
 */
import { ObservableV2 } from 'lib0/observable';
import * as Y from 'yjs';
import { type ErrorCode, errorFacts } from '../contract/errors.ts';
import { defaultLimits } from '../contract/limits.ts';
import { syncStep } from '../contract/wire.ts';
import { readText } from '../model/text/text-document.ts';
import { AckWatch } from './ack-watch.ts';
import { type ClientClock, reconnectDelay, systemClientClock } from './client-clock.ts';
import type { Draft } from './draft.ts';
import { type ClientErrorCode, isErrorCode, messageOf, toHubClientError } from './hub-client-error.ts';
import { KeptWaiters } from './kept-waiters.ts';
import type { LocalDocument, LocalStore } from './local-store.ts';
import type { Channel, RoomConnection } from './room-connection.ts';
import { readDocumentFrame, syncFrame } from './room-frames.ts';
import { type SavedState, SaveLedger } from './saved-state.ts';

export interface DocumentSessionOptions {
  documentId: string;
  roomId: string;
  connection: RoomConnection;
  store: LocalStore;
  /** `POST documents/:id/updates`, for what is too large for a frame. */
  postUpdate: (documentId: string, update: Uint8Array) => Promise<void>;
  clock?: ClientClock;
  random?: () => number;
  /** Largest update sent as a frame; tests make it small. */
  frameBudget?: number;
}

export interface SessionEnd {
  closeCode: number;
  code: ClientErrorCode;
  message: string;
}

interface DocumentSessionEvents {
  saved: (state: SavedState) => void;
  /** The hub's document has arrived, for the first time in this session. */
  loaded: () => void;
  /** Bind to the new doc; the old one is destroyed after the handlers have run. */
  replaced: (doc: Y.Doc, old: Y.Doc) => void;
  closed: (end: SessionEnd) => void;
}

/** An update without structs or deletions; its ack says that everything before it is durable. */
const emptyUpdate = Uint8Array.of(0, 0);
const frameHead = 64 * 1024;
/** Ends that concern what was sent, not the person: the document can be read again without it. */
const reloadable: ReadonlySet<ClientErrorCode> = new Set(['too_large', 'malformed']);

export class DocumentSession extends ObservableV2<{
  [Name in keyof DocumentSessionEvents]: DocumentSessionEvents[Name];
}> {
  readonly documentId: string;
  readonly #options: DocumentSessionOptions;
  readonly #clock: ClientClock;
  readonly #budget: number;
  #doc = new Y.Doc();
  #local: LocalDocument | null = null;
  #channel: Channel | null = null;
  #ledger = new SaveLedger(0);
  /** Updates that wait for a POST before them. */
  #outbox: Uint8Array[] = [];
  /** Counts channels: what an earlier one left under way is not its successor's. */
  #generation = 0;
  #posting = false;
  #postAttempt = 0;
  #cancelPost: (() => void) | null = null;
  #loaded = false;
  #synced = false;
  #draft: Draft | null = null;
  /** The refused doc is shown until the fresh one has loaded. */
  #replacement: Y.Doc | null = null;
  #end: SessionEnd | null = null;
  #disposed = false;
  #last = '';
  /** Local changes that there ever were. */
  #made = 0;
  readonly #waiters = new KeptWaiters();
  readonly #acks: AckWatch;

  constructor(options: DocumentSessionOptions) {
    super();
    this.documentId = options.documentId;
    this.#options = options;
    this.#clock = options.clock ?? systemClientClock;
    this.#acks = new AckWatch(this.#clock, () => this.#tell());
    this.#budget = options.frameBudget ?? defaultLimits.inboundFrame - frameHead;
    this.#doc.on('update', this.#updated);
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Whether there is something to show: from the hub, or from this machine while offline. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether this connection has the hub's whole document. */
  get synced(): boolean {
    return this.#synced;
  }

  get end(): SessionEnd | null {
    return this.#end;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  get draft(): Draft | null {
    return this.#draft;
  }

  get saved(): SavedState {
    if (this.#draft !== null) {
      return { state: 'notSaved', code: this.#draft.code, message: this.#draft.message, draft: this.#draft };
    }
    // A document that was removed, and in which nothing of one's own was left to send, is nobody's worry.
    if (this.#end?.code === 'not_found' && this.#ledger.changes === 0) return { state: 'saved' };
    if (this.#end !== null) return { state: 'notSaved', code: this.#end.code, message: this.#end.message, draft: null };
    if (this.#ledger.saved && this.#synced) return { state: 'saved' };
    const connected = this.#ledger.open || this.#options.connection.state.state === 'connecting';
    if (connected && (this.#ledger.open || this.#ledger.changes === 0)) {
      return this.#acks.late ? { state: 'saving', late: true } : { state: 'saving' };
    }
    return { state: 'offline', changes: this.#ledger.changes };
  }

  /** Loads from this machine, then from the hub. Resolves when the local part is done. */
  async open(): Promise<void> {
    const { store, documentId, roomId, connection } = this.#options;
    const doc = this.#doc;
    try {
      this.#local = await store.open(doc, { documentId, roomId });
    } catch {
      this.#local = null; // Private windows may refuse storage; the document works without it.
    }
    if (this.#disposed) return void (await this.#local?.close());
    const known = (await store.drafts().catch(() => [])).find((draft) => draft.documentId === documentId);
    this.#draft ??= known ?? null;
    const changesMeanwhile = this.#ledger.changes;
    this.#ledger = new SaveLedger((this.#local?.unsent ?? 0) + changesMeanwhile);
    this.#made += this.#local?.unsent ?? 0;
    if (doc.store.clients.size > 0) this.#setLoaded();
    this.#channel = connection.channel(documentId, {
      opened: () => this.#opened(),
      frame: (frame) => this.#received(frame),
      lost: () => this.#lost(),
      closed: (end) => this.#closed(end),
    });
    connection.on('state', this.#connectionChanged);
    this.#tell();
  }

  /**
   * Resolves when the local changes up to now are durable on the hub or, without a connection to it or when it does not
   * acknowledge them, written on this machine. Rejects with what the hub refused them for, or when they are nowhere.
   */
  whenKept(): Promise<void> {
    const kept = this.#waiters.wait(this.#made, this.#draft);
    this.#tell();
    return kept;
  }

  /** The person has copied or discards what was refused. */
  async discardDraft(): Promise<void> {
    const draft = this.#draft;
    this.#draft = null;
    if (draft !== null) await this.#options.store.discardDraft(draft.id);
    if (this.#end !== null) await this.#local?.clear();
    this.#tell();
  }

  /** Stops; unsettled changes stay in the local store. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#generation += 1;
    this.#cancelPost?.();
    this.#acks.stop();
    this.#channel?.close();
    this.#options.connection.off('state', this.#connectionChanged);
    await this.#local?.close();
    this.#waiters.end();
    this.#replacement?.destroy();
    this.#doc.destroy();
    this.destroy();
  }

  readonly #connectionChanged = (): void => this.#tell();

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || this.#options.store.owns(origin)) return;
    this.#made += 1;
    this.#ledger.changed();
    this.#local?.setUnsent(this.#ledger.changes);
    // Before the step 2 of this connection a change waits: the step 2 will carry it.
    if (this.#replacement === null && (this.#ledger.maySend || this.#posting)) {
      this.#outbox.push(update);
      this.#drain();
    }
    this.#tell();
  };

  #opened(): void {
    this.#restart();
    this.#end = null;
    this.#ledger.opened();
    const doc = this.#replacement ?? this.#doc;
    this.#channel?.send(syncFrame(syncStep.step1, Y.encodeStateVector(doc)));
    this.#tell();
  }

  #lost(): void {
    this.#restart();
    this.#tell();
  }

  #restart(): void {
    this.#generation += 1;
    this.#ledger.lost();
    this.#outbox = [];
    this.#posting = false;
    this.#cancelPost?.();
    this.#synced = false;
  }

  #received(bytes: Uint8Array): void {
    const frame = readDocumentFrame(bytes);
    switch (frame.type) {
      case 'step1':
        this.#answer(frame.stateVector);
        return;
      case 'step2':
      case 'update':
        Y.applyUpdate(this.#replacement ?? this.#doc, frame.update, this);
        if (frame.type === 'step2') this.#gotAll();
        return;
      case 'ack':
        this.#ledger.acked(frame.count);
        this.#local?.setUnsent(this.#ledger.changes);
        this.#tell();
        return;
      case 'refused':
        this.#refusedByHub(isErrorCode(frame.code) ? frame.code : 'not_allowed');
        return;
      default:
        return;
    }
  }

  #gotAll(): void {
    this.#synced = true;
    if (this.#replacement !== null) this.#swap(this.#replacement);
    this.#setLoaded();
    this.#tell();
  }

  /** A server step 1: everything that the hub lacks goes out in one step 2. */
  #answer(stateVector: Uint8Array): void {
    if (this.#replacement !== null) {
      this.#ledger.sentStep2(0);
      this.#channel?.send(syncFrame(syncStep.step2, emptyUpdate));
      return;
    }
    if (this.#posting) return; // Its end sends a step 2 that answers this one, too.
    this.#outbox = [];
    this.#sendStep2(Y.encodeStateAsUpdate(this.#doc, stateVector));
    this.#tell();
  }

  #sendStep2(update: Uint8Array): void {
    const carried = this.#ledger.unsent;
    this.#deliver(update, (bytes) => {
      this.#ledger.sentStep2(carried);
      this.#channel?.send(syncFrame(syncStep.step2, bytes));
    });
  }

  #drain(): void {
    while (!this.#posting) {
      const update = this.#outbox.shift();
      if (update === undefined) return;
      this.#deliver(update, (bytes) => {
        this.#ledger.sentUpdate(1);
        this.#channel?.send(syncFrame(syncStep.update, bytes));
      });
    }
  }

  /**
   * As a frame when it fits. Else by POST, and then an empty frame in its place: the POST has answered when the hub
   * has it durable, and the empty frame's ack brings the counts in line.
   */
  #deliver(update: Uint8Array, send: (bytes: Uint8Array) => void): void {
    if (update.length <= this.#budget) {
      send(update);
      return;
    }
    const generation = this.#generation;
    this.#posting = true;
    this.#options.postUpdate(this.documentId, update).then(
      () => {
        if (generation !== this.#generation) return;
        this.#posting = false;
        this.#postAttempt = 0;
        send(emptyUpdate);
        this.#drain();
        this.#tell();
      },
      (thrown) => {
        if (generation !== this.#generation) return;
        this.#posting = false;
        const error = toHubClientError(thrown);
        if (!error.retryable) {
          this.#refused(error.code);
          return;
        }
        this.#posting = true; // Still its turn: later updates build on it.
        const delay = reconnectDelay(this.#postAttempt++, this.#options.random ?? Math.random);
        this.#cancelPost = this.#clock.after(delay, () => {
          if (generation === this.#generation) this.#deliver(update, send);
        });
      },
    );
  }

  /** What the hub cannot take now, it may take later: a full disk is no reason to throw work away. */
  #refusedByHub(code: ErrorCode): void {
    if (errorFacts(code).retryable && this.#replacement === null) this.#channel?.reopenLater();
    else this.#refused(code);
  }

  /** Sets the work aside and asks for the document as the hub has it. */
  #refused(code: ClientErrorCode): void {
    if (this.#replacement !== null) return;
    this.#setAside(code);
    this.#ledger.forget();
    this.#local?.setUnsent(0);
    this.#replacement = new Y.Doc();
    this.#channel?.reopen();
    this.#tell();
  }

  #setAside(code: ClientErrorCode): void {
    const at = this.#clock.now();
    this.#draft = {
      id: `${this.documentId}-${at.toString(36)}`,
      documentId: this.documentId,
      code,
      message: messageOf(code),
      at,
      before: null,
      refused: readText(this.#doc),
      state: Y.encodeStateAsUpdate(this.#doc),
    };
    void this.#options.store.keepDraft(this.#draft).catch(() => undefined);
  }

  /** The fresh doc has loaded: it takes the place of the refused one, and of what is stored here. */
  #swap(fresh: Y.Doc): void {
    const old = this.#doc;
    this.#replacement = null;
    if (this.#draft !== null) {
      // What was typed between the refusal and now belongs to the draft, too.
      this.#draft = {
        ...this.#draft,
        before: readText(fresh),
        refused: readText(old),
        state: Y.encodeStateAsUpdate(old),
      };
      void this.#options.store.keepDraft(this.#draft).catch(() => undefined);
    }
    old.off('update', this.#updated);
    this.#ledger.forget();
    this.#doc = fresh;
    fresh.on('update', this.#updated);
    const { store, documentId, roomId } = this.#options;
    const stale = this.#local;
    this.#local = null;
    void (stale?.clear() ?? Promise.resolve())
      .then(() => store.open(fresh, { documentId, roomId }))
      .then((local) => {
        if (this.#disposed || this.#doc !== fresh) return local.close();
        this.#local = local;
        local.setUnsent(this.#ledger.changes);
      })
      .catch(() => undefined);
    this.emit('replaced', [fresh, old]);
    old.destroy();
  }

  #closed(end: SessionEnd): void {
    const changes = this.#ledger.changes;
    this.#restart();
    if (changes > 0 && reloadable.has(end.code) && this.#replacement === null) {
      this.#refused(end.code);
      if (this.#options.connection.state.state !== 'stopped') return;
    }
    this.#end = end;
    // Whoever signs in again goes on with what is kept here.
    if (end.code !== 'not_signed_in') {
      if (changes > 0 && this.#draft === null) this.#setAside(end.code);
      if (this.#draft === null) void this.#local?.clear();
    }
    this.emit('closed', [end]);
    this.#tell();
  }

  #setLoaded(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    this.emit('loaded', []);
  }

  /** Says the state when it has changed in any word. */
  #tell(): void {
    const settled = this.#made - this.#ledger.changes;
    const waits = !this.#disposed && this.saved.state === 'saving' && this.#ledger.changes > 0;
    this.#acks.look({ waits, settled });
    const saved = this.saved;
    const local = this.#local;
    const flush = local === null ? null : () => local.flush();
    this.#waiters.look({ settled, saved, flush, persistent: this.#options.store.persistent });
    const key = JSON.stringify(saved, (name, value) =>
      name === 'state' && typeof value === 'object' ? undefined : value,
    );
    if (key === this.#last) return;
    this.#last = key;
    this.emit('saved', [saved]);
  }
}
