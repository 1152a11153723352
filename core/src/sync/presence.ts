import type { Limits } from '../contract/limits.ts';
import type { Person } from '../contract/presence.ts';
import { roomChannel } from '../contract/wire.ts';
import { ByteReader } from './byte-reader.ts';
import type { Connection } from './connection.ts';
import { type OutFrame, peopleFrame, presenceFrame } from './frames.ts';
import { isJson } from './json-check.ts';
import type { Ticker } from './ticker.ts';
import type { SyncTiming } from './timing.ts';
import { TokenBucket } from './token-bucket.ts';
import { MalformedFrameError, type PresenceEntry, readPresence } from './wire.ts';

/** A connection as a place where presence is said and shown. */
export class Presence {
  readonly connection: Connection;
  /** The only document of a document socket; null on room sockets. */
  readonly documentId: string | null;
  /** Without the client id: who the connection says it is comes from the hub. */
  readonly person: () => Omit<Person, 'clientId'>;
  /** Called once, with the client id that the connection owns from then on. */
  readonly onClaim: (clientId: number) => void;
  readonly budget: TokenBucket;
  /** The id of its first own entry, kept when another connection has taken it over. */
  clientId: number | null = null;
  /** Ids that were sent to this client while it had none of its own: it may echo them. */
  readonly seen = new Set<number>();
  /** Whether the stored entries were sent. */
  greeted = false;

  constructor(options: {
    connection: Connection;
    documentId: string | null;
    person: () => Omit<Person, 'clientId'>;
    onClaim: (clientId: number) => void;
    limits: Limits;
    now: number;
  }) {
    this.connection = options.connection;
    this.documentId = options.documentId;
    this.person = options.person;
    this.onClaim = options.onClaim;
    const perSecond = options.limits.awarenessPerSecond;
    this.budget = new TokenBucket({ perSecond, most: perSecond, now: options.now });
  }

  get channel(): number | undefined {
    return this.documentId === null ? roomChannel : undefined;
  }
}

interface Entry {
  readonly clientId: number;
  owner: Presence;
  clock: number;
  /** JSON as bytes, as it came; null after the client took its presence back. */
  state: Uint8Array | null;
  /** The document that it is shown in, as the state says or as the socket is bound to. */
  documentId: string | null;
  /** Another document that still shows it. */
  leftDocumentId: string | null;
  /** Whether the room knows the person behind it. */
  announced: boolean;
  /** Waits for the budget of its owner. */
  deferred: boolean;
  /** When it ends because its socket has closed. */
  endsAt: number | null;
}

/** Who is in one room. Entries are relayed as bytes; only a connection's own entry is looked at. */
export class RoomPresence {
  readonly roomId: string;
  readonly #ticker: Ticker;
  readonly #limits: Limits;
  readonly #timing: SyncTiming;
  readonly #now: () => number;
  readonly #members = new Set<Presence>();
  readonly #entries = new Map<number, Entry>();
  readonly #dirty = new Set<Entry>();
  #deferTimer: NodeJS.Timeout | null = null;

  constructor(options: { roomId: string; ticker: Ticker; limits: Limits; timing: SyncTiming; now: () => number }) {
    this.roomId = options.roomId;
    this.#ticker = options.ticker;
    this.#limits = options.limits;
    this.#timing = options.timing;
    this.#now = options.now;
  }

  get empty(): boolean {
    return this.#members.size === 0 && this.#entries.size === 0;
  }

