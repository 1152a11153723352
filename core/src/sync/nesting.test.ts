import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../contract/chance.ts';
import { ContinuityIndex } from './continuity.ts';
import { deepestNesting } from './nesting.ts';
import { randomSession } from './testing/random-session.ts';
import { RawClient } from './testing/raw-client.ts';
import { TestEngine } from './testing/test-engine.ts';
import { MalformedUpdateError, parseUpdate } from './update-reader.ts';

type Level = readonly [client: number, clock: number];

/** A Y.Map in the type that `parent` holds, or in the root type `r`. */
function nested(encoder: encoding.Encoder, parent: Level | null): void {
  encoding.writeUint8(encoder, 7);
  encoding.writeVarUint(encoder, parent === null ? 1 : 0);
  if (parent === null) encoding.writeVarString(encoder, 'r');
  else for (const number of parent) encoding.writeVarUint(encoder, number);
  encoding.writeVarUint(encoder, 0);
}

/** `count` types in each other under one client id, the first one in what `parent` holds. */
function chain(count: number, { client = 1, clock = 0, parent = null as Level | null } = {}): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, count, client, clock]) encoding.writeVarUint(encoder, number);
    for (let i = 0; i < count; i++) nested(encoder, i === 0 ? parent : [client, clock + i - 1]);
    encoding.writeVarUint(encoder, 0);
  });
}

/** A chain whose levels are written in turn by `clients` clients, each level in that of the client before. */
function braid(count: number, clients: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients);
    for (let client = 1; client <= clients; client++) {
      const levels = Array.from({ length: count }, (_, i) => i).filter((i) => (i % clients) + 1 === client);
      for (const number of [levels.length, client, 0]) encoding.writeVarUint(encoder, number);
      for (const i of levels) {
        nested(encoder, i === 0 ? null : [((i - 1) % clients) + 1, Math.floor((i - 1) / clients)]);
      }
    }
    encoding.writeVarUint(encoder, 0);
  });
}

/** A character after what `origin` is. */
function after(origin: Level, client: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, 1, client, 0]) encoding.writeVarUint(encoder, number);
    encoding.writeUint8(encoder, 0x84);
    for (const number of origin) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, 'x');
    encoding.writeVarUint(encoder, 0);
  });
}

function take(index: ContinuityIndex, update: Uint8Array): void {
  const parsed = parseUpdate(update);
  expect(index.check(parsed)).toBe('new');
  index.apply(parsed, deepestNesting);
}

function depthOf(item: Y.Item): number {
  let depth = 0;
  let parent = item.parent as Y.AbstractType<unknown>;
  for (; parent._item !== null; parent = parent._item.parent as Y.AbstractType<unknown>) depth += 1;
  return depth;
}

