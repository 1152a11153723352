import type { QueryClient } from '@tanstack/react-query';
import { roomKeys } from '../session/room-queries.ts';
import { afterEvent, type ThreadData, type ThreadEvent, type ThreadFilter } from './thread-pages.ts';

/** Keeps all loaded lists of threads in step; what cannot be known from the event alone is loaded anew. */
export function takeThreadEvent(
  queries: QueryClient,
  { roomId, myId }: { roomId: string; myId: string | null },
  event: ThreadEvent,
): void {
  for (const [queryKey, data] of queries.getQueriesData<ThreadData>({ queryKey: roomKeys.threads(roomId) })) {
    if (data === undefined) continue;
    const filter = queryKey[3] as ThreadFilter;
    const next = afterEvent(data, event, { filter, myId });
    if (next === null) void queries.invalidateQueries({ queryKey });
    else queries.setQueryData(queryKey, next);
  }
  const { payload } = event;
  const threadId = 'thread' in payload ? payload.thread.id : payload.threadId;
  void queries.invalidateQueries({ queryKey: roomKeys.thread(roomId, threadId) });
  if (event.type !== 'comment.edited') void queries.invalidateQueries({ queryKey: roomKeys.threadCounts(roomId) });
}
