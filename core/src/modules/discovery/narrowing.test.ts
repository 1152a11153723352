/** What is found two ways is the same: few taken whole or many walked past, counted at one pass or one by one. */
import { beforeAll, expect, test } from 'vitest';
import { createChance } from '../../contract/chance.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { facetKinds, type Match } from './repo/conditions.ts';
import type { Column } from './repo/feed-repo.ts';
import { createDiscoveryRepo, type DiscoveryRepo } from './repo.ts';
import { createDiscoveryFixture } from './testing/fixture.ts';

await describeDatabases('narrowing', (open) => {
  let repo: DiscoveryRepo;
  let authors: string[];
  let matches: Match[];

  beforeAll(async () => {
    const database = await open();
    const hub = await createDiscoveryFixture(database);
    repo = createDiscoveryRepo(database.db);
    authors = [(await hub.person('Ada')).userId, (await hub.person('Bo')).userId];
    const chance = createChance(3);
    const some = (values: readonly string[]) => values.filter(() => chance(2) === 0);
    for (let made = 0; made < 80; made++) {
      await hub.design({
        title: `${chance(2) === 0 ? 'Brass' : 'Paper'} ${chance(2) === 0 ? 'lamp' : 'clock'}`,
        tags: some(['sea', 'light', 'time']),
        kinds: some(['image', 'model', 'code']) as never,
        colours: some(['teal', 'red', 'grey']),
        licence: chance(3) === 0 ? 'LicenseRef-All-Rights-Reserved' : 'CC-BY-4.0',
        authorId: authors[chance(2)] ?? null,
        weight: chance(40),
        hoursOld: chance(500),
      });
    }
    matches = [null, "'lamp'", "'brass' & 'clo':*"].flatMap((sought) =>
      [
        {},
        { tags: ['sea'] },
        { tags: ['sea', 'time'], colours: ['teal' as const] },
        { kinds: ['image' as const, 'model' as const], remixable: true },
        { licences: ['LicenseRef-All-Rights-Reserved' as const] },
        { licences: ['LicenseRef-All-Rights-Reserved' as const], remixable: true },
        { authorId: authors[0] ?? '', colours: ['red' as const, 'grey' as const] },
      ].flatMap((filter) => [[], [authors[1] ?? '']].map((averse): Match => ({ sought, filter, averse }))),
    );
  });

  test('a walk past many gives what a few taken whole give, page by page', async () => {
    let seen = 0;
    for (const match of matches) {
      for (const by of ['rank', 'weight', 'published'] satisfies Column[]) {
        const whole = await repo.walk({ match, by, after: null, limit: 100 });
        const walked = [];
        for (let after = null as (typeof whole)[number] | null; ; ) {
          const page = await repo.walk({ match, by, after, limit: 7, many: true });
          walked.push(...page);
          after = page.at(-1) ?? null;
          if (page.length < 7) break;
        }
        expect(walked.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
        seen += whole.length;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });

  test('hits above those that are scored are sorted by what was liked, and above those there are none', async () => {
    const match = { sought: "'lamp'", filter: {}, averse: [] };
    const at = { after: null, limit: 100 };
    const sorted = await repo.ranked(match, { ...at, most: { scored: 3, sorted: 100 } });
    const walked = await repo.walk({ match, by: 'weight', ...at, many: true });
    expect(sorted).toEqual({ hits: walked.length, page: walked });
    const scored = await repo.ranked(match, { ...at, most: { scored: 100, sorted: 0 } });
    expect(scored.page.map(({ id }) => id).sort()).toEqual(walked.map(({ id }) => id).sort());
    expect(await repo.ranked(match, { ...at, most: { scored: 2, sorted: 3 } })).toEqual({ hits: 4, page: [] });
  });

  test('facets counted at one pass are those counted one by one, and a sample holds no more', async () => {
    for (const match of matches) {
      const all = await repo.countFacets(match, { kinds: facetKinds, most: 50, every: 1 });
      const names = all.map(({ kind, value }) => `${kind}:${value}`);
      expect(await repo.countEach(match, names, { cap: 1_000 })).toEqual(all);
      const sample = await repo.countFacets(match, { kinds: facetKinds, most: 50, every: 2 });
      for (const { kind, value, count } of sample)
        expect(all.find((one) => one.kind === kind && one.value === value)?.count).toBeGreaterThanOrEqual(count);
    }
  });
});
