/** The clients of one run, in a process of their own so that the server's CPU is the server's alone. */
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { parseUpdate } from '../src/sync/update-reader.ts';
import { BenchClient, type Wire } from './client.ts';
import { readTrace, type Typed, typeTrace } from './typing.ts';

export interface Load {
  readonly wire: Wire;
  readonly port: number;
  readonly documents: readonly string[];
  /** Clients in each room. */
  readonly clients: number;
  /** How many of them type. */
  readonly typists: number;
  readonly edits: number;
  readonly withPresence: boolean;
  /** Edits a second of each typist; null: as fast as the server takes them. */
  readonly pace: number | null;
}

export interface LoadResult {
  readonly delivered: number;
  readonly converged: boolean;
  readonly seconds: number;
  /** Milliseconds; empty when the load is not paced. */
  readonly latency: readonly number[];
  readonly acks: readonly number[];
}

/** Edits of one typist that may be on their way when the load is not paced. */
const window = 16;

class Typist {
  readonly typed: Typed;
  readonly #client: BenchClient;
  readonly #witness: BenchClient;
  /** The typist's clock after each update. */
  readonly #clocks: number[] = [];
  readonly #sentAt: number[] = [];
  readonly latency: number[] = [];
  readonly acks: number[] = [];
  #sent = 0;
  #arrived = 0;
  #acked = 0;

  constructor(typed: Typed, client: BenchClient, witness: BenchClient) {
    this.typed = typed;
    this.#client = client;
    this.#witness = witness;
    let clock = 0;
    for (const update of typed.updates) {
      clock = parseUpdate(update).sections[0]?.end ?? clock;
      this.#clocks.push(clock);
    }
  }

  get clock(): number {
    return this.#clocks.at(-1) ?? 0;
  }

  get done(): boolean {
    return this.#sent === this.typed.updates.length;
  }

  send(withPresence: boolean): void {
    const update = this.typed.updates[this.#sent];
    const presence = this.typed.presence[this.#sent];
    if (update === undefined || presence === undefined) return;
    this.#sentAt.push(performance.now());
    this.#sent++;
    this.#client.edit(update);
    if (withPresence) this.#client.presence(presence);
  }

  fill(withPresence: boolean): void {
    while (!this.done && this.#sent - this.#arrived < window) this.send(withPresence);
  }

  /** Called when something arrived at the witness or the typist. */
  look(): void {
    const now = performance.now();
    const seen = this.#witness.seen.get(this.typed.clientId) ?? 0;
    while (this.#arrived < this.#sent && (this.#clocks[this.#arrived] ?? 0) <= seen) {
      this.latency.push(now - (this.#sentAt[this.#arrived] ?? now));
      this.#arrived++;
    }
    // The first write frame is the answer to the server's question.
    while (this.#acked < this.#sent && this.#acked + 2 <= this.#client.acked) {
      this.acks.push(now - (this.#sentAt[this.#acked] ?? now));
      this.#acked++;
    }
  }

  /** Whether every edit is; looks first. */
  acknowledged(wire: Wire): boolean {
    this.look();
    return wire !== 'draftroom' || this.#acked === this.#sent;
  }
}

async function runLoad(load: Load): Promise<LoadResult> {
  const trace = readTrace('sveltecomponent');
  const clients: BenchClient[][] = load.documents.map((document, room) =>
    Array.from({ length: load.clients }, (_, number) => {
      const clientId = 1_000 + room * load.clients + number;
      return new BenchClient({ ...load, document, clientId, user: `user-${clientId}` });
    }),
  );
  const typists = clients.flatMap((room, index) =>
    room.slice(0, load.typists).map((client, number) => {
      const clientId = 1_000 + index * load.clients + number;
      const witness = room[(number + 1) % room.length] as BenchClient;
      return new Typist(typeTrace(trace, { clientId, edits: load.edits }), client, witness);
    }),
  );
  await until(() => clients.flat().every((client) => client.synced));
  await sleep(300);
  process.send?.({ ready: true });
  await new Promise<void>((resolve) => process.once('message', () => resolve()));

  const start = performance.now();
  if (load.pace === null) await saturate(load, clients.flat(), typists);
  else await pace(load, clients.flat(), { typists, everyMs: 1_000 / load.pace });
  const perRoom = load.typists;
  await until(() =>
    clients.every((room, index) =>
      typists
        .slice(index * perRoom, (index + 1) * perRoom)
        .every((typist, number) =>
          room.every(
            (client, other) => other === number || (client.seen.get(typist.typed.clientId) ?? 0) >= typist.clock,
          ),
        ),
    ),
  );
  await until(() => typists.every((typist) => typist.acknowledged(load.wire)));
  const seconds = (performance.now() - start) / 1_000;
  await sleep(200);
  process.send?.({ finished: true });
  await new Promise<void>((resolve) => process.once('message', () => resolve()));
  const edits = typists.reduce((sum, { typed }) => sum + typed.updates.length, 0);
  return {
    delivered: edits * (load.clients - 1) + clients.flat().reduce((sum, client) => sum + client.presenceReceived, 0),
    converged: converged(clients, typists, load.typists),
    seconds,
    latency: load.pace === null ? [] : typists.flatMap((typist) => typist.latency),
    acks: load.pace === null ? [] : typists.flatMap((typist) => typist.acks),
  };
}

async function saturate(load: Load, clients: readonly BenchClient[], typists: readonly Typist[]): Promise<void> {
  const go = () => {
    for (const typist of typists) {
      typist.look();
      typist.fill(load.withPresence);
    }
  };
  for (const client of clients) client.onProgress = go;
  go();
  await until(() => typists.every((typist) => typist.done));
}

async function pace(
  load: Load,
  clients: readonly BenchClient[],
  { typists, everyMs }: { typists: readonly Typist[]; everyMs: number },
): Promise<void> {
  const look = () => {
    for (const typist of typists) typist.look();
  };
  for (const client of clients) client.onProgress = look;
  // Each in its own place within the interval, so that they do not type in step.
  await Promise.all(
    typists.map(async (typist, index) => {
      await sleep((everyMs * index) / typists.length);
      for (let next = performance.now(); !typist.done; next += everyMs) {
        typist.send(load.withPresence);
        await sleep(Math.max(0, next + everyMs - performance.now()));
      }
    }),
  );
}

/** Every client's text of everything it got and typed, compared within its room. */
function converged(clients: readonly BenchClient[][], typists: readonly Typist[], perRoom: number): boolean {
  return clients.every((room, index) => {
    const own = typists.slice(index * perRoom, (index + 1) * perRoom);
    const texts = room.map((client, number) => {
      const doc = new Y.Doc();
      doc.transact(() => {
        for (const update of client.received) Y.applyUpdate(doc, update);
        for (const update of own[number]?.typed.updates ?? []) Y.applyUpdate(doc, update);
      });
      return doc.getText('content').toString();
    });
    return texts.every((text) => text === texts[0] && text.length > 0);
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the load did not get through in two minutes');
    await sleep(5);
  }
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
