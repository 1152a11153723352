/** How suggestions are weighed and put on a page: pure, so that the evaluation goes by the very same rules. */
import { diversify, type Scored } from './diversify.ts';
import type { NeighbourLink } from './repo/suggestion-repo.ts';

/** Seeds that count: what somebody liked longer ago than this many others says little. */
export const mostSeeds = 30;
/** After so many later likes a seed counts half. */
const halfLife = 10;
/** What everybody likes says little about one person. */
const damping = 0.2;
/** What was shown and passed over counts less, each time. */
const passedOver = 0.8;

export interface Liked {
  readonly score: number;
  /** The seed that speaks for it most. */
  readonly seedId: string;
}

/** `seedIds`: the latest first. */
export function likedTogether(seedIds: readonly string[], links: readonly NeighbourLink[]): Map<string, Liked> {
  const place = new Map(seedIds.map((id, index) => [id, index]));
  const best = new Map<string, number>();
  const found = new Map<string, Liked>();
  for (const { seedId, designId, weight } of links) {
    const share = weight * 0.5 ** ((place.get(seedId) ?? seedIds.length) / halfLife);
    const before = found.get(designId);
    const strongest = share > (best.get(designId) ?? 0);
    if (strongest) best.set(designId, share);
    found.set(designId, {
      score: (before?.score ?? 0) + share,
      seedId: strongest || before === undefined ? seedId : before.seedId,
    });
  }
  return found;
}

export function damped(score: number, { likes, seen }: { likes: number; seen: number }): number {
  return (score / Math.max(1, likes) ** damping) * passedOver ** seen;
}

/** A tenth of the places. */
export function isPlaceForNew(index: number): boolean {
  return index % 10 === 4;
}

/** Suggestions in order, with new work in its places; those places go to suggestions when there is none. */
export function composePage<Suggestion extends Scored>({
  scored,
  fresh,
  limit,
}: {
  scored: readonly Suggestion[];
  fresh: readonly Suggestion[];
  limit: number;
}): Suggestion[] {
  const isFresh = new Set(fresh.map(({ features }) => features.id));
  const others = diversify(
    scored.filter(({ features }) => !isFresh.has(features.id)),
    limit,
  );
  const page: Suggestion[] = [];
  const [nextFresh, nextOther] = [fresh[Symbol.iterator](), others[Symbol.iterator]()];
  while (page.length < limit) {
    const sources = isPlaceForNew(page.length) ? [nextFresh, nextOther] : [nextOther];
    const next = sources.map((source) => source.next()).find(({ done }) => done !== true);
    if (next === undefined || next.done === true) break;
    page.push(next.value);
  }
  return page;
}
