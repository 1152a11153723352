/**
 * Who is in the room and what they do there. People come from the hub, what they do from themselves; the two are
 * joined by client id. Names inside a state are ignored.
 */
import { ObservableV2 } from 'lib0/observable';
import {
  cursorFade,
  type PeopleMessage,
  type Person,
  type PresenceState,
  presenceInterval,
} from '../contract/presence.ts';
import { type ClientClock, systemClientClock } from './client-clock.ts';
import type { RoomConnection } from './room-connection.ts';
import { type AwarenessEntry, awarenessMessage } from './room-frames.ts';

/** One connection of one person, with what it does. */
export interface Peer {
  person: Person;
  state: PresenceState;
  /** When its selection or pointer last moved, by this machine's clock. */
  movedAt: number;
  /** No movement for a while: names hide, carets go faint. */
  faded: boolean;
}

interface RoomPresenceEvents {
  changed: () => void;
}

interface KnownState {
  clock: number;
  state: PresenceState;
  movedAt: number;
}

export interface RoomPresenceOptions {
  connection: RoomConnection;
  clientId: number;
  clock?: ClientClock;
}

export class RoomPresence extends ObservableV2<{ [Name in keyof RoomPresenceEvents]: RoomPresenceEvents[Name] }> {
  readonly clientId: number;
  readonly #connection: RoomConnection;
  readonly #clock: ClientClock;
  readonly #people = new Map<number, Person>();
  readonly #states = new Map<number, KnownState>();
  #own: PresenceState = {};
  #ownClock = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #cancelSend: (() => void) | null = null;
  #cancelFade: (() => void) | null = null;

