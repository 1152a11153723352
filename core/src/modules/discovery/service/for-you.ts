import type { RoomPerson } from '../../rooms/schema.ts';
import type { Candidate } from '../repo/candidate-repo.ts';
import type { FeedItem, FeedPage, ListFeed, Reason } from '../schema.ts';
import { composePage, damped, isPlaceForNew, type Liked, likedTogether, mostSeeds } from '../suggest-rules.ts';
import type { DiscoveryCore, Viewer } from './deps.ts';

const hour = 3_600_000;
const newFor = 72 * hour;
const followedFor = 14 * 24 * hour;
/** Of the best by likes, before anything is read about them. */
const mostCandidates = 150;
const mostFollowed = 40;
const newest = { among: 500, limit: 12 };
/** What somebody followed made counts as much as this share of what fits best. */
const followedShare = 0.8;
/** So many people are many. */
const popularFrom = 5;

interface Suggestion {
  readonly features: Candidate;
  readonly score: number;
  readonly reason: Reason;
}

interface Place {
  /** When the list began: what was shown since is not shown again in it. */
  readonly began: number;
  /** Where the list of what is hot was left, once nothing else fits. */
  readonly tail: { readonly key: number; readonly id: string } | null;
}

export function createForYou(core: DiscoveryCore) {
  const { deps } = core;
  return async (viewer: Viewer, input: ListFeed): Promise<FeedPage> => {
    const list = JSON.stringify(['for-you', viewer.userId, input.filter]);
    const place = readPlace(input.cursor === undefined ? [] : deps.cursors.read(list, input.cursor), deps.clock.now());
    const suggested = viewer.userId === null ? [] : await suggestions(core, viewer.userId, { viewer, place, input });
    const filled = await fillWithHot(core, viewer, { input, place, suggested });
    const { userId } = viewer;
    if (userId !== null) await record(core, userId, filled.page);
    const cards = await deps.designs.cards(
      userId,
      filled.page.map(({ id }) => id),
    );
    const reasons = new Map(filled.page.map(({ id, reason }) => [id, reason]));
    return {
      items: cards.map((card): FeedItem => ({ ...card, reason: trueFor(card, reasons.get(card.id)) })),
      nextCursor: filled.ended
        ? null
        : deps.cursors.issue(list, [place.began, filled.tail?.key ?? null, filled.tail?.id ?? null]),
    };
  };
}

/** What comes from the hot list is popular once enough people like it. */
function trueFor({ likeCount }: { likeCount: number }, reason: Reason | undefined): Reason | null {
  if (reason?.code === 'hot' && likeCount >= popularFrom) return { code: 'popular' };
  return reason ?? null;
}

interface Chosen {
  readonly id: string;
  readonly reason: Reason;
}

async function suggestions(
  { repo, deps }: DiscoveryCore,
  userId: string,
  { viewer, place, input }: { viewer: Viewer; place: Place; input: ListFeed },
): Promise<Chosen[]> {
  const now = deps.clock.now();
  const [liked, followed, newestIds] = await Promise.all([
    repo.seedsOf(userId, mostSeeds).then(async (seedIds) => likedTogether(seedIds, await repo.linksOf(seedIds))),
    repo.fromFollowed(userId, new Date(now - followedFor), mostFollowed),
    repo.newest(new Date(now - newFor), newest),
  ]);
  // Somebody of whom nothing is known is told so: what is hot, and nothing else.
  if (liked.size + followed.size === 0) return [];
  const fresh = new Set(newestIds);
  const { averse } = viewer;
  const likely = [...new Set([...best(liked, mostCandidates), ...followed.keys(), ...fresh])];
  const fitting = await repo.matching(likely, { sought: null, filter: input.filter, averse });
  const seeds = [...new Set(fitting.flatMap((id) => liked.get(id)?.seedId ?? []))];
  const [known, titles] = await Promise.all([
    repo.candidates(userId, { ids: fitting, averse, shownSince: new Date(place.began) }),
    repo.titlesOf(userId, seeds),
  ]);
  const scores = known.map((features) => damped(liked.get(features.id)?.score ?? 0, features));
  const followedScore = followedShare * (Math.max(0, ...scores) || 1);
  const weighed = known.map((features) => weigh(features, { liked, followed, titles, followedScore }));
  const order = new Map([...fresh].map((id, index) => [id, index]));
  const page = composePage({
    scored: weighed.filter(({ score }) => score > 0),
    fresh: weighed
      .filter(({ features }) => fresh.has(features.id) && !followed.has(features.id))
      .sort((a, b) => (order.get(a.features.id) ?? 0) - (order.get(b.features.id) ?? 0))
      .slice(0, Array.from({ length: input.limit }, (_, index) => index).filter(isPlaceForNew).length)
      .map((suggestion) => ({ ...suggestion, reason: { code: 'new' as const } })),
    limit: input.limit,
  });
  return page.map(({ features, reason }) => ({ id: features.id, reason }));
}

