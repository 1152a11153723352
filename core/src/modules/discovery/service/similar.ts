import { HubError } from '../../../contract/errors.ts';
import { idPattern } from '../../../contract/ids.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { DesignCard } from '../../designs/schema.ts';
import type { Features } from '../features.ts';
import { likeness, type TagWeight, tagWeights } from '../likeness.ts';
import { mayOpen } from '../policy.ts';
import type { DiscoveryRepo } from '../repo.ts';
import type { Similar } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

/** Designs that carry the chosen tags, so that weighing all of them stays short. */
const mostCarrying = 1_500;
const pool = { tags: 120, hottest: 120, author: 12, words: 120, neighbours: 40 };
/** With fewer than this, titles are asked too. */
const enough = 40;
/** A further one by somebody who is there already counts so much less, each time. */
const repeatedAuthor = 0.7;

export function createSimilarList({ deps, repo, viewer }: DiscoveryCore) {
  return async (actor: Actor, { designId, limit }: Similar): Promise<{ items: DesignCard[] }> => {
    const { userId, averse } = await viewer(actor);
    const design = idPattern.test(designId) ? await repo.findDesign(designId) : undefined;
    if (design === undefined || !mayOpen(userId, design, averse)) throw new HubError('not_found');
    const [counts, liked] = await Promise.all([
      repo.tagCounts(design.tags),
      repo.neighboursOf(designId, pool.neighbours),
    ]);
    const weightOf = tagWeights(counts);
    const ids = await likelyOnes(repo, design, { counts, weightOf, liked });
    const others = (await repo.featuresOf(ids, averse)).filter(({ id }) => id !== designId);
    const scored = others.map((other) => ({
      features: other,
      score: likeness(design, other, weightOf, liked.get(other.id)),
    }));
    const chosen = dampAuthors(scored).slice(0, limit);
    return {
      items: [
        ...(await deps.designs.cards(
          userId,
          chosen.map(({ id }) => id),
        )),
      ],
    };
  };
}

async function likelyOnes(
  repo: DiscoveryRepo,
  design: Features,
  {
    counts,
    weightOf,
    liked,
  }: { counts: ReadonlyMap<string, number>; weightOf: TagWeight; liked: ReadonlyMap<string, number> },
): Promise<string[]> {
  const rarestFirst = design.tags.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  const chosen = new Map<string, number>();
  let designsSoFar = 0;
  for (const tag of rarestFirst) {
    designsSoFar += counts.get(tag) ?? 0;
    if (designsSoFar > mostCarrying) break;
    chosen.set(tag, weightOf(tag));
  }
  const [carrying, theirs] = await Promise.all([
    chosen.size > 0 ? repo.withTags(chosen, pool.tags) : repo.hottestWithTags(rarestFirst, pool.hottest),
    design.authorId === null ? [] : repo.byAuthor(design.authorId, pool.author),
  ]);
  const ids = [...liked.keys(), ...carrying, ...theirs];
  return ids.length < enough ? [...ids, ...(await repo.sharingWords(design.id, pool.words))] : ids;
}

/** Best first; each further one by the same author has to be better by that much. */
function dampAuthors(scored: readonly { features: Features; score: number }[]): Features[] {
  const there = new Map<string | null, number>();
  return scored
    .toSorted((a, b) => b.score - a.score || (a.features.id < b.features.id ? 1 : -1))
    .map(({ features, score }) => {
      const earlier = there.get(features.authorId) ?? 0;
      there.set(features.authorId, earlier + 1);
      return { features, score: score * repeatedAuthor ** earlier };
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ features }) => features);
}
