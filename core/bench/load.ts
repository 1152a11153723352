/**
 * The clients of one run, in a process of their own so that the server's CPU is the server's alone.
 *
 * Every run is the same fixed work: each typist's edits, each with a cursor, must reach everybody else in the room, and
 * the last cursor, too. (Cursors in between may be left out by a server: the last one wins.) A part of the edits goes
 * first, to warm the server up, and is not measured.
 */
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { parseUpdate } from '../src/sync/update-reader.ts';
import { type Arrivals, BenchClient, type Wire } from './client.ts';
import { readTrace, type Typed, typeTrace } from './typing.ts';

export interface Load {
  readonly wire: Wire;
  readonly port: number;
  readonly documents: readonly string[];
  /** Clients in each room. */
  readonly clients: number;
  /** How many of them type. */
  readonly typists: number;
  /** Measured edits of each typist. */
  readonly edits: number;
  readonly warmUp: number;
  readonly withPresence: boolean;
  /** Edits a second of each typist; null: as fast as the server takes them. */
  readonly pace: number | null;
}

export interface LoadResult {
  /** What was sent, times those who get it: the same for every server. */
  readonly delivered: { readonly edits: number; readonly presence: number };
  /** What arrived in how many frames and reads: tells how far a server merges. */
  readonly arrived: {
    readonly updates: number;
    readonly presence: number;
    readonly reads: number;
    readonly bytes: number;
  };
  readonly converged: boolean;
  readonly seconds: number;
  /** CPU seconds of the load itself. */
  readonly loadCpu: number;
  /** Milliseconds from sending to arrival at one colleague; empty when the load is not paced. */
  readonly latency: readonly number[];
  /** Milliseconds from sending to the Ack. */
  readonly acks: readonly number[];
}

/** Edits of one typist that may be on their way when the load is not paced. */
const window = 16;
/** So that a server has been through many small turns before a paced run, and not through few large ones. */
const pacedWarmUpWindow = 1;

class Typist {
  readonly typed: Typed;
  readonly client: BenchClient;
  readonly latency: number[] = [];
  readonly acks: number[] = [];
  readonly #edits: readonly Buffer[];
  readonly #presence: readonly Buffer[];
  /** The typist's clock after each update. */
  readonly #clocks: number[] = [];
  readonly #sentAt: number[] = [];
  readonly #acknowledges: boolean;
  #reached = 0;
  sent = 0;
  until = 0;
  arrived = 0;
  acked = 0;

  constructor(typed: Typed, client: BenchClient, options: { withPresence: boolean; acknowledges: boolean }) {
    this.typed = typed;
    this.client = client;
    this.#acknowledges = options.acknowledges;
    this.#edits = typed.updates.map((update) => client.editFrame(update));
    this.#presence = options.withPresence ? typed.presence.map((update) => client.presenceFrame(update)) : [];
    let clock = 0;
    for (const update of typed.updates) {
      clock = parseUpdate(update).sections[0]?.end ?? clock;
      this.#clocks.push(clock);
    }
  }

  /** What everybody has of this typist when all that was sent has arrived. */
  get clock(): number {
    return this.#clocks[this.until - 1] ?? 0;
  }

