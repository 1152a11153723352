import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../contract/chance.ts';
import { ContinuityIndex } from './continuity.ts';
import { RangeSet } from './range-set.ts';
import { randomSession } from './testing/random-session.ts';
import { withoutKnown } from './update-filter.ts';
import { parseUpdate } from './update-reader.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Delivers a session's updates out of order, twice, merged with others, and some never. */
function deliveries(seed: number): Uint8Array[] {
  const { updates, docs } = randomSession(seed, 60);
  const chance = createChance(seed + 1);
  const delivered: Uint8Array[] = [];
  for (const [i, update] of updates.entries()) {
    if (chance(6) !== 0) delivered.push(update);
    if (chance(6) === 0) delivered.push(updates[chance(i + 1)] as Uint8Array);
    if (chance(6) === 0) {
      const some = updates.slice(0, i + 1).filter(() => chance(3) !== 0);
      if (some.length > 0) delivered.push(Y.mergeUpdates(some));
    }
    if (chance(25) === 0) delivered.push(Y.mergeUpdates(updates.slice(0, i + 1)));
  }
  return [...delivered, ...docs.map((doc) => Y.encodeStateAsUpdate(doc))];
}

function isPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** `count` clients (from 1 on); each writes one item after `origin(client)`. */
function chained(count: number, origin: (client: number) => [client: number, clock: number] | null): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let client = 1; client <= count; client++) {
    for (const number of [1, client, 0]) encoding.writeVarUint(encoder, number);
    const id = origin(client);
    encoding.writeUint8(encoder, id === null ? 4 : 0x84);
    if (id === null) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, 'r');
    } else {
      encoding.writeVarUint(encoder, id[0]);
      encoding.writeVarUint(encoder, id[1]);
    }
    encoding.writeVarString(encoder, 'x');
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

describe('ContinuityIndex', () => {
  it('[WIRE-9] agrees with a Y.Doc that holds the same: new leaves nothing pending, a gap does, nothing-new changes nothing', () => {
    const seen = { new: 0, 'nothing-new': 0, gap: 0 };
    fc.assert(
      fc.property(seeds, (seed) => {
        const doc = new Y.Doc();
        const index = new ContinuityIndex();
        for (const update of deliveries(seed)) {
          const parsed = parseUpdate(update);
          const verdict = index.check(parsed);
          seen[typeof verdict === 'object' ? 'gap' : verdict] += 1;
          const probe = copyOf(doc);
          const before = Y.encodeStateAsUpdate(probe);
          Y.applyUpdate(probe, update);
          expect(isPending(probe)).toBe(typeof verdict === 'object');
          if (verdict === 'nothing-new') expect(Y.encodeStateAsUpdate(probe)).toEqual(before);
          if (verdict !== 'new') continue;
          Y.applyUpdate(doc, update);
          index.apply(parsed);
          expect(index.stateVector()).toEqual(Y.encodeStateVector(doc));
        }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it('[WIRE-9] a cut overlap says the same as the whole update', () => {
    let overlaps = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const whole = new Y.Doc();
        const cut = new Y.Doc();
        const index = new ContinuityIndex();
        for (const update of deliveries(seed)) {
          const parsed = parseUpdate(update);
          if (index.check(parsed) !== 'new') continue;
          const relayed = index.overlaps(parsed)
            ? withoutKnown(update, parsed, (client) => index.clock(client))
            : update;
          if (relayed !== update) overlaps += 1;
          expect(index.check(parseUpdate(relayed))).toBe('new');
          expect(index.overlaps(parseUpdate(relayed))).toBe(false);
          index.apply(parsed);
          Y.applyUpdate(whole, update);
          Y.applyUpdate(cut, relayed);
        }
        expect(Y.encodeStateAsUpdate(copyOf(cut))).toEqual(Y.encodeStateAsUpdate(copyOf(whole)));
      }),
      { numRuns: 40, examples: [[351602617]] },
    );
    expect(overlaps).toBeGreaterThan(50);
  });

  it('[WIRE-10] built from a state knows everything that the state holds, and a clone is its own', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { docs, updates } = randomSession(seed, 60);
        const all = new Y.Doc();
        for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
        const state = Y.encodeStateAsUpdate(all);
        const index = ContinuityIndex.fromState(state);
        expect(index.stateVector()).toEqual(Y.encodeStateVector(all));
        for (const update of [...updates, state]) expect(index.check(parseUpdate(update))).toBe('nothing-new');
        const clone = index.clone();
        const next = parseUpdate(chained(1, () => null));
        const before = index.stateVector();
        clone.apply(next);
        clone.apply(parseUpdate(new Uint8Array([0, 1, 1, 1, 0, 1])));
        expect(index.stateVector()).toEqual(before);
        expect(index.check(parseUpdate(state))).toBe('nothing-new');
      }),
      { numRuns: 30 },
    );
  });

  it('[WIRE-11] a delete-only update is new while a deletion is unknown, and a gap while its target is', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'abc');
    const insert = Y.encodeStateAsUpdate(doc);
    const vector = Y.encodeStateVector(doc);
    doc.getText('t').delete(1, 1);
    const deletion = parseUpdate(Y.encodeStateAsUpdate(doc, vector));
    const index = new ContinuityIndex();
    expect(deletion.sections).toEqual([]);
    expect(index.check(deletion)).toEqual({ gap: { client: doc.clientID, clock: 1 } });
    index.apply(parseUpdate(insert));
    expect(index.check(deletion)).toBe('new');
    index.apply(deletion);
    expect(index.check(deletion)).toBe('nothing-new');
    expect(index.deletedRanges).toBe(1);
  });

  it('[WIRE-11] an insert after an unseen item is a gap though its own clocks follow', () => {
    const index = new ContinuityIndex();
    const update = chained(1, () => [7, 3]);
    expect(index.check(parseUpdate(update))).toEqual({ gap: { client: 7, clock: 3 } });
    const doc = new Y.Doc();
    doc.clientID = 7;
    doc.getText('t').insert(0, 'abcd');
    index.apply(parseUpdate(Y.encodeStateAsUpdate(doc)));
    expect(index.check(parseUpdate(update))).toBe('new');
  });

  it('[WIRE-12] structs of one update may need each other across clients, in any order and however many', () => {
    for (const count of [2, 3, 50_000]) {
      const falling = chained(count, (client) => (client === 1 ? null : [client - 1, 0]));
      const rising = chained(count, (client) => (client === count ? null : [client + 1, 0]));
      for (const update of [falling, rising]) expect(new ContinuityIndex().check(parseUpdate(update))).toBe('new');
    }
  });

  it('[WIRE-12] structs that need each other in a circle are a gap, as for Yjs', () => {
    for (const count of [2, 3, 1000]) {
      const circle = chained(count, (client) => [client === count ? 1 : client + 1, 0]);
      expect(new ContinuityIndex().check(parseUpdate(circle))).toHaveProperty('gap');
      const doc = new Y.Doc();
      Y.applyUpdate(doc, circle);
      expect(isPending(doc)).toBe(true);
    }
  });

  it('[WIRE-12] a walk goes only as far as it is needed: no circle where there is none', () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    const other = new Y.Doc();
    other.clientID = 2;
    for (let i = 0; i < 50; i++) {
      const [from, to] = i % 2 === 0 ? [doc, other] : [other, doc];
      Y.applyUpdate(from, Y.encodeStateAsUpdate(to));
      from.getText('t').insert(i, 'x');
    }
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const update = Y.encodeStateAsUpdate(doc);
    expect(parseUpdate(update).dependencies.length).toBeGreaterThan(3 * 40);
    expect(new ContinuityIndex().check(parseUpdate(update))).toBe('new');
  });
});

