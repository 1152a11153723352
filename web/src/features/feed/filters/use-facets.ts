import type { Facets } from '@draftroom/core/schema/discovery';
import { useQuery } from '@tanstack/react-query';
import { apart } from '../../../app/apart.ts';
import { trpc } from '../../../app/hub.ts';
import { askedFilter, type Filter } from '../filter-params.ts';

/** How many there are of each for this search; while the next counts come, the last ones stay. */
export function useFacets(q: string, filter: Filter, enabled: boolean): Facets | undefined {
  const input = { q, filter: askedFilter(filter) };
  const facets = useQuery({
    queryKey: trpc.search.facets.queryKey(input),
    // Counting takes longer than finding.
    queryFn: () => apart.search.facets.query(input),
    enabled,
    staleTime: 60_000,
    placeholderData: (before: Facets | undefined) => before,
  });
  return enabled ? facets.data : undefined;
}
