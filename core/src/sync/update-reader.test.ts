import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../contract/chance.ts';
import { ByteReader } from './byte-reader.ts';
import { ContinuityIndex } from './continuity.ts';
import { isJson } from './json-check.ts';
import { randomSession } from './testing/random-session.ts';
import { withoutKnown } from './update-filter.ts';
import { type MalformedReason, MalformedUpdateError, type ParsedUpdate, parseUpdate } from './update-reader.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

function allUpdatesOf(seed: number): Uint8Array[] {
  const { docs, updates } = randomSession(seed, 60);
  const chance = createChance(seed);
  const some = updates.filter(() => chance(2) === 0);
  const states = docs.map((doc) => Y.encodeStateAsUpdate(doc));
  return [
    ...updates,
    ...states,
    Y.mergeUpdates([...states, ...updates]),
    ...(some.length > 0 ? [Y.mergeUpdates(some)] : []),
  ];
}

/** What Yjs itself reads, in our form. */
function readByYjs(
  update: Uint8Array,
): Pick<ParsedUpdate, 'dependencies' | 'deletions'> & { ends: [number, number][] } {
  const { structs, ds } = Y.decodeUpdate(update);
  const ends = new Map<number, number>();
  const dependencies: number[] = [];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!(struct instanceof Y.Skip)) ends.set(client, clock + struct.length);
    if (!(struct instanceof Y.Item)) continue;
    const parent = struct.parent instanceof Y.ID ? struct.parent : null;
    for (const id of [struct.origin, struct.rightOrigin, parent]) {
      if (id !== null && id.client !== client) dependencies.push(clock, id.client, id.clock);
    }
  }
  const deletions: number[] = [];
  ds.clients.forEach((ranges: { clock: number; len: number }[], client: number) => {
    for (const { clock, len } of ranges) deletions.push(client, clock, clock + len);
  });
  return { ends: [...ends], dependencies, deletions };
}

function refusal(bytes: Uint8Array): MalformedReason | null {
  try {
    parseUpdate(bytes);
    return null;
  } catch (error) {
    if (error instanceof MalformedUpdateError) return error.reason;
    throw error;
  }
}

/** Structs of client 1 from clock 0 on, each written by one function, and an empty delete set. */
function update(...structs: ((encoder: encoding.Encoder) => void)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, structs.length, 1, 0]) encoding.writeVarUint(encoder, number);
  for (const write of structs) write(encoder);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** An item in the root type `r`. */
const item =
  (ref: number, write: (encoder: encoding.Encoder) => void) =>
  (encoder: encoding.Encoder): void => {
    encoding.writeUint8(encoder, ref);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 'r');
    write(encoder);
  };

const raw =
  (...bytes: number[]) =>
  (encoder: encoding.Encoder): void =>
    encoding.writeUint8Array(encoder, new Uint8Array(bytes));

const text = (value: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, value);

