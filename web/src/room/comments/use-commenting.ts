import { mayResolve } from '@draftroom/core/contract/thread-rights';
import type { SeenThread } from '@draftroom/core/schema/comments';
import type { RoomMember } from '@draftroom/core/schema/rooms';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useRoom } from '../session/room-context.ts';
import { membersQuery, roomKeys } from '../session/room-queries.ts';
import { useConnection } from '../session/use-room-session.ts';
import { markedRead, putThread, type ThreadData, type ThreadFilter } from './thread-pages.ts';

type WhyNot = `comments.${'signIn' | 'join' | 'viewer' | 'archived'}`;

/** Why this person cannot write here, or null. */
export function useWhyNot(): WhyNot | null {
  const { room, me } = useRoom();
  if (room.rights.comment) return null;
  if (me === null) return 'comments.signIn';
  if (room.role === null) return 'comments.join';
  return room.archivedAt === null ? 'comments.viewer' : 'comments.archived';
}

export function useOffline(): boolean {
  const { session } = useRoom();
  const { state } = useConnection(session);
  return state === 'waiting' || state === 'stopped';
}

export function useMayResolve(thread: SeenThread): boolean {
  const { room, me } = useRoom();
  if (!room.rights.comment || me === null || room.role === null) return false;
  return mayResolve({ userId: me.id, role: room.role }, thread.startedBy?.userId ?? null);
}

/** Shows what the hub has answered at once, before its event comes. */
export function usePutThread(): (thread: SeenThread) => void {
  const { room } = useRoom();
  const queries = useQueryClient();
  return (thread) => {
    queries.setQueryData(roomKeys.thread(room.id, thread.id), thread);
    changeLists(queries, room.id, (data, filter) => putThread(data, thread, filter));
  };
}

/** What is in front of somebody's eyes is read. */
export function useMarkRead(thread: SeenThread): void {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  const newest = thread.comments.at(-1)?.id;
  const unread = room.role !== null && thread.unread > 0;
  useEffect(() => {
    if (!unread || newest === undefined) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      const threadId = thread.id;
      changeLists(queries, room.id, (data) => markedRead(data, threadId));
      queries.setQueryData<SeenThread>(roomKeys.thread(room.id, threadId), (known) => known && { ...known, unread: 0 });
      hub.trpc.comments.threads.markRead.mutate({ threadId, commentId: newest }).then(
        (counts) => queries.setQueryData(roomKeys.threadCounts(room.id), counts),
        () => undefined,
      );
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [hub, queries, room.id, thread.id, unread, newest]);
}

/** Whom a comment can name. */
export function useNameable(): RoomMember[] {
  const { hub, room, me } = useRoom();
  const members = useQuery({ ...membersQuery(hub, room.id), enabled: room.role !== null });
  return (members.data?.items ?? []).filter(({ userId }) => userId !== me?.id);
}

function changeLists(
  queries: QueryClient,
  roomId: string,
  change: (data: ThreadData, filter: ThreadFilter) => ThreadData,
): void {
  for (const [queryKey, data] of queries.getQueriesData<ThreadData>({ queryKey: roomKeys.threads(roomId) })) {
    if (data !== undefined) queries.setQueryData(queryKey, change(data, queryKey[3] as ThreadFilter));
  }
}
