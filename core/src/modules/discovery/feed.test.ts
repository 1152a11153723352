import { designNeighbours } from '@draftroom/drizzle/schema/discovery';
import { beforeAll, describe, expect, test } from 'vitest';
import { createChance } from '../../contract/chance.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import type { FeedItem } from './schema.ts';
import { createDiscoveryFixture, type DiscoveryFixture } from './testing/fixture.ts';

const ids = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id);

await describeDatabases('feed', (open) => {
  let hub: DiscoveryFixture;
  beforeAll(async () => {
    hub = await createDiscoveryFixture(await open());
  });

  describe('orders', () => {
    test('hot by rank, new by age, top by weight within its window', async () => {
      await hub.clear();
      const old = await hub.design({ hoursOld: 24 * 20, weight: 500 });
      const liked = await hub.design({ hoursOld: 30, weight: 400 });
      const fresh = await hub.design({ hoursOld: 2 });
      expect(ids(await hub.stranger.feed.list({ order: 'new' }))).toEqual([fresh, liked, old]);
      expect(ids(await hub.stranger.feed.list({ order: 'hot' }))).toEqual([liked, fresh, old]);
      expect(ids(await hub.stranger.feed.list({ order: 'top', window: 'all' }))).toEqual([old, liked, fresh]);
      expect(ids(await hub.stranger.feed.list({ order: 'top', window: 'day' }))).toEqual([fresh]);
      expect(ids(await hub.stranger.feed.list({ order: 'top', window: 'week' }))).toEqual([liked, fresh]);
    });

    test('following shows whom one follows, and asks strangers to sign in', async () => {
      await hub.clear();
      const [ada, mei] = [await hub.person('Ada'), await hub.person('Mei')];
      const hers = await hub.design({ authorId: mei.userId });
      await hub.design();
      expect(ids(await hub.as(ada).feed.list({ order: 'following' }))).toEqual([]);
      await hub.follow(ada, mei);
      expect(ids(await hub.as(ada).feed.list({ order: 'following' }))).toEqual([hers]);
      await expect(hub.stranger.feed.list({ order: 'following' })).rejects.toThrow(/Sign in/);
    });

    test('filters narrow every order', async () => {
      await hub.clear();
      const model = await hub.design({ kinds: ['model'], tags: ['low-poly'] });
      await hub.design({ kinds: ['image'] });
      for (const order of ['hot', 'new', 'top', 'forYou'] as const) {
        expect(ids(await hub.stranger.feed.list({ order, filter: { kinds: ['model'], tags: ['low-poly'] } }))).toEqual([
          model,
        ]);
      }
    });
  });

  test.each([1, 2, 3])('loses nothing and shows nothing twice while ranks change, seed %i [DISC-1]', async (seed) => {
    await hub.clear();
    const chance = createChance(seed);
    const all: string[] = [];
    for (let made = 0; made < 60; made++) all.push(await hub.design({ hoursOld: chance(200), weight: chance(50) }));
    const seen: string[] = [];
    const moved = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await hub.stranger.feed.list({ order: 'hot', limit: 7, cursor });
      seen.push(...ids(page));
      cursor = page.nextCursor ?? undefined;
      for (let change = 0; change < 3; change++) {
        const id = all[chance(all.length)] as string;
        moved.add(id);
        await hub.change(id, { rank: 39_000 + chance(2_000) });
        await hub.design({ hoursOld: 0 });
      }
    } while (cursor !== undefined);
    const still = all.filter((id) => !moved.has(id));
    expect(seen.filter((id) => !moved.has(id) && all.includes(id)).sort()).toEqual(still.sort());
  });

  test('refuses cursors of other lists, changed ones and made-up ones [DISC-2]', async () => {
    await hub.clear();
    for (let made = 0; made < 4; made++) await hub.design({ kinds: ['image'] });
    const page = await hub.stranger.feed.list({ order: 'hot', limit: 2 });
    const cursor = page.nextCursor ?? '';
    expect(ids(await hub.stranger.feed.list({ order: 'hot', limit: 2, cursor }))).toHaveLength(2);
    const refused: Parameters<typeof hub.stranger.feed.list>[0][] = [
      { order: 'new', cursor },
      { order: 'hot', filter: { kinds: ['image'] }, cursor },
      { order: 'hot', cursor: `${cursor}A` },
      { order: 'hot', cursor: cursor.replace('.', '') },
      { order: 'hot', cursor: '' },
      { order: 'hot', cursor: '../../etc' },
      { order: 'hot', cursor: `.${Buffer.from('[1,"a"]').toString('base64url')}` },
    ];
    for (const input of refused) await expect(hub.stranger.feed.list(input)).rejects.toThrow(/place in the list/);
    await expect(hub.stranger.search.run({ cursor })).rejects.toThrow(/place in the list/);
    await expect(hub.stranger.feed.list({ cursor: 'x'.repeat(1_000_000) })).rejects.toThrow();
    const ada = hub.as(await hub.person());
    const forYou = await hub.as(await hub.person()).feed.list({ order: 'forYou', limit: 2 });
    await expect(ada.feed.list({ order: 'forYou', cursor: forYou.nextCursor ?? '' })).rejects.toThrow(/place in/);
  });

  describe('for you [DISC-7]', () => {
    test('says that it is what is hot where nothing is known, and popular only of what many like', async () => {
      await hub.clear();
      const hot = [await hub.design({ weight: 9, likeCount: 9 }), await hub.design({ hoursOld: 9 })];
      for (const caller of [hub.stranger, hub.as(await hub.person())]) {
        const page = await caller.feed.list({ order: 'forYou' });
        expect(ids(page)).toEqual(hot);
        expect(page.items.map(({ reason }) => reason)).toEqual([{ code: 'popular' }, { code: 'hot' }]);
        expect(page.nextCursor).toBeNull();
      }
    });

    test('shows what others liked together with what one liked, by whom one follows, and new work, each with why', async () => {
      await hub.clear();
      const [ada, mei] = [await hub.person('Ada'), await hub.person('Mei')];
      const liked = await hub.design({ title: 'Seed', hoursOld: 900 });
      await hub.like(ada, liked);
      const near: string[] = [];
      for (let made = 0; made < 20; made++) near.push(await hub.design({ hoursOld: 800, tags: [`t${made}`] }));
      await hub.db
        .insert(designNeighbours)
        .values(near.map((neighbourId, at) => ({ designId: liked, neighbourId, weight: 0.9 - at / 50, run: 1 })));
      await hub.follow(ada, mei);
      const hers = await hub.design({ authorId: mei.userId, hoursOld: 100 });
      const own = await hub.design({ authorId: ada.userId, hoursOld: 1 });
      const fresh = await hub.design({ hoursOld: 3 });
      const { items } = await hub.as(ada).feed.list({ order: 'forYou', limit: 15 });
      const reasonOf = (id: string): FeedItem['reason'] | undefined => items.find((item) => item.id === id)?.reason;
      expect(reasonOf(hers)).toMatchObject({ code: 'followed', person: { name: 'Mei' } });
      expect(reasonOf(near[0] as string)).toEqual({ code: 'similar', designId: liked, title: 'Seed' });
      expect(items[4]?.id).toBe(fresh);
      expect(reasonOf(fresh)).toEqual({ code: 'new' });
      expect(reasonOf(own)).toBeUndefined();
      expect(reasonOf(liked)).toBeUndefined();
    });

    test('goes on without repeating, then with what is hot, to the end', async () => {
      await hub.clear();
      const ada = await hub.person();
      const liked = await hub.design();
      await hub.like(ada, liked);
      const others: string[] = [];
      for (let made = 0; made < 25; made++) others.push(await hub.design({ hoursOld: 100 + made }));
      await hub.db
        .insert(designNeighbours)
        .values(others.slice(10, 18).map((neighbourId) => ({ designId: liked, neighbourId, weight: 0.5, run: 1 })));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await hub.as(ada).feed.list({ order: 'forYou', limit: 6, cursor });
        seen.push(...ids(page));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(others.toSorted());
      expect(seen.slice(0, 6).every((id) => others.indexOf(id) >= 10 && others.indexOf(id) < 18)).toBe(true);
    });

    test('shows nothing again that was dismissed, until that is taken back; to others it does', async () => {
      await hub.clear();
      const [ada, bo] = [await hub.person('Ada'), await hub.person('Bo')];
      const [gone, kept, secret] = [
        await hub.design({ weight: 9 }),
        await hub.design(),
        await hub.design({ visibility: 'private' }),
      ];
      const shown = async (person: typeof ada) => {
        // A list leaves out what was shown since it began.
        hub.time.now += 1_000;
        return ids(await hub.as(person).feed.list({ order: 'forYou' }));
      };
      const { dismiss } = hub.as(ada).feed;
      for (let times = 0; times < 2; times++)
        expect(await dismiss({ designId: gone })).toEqual({ designId: gone, dismissed: true });
      expect([await shown(ada), await shown(bo)]).toEqual([[kept], [gone, kept]]);
      for (const designId of [secret, 'nothing'])
        await expect(dismiss({ designId })).rejects.toThrow(/not found|nothing/i);
      await dismiss({ designId: gone, dismissed: false });
      expect(await shown(ada)).toEqual([gone, kept]);
    });

    test('gives new work that was shown less its turn', async () => {
      await hub.clear();
      const author = await hub.person('Author');
      const seed = await hub.design({ authorId: author.userId, hoursOld: 500 });
      const near: string[] = [];
      for (let made = 0; made < 12; made++) near.push(await hub.design({ hoursOld: 500 }));
      await hub.db
        .insert(designNeighbours)
        .values(near.map((neighbourId) => ({ designId: seed, neighbourId, weight: 0.5, run: 1 })));
      const fresh = [await hub.design({ hoursOld: 5 }), await hub.design({ hoursOld: 6 })];
      const turns = new Set<string>();
      for (let visitor = 0; visitor < 2; visitor++) {
        const person = await hub.person();
        await hub.like(person, seed);
        const { items } = await hub.as(person).feed.list({ order: 'forYou', limit: 10 });
        turns.add(items.find(({ reason }) => reason?.code === 'new')?.id ?? '');
      }
      expect([...turns].sort()).toEqual(fresh.sort());
    });
  });

  describe('more like this [DISC-8]', () => {
    test('puts what shares rare tags first, and one author not all over the list', async () => {
      await hub.clear();
      const [ada, mei] = [await hub.person('Ada'), await hub.person('Mei')];
      const clock = await hub.design({ title: 'Tide clock', tags: ['clock', 'water'], authorId: ada.userId });
      const twin = await hub.design({ title: 'Water clock', tags: ['clock', 'water'], authorId: mei.userId });
      const hers = [1, 2, 3].map((at) => hub.design({ title: `Study ${at}`, authorId: ada.userId }));
      const word = await hub.design({ title: 'Another clock', tags: ['paper'] });
      const studies = await Promise.all(hers);
      const similar = ids(await hub.stranger.feed.similar({ designId: clock }));
      expect(similar[0]).toBe(twin);
      expect(similar).not.toContain(clock);
      expect(similar.indexOf(word)).toBeLessThan(similar.indexOf(studies[2] as string));
    });

    test('goes by what the same people like, where that is known', async () => {
      await hub.clear();
      const [seed, liked] = [await hub.design({ tags: ['a'] }), await hub.design({ tags: ['zebra'] })];
      await hub.db.insert(designNeighbours).values({ designId: seed, neighbourId: liked, weight: 0.8, run: 1 });
      expect(ids(await hub.stranger.feed.similar({ designId: seed }))).toEqual([liked]);
    });
  });
});
