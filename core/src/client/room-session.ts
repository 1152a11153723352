/** A room as one client has it open: the socket, its presence, and the documents that somebody looks at. */
import { ObservableV2 } from 'lib0/observable';
import { closeCodes } from '../contract/close-codes.ts';
import { type ClientClock, systemClientClock } from './client-clock.ts';
import { DocumentSession } from './document-session.ts';
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
    const { roomId, store, postUpdate } = this.#options;
    const session = new DocumentSession({
      documentId,
      roomId,
      connection: this.connection,
      store,
      postUpdate,
      clock: this.#clock,
      ...(this.#options.random === undefined ? {} : { random: this.#options.random }),
    });
    this.#leases.set(documentId, { session, users: 1, cancelRelease: null });
    session.on('saved', this.#savedChanged);
    session.on('closed', this.#savedChanged);
    void session.open();
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

  /** The worst of all documents: what a person must know before closing the window. */
  get saved(): SavedState {
    let changes = 0;
    let worst: SavedState = { state: 'saved' };
    for (const { saved } of this.sessions) {
      if (saved.state === 'notSaved') return saved;
      if (saved.state === 'offline') changes += saved.changes;
      if (rank(saved) > rank(worst)) worst = saved;
    }
    if (worst.state === 'offline') return { state: 'offline', changes };
    if (worst.state === 'saved' && this.connection.state.state === 'waiting') return { state: 'offline', changes: 0 };
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
      await store.wipeRoom(this.roomId);
    } else if (!this.#disposed) {
      // Nobody has these open: opened, each sets aside what it holds, and comes back here when that is decided.
      for (const { documentId } of left) this.acquire(documentId);
    }
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
      void lease.session.dispose();
      this.emit('saved', []);
    });
  }
}

function rank(saved: SavedState): number {
  if (saved.state === 'saving' && saved.late === true) return 1.5;
  return ['saved', 'saving', 'offline', 'notSaved'].indexOf(saved.state);
}
