/** A made community: what the hub says of it is true, and it can be looked at like any other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCommunity } from '../src/seed/community.ts';
import { seedMade } from '../src/seed/made.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub();
  await seedMade(hub.hub, { designs: 60, seed: 1, progress: () => undefined });
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

const counted = async (statement: string): Promise<number> => {
  const { rows } = await hub.hub.database.raw.query(statement);
  return Number(rows[0]?.count);
};

test('the same seed makes the same community, with few designs that many like', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const make = (seed: number) => makeCommunity(seed, { designs: 400, people: 60, reactions: 4_000 }, now);
  const [one, again, other] = [make(1), make(1), make(2)];
  expect([...again.reactions()]).toEqual([...one.reactions()]);
  expect([...again.threads()]).toEqual([...one.threads()]);
  expect(other.designs[0]?.id).not.toBe(one.designs[0]?.id);
  const likes = [...Map.groupBy(one.reactions(), ({ design }) => design).values()].map((of) => of.length);
  const most = likes.sort((a, b) => b - a);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  expect(sum(most.slice(0, 40)) / sum(most)).toBeGreaterThan(0.25);
  for (const { design, comments } of one.threads())
    for (const { at } of comments) expect(at >= design.createdAt && at <= now).toBe(true);
});

test('counts on designs are those of what was written', async () => {
  expect(await counted('select count(*) from designs where listed')).toBe(60);
  expect(
    await counted(`select count(*) from designs d where
      like_count <> (select count(*) from reactions where design_id = d.id and kind = 'like') or
      save_count <> (select count(*) from reactions where design_id = d.id and kind = 'save') or
      comment_count <> (select count(*) from comments where design_id = d.id)`),
  ).toBe(0);
  expect(await counted('select count(*) from comments')).toBeGreaterThan(5);
});

test('designs have pictures, files and threads that open', async () => {
  const stranger = hub.as(null).direct;
  const { items } = await stranger.feed.list({ order: 'top', window: 'all', limit: 30 });
  expect(items).toHaveLength(30);
  const talked = items.find(({ commentCount }) => commentCount > 0);
  const designId = talked?.id ?? '';
  const design = await stranger.designs.get({ designId });
  expect(design.release.files.length).toBeGreaterThan(0);
  const picture = await fetch(new URL(talked?.picture?.url ?? '', hub.url));
  expect([picture.status, picture.headers.get('content-type')?.startsWith('image/')]).toEqual([200, true]);
  const threads = await stranger.comments.onDesigns.list({ designId });
  expect(threads.items.length).toBeGreaterThan(0);
  expect((await stranger.search.run({ q: talked?.title ?? '' })).items.map(({ id }) => id)).toContain(designId);
});
