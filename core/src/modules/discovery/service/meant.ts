/** What somebody may have meant whose words are found nowhere. */
import type { Query } from '../query.ts';
import type { KnownWord } from '../repo/vocabulary-repo.ts';
import type { DiscoveryRepo } from '../repo.ts';
import { mostSlips, slipsBetween } from '../spelling.ts';

/** Of one word. */
interface Meaning {
  /** Instead of it; null when nothing is near. */
  readonly instead: readonly string[] | null;
  /** Words that it stands in the middle of. */
  readonly within: readonly string[];
}

export interface Meant {
  /** With the nearest words that can be found; null when there are none. */
  readonly corrected: Query | null;
  /** For each unknown word the words that hold it; only where every unknown word has some. */
  readonly within: { readonly query: Query; readonly anyOf: readonly (readonly string[])[] } | null;
}

/** Of a text with more, nothing was mistyped: it is about something else. */
const mostUnknown = 4;
const likely = { near: 40, within: 12 };
/** Shorter ones stand in the middle of nearly everything. */
const shortestWithin = 3;
const shortestPart = 3;

/** Null when each word is known, or nothing is near those that are not. */
export async function whatIsMeant(repo: DiscoveryRepo, query: Query): Promise<Meant | null> {
  const unknown = await repo.unknownWords(query);
  if (unknown.length === 0 || unknown.length > mostUnknown) return null;
  const found = await Promise.all(
    unknown.map(async ({ word, folded }): Promise<[string, Meaning]> => [word, await meaningOf(repo, folded)]),
  );
  const meanings = new Map(found);
  return { corrected: corrected(query, meanings), within: within(query, meanings) };
}

async function meaningOf(repo: DiscoveryRepo, word: string): Promise<Meaning> {
  const slips = mostSlips(word);
  const isLong = [...word].length >= shortestWithin;
  const [like, holding] = await Promise.all([
    repo.wordsLike(word, { slips, limit: likely.near }),
    isLong ? repo.wordsWith(word, likely.within) : [],
  ]);
  const near = like
    .map((known) => ({ ...known, slips: slipsBetween(word, known.word) }))
    .filter((known) => known.slips <= slips)
    .sort((a, b) => a.slips - b.slips || b.designs - a.designs || (a.word < b.word ? -1 : 1));
  const findable = new Set(await repo.findable([...new Set([...near.map((known) => known.word), ...holding])]));
  const nearest = near.find((known) => findable.has(known.word));
  return {
    instead: nearest === undefined ? await apart(repo, word) : [nearest.word],
    within: holding.filter((known) => findable.has(known)),
  };
}

/** Two known words that were written as one. */
async function apart(repo: DiscoveryRepo, word: string): Promise<readonly string[] | null> {
  const letters = [...word];
  const pairs = letters
    .map((_, at) => [letters.slice(0, at).join(''), letters.slice(at).join('')] as const)
    .slice(shortestPart, letters.length - shortestPart + 1);
  if (pairs.length === 0) return null;
  const known = new Map((await repo.knownAmong(pairs.flat())).map((one): [string, KnownWord] => [one.word, one]));
  const rarer = (pair: readonly string[]) => Math.min(...pair.map((part) => known.get(part)?.designs ?? 0));
  const [best] = pairs.filter((pair) => rarer(pair) > 0).sort((a, b) => rarer(b) - rarer(a));
  return best !== undefined && (await repo.findable(best)).length === best.length ? best : null;
}

function corrected(query: Query, meanings: ReadonlyMap<string, Meaning>): Query | null {
  if (![...meanings.values()].some(({ instead }) => instead !== null)) return null;
  const known = (word: string): readonly string[] => meanings.get(word)?.instead ?? [word];
  const words = query.words.flatMap(known);
  if (query.unfinished === '') return { ...query, words };
  const last = known(query.unfinished);
  return { ...query, words: [...words, ...last.slice(0, -1)], unfinished: last.at(-1) ?? '' };
}

function within(query: Query, meanings: ReadonlyMap<string, Meaning>): Meant['within'] {
  const anyOf = [...meanings.values()].map((meaning) => meaning.within);
  if (anyOf.some((words) => words.length === 0)) return null;
  const isKnown = (word: string) => !meanings.has(word);
  const unfinished = isKnown(query.unfinished) ? query.unfinished : '';
  return { query: { ...query, words: query.words.filter(isKnown), unfinished }, anyOf };
}