  people(): Person[] {
    const people: Person[] = [];
    for (const entry of this.#entries.values()) if (entry.state !== null) people.push(personOf(entry));
    return people;
  }

  join(member: Presence): void {
    this.#members.add(member);
    if (member.documentId === null) {
      member.connection.send(peopleFrame({ all: true, set: this.people(), gone: [] }), roomChannel);
    }
  }

  /**
   * Sends what is stored; also the answer to an awareness query. New members are greeted after their own first entry,
   * or at the next sweep: a client that comes back says its old entry again, which must not look like an echo.
   */
  greet(member: Presence): void {
    member.greeted = true;
    const shown = [...this.#entries.values()].filter(
      (entry) => entry.state !== null && entry.owner !== member && isShownTo(entry, member),
    );
    if (shown.length === 0) return;
    rememberSeen(member, shown);
    member.connection.sendPresence(presenceFrame(shown), member.channel);
  }

  /** Entries stay for the grace, so that a short cut does not make people come and go. */
  leave(member: Presence): void {
    this.#members.delete(member);
    const entry = member.clientId === null ? undefined : this.#entries.get(member.clientId);
    if (entry?.owner !== member) return;
    if (entry.state === null) this.#entries.delete(entry.clientId);
    else entry.endsAt = this.#now() + this.#timing.presenceGrace;
  }

  /** Who the person is has changed. */
  renew(member: Presence): void {
    const entry = member.clientId === null ? undefined : this.#entries.get(member.clientId);
    if (entry?.owner !== member || entry.state === null) return;
    entry.announced = false;
    this.#changed(entry);
  }

  /** An awareness update from a client. Throws `MalformedFrameError`. */
  receive(member: Presence, update: Uint8Array): void {
    readPresence(update, (entry) => this.#take(member, entry));
  }

  sweep(now: number): void {
    for (const member of this.#members) if (!member.greeted) this.greet(member);
    for (const entry of this.#entries.values()) {
      if (entry.endsAt === null || entry.endsAt > now) continue;
      this.#entries.delete(entry.clientId);
      entry.state = null;
      this.#changed(entry);
    }
  }

  flush(): void {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    this.#flushPeople(dirty);
    this.#flushEntries(dirty);
  }

  close(): void {
    if (this.#deferTimer !== null) clearTimeout(this.#deferTimer);
    this.#deferTimer = null;
  }

  #take(member: Presence, { clientId, clock, state }: PresenceEntry): void {
    if (member.clientId !== null && member.clientId !== clientId) return;
    const known = this.#entries.get(clientId);
    const isNull = state.length === 4 && Buffer.compare(state, nullBytes) === 0;
    if (known?.owner !== member && !this.#mayClaim(member, { known, clock, isNull })) return;
    if (known?.owner === member && (clock < known.clock || (clock === known.clock && !isNull))) return;
    if (state.length > this.#limits.awarenessState) return;
    checkState(state);
    const entry = this.#claim(member, { clientId, known });
    entry.clock = clock;
    entry.endsAt = null;
    this.#show(entry, isNull ? null : new Uint8Array(state));
    if (!member.greeted) this.greet(member);
  }

  /** Stock clients echo the entries of others: an echo is no newer than what was sent to them. */
  #mayClaim(member: Presence, entry: { known: Entry | undefined; clock: number; isNull: boolean }): boolean {
    const { known, clock, isNull } = entry;
    if (isNull || member.clientId !== null) return false;
    if (known === undefined) return true;
    if (known.endsAt === null && member.seen.has(known.clientId) && clock <= known.clock) return false;
    const { owner } = known;
    const sameUser = owner.connection.actor?.userId === member.connection.actor?.userId;
    if (!sameUser || owner.connection.actor?.userId === null) return false;
    return owner.connection.number < member.connection.number;
  }

  #claim(member: Presence, { clientId, known }: { clientId: number; known: Entry | undefined }): Entry {
    if (known?.owner === member) return known;
    const entry: Entry = known ?? {
      clientId,
      owner: member,
      clock: 0,
      state: null,
      documentId: member.documentId,
      leftDocumentId: null,
      announced: false,
      deferred: false,
      endsAt: null,
    };
    entry.owner = member;
    entry.announced = false;
    this.#entries.set(clientId, entry);
    member.clientId = clientId;
    member.seen.clear();
    member.onClaim(clientId);
    return entry;
  }

  /** Last wins: what is not sent yet is replaced. */
  #show(entry: Entry, state: Uint8Array | null): void {
    entry.state = state;
    const documentId = state === null ? entry.documentId : (entry.owner.documentId ?? documentOf(state));
    if (documentId !== entry.documentId) entry.leftDocumentId ??= entry.documentId;
    entry.documentId = documentId;
    if (entry.deferred) return;
    if (entry.owner.budget.take(1, this.#now())) this.#changed(entry);
    else this.#defer(entry);
  }

  #changed(entry: Entry): void {
    entry.deferred = false;
    this.#dirty.add(entry);
    this.#ticker.presence(this);
  }

  #defer(entry: Entry): void {
    entry.deferred = true;
    this.#deferTimer ??= setTimeout(() => {
      this.#deferTimer = null;
      for (const waiting of this.#entries.values()) {
        if (!waiting.deferred) continue;
        if (waiting.owner.budget.take(1, this.#now())) this.#changed(waiting);
        else this.#defer(waiting);
      }
    }, 1_000 / this.#limits.awarenessPerSecond);
  }

  #flushEntries(dirty: readonly Entry[]): void {
    const room = presenceFrame(dirty);
    const byDocument = new Map<string, OutFrame | null>();
    const only = dirty.length === 1 ? dirty[0]?.owner : undefined;
    for (const member of this.#members) {
      if (member === only) continue;
      rememberSeen(member, dirty);
      if (member.documentId === null) {
        member.connection.sendPresence(room, roomChannel);
        continue;
      }
      let frame = byDocument.get(member.documentId);
      if (frame === undefined) {
        frame = documentFrame(member.documentId, dirty);
        byDocument.set(member.documentId, frame);
      }
      if (frame !== null) member.connection.sendPresence(frame, undefined);
    }
    for (const entry of dirty) entry.leftDocumentId = null;
  }

  #flushPeople(dirty: readonly Entry[]): void {
    const set: Person[] = [];
    const gone: number[] = [];
    for (const entry of dirty) {
      if (entry.announced === (entry.state !== null)) continue;
      entry.announced = entry.state !== null;
      if (entry.announced) set.push(personOf(entry));
      else gone.push(entry.clientId);
    }
    if (set.length + gone.length === 0) return;
    const frame = peopleFrame({ set, gone });
    for (const member of this.#members) if (member.documentId === null) member.connection.send(frame, roomChannel);
  }
}

const nullBytes = Buffer.from('null');

function rememberSeen(member: Presence, entries: readonly Entry[]): void {
  if (member.clientId === null) for (const { clientId } of entries) member.seen.add(clientId);
}

function personOf(entry: Entry): Person {
  return { clientId: entry.clientId, ...entry.owner.person() };
}

function isShownTo(entry: Entry, member: Presence): boolean {
  return member.documentId === null || entry.documentId === member.documentId;
}

/** What the sockets of one document see of a change, or null. */
function documentFrame(documentId: string, dirty: readonly Entry[]): OutFrame | null {
  const seen = dirty
    .filter((entry) => entry.documentId === documentId || entry.leftDocumentId === documentId)
    .map((entry) => (entry.documentId === documentId ? entry : { ...entry, state: null }));
  return seen.length === 0 ? null : presenceFrame(seen);
}

/** Clients parse states without asking: one that is no JSON would throw in all of them. */
function checkState(state: Uint8Array): void {
  new ByteReader(state).text(state.length);
  if (!isJson(state, 0, state.length)) throw new MalformedFrameError('invalid-json', 0);
}

const docKey = Buffer.from('"doc"');

/** The `doc` of a state of our own clients. */
function documentOf(state: Uint8Array): string | null {
  if (!Buffer.from(state.buffer, state.byteOffset, state.length).includes(docKey)) return null;
  const value: unknown = JSON.parse(Buffer.from(state).toString('utf8'));
  if (typeof value !== 'object' || value === null || !('doc' in value)) return null;
  return typeof value.doc === 'string' ? value.doc : null;
}
