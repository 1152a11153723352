import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MalformedUpdateError } from './byte-reader.ts';
import { ContinuityIndex } from './continuity.ts';
import { decodeSnapshot, encodeSnapshot, summaryOf } from './stored-snapshot.ts';
import { randomSession } from './testing/random-session.ts';
import { parseUpdate } from './update-reader.ts';

/** A document of all kinds of content, with nested types and deletions. */
function stateOf(seed: number): { state: Uint8Array; updates: readonly Uint8Array[] } {
  const { docs, updates } = randomSession(seed, 120);
  const doc = new Y.Doc();
  for (const one of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(one));
  return { state: Y.encodeStateAsUpdate(doc), updates };
}

describe('[LOG-17] a stored snapshot', () => {
  it('gives back the state and what reading it would tell', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { state, updates } = stateOf(seed);
      const decoded = decodeSnapshot(encodeSnapshot(state));
      expect(decoded.state).toEqual(state);
      const [kept, read] = [decoded.summary, summaryOf(state)];
      expect(kept).toEqual(read);
      const index = kept?.index ?? new ContinuityIndex();
      expect(index.stateVector()).toEqual(read.index.stateVector());
      for (const update of updates) {
        const parsed = parseUpdate(update);
        expect(index.check(parsed)).toEqual(read.index.check(parsed));
        for (const { client, clock, end } of parsed.sections) {
          for (let at = clock; at < end; at++) expect(index.depth(client, at)).toBe(read.index.depth(client, at));
        }
      }
    }
  });

  it('may be a bare state, or of a later format', () => {
    const { state } = stateOf(1);
    expect(decodeSnapshot(state)).toEqual({ state, summary: null });
    const later = encodeSnapshot(state);
    later[8] = 2;
    expect(decodeSnapshot(later)).toEqual({ state, summary: null });
  });

  it('is refused when its summary was cut', () => {
    const { state } = stateOf(2);
    const whole = encodeSnapshot(state);
    const summaryEnd = whole.length - state.length;
    for (let end = 13; end < summaryEnd; end++) {
      expect(() => decodeSnapshot(whole.subarray(0, end))).toThrow(MalformedUpdateError);
    }
    for (const length of [0, summaryEnd - 14, summaryEnd - 12]) {
      const lying = whole.slice();
      new DataView(lying.buffer).setUint32(9, length, true);
      expect(() => decodeSnapshot(lying)).toThrow(MalformedUpdateError);
    }
  });
});
