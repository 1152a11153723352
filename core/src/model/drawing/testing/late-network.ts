/** Documents that hear of each other late, in portions, in any order of the senders, and not at all while away. */
import * as Y from 'yjs';

export class LateNetwork {
  readonly #docs: readonly Y.Doc[];
  readonly #chance: (below: number) => number;
  /** What each has still to hear from each other. */
  readonly #waiting = new Map<string, Uint8Array[]>();
  readonly #away = new Set<number>();

  constructor(docs: readonly Y.Doc[], chance: (below: number) => number) {
    this.#docs = docs;
    this.#chance = chance;
    for (const [from, doc] of docs.entries()) {
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === this) return;
        for (const to of docs.keys()) if (to !== from) this.#line(from, to).push(update);
      });
    }
  }

  /** Lets somebody hear a few updates, or lets somebody go away or come back. */
  step(): void {
    const to = this.#chance(this.#docs.length);
    if (this.#chance(40) === 0) {
      if (!this.#away.delete(to)) this.#away.add(to);
      return;
    }
    const from = this.#chance(this.#docs.length);
    if (this.#away.has(to) || this.#away.has(from)) return;
    this.#deliver(from, to, 1 + this.#chance(5));
  }

  settle(): void {
    this.#away.clear();
    for (const from of this.#docs.keys()) {
      for (const to of this.#docs.keys()) this.#deliver(from, to, Number.POSITIVE_INFINITY);
    }
  }

  #deliver(from: number, to: number, most: number): void {
    const line = this.#line(from, to);
    for (let i = 0; i < most; i++) {
      const update = line.shift();
      if (update === undefined) return;
      Y.applyUpdate(this.#docs[to] as Y.Doc, update, this);
    }
  }

  #line(from: number, to: number): Uint8Array[] {
    const key = `${from} ${to}`;
    const line = this.#waiting.get(key) ?? [];
    this.#waiting.set(key, line);
    return line;
  }
}