describe('RangeSet', () => {
  it('[WIRE-13] holds what a plain set of numbers would, in as few ranges as possible', () => {
    const ranges = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 })), { maxLength: 40 });
    fc.assert(
      fc.property(ranges, fc.nat(60), fc.integer({ min: 1, max: 8 }), (adds, from, length) => {
        const set = new RangeSet();
        const plain = new Set<number>();
        for (const [start, size] of adds) {
          set.add(start, start + size);
          for (let i = start; i < start + size; i++) plain.add(i);
        }
        const starts = [...plain].filter((value) => !plain.has(value - 1));
        expect([...set].map(([start]) => start)).toEqual(starts.sort((a, b) => a - b));
        expect(set.size).toBe(starts.length);
        expect([...set].reduce((sum, [start, end]) => sum + end - start, 0)).toBe(plain.size);
        const all = Array.from({ length }, (_, i) => from + i).every((value) => plain.has(value));
        expect(set.covers(from, from + length)).toBe(all);
      }),
      { numRuns: 500 },
    );
  });

  it('[WIRE-13] stays right, and quick, with very many ranges in any order', () => {
    const chance = createChance(7);
    const [set, plain] = [new RangeSet(), new Uint8Array(30_000)];
    for (let i = 0; i < 12_000; i++) {
      const from = chance(29_000);
      const to = from + 1 + (chance(400) === 0 ? chance(900) : chance(2));
      set.add(from, to);
      plain.fill(1, from, to);
      expect(set.covers(from, to)).toBe(true);
    }
    expect(plainOf(set)).toEqual(plain);
    expect([...set.clone()]).toEqual([...set]);
    for (let i = 250_000; i > 0; i--) set.add(100_000 + 2 * i, 100_001 + 2 * i);
    expect(set.size).toBeGreaterThan(250_000);
    set.add(0, 1_000_000);
    expect([...set]).toEqual([[0, 1_000_000]]);
  });
});

function plainOf(set: RangeSet): Uint8Array {
  const plain = new Uint8Array(30_000);
  for (const [from, to] of set) plain.fill(1, from, to);
  return plain;
}
