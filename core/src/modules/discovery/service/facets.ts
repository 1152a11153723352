import type { Actor } from '../../../platform/actor.ts';
import { facetCap } from '../../designs/schema.ts';
import { parseQuery } from '../query.ts';
import { type FacetKind, facetKinds, type Match } from '../repo/conditions.ts';
import type { CountedFacet } from '../repo/facet-repo.ts';
import type { Facet, Facets, FacetsInput } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

/** Longer lists help nobody to choose. */
const mostValues = 24;

export function createFacets(core: DiscoveryCore) {
  return async (actor: Actor, { q, filter }: FacetsInput): Promise<Facets> => {
    const { averse } = await core.viewer(actor);
    const sought = q === '' ? null : ((await core.repo.soughtBy(parseQuery(q))) ?? '');
    const match: Match = { sought, filter, averse };
    const counted = await core.repo.countFacets(match);
    const lists = new Map(facetKinds.map((kind) => [kind, listOf(counted, kind)]));
    // Of what is chosen in a list of alternatives, the others stay on offer.
    for (const kind of chosenAlternatives(match)) {
      lists.set(kind, listOf(await core.repo.countFacets(match, kind), kind));
    }
    const of = (kind: FacetKind): Facet[] => lists.get(kind) ?? [];
    const names = await core.repo.names(of('author').map(({ value }) => value));
    return {
      total: await core.repo.countUpTo(match, facetCap),
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

function chosenAlternatives({ filter }: Match): FacetKind[] {
  const chosen: FacetKind[] = [];
  if ((filter.kinds?.length ?? 0) > 0) chosen.push('kind');
  if ((filter.licences?.length ?? 0) > 0 || filter.remixable === true) chosen.push('licence');
  if ((filter.colours?.length ?? 0) > 0) chosen.push('colour');
  if (filter.authorId !== undefined) chosen.push('author');
  return chosen;
}

function listOf(counted: readonly CountedFacet[], kind: FacetKind): Facet[] {
  return counted
    .filter((facet) => facet.kind === kind)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues)
    .map(({ value, count }) => ({ value, count: Math.min(count, facetCap) }));
}
