/** A room as one client has it open: the socket, its presence, and the documents that somebody looks at. */
import { ObservableV2 } from 'lib0/observable';
import { closeCodes } from '../contract/close-codes.ts';
import { type ClientClock, systemClientClock } from './client-clock.ts';
import { DocumentSession } from './document-session.ts';
import type { Draft } from './draft.ts';
import { KeptDrafts } from './kept-drafts.ts';
import { LeftWork } from './left-work.ts';
import type { LocalStore } from './local-store.ts';
import { RoomPresence } from './presence.ts';
import { RoomConnection, type RoomConnectionOptions } from './room-connection.ts';
import type { SavedState } from './saved-state.ts';

export interface RoomSessionOptions extends RoomConnectionOptions {
  store: LocalStore;
  postUpdate: (documentId: string, update: Uint8Array) => Promise<void>;
}

interface RoomSessionEvents {
  /** Anything that a saved mark for the whole room shows. */
  saved: () => void;
}

interface Lease {
  session: DocumentSession;
  users: number;
  cancelRelease: (() => void) | null;
}

/** A document that nobody looks at stays open this long, so that coming back is instant. */
const releaseDelay = 30_000;

export class RoomSession extends ObservableV2<{ [Name in keyof RoomSessionEvents]: RoomSessionEvents[Name] }> {
  readonly roomId: string;
  readonly connection: RoomConnection;
  readonly presence: RoomPresence;
  readonly #options: RoomSessionOptions;
  readonly #clock: ClientClock;
  readonly #leases = new Map<string, Lease>();
  readonly #left: LeftWork;
  readonly #drafts: KeptDrafts;
  #wiped = false;
  #disposed = false;