describe('nesting of types', () => {
  it('[WIRE-15] depths are those of a Y.Doc, whoever wrote them and in whichever pieces they came', () => {
    let nestedItems = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const { docs, updates } = randomSession(seed, 80);
        const chance = createChance(seed);
        const doc = new Y.Doc({ gc: false });
        const index = new ContinuityIndex();
        const merged = Y.mergeUpdates(updates.slice(0, chance(updates.length) + 1));
        for (const update of [merged, ...updates, ...docs.map((one) => Y.encodeStateAsUpdate(one))]) {
          const parsed = parseUpdate(update);
          if (index.check(parsed) !== 'new') continue;
          index.apply(parsed, deepestNesting);
          Y.applyUpdate(doc, update);
        }
        const copy = index.clone();
        for (const [client, structs] of doc.store.clients) {
          for (const struct of structs) {
            if (!(struct instanceof Y.Item)) continue;
            const depth = depthOf(struct);
            if (depth > 0) nestedItems += 1;
            for (const clock of [struct.id.clock, struct.id.clock + struct.length - 1]) {
              expect(index.depth(client, clock)).toBe(depth);
              expect(copy.depth(client, clock)).toBe(depth);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(nestedItems).toBeGreaterThan(500);
  });

  it.each([
    ['by one client', (count: number) => chain(count)],
    ['by two clients in turn', (count: number) => braid(count, 2)],
    ['by seven clients in turn', (count: number) => braid(count, 7)],
  ])('[WIRE-15] takes the deepest that is allowed and refuses one level more, %s', (_, make) => {
    // The outermost lies in a root type.
    take(new ContinuityIndex(), make(deepestNesting + 1));
    const index = new ContinuityIndex();
    expect(() => take(index, make(deepestNesting + 2))).toThrow(MalformedUpdateError);
    expect(index.stateVector()).toEqual(Uint8Array.of(0));
  });

  it('[WIRE-15] counts depth that is built up over many updates, and beside a neighbour', () => {
    const index = new ContinuityIndex();
    take(index, chain(1));
    for (let i = 1; i <= deepestNesting; i++) take(index, chain(1, { clock: i, parent: [1, i - 1] }));
    expect(index.depth(1, deepestNesting)).toBe(deepestNesting);
    take(index, after([1, deepestNesting], 2));
    expect(index.depth(2, 0)).toBe(deepestNesting);
    const deeper = parseUpdate(chain(1, { client: 3, parent: [1, deepestNesting] }));
    expect(() => index.apply(deeper, deepestNesting)).toThrow('nested-too-deep');
    take(index, chain(1, { client: 3, parent: [1, deepestNesting - 1] }));
  });

  it('[WIRE-15] a state that is loaded counts as it is, and nothing goes deeper from there', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, chain(deepestNesting + 100));
    const index = ContinuityIndex.fromState(Y.encodeStateAsUpdate(doc));
    expect(index.depth(1, deepestNesting + 99)).toBe(deepestNesting + 99);
    const parent: Level = [1, deepestNesting];
    expect(() => index.apply(parseUpdate(chain(1, { client: 2, parent })), deepestNesting)).toThrow('nested-too-deep');
    take(index, chain(1, { client: 2, parent: [1, 3] }));
  });

  it('[WIRE-15] walks what many clients wrote into each other in time by its bytes', () => {
    const clients = 20_000;
    const zigzag = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, clients);
      for (let client = 1; client <= clients; client++) {
        for (const number of [2, client, 0]) encoding.writeVarUint(encoder, number);
        nested(encoder, null);
        nested(encoder, [(client % clients) + 1, 0]);
      }
      encoding.writeVarUint(encoder, 0);
    });
    const index = new ContinuityIndex();
    take(index, zigzag);
    expect(index.depth(clients, 1)).toBe(1);
  });

  it('[SYNC-10] closes who nests deeper, in one update, in many, and after a restart; others go on', async () => {
    const hub = await TestEngine.start();
    const documentId = await hub.document('hello');
    const colleague = await RawClient.join(hub, { path: documentId, token: hub.member('ann', 'editor'), ack: true });
    const open = () => RawClient.join(hub, { path: documentId, token: hub.member('eve', 'editor'), ack: true });
    const first = await open();
    first.update(chain(5_000));
    expect(await first.closed()).toBe(4400);
    const second = await open();
    for (let i = 0; i <= deepestNesting; i++) {
      second.update(chain(1, { clock: i, parent: i === 0 ? null : [1, i - 1] }));
    }
    await second.acked(deepestNesting + 1);
    second.update(chain(1, { clock: deepestNesting + 1, parent: [1, deepestNesting] }));
    expect(await second.closed()).toBe(4400);
    colleague.type('!');
    await colleague.acked(1);
    colleague.end();
    await hub.engine.compact(documentId);
    await hub.stop();

    const again = await TestEngine.start({ log: hub.log, access: hub.access });
    const third = await RawClient.join(again, { path: documentId, token: 'eve', ack: true });
    third.update(chain(1, { client: 9, parent: [1, deepestNesting] }));
    expect(await third.closed()).toBe(4400);
    expect(await again.text(documentId)).toBe('hello!');
    await again.stop();
  });
});
