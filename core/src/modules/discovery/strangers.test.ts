import { designNeighbours } from '@draftroom/drizzle/schema/discovery';
import { beforeAll, expect, test } from 'vitest';
import type { SignedInActor } from '../../platform/actor.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { createDiscoveryFixture, type DiscoveryFixture, type NewDesign } from './testing/fixture.ts';

/** Everything that a design can be kept out of sight by, with a word, a tag and an author of its own. */
const hidden: Readonly<Record<string, NewDesign>> = {
  privately: { visibility: 'private' },
  unlistedly: { visibility: 'unlisted' },
  heldfast: { standing: 'held' },
  hiddenly: { standing: 'hidden' },
  removedly: { removedAt: new Date('2026-02-01') },
};

await describeDatabases('what strangers are not shown', (open) => {
  let hub: DiscoveryFixture;
  let viewer: SignedInActor;
  let shown: string;
  const out: { word: string; id: string; author: SignedInActor }[] = [];

  beforeAll(async () => {
    hub = await createDiscoveryFixture(await open());
    viewer = await hub.person('Viewer');
    shown = await hub.design({ title: 'Shown common', tags: ['common'], kinds: ['image'], colours: ['red'] });
    for (const [word, how] of Object.entries(hidden)) {
      const author = await hub.person(`Author ${word}name`);
      // Public first: what search had learnt of it has to go again.
      const id = await hub.design({
        title: `${word} common`,
        description: `${word} in words`,
        tags: [`tag-${word}`, 'common'],
        kinds: ['image'],
        colours: ['red'],
        authorId: author.userId,
        weight: 99,
      });
      await hub.change(id, how);
      out.push({ word, id, author });
      await hub.follow(viewer, author);
    }
    const averse = await hub.person('Author aversename');
    const aversely = await hub.design({
      title: 'aversely common',
      tags: ['tag-aversely', 'common'],
      kinds: ['image'],
      colours: ['red'],
      authorId: averse.userId,
    });
    hub.averse.set(viewer.userId, new Set([averse.userId]));
    await hub.follow(viewer, averse);
    out.push({ word: 'aversely', id: aversely, author: averse });
    await hub.like(viewer, shown);
    await hub.db
      .insert(designNeighbours)
      .values(out.map(({ id }) => ({ designId: shown, neighbourId: id, weight: 0.9, run: 1 })));
  });

  test('is in no feed [DISC-9]', async () => {
    for (const order of ['hot', 'new', 'top', 'following', 'forYou'] as const) {
      for (const filter of [{}, { tags: ['common'] }, { kinds: ['image' as const], colours: ['red' as const] }]) {
        const { items } = await hub.as(viewer).feed.list({ order, window: 'all', filter });
        expect(items.map(({ id }) => id).filter((id) => id !== shown)).toEqual([]);
      }
    }
    for (const { author } of out) {
      const page = await hub.as(viewer).feed.list({ order: 'new', filter: { authorId: author.userId } });
      expect(page.items).toEqual([]);
    }
  });

  test('is found by no search, and no word, tag or name of it is offered [DISC-9]', async () => {
    const caller = hub.as(viewer);
    expect((await caller.search.run({ q: 'common' })).items.map(({ id }) => id)).toEqual([shown]);
    for (const { word } of out) {
      const misspelt = `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;
      for (const q of [word, word.slice(0, 5), `"${word} common"`, `tag-${word}`, `${word}name`, misspelt]) {
        const page = await caller.search.run({ q });
        expect(page.items.map(({ id }) => id).filter((id) => id !== shown)).toEqual([]);
        if (word !== 'aversely') expect(page.didYouMean ?? '').not.toContain(word);
        const { tags, designs, people } = await caller.search.suggest({ q });
        expect({ tags, people }).toEqual({ tags: [], people: [] });
        expect(designs.map(({ id }) => id).filter((id) => id !== shown)).toEqual([]);
      }
      expect((await caller.search.suggest({ q: `tag-${word.slice(0, 4)}` })).tags).toEqual([]);
    }
  });

  test('is in no count [DISC-9]', async () => {
    const facets = await hub.as(viewer).search.facets({ q: 'common' });
    expect(facets).toEqual({
      total: 1,
      kinds: [{ value: 'image', count: 1 }],
      tags: [{ value: 'common', count: 1 }],
      licences: [{ value: 'CC-BY-4.0', count: 1 }],
      colours: [{ value: 'red', count: 1 }],
      authors: [],
    });
    expect((await hub.as(viewer).search.facets({})).total).toBe(1);
  });

  test('is like nothing, and asking for what is like it answers as for one that never was [DISC-9]', async () => {
    expect((await hub.as(viewer).feed.similar({ designId: shown })).items).toEqual([]);
    const unknown = await hub
      .as(viewer)
      .feed.similar({ designId: '0'.repeat(20) })
      .catch((error: Error) => error.message);
    for (const { word, id } of out.filter((design) => design.word !== 'unlistedly')) {
      const answer = await hub
        .as(viewer)
        .feed.similar({ designId: id })
        .catch((error: Error) => error.message);
      expect([word, answer]).toEqual([word, unknown]);
    }
  });
});