  constructor({ connection, clientId, clock }: RoomPresenceOptions) {
    super();
    this.clientId = clientId;
    this.#connection = connection;
    this.#clock = clock ?? systemClientClock;
    connection.on('people', this.#peopleChanged);
    connection.on('awareness', this.#statesChanged);
    connection.on('state', this.#connectionChanged);
    if (connection.state.state === 'open') this.#send();
  }

  get own(): PresenceState {
    return this.#own;
  }

  get me(): Person | null {
    return this.#people.get(this.clientId) ?? null;
  }

  /** Every connection that the hub names, this one included. */
  get people(): Person[] {
    return [...this.#people.values()];
  }

  /** Everybody else, one entry per connection. */
  get peers(): Peer[] {
    const now = this.#clock.now();
    const peers: Peer[] = [];
    for (const person of this.#people.values()) {
      if (person.clientId === this.clientId) continue;
      const known = this.#states.get(person.clientId);
      const state = person.doc === undefined ? (known?.state ?? {}) : { ...known?.state, doc: person.doc };
      const movedAt = known?.movedAt ?? 0;
      peers.push({ person, state, movedAt, faded: now - movedAt >= cursorFade });
    }
    return peers;
  }

  /** The newest-moved connection of a person. */
  peerOf(userId: string): Peer | null {
    const theirs = this.peers.filter((peer) => peer.person.userId === userId);
    return theirs.toSorted((left, right) => right.movedAt - left.movedAt)[0] ?? null;
  }

  /** People who follow this person's view. */
  get followers(): Person[] {
    const mine = this.me?.userId;
    if (mine === undefined || mine === null) return [];
    const followers = new Map<string, Person>();
    for (const { person, state } of this.peers) {
      if (state.follows === mine && person.userId !== null) followers.set(person.userId, person);
    }
    return [...followers.values()];
  }

  /** Merges into the own state; `undefined` takes a field away. Sent at most twenty times a second, the last one wins. */
  set(change: PresenceState): void {
    const next: PresenceState = { ...this.#own, ...change };
    const before = JSON.stringify(this.#own);
    this.#own = next;
    if (JSON.stringify(next) !== before) this.#schedule();
  }

  dispose(): void {
    this.#cancelSend?.();
    this.#cancelFade?.();
    this.#connection.off('people', this.#peopleChanged);
    this.#connection.off('awareness', this.#statesChanged);
    this.#connection.off('state', this.#connectionChanged);
    this.destroy();
  }

  readonly #peopleChanged = (message: PeopleMessage): void => {
    if (message.all === true) this.#people.clear();
    for (const person of message.set) this.#people.set(person.clientId, person);
    for (const clientId of message.gone) {
      this.#people.delete(clientId);
      this.#states.delete(clientId);
    }
    if (message.all === true) {
      for (const clientId of this.#states.keys()) if (!this.#people.has(clientId)) this.#states.delete(clientId);
    }
    this.emit('changed', []);
  };

  readonly #statesChanged = (entries: AwarenessEntry[]): void => {
    for (const { clientId, clock, state } of entries) {
      if (clientId === this.clientId) continue;
      const known = this.#states.get(clientId);
      if (known !== undefined && known.clock >= clock) continue;
      if (typeof state !== 'object' || state === null) {
        this.#states.delete(clientId);
        continue;
      }
      const read = readPresence(state);
      const moved = known === undefined || positionOf(known.state) !== positionOf(read);
      this.#states.set(clientId, { clock, state: read, movedAt: moved ? this.#clock.now() : known.movedAt });
    }
    this.#watchFade();
    this.emit('changed', []);
  };

  readonly #connectionChanged = (): void => {
    if (this.#connection.state.state === 'open') {
      this.#send();
      return;
    }
    // Nobody's cursor can be believed without a connection; who was here stays until the hub says otherwise.
    if (this.#states.size === 0) return;
    this.#states.clear();
    this.emit('changed', []);
  };

  #schedule(): void {
    if (this.#cancelSend !== null) return;
    const wait = this.#sentAt + presenceInterval - this.#clock.now();
    if (wait <= 0) this.#send();
    else this.#cancelSend = this.#clock.after(wait, () => this.#send());
  }

  #send(): void {
    this.#cancelSend?.();
    this.#cancelSend = null;
    if (this.#connection.state.state !== 'open') return;
    this.#sentAt = this.#clock.now();
    this.#ownClock += 1;
    this.#connection.sendRoom(awarenessMessage({ clientId: this.clientId, clock: this.#ownClock, state: this.#own }));
  }

  /** One timer for the next cursor that is due to fade. */
  #watchFade(): void {
    this.#cancelFade?.();
    this.#cancelFade = null;
    const now = this.#clock.now();
    const due = [...this.#states.values()].map((known) => known.movedAt + cursorFade).filter((at) => at > now);
    if (due.length === 0) return;
    this.#cancelFade = this.#clock.after(Math.min(...due) - now, () => {
      this.emit('changed', []);
      this.#watchFade();
    });
  }
}

function positionOf(state: PresenceState): string {
  return JSON.stringify([state.doc, state.selection, state.pointer, state.camera]);
}

/** Keeps the fields whose shape is right: a peer can send anything. */
function readPresence(value: object): PresenceState {
  const raw = value as Record<string, unknown>;
  const state: PresenceState = {};
  for (const name of ['doc', 'tool', 'follows'] as const) {
    const field = raw[name];
    if (typeof field === 'string') state[name] = field;
  }
  for (const name of ['typing', 'drawing'] as const) if (raw[name] === true) state[name] = true;
  const { selection, pointer, viewport, camera } = raw;
  if (hasAll(selection, ['anchor', 'head'], 'string')) state.selection = selection as PresenceState['selection'];
  if (hasAll(pointer, ['x', 'y'], 'number')) state.pointer = pointer as PresenceState['pointer'];
  if (hasAll(viewport, ['first', 'last'], 'number') || hasAll(viewport, ['x', 'y', 'width', 'height'], 'number')) {
    state.viewport = viewport as PresenceState['viewport'];
  }
  if (Array.isArray(raw.dragged) && raw.dragged.every((part) => typeof part === 'object' && part !== null)) {
    state.dragged = raw.dragged;
  }
  if (Array.isArray(camera) && camera.every((part) => typeof part === 'number')) state.camera = camera;
  return state;
}

function hasAll(value: unknown, names: readonly string[], type: 'string' | 'number'): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return names.every((name) => typeof fields[name] === type);
}