  get settled(): boolean {
    return this.sent === this.until && (!this.#acknowledges || this.acked === this.sent);
  }

  /** As a client does: two messages. */
  sendOne(): void {
    const presence = this.#presence[this.sent];
    this.#sentAt.push(performance.now());
    this.client.send(this.#edits[this.sent] as Buffer);
    this.sent++;
    if (presence !== undefined) this.client.send(presence);
  }

  /** All that may be on its way; a busy client's messages leave together. */
  fill(window: number): void {
    const frames: Buffer[] = [];
    while (this.sent < this.until && this.sent - this.arrived < window) {
      const presence = this.#presence[this.sent];
      this.#sentAt.push(performance.now());
      frames.push(this.#edits[this.sent] as Buffer);
      this.sent++;
      if (presence !== undefined) frames.push(presence);
      this.reached(this.#reached);
    }
    if (frames.length > 0) this.client.send(Buffer.concat(frames));
  }

  /** A colleague has this much of it. */
  reached(clock: number): void {
    this.#reached = clock;
    const now = performance.now();
    for (; this.arrived < this.sent && (this.#clocks[this.arrived] as number) <= clock; this.arrived++) {
      // A deletion cannot be told by the clock: it has arrived when what follows has.
      const isSeen = (this.#clocks[this.arrived] as number) > (this.#clocks[this.arrived - 1] ?? 0);
      if (isSeen) this.latency.push(now - (this.#sentAt[this.arrived] as number));
    }
  }

  acknowledged(count: number): void {
    const now = performance.now();
    // The first write frame was the answer to the server's question.
    for (; this.acked < count - 1; this.acked++) this.acks.push(now - (this.#sentAt[this.acked] as number));
  }
}

class Room {
  readonly clients: readonly BenchClient[];
  readonly typists: readonly Typist[];
  warmingUp = true;
  readonly #byId = new Map<number, Typist>();
  /** Who reports a typist's edits as arrived: the next one in the room. */
  readonly #witnesses = new Map<number, BenchClient>();
  readonly #byClient = new Map<BenchClient, Typist>();
  readonly #refill = new Set<Typist>();
  readonly #withPresence: boolean;

  constructor(load: Load, number: number) {
    this.#withPresence = load.withPresence;
    const document = load.documents[number] as string;
    this.clients = Array.from({ length: load.clients }, (_, i) => {
      const clientId = 1_000 + number * load.clients + i;
      return new BenchClient({ ...load, document, clientId, user: `user-${clientId}` });
    });
    const trace = readTrace('sveltecomponent');
    this.typists = this.clients.slice(0, load.typists).map((client, i) => {
      const typed = typeTrace(trace, { clientId: client.clientId, edits: load.warmUp + load.edits });
      const { withPresence } = load;
      const typist = new Typist(typed, client, { withPresence, acknowledges: load.wire === 'draftroom' });
      this.#byId.set(client.clientId, typist);
      this.#byClient.set(client, typist);
      this.#witnesses.set(client.clientId, this.clients[(i + 1) % this.clients.length] as BenchClient);
      return typist;
    });
    const arrivals: Arrivals = {
      edit: (client, clientId, clock) => {
        if (this.#witnesses.get(clientId) !== client) return;
        const typist = this.#byId.get(clientId) as Typist;
        typist.reached(clock);
        this.#refill.add(typist);
      },
      presence: () => {},
      ack: (client, count) => this.#byClient.get(client)?.acknowledged(count),
      pause: () => {
        if (load.pace === null) for (const typist of this.#refill) typist.fill(window);
        else if (this.warmingUp) for (const typist of this.#refill) typist.fill(pacedWarmUpWindow);
        this.#refill.clear();
      },
    };
    for (const client of this.clients) client.arrivals = arrivals;
  }

  get complete(): boolean {
    return this.typists.every(
      (typist) =>
        typist.settled &&
        this.clients.every(
          (client) => client === typist.client || (client.seen.get(typist.typed.clientId) ?? 0) >= typist.clock,
        ),
    );
  }

  lastPresenceArrived(): boolean {
    if (!this.#withPresence) return true;
    return this.typists.every(({ client: owner, until: last }) =>
      this.clients.every((client) => client === owner || client.presenceSeen.get(owner.clientId) === last),
    );
  }

  /** Every client's text of everything it got and typed. */
  converged(): boolean {
    const texts = this.clients.map((client) => {
      const doc = new Y.Doc();
      doc.transact(() => {
        for (const update of client.received()) Y.applyUpdate(doc, update);
        for (const update of this.#byClient.get(client)?.typed.updates ?? []) Y.applyUpdate(doc, update);
      });
      return doc.getText('content').toString();
    });
    return texts.every((text) => text === texts[0] && text.length > 0);
  }
}

async function runLoad(load: Load): Promise<LoadResult> {
  const rooms = load.documents.map((_, number) => new Room(load, number));
  const clients = rooms.flatMap((room) => room.clients);
  const typists = rooms.flatMap((room) => room.typists);
  await until(clients, () => clients.every((client) => client.synced));
  await sleep(300);

  // What is measured is a server that has been running for a while.
  await type(null, { rooms, clients, typists, edits: load.warmUp }, load.pace === null ? window : pacedWarmUpWindow);
  for (const room of rooms) room.warmingUp = false;
  await sleep(1_000);
  const before = clients.map(({ updatesReceived, presenceReceived, reads, bytesReceived }) => ({
    updatesReceived,
    presenceReceived,
    reads,
    bytesReceived,
  }));
  for (const typist of typists) typist.latency.length = typist.acks.length = 0;
  await told({ ready: true });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await type(load.pace, { rooms, clients, typists, edits: load.edits });
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  await sleep(100);
  await told({ finished: true });
  const since = (pick: (client: (typeof before)[number]) => number) =>
    clients.reduce((sum, client, i) => sum + pick(client) - pick(before[i] as (typeof before)[number]), 0);
  const edits = typists.length * load.edits * (load.clients - 1);
  return {
    delivered: { edits, presence: load.withPresence ? edits : 0 },
    arrived: {
      updates: since(({ updatesReceived }) => updatesReceived),
      presence: since(({ presenceReceived }) => presenceReceived),
      reads: since(({ reads }) => reads),
      bytes: since(({ bytesReceived }) => bytesReceived),
    },
    converged: rooms.every((room) => room.converged()),
    seconds,
    loadCpu: (user + system) / 1e6,
    latency: load.pace === null ? [] : typists.flatMap((typist) => typist.latency),
    acks: typists.flatMap((typist) => typist.acks),
  };
}

interface Typing {
  readonly rooms: readonly Room[];
  readonly clients: readonly BenchClient[];
  readonly typists: readonly Typist[];
  readonly edits: number;
}

/** So many more edits of everybody, until they are everywhere and acknowledged. */
async function type(perSecond: number | null, typing: Typing, most = window): Promise<void> {
  const { rooms, clients, typists, edits } = typing;
  for (const typist of typists) typist.until += edits;
  if (perSecond === null) for (const typist of typists) typist.fill(most);
  else await pace(typists, 1_000 / perSecond);
  await until(clients, () => rooms.every((room) => room.complete));
  await until(clients, () => rooms.every((room) => room.lastPresenceArrived()));
}

async function pace(typists: readonly Typist[], everyMs: number): Promise<void> {
  // Each in its own place within the interval, so that they do not type in step.
  await Promise.all(
    typists.map(async (typist, index) => {
      await sleep((everyMs * index) / typists.length);
      for (let next = performance.now(); typist.sent < typist.until; next += everyMs) {
        typist.sendOne();
        await sleep(Math.max(0, next + everyMs - performance.now()));
      }
    }),
  );
}

async function until(clients: readonly BenchClient[], condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!condition()) {
    const ended = clients.find((client) => client.ended !== null);
    if (ended !== undefined) throw new Error(`a connection ended: ${ended.ended}`);
    if (performance.now() > deadline) throw new Error('the load did not get through in two minutes');
    await sleep(5);
  }
}

/** Says it and waits for the answer. */
function told(message: object): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => resolve());
    process.send?.(message);
  });
}

process.once('message', (load: Load) => {
  runLoad(load).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
