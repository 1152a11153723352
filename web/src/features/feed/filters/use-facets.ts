import type { Facets } from '@draftroom/core/schema/discovery';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../../app/hub.ts';
import { askedFilter, type Filter } from '../filter-params.ts';

/** How many there are of each for this search; while the next counts come, the last ones stay. */
export function useFacets(q: string, filter: Filter, enabled: boolean): Facets | undefined {
  const facets = useQuery(
    trpc.search.facets.queryOptions(
      { q, filter: askedFilter(filter) },
      { enabled, staleTime: 60_000, placeholderData: (before) => before },
    ),
  );
  return enabled ? facets.data : undefined;
}
