/**
 * One document: its Y.Doc, bound to a channel of the room's socket and to the local store. Says *saved* only from the
 * hub's acks; sets refused work aside as a draft and starts over with a fresh Y.Doc (event `replaced`).
 */
import { ObservableV2 } from 'lib0/observable';
import * as Y from 'yjs';
import { type ErrorCode, errorFacts } from '../contract/errors.ts';
import { defaultLimits } from '../contract/limits.ts';
import { syncStep } from '../contract/wire.ts';
import { AckWatch } from './ack-watch.ts';
import { type ClientClock, systemClientClock } from './client-clock.ts';
import type { Draft } from './draft.ts';
import { type ClientErrorCode, isErrorCode } from './hub-client-error.ts';
import { KeptWaiters } from './kept-waiters.ts';
import { LocalCopy } from './local-copy.ts';
import type { LocalStore } from './local-store.ts';
import { emptyUpdate, Outbox } from './outbox.ts';
import { RefusedWork } from './refused-work.ts';
import type { Channel, RoomConnection } from './room-connection.ts';
import { readDocumentFrame, syncFrame } from './room-frames.ts';
import { type SavedState, SaveLedger, savedState } from './saved-state.ts';

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

const frameHead = 64 * 1024;
/** Ends that concern what was sent, not the person: the document can be read again without it. */
const reloadable: ReadonlySet<ClientErrorCode> = new Set(['too_large', 'malformed']);

export class DocumentSession extends ObservableV2<{
  [Name in keyof DocumentSessionEvents]: DocumentSessionEvents[Name];
}> {
  readonly documentId: string;
  readonly #options: DocumentSessionOptions;
  #doc = new Y.Doc();
  readonly #local: LocalCopy;
  readonly #refused: RefusedWork;
  readonly #outbox: Outbox;
  #channel: Channel | null = null;
  readonly #ledger = new SaveLedger(0);
  #loaded = false;
  #synced = false;
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
    const { documentId, roomId, store, clock = systemClientClock } = options;
    this.#local = new LocalCopy(store, { documentId, roomId });
    this.#refused = new RefusedWork({ roomId, documentId, store, clock });
    this.#acks = new AckWatch(clock, () => this.#tell());
    this.#outbox = new Outbox({
      budget: options.frameBudget ?? defaultLimits.inboundFrame - frameHead,
      ledger: this.#ledger,
      clock,
      random: options.random ?? Math.random,
      post: (update) => options.postUpdate(documentId, update),
      send: (step, update) => this.#channel?.send(syncFrame(step, update)),
      onRefused: (code) => this.#startOver(code),
      onSent: () => this.#tell(),
    });
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
    return this.#refused.draft;
  }

  /** Local changes that the hub has not settled. */
  get unsent(): number {
    return this.#ledger.changes;
  }

  /** Whether nothing is under way any more: the hub has all of it, or has refused it, or has ended the document. */
  get settled(): boolean {
    if (this.#end !== null) return true;
    return this.#replacement === null && this.#synced && this.#ledger.saved;
  }

  get saved(): SavedState {
    return savedState({
      draft: this.#refused.draft,
      end: this.#end,
      ledger: this.#ledger,
      synced: this.#synced,
      connecting: this.#options.connection.state.state === 'connecting',
      late: this.#acks.late,
    });
  }

  /** Loads from this machine, then from the hub. Resolves when the local part is done. */
  async open(): Promise<void> {
    const { documentId, connection } = this.#options;
    const doc = this.#doc;
    await this.#local.open(doc);
    if (this.#disposed) return await this.#local.close();
    await this.#refused.find();
    this.#ledger.found(this.#local.unsent);
    this.#made += this.#local.unsent;
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
    const kept = this.#waiters.wait(this.#made, this.draft);
    this.#tell();
    return kept;
  }

  /** The person has copied or discards what was refused. */
  async discardDraft(): Promise<void> {
    await this.#refused.discard();
    this.#tell();
  }

  /** Stops; unsettled changes stay in the local store. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#outbox.restart();
    this.#acks.stop();
    this.#channel?.close();
    this.#options.connection.off('state', this.#connectionChanged);
    await this.#local.close();
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
    this.#local.setUnsent(this.#ledger.changes);
    // Before the step 2 of this connection a change waits: the step 2 will carry it.
    if (this.#replacement === null && (this.#ledger.maySend || this.#outbox.posting)) this.#outbox.sendUpdate(update);
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
    this.#ledger.lost();
    this.#outbox.restart();
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
        this.#local.setUnsent(this.#ledger.changes);
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
    if (this.#outbox.posting) return; // Its end sends a step 2 that answers this one, too.
    this.#outbox.sendStep2(Y.encodeStateAsUpdate(this.#doc, stateVector));
    this.#tell();
  }

  /** What the hub cannot take now, it may take later: a full disk is no reason to throw work away. */
  #refusedByHub(code: ErrorCode): void {
    if (errorFacts(code).retryable && this.#replacement === null) this.#channel?.reopenLater();
    else this.#startOver(code);
  }

  /** Sets the work aside and asks for the document as the hub has it. */
  #startOver(code: ClientErrorCode): void {
    if (this.#replacement !== null) return;
    this.#setAside(code);
    this.#channel?.reopen();
    this.#tell();
  }

  #setAside(code: ClientErrorCode): void {
    if (this.#replacement === null) this.#refused.setAside(code, this.#doc);
    else this.#refused.renew(this.#doc);
    this.#ledger.forget();
    this.#local.setUnsent(0);
    this.#replacement ??= new Y.Doc();
  }

  /** The fresh doc has loaded: it takes the place of the refused one, and of what is stored here. */
  #swap(fresh: Y.Doc): void {
    const old = this.#doc;
    this.#replacement = null;
    this.#refused.complete({ fresh, old });
    old.off('update', this.#updated);
    this.#ledger.forget();
    this.#doc = fresh;
    fresh.on('update', this.#updated);
    this.#local.replace(fresh, () => this.#ledger.changes);
    this.emit('replaced', [fresh, old]);
    old.destroy();
  }

  #closed(end: SessionEnd): void {
    const changes = this.#ledger.changes;
    this.#restart();
    if (changes > 0 && reloadable.has(end.code) && this.#replacement === null) {
      this.#startOver(end.code);
      if (this.#options.connection.state.state !== 'stopped') return;
    }
    this.#end = end;
    // Whoever signs in again goes on with what is kept here.
    if (end.code !== 'not_signed_in') {
      // What was set aside just now is counted no more.
      if (this.#ledger.changes > 0) this.#setAside(end.code);
      this.#local.clearAfter(this.#refused.kept);
    }
    this.emit('closed', [end]);
    this.#tell();
  }

  #setLoaded(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    this.emit('loaded', []);
  }

  /** Says the state when it has changed in any word, or when the last of the work has settled. */
  #tell(): void {
    const settled = this.#made - this.#ledger.changes;
    const waits = !this.#disposed && this.saved.state === 'saving' && this.#ledger.changes > 0;
    this.#acks.look({ waits, settled });
    const saved = this.saved;
    const { flush } = this.#local;
    this.#waiters.look({ settled, saved, flush, persistent: this.#options.store.persistent });
    const key = JSON.stringify([saved, this.settled], (name, value) =>
      name === 'state' && typeof value === 'object' ? undefined : value,
    );
    if (key === this.#last) return;
    this.#last = key;
    this.emit('saved', [saved]);
  }
}