describe('reading valid updates', () => {
  it('[WIRE-1] agrees with Yjs about every update of random sessions', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const bytes of allUpdatesOf(seed)) {
          const ours = parseUpdate(bytes);
          const ends = ours.sections
            .filter(({ end }) => end > 0)
            .map(({ client, end }): [number, number] => [client, end]);
          expect({ ends, dependencies: ours.dependencies, deletions: ours.deletions }).toEqual(readByYjs(bytes));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[WIRE-1] reads an update that is a view into a larger buffer', () => {
    const [bytes = new Uint8Array()] = randomSession(5, 20).updates;
    const larger = new Uint8Array(bytes.length + 20).fill(255);
    larger.set(bytes, 10);
    expect(parseUpdate(larger.subarray(10, 10 + bytes.length))).toEqual(parseUpdate(bytes));
  });

  it('[WIRE-1] reads legacy JSON content, with undefined as Yjs writes it', () => {
    const bytes = update(
      item(2, (encoder) => {
        encoding.writeVarUint(encoder, 3);
        for (const value of ['undefined', '{"a":[1,2]}', 'null']) encoding.writeVarString(encoder, value);
      }),
    );
    expect(parseUpdate(bytes).sections).toMatchObject([{ client: 1, clock: 0, end: 3 }]);
    expect(() => Y.applyUpdate(new Y.Doc(), bytes)).not.toThrow();
  });

  it('[WIRE-2] measures strings in UTF-16 units', () => {
    const bytes = update(item(4, text('a\u00e9漢\u{1f600}')));
    expect(parseUpdate(bytes).sections).toMatchObject([{ end: 5 }]);
  });

  it('[WIRE-2] takes exactly the byte strings that a strict decoder takes', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }).map((value) => [...new TextEncoder().encode(value)]),
      fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom(0, 300), (pieces, padding) => {
        const bytes = new Uint8Array([...pieces.flat(), ...new Array<number>(padding).fill(0x61)]);
        let expected = -1;
        try {
          expected = decoder.decode(bytes).length;
        } catch {}
        let units = -1;
        try {
          units = new ByteReader(bytes).text(bytes.length);
        } catch {}
        expect(units).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('[WIRE-3] takes exactly the JSON that JSON.parse takes', () => {
    const noise = fc.tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(200),
      fc.constantFrom('', ',', '"', '\\', '}', ' ', '0', 'e', '-', '\u0001'),
    );
    fc.assert(
      fc.property(noise, ([json, at, insert]) => {
        for (const value of [
          json,
          json.slice(0, at) + insert + json.slice(at),
          json.slice(0, at) + insert + json.slice(at + 1),
        ]) {
          let expected = true;
          try {
            JSON.parse(value);
          } catch {
            expected = false;
          }
          const bytes = new TextEncoder().encode(value);
          expect(isJson(bytes, 0, bytes.length), value).toBe(expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '1e+',
    '+1',
    '"\\x"',
    '"\\u12g4"',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '',
    ' ',
    'tru',
    'nul',
    '"',
    '\ufeff1',
    '1 1',
  ])('[WIRE-3] refuses %j as JSON', (value) => {
    const bytes = new TextEncoder().encode(value);
    expect(() => JSON.parse(value)).toThrow();
    expect(isJson(bytes, 0, bytes.length)).toBe(false);
  });
});

describe('refusing malformed updates', () => {
  const deep = (depth: number) => (encoder: encoding.Encoder) => {
    encoding.writeVarUint(encoder, 1);
    for (let i = 0; i < depth; i++) raw(117, 1)(encoder);
    raw(126)(encoder);
  };
  const cases: [MalformedReason, Uint8Array][] = [
    ['truncated', new Uint8Array()],
    ['truncated', new Uint8Array([0])],
    ['trailing-bytes', new Uint8Array([0, 0, 0])],
    ['number-overlong', new Uint8Array([0x80, 0, 0])],
    ['number-overlong', new Uint8Array([0, ...new Array<number>(40).fill(0x80), 1])],
    ['number-out-of-range', new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0])],
    ['count-exceeds-bytes', new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 0])],
    ['count-exceeds-bytes', new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 1, 0, 0, 1, 0])],
    ['count-exceeds-bytes', new Uint8Array([0, 0xff, 0xff, 0xff, 0x0f])],
    ['count-exceeds-bytes', update(item(8, raw(0xff, 0xff, 0xff, 0x0f)))],
    ['empty-section', new Uint8Array([1, 0, 1, 0, 0, 0])],
    ['empty-section', new Uint8Array([0, 2, 1, 0, 2, 2, 0, 1, 2, 1])],
    ['duplicate-section', new Uint8Array([2, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0])],
    ['duplicate-section', new Uint8Array([0, 2, 1, 1, 0, 1, 1, 1, 2, 1])],
    ['empty-struct', update(raw(0, 0))],
    ['empty-struct', update(raw(10, 0), raw(0, 1))],
    ['empty-struct', update(item(4, text('')))],
    ['empty-struct', update(item(8, raw(0)))],
    ['empty-struct', update(item(2, raw(0)))],
    ['empty-struct', update(item(1, raw(0)))],
    ['clock-overflow', update(raw(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f), raw(0, 1))],
    ['clock-overflow', new Uint8Array([0, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 1])],
    ['unknown-struct', update(item(11, raw(1)))],
    ['unknown-struct', update(item(31, raw(1)))],
    ['unknown-struct', update(raw(0x80, 1))],
    ['unknown-struct', update(raw(0x2a, 1), raw(0, 1))],
    ['unknown-parent-kind', update(raw(4, 2, 1, 0x61, 1, 0x61))],
    ['unknown-type', update(item(7, raw(7)))],
    [
      'subdocument',
      update(
        item(9, (encoder) => {
          text('guid')(encoder);
          encoding.writeAny(encoder, {});
        }),
      ),
    ],
    ['invalid-utf8', update(item(4, raw(2, 0xc3, 0x28)))],
    ['invalid-utf8', update(raw(4, 1, 1, 0xff, 1, 0x61))],
    ['invalid-utf8', update(item(6, raw(1, 0xff, 1, 0x31)))],
    ['invalid-utf8', update(item(7, raw(3, 1, 0xff)))],
    ['invalid-json', update(item(5, text('{')))],
    ['invalid-json', update(item(5, text('undefined')))],
    [
      'invalid-json',
      update(
        item(6, (encoder) => {
          text('bold')(encoder);
          text('')(encoder);
        }),
      ),
    ],
    ['invalid-json', update(item(5, text('['.repeat(101) + ']'.repeat(101))))],
    ['unknown-value', update(item(8, raw(1, 115)))],
    ['unknown-value', update(item(8, raw(1, 128)))],
    [
      'unsafe-key',
      update(
        item(8, (encoder) => {
          raw(1, 118, 1)(encoder);
          text('__proto__')(encoder);
          raw(126)(encoder);
        }),
      ),
    ],
    ['nested-too-deep', update(item(8, deep(101)))],
    ['depends-on-itself', update(raw(0x84, 1, 0, 1, 0x61))],
    ['depends-on-itself', update(raw(0x44, 1, 5, 1, 0x61))],
    ['depends-on-itself', update(raw(4, 0, 1, 0, 1, 0x61))],
    ['empty-deletion', new Uint8Array([0, 1, 1, 1, 0, 0])],
  ];
  it.each(cases)('[WIRE-4] %s', (reason, bytes) => {
    expect(refusal(bytes)).toBe(reason);
  });

  it('[WIRE-4] takes values nested as deep as is allowed', () => {
    expect(refusal(update(item(8, deep(100))))).toBeNull();
    expect(refusal(update(item(5, text('['.repeat(100) + ']'.repeat(100)))))).toBeNull();
  });

  it('[WIRE-4] names the place', () => {
    expect(() => parseUpdate(new Uint8Array([0, 0, 7]))).toThrow('malformed update: trailing-bytes at byte 2');
  });

  it('[WIRE-5] refuses every truncation of every update', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const bytes of allUpdatesOf(seed)) {
          for (let length = 0; length < Math.min(bytes.length, 400); length++)
            expect(refusal(bytes.subarray(0, length))).not.toBeNull();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('[WIRE-6] never hangs or fails otherwise on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void refusal(bytes)),
      { numRuns: 5000 },
    );
  });
});

