/** What people ask of feed and search, with chance taking turns at what they ask for. */

import type { Chance } from '../../src/contract/chance.ts';
import {
  type FacetsInput,
  type FeedOrder,
  facetsInputSchema,
  listFeedSchema,
  type RunSearch,
  runSearchSchema,
} from '../../src/modules/discovery/schema.ts';
import type { DiscoveryService } from '../../src/modules/discovery/service.ts';
import { anonymous } from '../../src/platform/actor.ts';
import type { MadeCommunity } from '../../src/seed/community.ts';
import { moods, topics } from '../../src/seed/words.ts';
import { signedIn } from '../../src/testing/signed-in.ts';

export interface Scenario {
  readonly name: string;
  /** Milliseconds that 95 of 100 calls may take at most. */
  readonly target: number;
  run(chance: Chance): Promise<unknown>;
}

type Listing = Parameters<typeof listFeedSchema.parse>[0];

export function createScenarios(discovery: DiscoveryService, community: MadeCommunity): Scenario[] {
  const { feed, search } = discovery;
  const actor = (chance: Chance) => signedIn(one(chance, community.people));
  const thing = (chance: Chance) => one(chance, one(chance, topics).things);
  const list = (order: FeedOrder, more: object = {}) => ({
    name: `feed ${order}${Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''}`,
    target: 30,
    run: (chance: Chance) => feed.list(actor(chance), listFeedSchema.parse({ order, ...more } as Listing)),
  });
  const searching = (name: string, ask: (chance: Chance) => Partial<RunSearch>): Scenario => ({
    name: `search ${name}`,
    target: 30,
    run: (chance) => search.run(anonymous, runSearchSchema.parse(ask(chance))),
  });
  const counting = (name: string, ask: (chance: Chance) => Partial<FacetsInput>): Scenario => ({
    name: `facets ${name}`,
    target: 150,
    run: (chance) => search.facets(anonymous, facetsInputSchema.parse(ask(chance))),
  });
  const tag = (chance: Chance) => one(chance, one(chance, topics).tags);
  return [
    list('hot'),
    {
      name: 'feed hot, a second page',
      target: 60,
      run: async () => {
        const { nextCursor } = await feed.list(anonymous, listFeedSchema.parse({ order: 'hot' }));
        return await feed.list(anonymous, listFeedSchema.parse({ order: 'hot', cursor: nextCursor ?? undefined }));
      },
    },
    list('new'),
    list('top', { window: 'day' }),
    list('top', { window: 'month' }),
    list('top', { window: 'all' }),
    list('following'),
    list('forYou'),
    {
      name: 'feed hot, one tag and one colour',
      target: 30,
      run: (chance) =>
        feed.list(
          anonymous,
          listFeedSchema.parse({ order: 'hot', filter: { tags: [tag(chance)], colours: ['teal'] } }),
        ),
    },
    {
      name: 'feed new, rare licence and kind',
      target: 30,
      run: () =>
        feed.list(
          anonymous,
          listFeedSchema.parse({ order: 'new', filter: { licences: ['GPL-3.0-or-later'], kinds: ['graph'] } }),
        ),
    },
    searching('exact', (chance) => ({ q: `${one(chance, moods)} ${thing(chance)}` })),
    searching('one word', (chance) => ({ q: thing(chance) })),
    searching('a common word', () => ({ q: 'version' })),
    searching('prefix', (chance) => ({ q: thing(chance).slice(0, 3) })),
    searching('one letter', (chance) => ({ q: 'abcdefgstp'[chance(10)] ?? 'a' })),
    searching('phrase', () => ({ q: '"take it apart" brass' })),
    searching('misspelt', (chance) => ({ q: misspelt(chance, thing(chance)) })),
    searching('misspelt, two words', (chance) => ({
      q: `${misspelt(chance, one(chance, moods))} ${misspelt(chance, thing(chance))}`,
    })),
    searching('nothing to find', (chance) => ({ q: `qzxv${chance(1_000_000)}` })),
    searching('filters', (chance) => ({
      q: thing(chance),
      filter: { kinds: ['model', 'image'], colours: ['teal', 'blue'], remixable: true },
    })),
    searching('filters alone, top', (chance) => ({ q: '', filter: { tags: [tag(chance)] }, order: 'top' })),
    counting('of a word', (chance) => ({ q: thing(chance) })),
    counting('of a common word', () => ({ q: 'version' })),
    counting('of everything', () => ({})),
    counting('with filters', (chance) => ({ q: '', filter: { tags: [tag(chance)], colours: ['teal'] } })),
    {
      name: 'suggest',
      target: 30,
      run: (chance) => search.suggest(anonymous, thing(chance).slice(0, 1 + chance(4))),
    },
    {
      name: 'similar',
      target: 30,
      run: (chance) => feed.similar(anonymous, { designId: one(chance, community.designs).id, limit: 12 }),
    },
  ];
}

export function one<Value>(chance: Chance, values: readonly Value[]): Value {
  return values[chance(values.length)] as Value;
}

/** Two letters in the wrong order. */
function misspelt(chance: Chance, word: string): string {
  const at = 1 + chance(Math.max(1, word.length - 2));
  return `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
}
