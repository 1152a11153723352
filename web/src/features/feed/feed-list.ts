/** Endless lists of designs, kept as they are while somebody is away on a design and comes back. */
import type { DesignPage } from '@draftroom/core/schema/designs';
import { type InfiniteData, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { isComingBack, watchArrivals } from './arrival.ts';

/** What a view needs of an endless query, whatever it is a list of. */
export interface EndlessList {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

/** Milliseconds. A list is never loaded anew under somebody's eyes; what is new is announced instead. */
export const keptList = { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 } as const;
/** A list that is older than this is loaded anew for somebody who comes by a link. */
const fresh = 60_000;

/** Call it before the query of the list. */
export function useFreshOnArrival(queryKey: QueryKey): void {
  const router = useRouter();
  const client = useQueryClient();
  const hash = JSON.stringify(queryKey);
  const [seen, setSeen] = useState<string>();
  if (seen === hash) return;
  watchArrivals(router);
  const state = client.getQueryState(queryKey);
  const stale = state !== undefined && Date.now() - state.dataUpdatedAt > fresh;
  if (stale && !isComingBack()) client.removeQueries({ queryKey, exact: true });
  setSeen(hash);
}

/** Ranks move while somebody reads: what comes a second time is left out. */
export function useCards<Card extends { id: string }>(
  data: InfiniteData<{ items: readonly Card[] }> | undefined,
): readonly Card[] {
  return useMemo(() => {
    const seen = new Set<string>();
    return (data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => !seen.has(id) && seen.add(id));
  }, [data]);
}

export function nextCursor(page: Pick<DesignPage, 'nextCursor'>): string | undefined {
  return page.nextCursor ?? undefined;
}
