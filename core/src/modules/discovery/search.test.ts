import { beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { createDiscoveryFixture, type DiscoveryFixture } from './testing/fixture.ts';

const titles = (page: { items: readonly { title: string }[] }) => page.items.map(({ title }) => title);

await describeDatabases('search', (open) => {
  let hub: DiscoveryFixture;
  const search = (q: string, more: object = {}) => hub.stranger.search.run({ q, ...more });

  beforeAll(async () => {
    hub = await createDiscoveryFixture(await open());
    const mei = await hub.person('Mei Tanaka');
    const lucia = await hub.person('Lucía Ferrer');
    await hub.design({ title: 'Tide clock', tags: ['clock', 'canvas'], authorId: mei.userId, kinds: ['code'] });
    await hub.design({ title: 'Café menu', description: 'Set by hand beside a clock.', authorId: lucia.userId });
    await hub.design({ title: 'Low-poly harbour', tags: ['low-poly', '3d'], kinds: ['model'], colours: ['teal'] });
    await hub.design({ title: 'Harbour at night', kinds: ['image'], colours: ['blue', 'black'], weight: 9 });
    await hub.design({ title: 'Lamp of paper', licence: 'LicenseRef-All-Rights-Reserved', kinds: ['image'] });
  });

  describe('finds [DISC-3]', () => {
    test('words of titles before those of descriptions', async () => {
      expect(titles(await search('clock'))).toEqual(['Tide clock', 'Café menu']);
    });

    test('without regard to case and accents', async () => {
      expect(titles(await search('CAFE'))).toEqual(['Café menu']);
      expect(titles(await search('lúcia'))).toEqual(['Café menu']);
    });

    test('by the beginning of the last word, of tags and authors too', async () => {
      expect(titles(await search('night tid'))).toEqual([]);
      expect(titles(await search('harbour nig'))).toEqual(['Harbour at night']);
      expect(titles(await search('tana'))).toEqual(['Tide clock']);
    });

    test('phrases as they stand, and not what is left out', async () => {
      expect(titles(await search('"by hand"'))).toEqual(['Café menu']);
      expect(titles(await search('"hand by"'))).toEqual([]);
      expect(titles(await search('clock -menu'))).toEqual(['Tide clock']);
      expect(titles(await search('harbour -"at night"'))).toEqual(['Low-poly harbour']);
    });

    test('what is misspelt, and says what it took it for', async () => {
      const page = await search('habrour');
      expect(titles(page).sort()).toEqual(['Harbour at night', 'Low-poly harbour']);
      expect(page.didYouMean).toBe('harbour');
      expect((await search('harbour')).didYouMean).toBeNull();
      expect(titles(await search('clokc'))).toContain('Tide clock');
      expect(titles(await search('lowpoly'))).toContain('Low-poly harbour');
      const both = await search('habrour nigth');
      expect([titles(both), both.didYouMean]).toEqual([['Harbour at night'], 'harbour night']);
    });

    test('words written as one, and what stands in the middle of a word', async () => {
      const page = await search('tideclock');
      expect([titles(page), page.didYouMean]).toEqual([['Tide clock'], 'tide clock']);
      expect(titles(await search('arbou night'))).toEqual(['Harbour at night']);
      expect(titles(await search('qqqqq'))).toEqual([]);
      const apart = await search('habrour clock');
      expect([titles(apart), apart.didYouMean]).toEqual([[], null]);
    });

    test('everything when nothing is asked for, the liked ones first by top', async () => {
      expect((await search('')).items).toHaveLength(5);
      expect(titles(await search('', { order: 'top' }))[0]).toBe('Harbour at night');
    });

    test('nothing by signs alone', async () => {
      for (const q of ['!!', '()', '&', '-', '"', '%', '*']) expect(titles(await search(q))).toEqual([]);
    });
  });

  test('narrows by tags, kinds, licences, colours and authors [DISC-3]', async () => {
    const narrowed = async (filter: object) => titles(await search('', { filter })).sort();
    expect(await narrowed({ tags: ['Low Poly', '3d'] })).toEqual(['Low-poly harbour']);
    expect(await narrowed({ tags: ['low-poly', 'clock'] })).toEqual([]);
    expect(await narrowed({ kinds: ['code', 'model'] })).toEqual(['Low-poly harbour', 'Tide clock']);
    expect(await narrowed({ colours: ['blue', 'teal'] })).toEqual(['Harbour at night', 'Low-poly harbour']);
    expect(await narrowed({ licences: ['LicenseRef-All-Rights-Reserved'] })).toEqual(['Lamp of paper']);
    expect(await narrowed({ licences: ['LicenseRef-All-Rights-Reserved'], remixable: true })).toEqual([]);
    expect(await narrowed({ remixable: true })).toHaveLength(4);
    expect(await narrowed({ authorId: 'nobody' })).toEqual([]);
  });

  test('counts what can be chosen, with the alternatives of what is chosen [DISC-4]', async () => {
    const facets = await hub.stranger.search.facets({ q: 'harbour', filter: { colours: ['teal'] } });
    expect(facets.total).toBe(1);
    expect(facets.kinds).toEqual([{ value: 'model', count: 1 }]);
    expect(facets.colours).toEqual(expect.arrayContaining([{ value: 'blue', count: 1 }]));
    const all = await hub.stranger.search.facets({});
    expect(all.total).toBe(5);
    expect(all.kinds[0]).toEqual({ value: 'image', count: 2 });
    expect(all.authors.map(({ label }) => label).sort()).toEqual(['Lucía Ferrer', 'Mei Tanaka']);
  });

  test('suggests tags, designs and people by how they begin', async () => {
    const clock = await hub.stranger.search.suggest({ q: 'clo' });
    expect(clock.tags).toEqual([{ tag: 'clock', count: 1 }]);
    expect(clock.designs[0]?.title).toBe('Tide clock');
    expect((await hub.stranger.search.suggest({ q: 'ferr' })).people.map(({ name }) => name)).toEqual(['Lucía Ferrer']);
    expect((await hub.stranger.search.suggest({ q: 'luc' })).people).toHaveLength(1);
    for (const q of ['erre', '%', 'a_a', '\\']) expect((await hub.stranger.search.suggest({ q })).people).toEqual([]);
    expect(await hub.stranger.search.suggest({ q: '' })).toEqual({ tags: [], designs: [], people: [] });
  });

  test('follows the name of an author', async () => {
    const person = await hub.person('Before Rename');
    const id = await hub.design({ title: 'Renamed', authorId: person.userId });
    await hub.rename(person, 'Zebulon');
    expect(titles(await search('zebulon'))).toEqual(['Renamed']);
    expect(titles(await search('"before rename"'))).toEqual([]);
    await hub.change(id, { authorId: null });
    expect(titles(await search('zebulon'))).toEqual([]);
    await hub.change(id, { removedAt: new Date() });
  });

  test('takes any text for words and nothing else [DISC-5]', async () => {
    const hostile = [
      'a\0b',
      '\ud800 half',
      "'); drop table designs; --",
      "clock' & !'menu",
      'clock:* | (menu <-> tide)',
      '%_\\',
      '^(a+)+$',
      ':*',
      "''''",
      '\\',
      '½ ʼn ﬁ',
      '日本語 🙂',
      `${'word '.repeat(39)}end`,
      '"unclosed phrase',
      '- -- ---',
    ];
    for (const q of hostile) {
      await expect(search(q)).resolves.toBeDefined();
      await expect(hub.stranger.search.facets({ q })).resolves.toBeDefined();
      await expect(hub.stranger.search.suggest({ q })).resolves.toBeDefined();
    }
    await expect(search('x'.repeat(1_000_000))).rejects.toMatchObject({ message: expect.stringContaining('200') });
    await expect(search(`clock${' '.repeat(1_000)}`)).resolves.toBeDefined();
    for (const tag of ['"}', '\\', "'", '{a,b}', '%']) {
      await expect(search('', { filter: { tags: [`a${tag}b`] } })).resolves.toMatchObject({ items: [] });
      await expect(search('', { filter: { authorId: tag } })).resolves.toMatchObject({ items: [] });
    }
  });

  test('keeps searches, each for its owner [DISC-6]', async () => {
    const [ada, eve] = [await hub.person(), await hub.person()];
    const mine = hub.as(ada).search.saved;
    const saved = await mine.create({ name: ' Clocks ', search: { q: 'clock', filter: { tags: ['Low Poly'] } } });
    expect(saved).toMatchObject({ name: 'Clocks', search: { q: 'clock', filter: { tags: ['low-poly'] } } });
    expect((await mine.list()).items).toEqual([saved]);
    expect((await hub.as(eve).search.saved.list()).items).toEqual([]);
    await expect(hub.as(eve).search.saved.remove({ savedSearchId: saved.id })).rejects.toThrow(/Nothing is here/);
    expect(await mine.remove({ savedSearchId: saved.id })).toEqual({ id: saved.id });
    for (let made = 0; made < 50; made++) await mine.create({ name: `n${made}`, search: {} });
    await expect(mine.create({ name: 'one more', search: {} })).rejects.toThrow(/50 saved searches/);
  });
});
