import type { Actor } from '../../../platform/actor.ts';
import { facetCap } from '../../designs/schema.ts';
import { parseQuery } from '../query.ts';
import { type FacetKind, facetKinds, type Match } from '../repo/conditions.ts';
import type { CountedFacet } from '../repo/facet-repo.ts';
import type { DiscoveryRepo } from '../repo.ts';
import type { Facet, Facets, FacetsInput } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

/** Longer lists help nobody to choose. */
const mostValues = 24;
/** Looking at all of so many takes a tenth of a second; of more, a share is looked at. */
const mostRead = 25_000;
/** How many standard deviations a share must be off before a count that is given as the cap is not above it. */
const certainty = 6;

export function createFacets(core: DiscoveryCore) {
  const { repo } = core;
  return async (actor: Actor, { q, filter }: FacetsInput): Promise<Facets> => {
    const { averse } = await core.viewer(actor);
    const sought = q === '' ? null : ((await repo.soughtBy(parseQuery(q))) ?? '');
    const match: Match = { sought, filter, averse };
    const total = await repo.countMatches(match);
    const alternatives = chosenAlternatives(match);
    const others = facetKinds.filter((kind) => !alternatives.includes(kind));
    const counted = await count(repo, match, { kinds: others, total });
    // Of what is chosen in a list of alternatives, the others stay on offer.
    for (const kind of alternatives) {
      const wider = await repo.countMatches(match, kind);
      counted.push(...(await count(repo, match, { kinds: [kind], total: wider, without: kind })));
    }
    const of = (kind: FacetKind): Facet[] =>
      counted.filter((facet) => facet.kind === kind).map(({ value, count: times }) => ({ value, count: times }));
    const names = await repo.names(of('author').map(({ value }) => value));
    return {
      total: Math.min(total, facetCap),
      kinds: of('kind'),
      tags: of('tag'),
      licences: of('licence'),
      colours: of('colour'),
      authors: of('author').flatMap((facet) => {
        const label = names.get(facet.value);
        return label === undefined ? [] : [{ ...facet, label }];
      }),
    };
  };
}

/**
 * The most frequent values, each counted exactly or no further than the cap. Of very many designs a sample tells which
 * values those are, and which are above the cap for certain; the others are counted one by one.
 */
async function count(
  repo: DiscoveryRepo,
  match: Match,
  { kinds, total, without }: { kinds: readonly FacetKind[]; total: number; without?: FacetKind },
): Promise<CountedFacet[]> {
  const every = 2 ** Math.max(0, Math.ceil(Math.log2(total / mostRead)) + (total > mostRead ? 1 : 0));
  const counted = await repo.countFacets(match, { kinds, most: mostValues, without, every });
  if (every === 1) return counted.map((facet) => ({ ...facet, count: Math.min(facet.count, facetCap) }));
  const atCap = facetCap / every;
  const isAbove = (facet: CountedFacet) => facet.count >= atCap + certainty * Math.sqrt(atCap);
  const unsure = counted.filter((facet) => !isAbove(facet)).map(({ kind, value }) => `${kind}:${value}`);
  const exact = await repo.countEach(match, unsure, { cap: facetCap, without });
  const above = counted.filter(isAbove).map((facet) => ({ ...facet, count: facetCap }));
  return [...above, ...exact.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))];
}

function chosenAlternatives({ filter }: Match): FacetKind[] {
  const chosen: FacetKind[] = [];
  if ((filter.kinds?.length ?? 0) > 0) chosen.push('kind');
  if ((filter.licences?.length ?? 0) > 0 || filter.remixable === true) chosen.push('licence');
  if ((filter.colours?.length ?? 0) > 0) chosen.push('colour');
  if (filter.authorId !== undefined) chosen.push('author');
  return chosen;
}
