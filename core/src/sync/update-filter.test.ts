import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../contract/chance.ts';
import { randomSession } from './testing/random-session.ts';
import { withoutStructs } from './update-filter.ts';
import { parseUpdate } from './update-reader.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

function structsOf(update: Uint8Array): { client: number; clock: number; length: number }[] {
  return Y.decodeUpdate(update)
    .structs.filter((struct) => !(struct instanceof Y.Skip))
    .map(({ id, length }) => ({ client: id.client, clock: id.clock, length }));
}

describe('withoutStructs', () => {
  it('[WIRE-14] drops exactly what reaches beyond the clock under the named clients', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { docs, updates } = randomSession(seed, 60);
        const chance = createChance(seed);
        for (const update of [...docs.map((doc) => Y.encodeStateAsUpdate(doc)), Y.mergeUpdates([...updates])]) {
          const parsed = parseUpdate(update);
          const clients = new Set(parsed.sections.map(({ client }) => client).filter(() => chance(2) === 0));
          const limits = new Map(parsed.sections.map(({ client, end }) => [client, chance(end + 2)]));
          const filtered = withoutStructs(update, parsed, clients, (client) => limits.get(client) ?? 0);
          const expected = structsOf(update).filter(
            ({ client, clock, length }) => !clients.has(client) || clock + length <= (limits.get(client) ?? 0),
          );
          expect(structsOf(filtered)).toEqual(expected);
          expect(parseUpdate(filtered).deletions).toEqual(parsed.deletions);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[WIRE-14] leaves an update alone that has nothing of the kind', () => {
    const update = Y.encodeStateAsUpdate(randomSession(3, 30).docs[0] as Y.Doc);
    const parsed = parseUpdate(update);
    expect(withoutStructs(update, parsed, new Set(), () => 0)).toBe(update);
    const all = new Set(parsed.sections.map(({ client }) => client));
    expect(withoutStructs(update, parsed, all, () => 2 ** 50)).toBe(update);
  });

  it('[WIRE-14] keeps the deletions when all structs go', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'abc');
    doc.getText('t').delete(0, 1);
    const update = Y.encodeStateAsUpdate(doc);
    const filtered = withoutStructs(update, parseUpdate(update), new Set([doc.clientID]), () => 0);
    expect(parseUpdate(filtered)).toMatchObject({ sections: [], deletions: [doc.clientID, 0, 1] });
  });
});
