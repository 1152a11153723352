import type { Actor } from '../../../platform/actor.ts';
import { parseQuery, type Query, queryText } from '../query.ts';
import type { Match } from '../repo/conditions.ts';
import type { Column, Listed } from '../repo/feed-repo.ts';
import type { RunSearch, SearchPage } from '../schema.ts';
import type { DiscoveryCore, Viewer } from './deps.ts';

/**
 * How hits are found and put in order. `walked`: along a stored order. `scored`: by how well the words fit, which looks
 * at every hit. `near`: by letters.
 */
type Mode = 'walked' | 'scored' | 'near';

/** Above so many hits the words tell little apart: then what was liked most goes first, along its index. */
const mostScored = 2_000;
/** With fewer hits than this the words may be misspelt. */
const fewHits = 3;
const shortWord = 5;

interface Plan {
  readonly mode: Mode;
  readonly match: Match;
  readonly by: Column;
  readonly didYouMean: string | null;
}

export function createSearch(core: DiscoveryCore) {
  const { deps } = core;
  return async (actor: Actor, input: RunSearch): Promise<SearchPage> => {
    const viewer = await core.viewer(actor);
    const { q, filter, order, limit } = input;
    const list = JSON.stringify(['search', q, filter, order]);
    const [mode, key, id] = input.cursor === undefined ? [] : deps.cursors.read(list, input.cursor);
    const after: Listed | null = typeof key === 'number' && typeof id === 'string' ? { key, id } : null;
    const planned = await plan(core, viewer, { ...input, mode: mode as Mode | undefined });
    const found = await hits(core, q, { ...planned, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: [
        ...(await deps.designs.cards(
          viewer.userId,
          page.map((listed) => listed.id),
        )),
      ],
      nextCursor:
        found.length > limit && last !== undefined ? deps.cursors.issue(list, [planned.mode, last.key, last.id]) : null,
      didYouMean: after === null ? planned.didYouMean : null,
    };
  };
}

/** A later page goes on in the mode of the first, also when there are more or fewer hits by now. */
async function plan(
  core: DiscoveryCore,
  { averse }: Viewer,
  { q, filter, order, mode }: RunSearch & { mode: Mode | undefined },
): Promise<Plan> {
  const by: Column = order === 'new' ? 'published' : 'weight';
  const query = parseQuery(q);
  const sought = await core.repo.soughtBy(query);
  const exact: Match = { sought, filter, averse };
  if (sought === null) {
    // Signs only: nothing can be found by them. No words at all: everything, by what is chosen.
    const match = q === '' ? exact : { ...exact, sought: '' };
    return { mode: 'walked', match, by: order === 'relevance' ? 'rank' : by, didYouMean: null };
  }
  const hitCount = await core.repo.countUpTo(exact, mostScored + 1);
  const corrected = hitCount < fewHits ? await correct(core, query) : null;
  const didYouMean = corrected === null ? null : queryText(corrected);
  const wider = corrected === null ? null : await core.repo.soughtBy(corrected);
  const match = wider === null ? exact : { ...exact, sought: `(${sought}) | (${wider})` };
  if (order !== 'relevance') return { mode: 'walked', match, by, didYouMean };
  const none = hitCount === 0 && wider === null;
  return { mode: mode ?? (none ? 'near' : hitCount > mostScored ? 'walked' : 'scored'), match, by, didYouMean };
}

async function hits(
  { repo }: DiscoveryCore,
  q: string,
  { mode, match, by, after, limit }: Plan & { after: Listed | null; limit: number },
): Promise<Listed[]> {
  if (mode === 'near') return await repo.near(q, match, { after, limit });
  if (mode === 'scored') return await repo.ranked(match, { after, limit });
  return await repo.walk({ match, by, after, limit });
}

/** The search with the nearest known word for each that is found nowhere; null when there is no better one. */
async function correct({ repo }: DiscoveryCore, query: Query): Promise<Query | null> {
  const better = new Map<string, string>();
  for (const word of await repo.unknownWords(query)) {
    const nearest = await repo.nearestWord(word, word.length <= shortWord ? 1 : 2);
    if (nearest !== null) better.set(word, nearest);
  }
  if (better.size === 0) return null;
  const known = (word: string) => better.get(word) ?? word;
  return { ...query, words: query.words.map(known), unfinished: known(query.unfinished) };
}
