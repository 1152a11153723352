import type { ThreadEvent } from '@draftroom/core/client/seen-thread';
import type { QueryClient } from '@tanstack/react-query';
import { roomKeys } from '../session/room-queries.ts';
import { afterEvent, type ThreadData, type ThreadFilter } from './thread-pages.ts';

/** Keeps all loaded lists of threads in step; what cannot be known from the event alone is loaded anew. */
export function takeThreadEvent(
  queries: QueryClient,
  { roomId, myId }: { roomId: string; myId: string | null },
  event: ThreadEvent,
): void {
  for (const { queryKey, state } of queries.getQueryCache().findAll({ queryKey: roomKeys.threads(roomId) })) {
    const filter = queryKey[3] as ThreadFilter;
    const data = state.data as ThreadData | undefined;
    const next = data === undefined ? null : afterEvent(data, event, { filter, myId });
    if (next !== null) queries.setQueryData(queryKey, next);
    // An answer that is under way may be older than the event.
    if (next === null || state.fetchStatus === 'fetching') void queries.invalidateQueries({ queryKey });
  }
  const { payload } = event;
  const threadId = 'thread' in payload ? payload.thread.id : payload.threadId;
  const queryKey = roomKeys.thread(roomId, threadId);
  if (event.type === 'thread.removed') void queries.resetQueries({ queryKey });
  else void queries.invalidateQueries({ queryKey });
  if (event.type !== 'comment.edited') void queries.invalidateQueries({ queryKey: roomKeys.threadCounts(roomId) });
}