/** The document as a joiner gets it: independent of how its pieces were merged on the way. */
function canonical(doc: Y.Doc): Uint8Array {
  const joiner = new Y.Doc();
  Y.applyUpdate(joiner, Y.encodeStateAsUpdate(doc));
  return Y.encodeStateAsUpdate(joiner);
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const each of updates) Y.applyUpdate(doc, each);
  return doc;
}

describe('accepting only what clients can apply', () => {
  /** Applies what the hub would relay to a client that was there all the time and to a late joiner. */
  function expectHarmless(before: readonly Uint8Array[], bytes: Uint8Array): 'refused' | 'held' | 'applied' {
    if (refusal(bytes) !== null) return 'refused';
    const index = new ContinuityIndex();
    for (const each of before) index.apply(parseUpdate(each));
    const parsed = parseUpdate(bytes);
    const verdict = index.check(parsed);
    if (typeof verdict === 'object') return 'held';
    const relayed = index.overlaps(parsed) ? withoutKnown(bytes, parsed, (client) => index.clock(client)) : bytes;
    expect(index.check(parseUpdate(relayed))).toBe(verdict);
    const present = docOf(before);
    const late = docOf([Y.encodeStateAsUpdate(docOf(before))]);
    for (const doc of [present, late]) {
      Y.applyUpdate(doc, relayed);
      expect(doc.store.pendingStructs).toBeNull();
      expect(doc.store.pendingDs).toBeNull();
    }
    expect(canonical(late)).toEqual(canonical(present));
    return 'applied';
  }

  it('[WIRE-7] bit flips at every offset of real updates are refused, held, or an edit on which all agree', () => {
    const outcomes = { refused: 0, held: 0, applied: 0 };
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { updates } = randomSession(seed, 40);
      for (const at of [updates.length >> 1, updates.length - 1]) {
        const target = updates[at] as Uint8Array;
        const before = causallyBefore(updates, at);
        for (let bit = 0; bit < Math.min(target.length, 120) * 8; bit++) {
          const flipped = target.slice();
          flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
          outcomes[expectHarmless(before, flipped)] += 1;
        }
      }
    }
    expect(Math.min(outcomes.refused, outcomes.held, outcomes.applied)).toBeGreaterThan(100);
  });

  it('[WIRE-7] random changes of whole states are refused, held, or an edit on which all agree', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chance = createChance(seed);
        const state = Y.encodeStateAsUpdate(randomSession(seed, 30).docs[0] as Y.Doc);
        for (let i = 0; i < 60; i++) {
          const changed = state.slice();
          for (let n = chance(3); n >= 0; n--) changed[chance(changed.length)] = chance(256);
          expectHarmless([], changed);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[WIRE-8] a struct that claims to go on from garbage is cut to what is new', () => {
    const garbage = update(raw(0, 3));
    const forged = update(item(4, text('abcdef')));
    expect(() => docOf([garbage, forged])).toThrow();
    expect(expectHarmless([garbage], forged)).toBe('applied');
  });

  function causallyBefore(updates: readonly Uint8Array[], at: number): Uint8Array[] {
    const index = new ContinuityIndex();
    return updates.slice(0, at).filter((each) => {
      const parsed = parseUpdate(each);
      if (index.check(parsed) !== 'new' || index.overlaps(parsed)) return false;
      index.apply(parsed);
      return true;
    });
  }
});
