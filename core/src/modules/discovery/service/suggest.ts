import type { Actor } from '../../../platform/actor.ts';
import { tagSchema } from '../../designs/schema.ts';
import { parseQuery } from '../query.ts';
import type { Match } from '../repo/conditions.ts';
import type { Suggestions } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

const mostOfEach = 5;
const mostScored = 500;

export function createSuggest(core: DiscoveryCore) {
  const { repo, deps } = core;

  async function designsFor(match: Match, userId: string | null): Promise<Suggestions['designs']> {
    const place = { after: null, limit: mostOfEach };
    const { hits, page } = await repo.ranked(match, { ...place, most: { scored: mostScored, sorted: mostScored } });
    const found = hits > mostScored ? await repo.walk({ match, by: 'weight', ...place, many: true }) : page;
    const ids = found.map(({ id }) => id);
    return (await deps.designs.cards(userId, ids)).map(({ id, title, picture }) => ({ id, title, picture }));
  }

  return async (actor: Actor, words: string): Promise<Suggestions> => {
    const { userId, averse } = await core.viewer(actor);
    const query = parseQuery(words);
    const sought = await repo.soughtBy(query);
    if (sought === null) return { tags: [], designs: [], people: [] };
    const tag = tagSchema.safeParse(words);
    const [designs, tags, people] = await Promise.all([
      designsFor({ sought, filter: {}, averse }, userId),
      tag.success ? repo.tagsFrom(tag.data, averse, mostOfEach) : [],
      repo.peopleFrom([...query.words, query.unfinished].join(' ').trim(), averse, mostOfEach),
    ]);
    return { tags, designs, people };
  };
}