  constructor(options: RoomSessionOptions) {
    super();
    this.#options = options;
    this.#clock = options.clock ?? systemClientClock;
    this.roomId = options.roomId;
    this.connection = new RoomConnection(options);
    const clientId = Math.floor((options.random ?? Math.random)() * 0xffffffff) + 1;
    this.presence = new RoomPresence({ connection: this.connection, clientId, clock: this.#clock });
    this.connection.on('state', this.#connectionChanged);
    const { roomId, store } = options;
    const onChanged = () => this.emit('saved', []);
    this.#drafts = new KeptDrafts(roomId, store, onChanged);
    this.#left = new LeftWork({
      roomId,
      store,
      isConnected: () => this.connection.state.state === 'open',
      isOpen: (documentId) => this.#leases.has(documentId),
      acquire: (documentId) => this.acquire(documentId),
      release: (documentId) => this.release(documentId, { now: true }),
      onChanged,
    });
    void this.#drafts.load();
    void this.#left.look();
  }

  /** Opens a document, or shares the session that is open already. Give it back with `release`. */
  acquire(documentId: string): DocumentSession {
    const known = this.#leases.get(documentId);
    if (known !== undefined) {
      known.users += 1;
      known.cancelRelease?.();
      known.cancelRelease = null;
      return known.session;
    }
    const { roomId, postUpdate } = this.#options;
    const session = new DocumentSession({
      documentId,
      roomId,
      connection: this.connection,
      store: this.#drafts.store,
      postUpdate,
      clock: this.#clock,
      ...(this.#options.random === undefined ? {} : { random: this.#options.random }),
    });
    this.#leases.set(documentId, { session, users: 1, cancelRelease: null });
    session.on('saved', this.#savedChanged);
    session.on('closed', this.#savedChanged);
    void this.#open(session);
    return session;
  }

  /** `now`: who goes through many documents needs the place on the socket, which has few. */
  release(documentId: string, { now = false } = {}): void {
    const lease = this.#leases.get(documentId);
    if (lease === undefined || lease.users === 0) return;
    lease.users -= 1;
    if (lease.users === 0) this.#releaseLater(lease, now ? 0 : releaseDelay);
  }

  get sessions(): DocumentSession[] {
    return [...this.#leases.values()].map((lease) => lease.session);
  }

  /** Everything that was refused in this room and not discarded yet, also in documents that are gone. */
  get drafts(): Draft[] {
    return this.#drafts.all;
  }

  /** The person has copied or discards it. */
  async discardDraft(id: string): Promise<void> {
    const session = this.sessions.find(({ draft }) => draft?.id === id);
    await (session === undefined ? this.#drafts.discard(id) : session.discardDraft());
  }

  /** The worst of all documents, also of those that only wait here to be sent: what to know before closing the window. */
  get saved(): SavedState {
    const { state } = this.connection.state;
    let { changes } = this.#left;
    let worst: SavedState = { state: 'saved' };
    if (changes > 0) worst = state === 'open' ? { state: 'saving' } : { state: 'offline', changes };
    for (const { saved } of this.sessions) {
      if (saved.state === 'notSaved') return saved;
      if (saved.state === 'offline') changes += saved.changes;
      if (rank(saved) > rank(worst)) worst = saved;
    }
    if (worst.state === 'offline') return { state: 'offline', changes };
    if (worst.state === 'saved' && state === 'waiting') return { state: 'offline', changes: 0 };
    return worst;
  }

  /** Changes in this window that would be lost with it: none where they are kept on this machine. */
  get atRisk(): boolean {
    const { saved } = this;
    if (saved.state === 'notSaved') return saved.draft !== null && !this.#options.store.persistent;
    return saved.state !== 'saved' && !this.#options.store.persistent;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#left.end();
    for (const lease of this.#leases.values()) {
      lease.cancelRelease?.();
      lease.users = 0;
    }
    this.presence.dispose();
    await Promise.all(this.sessions.map((session) => session.dispose()));
    this.#leases.clear();
    this.connection.dispose();
    this.destroy();
  }

  readonly #savedChanged = (): void => {
    this.emit('saved', []);
    queueMicrotask(this.#wipeIfGone);
  };

  readonly #connectionChanged = (): void => {
    this.emit('saved', []);
    if (this.connection.state.state === 'open') void this.#left.look();
    // When the sessions have heard it, too, and set aside what they had.
    queueMicrotask(this.#wipeIfGone);
  };

  /** After removal nothing of the room stays here; unsent work is offered first, and goes when the person has decided. */
  readonly #wipeIfGone = (): void => {
    if (this.#mayWipe()) void this.#wipe().catch(() => undefined);
  };

  #mayWipe(): boolean {
    const { state } = this.connection;
    if (state.state !== 'stopped' || this.#wiped) return false;
    if (state.closeCode !== closeCodes.notAllowed && state.closeCode !== closeCodes.removed) return false;
    // A session that has not heard of the end has not set aside yet what it holds.
    return this.sessions.every(({ end, disposed, draft }) => (end !== null || disposed) && draft === null);
  }

  async #wipe(): Promise<void> {
    const { store } = this.#options;
    const unsent = await store.unsent();
    if (!this.#mayWipe()) return;
    const left = unsent.filter(({ roomId, documentId }) => roomId === this.roomId && !this.#leases.has(documentId));
    if (left.length === 0) {
      this.#wiped = true;
      this.#left.clear();
      await store.wipeRoom(this.roomId);
    } else if (!this.#disposed) {
      // Nobody has these open: opened, each sets aside what it holds, and comes back here when that is decided.
      for (const { documentId } of left) this.acquire(documentId);
    }
  }

  async #open(session: DocumentSession): Promise<void> {
    await session.open();
    if (this.#leases.get(session.documentId)?.session === session) this.#left.taken(session.documentId);
  }

  #releaseLater(lease: Lease, delay = releaseDelay): void {
    lease.cancelRelease?.();
    lease.cancelRelease = this.#clock.after(delay, () => {
      lease.cancelRelease = null;
      const { saved } = lease.session;
      // Unsettled work keeps its session; what is on disk here may wait for the next visit.
      const keeps = saved.state === 'saving' || (saved.state === 'offline' && saved.changes > 0);
      if (keeps && !(saved.state === 'offline' && this.#options.store.persistent)) return this.#releaseLater(lease);
      this.#leases.delete(lease.session.documentId);
      this.#left.add(lease.session.documentId, lease.session.unsent);
      void lease.session.dispose();
      this.emit('saved', []);
    });
  }
}

function rank(saved: SavedState): number {
  if (saved.state === 'saving' && saved.late === true) return 1.5;
  return ['saved', 'saving', 'offline', 'notSaved'].indexOf(saved.state);
}
