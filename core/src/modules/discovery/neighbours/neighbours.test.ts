import { designNeighbours } from '@draftroom/drizzle/schema/discovery';
import { asc } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../../testing/contract-suites.ts';
import { createDiscoveryFixture, type DiscoveryFixture } from '../testing/fixture.ts';
import { itemNeighbours, type Likes } from './item-cosine.ts';

const likesOf = (sets: readonly (readonly number[])[], designCount: number): Likes => ({
  people: Int32Array.from(sets.flatMap((set, person) => set.map(() => person))),
  designs: Int32Array.from(sets.flat()),
  peopleCount: sets.length,
  designCount,
});

describe('neighbours of likes', () => {
  test('cosine of the sets of people, shrunk by how many are in both', () => {
    const likes = likesOf([[0, 1], [0, 1], [0, 2], [2]], 3);
    const rows = [...itemNeighbours(likes, { shrinkage: 2 })];
    expect(rows.map(({ design, neighbours }) => [design, ...neighbours])).toEqual([
      [0, 1, 2],
      [1, 0],
      [2, 0],
    ]);
    expect(rows[0]?.weights[0]).toBeCloseTo((2 / Math.sqrt(6)) * (2 / 4), 6);
    expect(rows[0]?.weights[1]).toBeCloseTo((1 / Math.sqrt(6)) * (1 / 3), 6);
  });

  test('nothing for what nobody likes together with anything', () => {
    expect([...itemNeighbours(likesOf([[0], [1]], 2))]).toEqual([]);
    expect([...itemNeighbours(likesOf([], 0))]).toEqual([]);
  });
});

await describeDatabases('neighbours in the database', (open) => {
  let hub: DiscoveryFixture;
  const running = () => new AbortController().signal;
  const stored = () =>
    hub.db
      .select({ from: designNeighbours.designId, to: designNeighbours.neighbourId, run: designNeighbours.run })
      .from(designNeighbours)
      .orderBy(asc(designNeighbours.designId), asc(designNeighbours.neighbourId));

  beforeEach(async () => {
    hub = await createDiscoveryFixture(await open());
  });

  test('a run replaces the one before, and is only done when something changed [DISC-10]', async () => {
    const { upkeep } = hub.discovery;
    expect(await upkeep.refreshNeighbours(running())).toBeNull();
    const [a, b, c] = [await hub.design(), await hub.design(), await hub.design()];
    const hidden = await hub.design({ visibility: 'private' });
    const people = [await hub.person(), await hub.person()];
    for (const person of people) for (const id of [a, b, hidden]) await hub.like(person, id);
    expect(await upkeep.refreshNeighbours(running())).toBe(2);
    const pairs = [
      { from: a, to: b, run: 1 },
      { from: b, to: a, run: 1 },
    ].toSorted((one, other) => (one.from < other.from ? -1 : 1));
    expect(await stored()).toEqual(pairs);
    expect(await upkeep.refreshNeighbours(running())).toBeNull();

    await hub.change(b, { visibility: 'private' });
    for (const person of people) await hub.like(person, c);
    hub.time.now += 24 * 3_600_000;
    expect(await upkeep.refreshNeighbours(running())).toBe(2);
    expect((await stored()).map(({ from, to }) => [from, to].sort())).toEqual([[a, c].sort(), [a, c].sort()]);
  });

  test('a run that was cut short leaves what was there [DISC-10]', async () => {
    const [a, b] = [await hub.design(), await hub.design()];
    const person = await hub.person();
    for (const id of [a, b]) await hub.like(person, id);
    await hub.discovery.upkeep.refreshNeighbours(running());
    const before = await stored();
    hub.time.now += 24 * 3_600_000;
    await expect(hub.discovery.upkeep.refreshNeighbours(AbortSignal.abort())).rejects.toThrow();
    expect(await stored()).toEqual(before);
  });

  test('counting again forgets words and tags of what is gone', async () => {
    const id = await hub.design({ title: 'Zephyr', tags: ['airy'], authorId: (await hub.person('Boreas')).userId });
    await hub.design({ title: 'Anchor', tags: ['heavy'] });
    await hub.change(id, { visibility: 'private' });
    await hub.discovery.upkeep.recount();
    expect((await hub.words()).sort()).toEqual(['anchor', 'heavy']);
  });
});
