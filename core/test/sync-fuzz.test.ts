/**
 * Random clients on a real server: typing, delays, repeated frames, cuts, restarts, crashes that lose what was not
 * durable, roles that change, compaction at any moment and edits by the hub. Afterwards all clients and a fresh joiner
 * agree, and what was acknowledged is there.
 * `FUZZ_SEEDS=1000` runs that many seeds, `FUZZ_SEED=7` one.
 */
import type { RoomRole } from '@draftroom/drizzle/enums';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FuzzClient, type LineManners, loggedClocks } from '../src/sync/testing/fuzz-client.ts';
import { RawClient } from '../src/sync/testing/raw-client.ts';
import { TestEngine, until } from '../src/sync/testing/test-engine.ts';
import { fuzzSeeds } from '../src/testing/fuzz-seeds.ts';

const seeds = fuzzSeeds();

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Run {
  readonly #random: () => number;
  readonly #clients: FuzzClient[] = [];
  #hub: TestEngine;
  readonly #documentId: string;

  private constructor(seed: number, hub: TestEngine, documentId: string) {
    this.#random = randomOf(seed);
    this.#hub = hub;
    this.#documentId = documentId;
  }

  static async of(seed: number): Promise<void> {
    const hub = await TestEngine.start();
    const run = new Run(seed, hub, await hub.document('the beginning'));
    const count = 2 + run.#below(4);
    for (let i = 0; i < count; i++) {
      // Two clients of one user, too: they share no client id.
      const user = `user${i === 3 ? 0 : i}`;
      hub.member(user, 'editor');
      run.#clients.push(new FuzzClient(user, run.#documentId));
    }
    try {
      for (let step = 0; step < 120; step++) await run.#step();
      await run.#settle();
      await run.#check();
    } finally {
      for (const client of run.#clients) client.cut();
      await run.#hub.stop();
    }
  }

  async #step(): Promise<void> {
    const dice = this.#random();
    const client = this.#clients[this.#below(this.#clients.length)] as FuzzClient;
    if (dice < 0.55) this.#edit(client.doc);
    else if (dice < 0.73) client.connect(this.#hub, this.#manners());
    else if (dice < 0.79) client.cut();
    else if (dice < 0.82) this.#changeRole(client);
    else if (dice < 0.89) await new Promise((resolve) => setTimeout(resolve, this.#below(8)));
    else if (dice < 0.93) this.#compact();
    else if (dice < 0.96) await this.#serverEdit();
    else if (dice < 0.97) this.#hub.memory.held = !this.#hub.memory.held;
    else if (dice < 0.985) await this.#restart();
    else await this.#crash();
    if (this.#hub.memory.held && this.#random() < 0.3) this.#hub.memory.release();
  }

  #edit(doc: Y.Doc): void {
    const text = doc.getText('content');
    if (text.length > 4 && this.#random() < 0.35) {
      const at = this.#below(text.length - 2);
      text.delete(at, 1 + this.#below(Math.min(6, text.length - at)));
    } else {
      text.insert(this.#below(text.length + 1), 'abcdefghij😀é'.slice(0, 2 * (1 + this.#below(6))));
    }
  }

  /** Not waited for: typing, cuts and crashes go on meanwhile. */
  #compact(): void {
    this.#hub.engine.compact(this.#documentId).catch(() => {
      // A crash or restart came between.
    });
  }

  #manners(): LineManners {
    return {
      delay: () => this.#below(4),
      repeats: () => (['once', 'once', 'once', 'twice', 'an old one, too'] as const)[this.#below(5)] ?? 'once',
    };
  }

  #changeRole({ user }: FuzzClient): void {
    this.#setRole(user, this.#hub.roleOf(user) === 'editor' ? 'viewer' : 'editor');
  }

  #setRole(user: string, role: RoomRole): void {
    this.#hub.member(user, role);
    this.#hub.engine.accessChanged({ roomId: this.#hub.roomId, userId: user });
  }

  async #serverEdit(): Promise<void> {
    this.#hub.memory.release();
    const by = { origin: 'assist', userId: null } as const;
    await this.#hub.engine.edit(this.#documentId, by, (doc) => this.#edit(doc));
  }

  async #restart(): Promise<void> {
    this.#hub.memory.release();
    await this.#hub.stop();
    this.#hub = await TestEngine.start({ log: this.#hub.log, access: this.#hub.access });
  }

  async #crash(): Promise<void> {
    this.#hub.memory.loseUndurable();
    const acked = this.#clients.flatMap(({ promises }) => promises);
    const stopping = this.#hub.stop();
    const index = await loggedClocks(this.#hub.log, this.#documentId);
    for (const [clientId, clock] of acked) expect(index.clock(clientId)).toBeGreaterThanOrEqual(clock);
    await stopping;
    this.#hub.memory.held = false;
    this.#hub = await TestEngine.start({ log: this.#hub.log, access: this.#hub.access });
  }

  async #settle(): Promise<void> {
    this.#hub.memory.release();
    for (const { user } of this.#clients) this.#setRole(user, 'editor');
    await until(() => {
      for (const client of this.#clients) client.connect(this.#hub);
      return this.#clients.every(({ saved }) => saved);
    }, 'everything to be saved');
  }

  async #check(): Promise<void> {
    const joiner = await RawClient.join(this.#hub, { path: this.#documentId, token: 'user0' });
    const text = joiner.text();
    joiner.end();
    const agree = () => this.#clients.every(({ doc }) => doc.getText('content').toString() === text);
    await until(agree, 'convergence');
    for (const { doc } of this.#clients) {
      expect(doc.store.pendingStructs).toBeNull();
      expect(doc.store.pendingDs).toBeNull();
      expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(joiner.doc));
    }
    for (const [clientId, clock] of this.#clients.flatMap(({ promises }) => promises)) {
      expect(Y.getState(joiner.doc.store, clientId)).toBeGreaterThanOrEqual(clock);
    }
    expect(await this.#hub.text(this.#documentId)).toBe(text);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

describe('random clients on one text', () => {
  it.each(seeds)('[SYNC-27] converge and keep what was acknowledged, seed %i', (seed) => Run.of(seed));
});
