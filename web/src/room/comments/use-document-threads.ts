import type { SeenThread } from '@draftroom/core/schema/comments';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useRoom } from '../session/room-context.ts';
import { threadsQuery } from '../session/room-queries.ts';
import { threadsIn } from './thread-pages.ts';

/** Pages of a document's threads that are shown in its margin: more than anybody reads. */
const mostPages = 10;

/** Every thread of a document, page after page. */
export function useDocumentThreads(documentId: string): readonly SeenThread[] {
  const { hub, room } = useRoom();
  const query = useInfiniteQuery(threadsQuery(hub, room.id, { documentId, state: 'all', mentionsMe: false }));
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const more = hasNextPage && !isFetching && (data?.pages.length ?? 0) < mostPages;
  useEffect(() => {
    if (more) void fetchNextPage();
  }, [more, fetchNextPage]);
  return useMemo(() => threadsIn(data), [data]);
}
