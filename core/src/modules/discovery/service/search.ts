import type { Actor } from '../../../platform/actor.ts';
import { parseQuery, queryText } from '../query.ts';
import type { Match } from '../repo/conditions.ts';
import type { Column, Listed } from '../repo/feed-repo.ts';
import type { RunSearch, SearchPage } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';
import { whatIsMeant } from './meant.ts';

/**
 * How hits are put in order. `scored`: by how well the words fit, which looks at every hit. `walked`: along a stored
 * order.
 */
type Mode = 'walked' | 'scored';

/** Above so many hits the words tell little apart: then what was liked most goes first. */
const mostScored = 1_000;
/** Up to so many hits that is sorted, above it is walked along its index. */
const mostSorted = 2_000;
/** A list that began scored goes on so, unless there are very many more hits by now. */
const mostContinued = 10_000;
/** With fewer hits than this the words may be misspelt. */
const fewHits = 3;

interface Found {
  readonly mode: Mode;
  readonly listed: readonly Listed[];
  readonly didYouMean: string | null;
}

interface Asked {
  readonly match: Match;
  readonly order: RunSearch['order'];
  /** Of the page before: a later page goes on in the mode of the first, also when there are more or fewer hits by now. */
  readonly mode: Mode | null;
  readonly after: Listed | null;
  readonly limit: number;
}

export function createSearch(core: DiscoveryCore) {
  const { deps } = core;
  return async (actor: Actor, input: RunSearch): Promise<SearchPage> => {
    const { userId, averse } = await core.viewer(actor);
    const { q, filter, order, limit } = input;
    const list = JSON.stringify(['search', q, filter, order]);
    const [mode, key, id] = input.cursor === undefined ? [] : deps.cursors.read(list, input.cursor);
    const found = await find(core, q, {
      match: { sought: null, filter, averse },
      order,
      mode: mode === 'walked' || mode === 'scored' ? mode : null,
      after: typeof key === 'number' && typeof id === 'string' ? { key, id } : null,
      limit: limit + 1,
    });
    const page = found.listed.slice(0, limit);
    const last = page.at(-1);
    const ids = page.map((listed) => listed.id);
    const hasMore = found.listed.length > limit && last !== undefined;
    return {
      items: [...(await deps.designs.cards(userId, ids))],
      nextCursor: hasMore ? deps.cursors.issue(list, [found.mode, last.key, last.id]) : null,
      didYouMean: input.cursor === undefined ? found.didYouMean : null,
    };
  };
}

async function find(core: DiscoveryCore, q: string, asked: Asked): Promise<Found> {
  const { repo } = core;
  const query = parseQuery(q);
  const sought = await repo.soughtBy(query);
  if (sought === null) {
    // Signs only: nothing can be found by them. No words at all: everything, by what is chosen.
    const match = q === '' ? asked.match : { ...asked.match, sought: '' };
    return await walked(core, { ...asked, match });
  }
  const exact = { ...asked, match: { ...asked.match, sought } };
  const [hits, found] = await hitsOf(core, exact);
  if (hits >= fewHits) return found;
  const meant = await whatIsMeant(repo, query);
  if (meant === null) return found;
  const { corrected, within } = meant;
  const others = await Promise.all([
    corrected === null ? null : repo.soughtBy(corrected),
    within === null ? null : repo.soughtByAny(within.query, within.anyOf),
  ]);
  const wider = [sought, ...others].filter((one) => one !== null);
  const [, more] = await hitsOf(core, {
    ...asked,
    match: { ...asked.match, sought: wider.map((one) => `(${one})`).join(' | ') },
  });
  const helps = corrected !== null && more.listed.length > 0;
  return { ...more, didYouMean: helps ? queryText(corrected) : null };
}

/** How many there are, as far as it matters, and the page. */
async function hitsOf(core: DiscoveryCore, asked: Asked): Promise<[number, Found]> {
  const { repo } = core;
  const { match, order, mode, after, limit } = asked;
  if (order !== 'relevance') return [await repo.countUpTo(match, fewHits), await walked(core, asked)];
  if (mode === 'walked') return [fewHits, await walked(core, asked)];
  const most = mode === null ? { scored: mostScored, sorted: mostSorted } : { scored: mostContinued, sorted: 0 };
  const { hits, page } = await repo.ranked(match, { after, limit, most });
  if (hits > Math.max(most.scored, most.sorted)) return [hits, await walked(core, asked, true)];
  return [hits, { mode: hits > most.scored ? 'walked' : 'scored', listed: page, didYouMean: null }];
}

async function walked({ repo }: DiscoveryCore, { match, order, after, limit }: Asked, many = false): Promise<Found> {
  const by: Column = order === 'new' ? 'published' : order === 'relevance' && match.sought === null ? 'rank' : 'weight';
  return { mode: 'walked', listed: await repo.walk({ match, by, after, limit, many }), didYouMean: null };
}
