import type { Actor } from '../../../platform/actor.ts';
import { tagSchema } from '../../designs/schema.ts';
import { parseQuery } from '../query.ts';
import type { Suggestions } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

const mostOfEach = 5;
const mostScored = 500;

export function createSuggest(core: DiscoveryCore) {
  const { repo, deps } = core;
  return async (actor: Actor, words: string): Promise<Suggestions> => {
    const { userId, averse } = await core.viewer(actor);
    const query = parseQuery(words);
    const sought = await repo.soughtBy(query);
    if (sought === null) return { tags: [], designs: [], people: [] };
    const match = { sought, filter: {}, averse };
    const place = { after: null, limit: mostOfEach };
    const { hits, page } = await repo.ranked(match, { ...place, most: mostScored });
    const found = hits > mostScored ? await repo.walk({ match, by: 'weight', ...place, many: true }) : page;
    const cards = await deps.designs.cards(
      userId,
      found.map(({ id }) => id),
    );
    const tag = tagSchema.safeParse(words);
    return {
      tags: tag.success ? await repo.tagsFrom(tag.data, averse, mostOfEach) : [],
      designs: cards.map(({ id, title, picture }) => ({ id, title, picture })),
      people: await repo.peopleFrom([...query.words, query.unfinished].join(' ').trim(), averse, mostOfEach),
    };
  };
}