function weigh(
  features: Candidate,
  about: {
    liked: ReadonlyMap<string, Liked>;
    followed: ReadonlyMap<string, RoomPerson>;
    titles: ReadonlyMap<string, string>;
    followedScore: number;
  },
): Suggestion {
  const together = about.liked.get(features.id);
  const person = about.followed.get(features.id);
  const score = damped(together?.score ?? 0, features);
  if (person !== undefined) {
    const followedToo = score + damped(about.followedScore, { likes: 1, seen: features.seen });
    return { features, score: followedToo, reason: { code: 'followed', person } };
  }
  const title = together === undefined ? undefined : about.titles.get(together.seedId);
  const because = title === undefined ? {} : { designId: together?.seedId, title };
  return { features, score, reason: { code: 'similar', ...because } };
}

function best(liked: ReadonlyMap<string, Liked>, most: number): string[] {
  const ordered = [...liked].sort(([, a], [, b]) => b.score - a.score);
  return ordered.slice(0, most).map(([id]) => id);
}

/** When there are too few suggestions, what is hot goes on, without what this list showed or the person knows. */
async function fillWithHot(
  { repo }: DiscoveryCore,
  { userId, averse }: Viewer,
  { input, place, suggested }: { input: ListFeed; place: Place; suggested: readonly Chosen[] },
): Promise<{ page: Chosen[]; tail: Place['tail']; ended: boolean }> {
  const page = [...suggested];
  let { tail } = place;
  const there = new Set(page.map(({ id }) => id));
  const match = { sought: null, filter: input.filter, averse };
  while (page.length < input.limit) {
    const hot = await repo.walk({ match, by: 'rank', after: tail, limit: input.limit + 1 });
    const ids = hot.map(({ id }) => id);
    const fitting =
      userId === null
        ? new Set(ids)
        : new Set(
            (await repo.candidates(userId, { ids, averse, shownSince: new Date(place.began) })).map(({ id }) => id),
          );
    for (const listed of hot.slice(0, input.limit)) {
      if (page.length >= input.limit) return { page, tail, ended: false };
      tail = listed;
      if (!fitting.has(listed.id) || there.has(listed.id)) continue;
      page.push({ id: listed.id, reason: { code: 'hot' } });
    }
    if (hot.length <= input.limit) return { page, tail, ended: true };
  }
  return { page, tail, ended: false };
}

async function record({ repo, deps }: DiscoveryCore, userId: string, page: readonly Chosen[]): Promise<void> {
  const ids = page.map(({ id }) => id);
  const newIds = page.filter(({ reason }) => reason.code === 'new').map(({ id }) => id);
  await Promise.all([repo.recordShown(userId, ids, new Date(deps.clock.now())), repo.recordNewShown(newIds)]);
}

function readPlace([began, key, id]: readonly (string | number | null)[], now: number): Place {
  const tail = typeof key === 'number' && typeof id === 'string' ? { key, id } : null;
  return { began: typeof began === 'number' ? began : now, tail };
}
