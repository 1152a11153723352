import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';

export const countsQuery = queryOptions({
  queryKey: trpc.notifications.counts.queryKey(),
  queryFn: () => api.notifications.counts.query(),
});

/** `few`: as many as the list under the bell shows. */
export function listQuery(show: 'all' | 'unread', few = false) {
  const unread = show === 'unread' ? { unread: true } : {};
  const limit = few ? 10 : 30;
  return infiniteQueryOptions({
    queryKey: [...trpc.notifications.list.pathKey(), show, limit],
    queryFn: ({ pageParam }) =>
      api.notifications.list.query({ ...unread, limit, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export async function markRead(notificationId: string, andOlder = false): Promise<void> {
  const counts = await api.notifications.markRead.mutate({ notificationId, andOlder });
  queryClient.setQueryData(countsQuery.queryKey, counts);
  await queryClient.invalidateQueries({ queryKey: trpc.notifications.list.pathKey() });
}
