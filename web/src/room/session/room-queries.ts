/** What the room screen asks the hub, by name. One place for the keys, so that events know what to renew. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ThreadFilter } from '../comments/thread-pages.ts';

export const roomKeys = {
  all: (roomId: string) => ['room', roomId] as const,
  facts: (roomId: string) => ['room', roomId, 'facts'] as const,
  tree: (roomId: string) => ['room', roomId, 'tree'] as const,
  removed: (roomId: string) => ['room', roomId, 'removed'] as const,
  members: (roomId: string) => ['room', roomId, 'members'] as const,
  invites: (roomId: string) => ['room', roomId, 'invites'] as const,
  requests: (roomId: string) => ['room', roomId, 'requests'] as const,
  chat: (roomId: string) => ['room', roomId, 'chat'] as const,
  /** All lists of threads; their keys end with their filter. */
  threads: (roomId: string) => ['room', roomId, 'threads'] as const,
  threadList: (roomId: string, filter: ThreadFilter) => ['room', roomId, 'threads', filter] as const,
  singleThreads: (roomId: string) => ['room', roomId, 'thread'] as const,
  thread: (roomId: string, threadId: string) => ['room', roomId, 'thread', threadId] as const,
  threadCounts: (roomId: string) => ['room', roomId, 'threadCounts'] as const,
  versions: (roomId: string, documentId: string) => ['room', roomId, 'versions', documentId] as const,
};

// Events say when something has changed; nothing is asked anew by time.
const staleTime = Number.POSITIVE_INFINITY;

export function roomQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.facts(roomId),
    queryFn: () => hub.trpc.rooms.get.query({ roomId }),
    staleTime,
  });
}

export function treeQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.tree(roomId),
    queryFn: () => hub.trpc.documents.list.query({ roomId }),
    staleTime,
  });
}

export function removedQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.removed(roomId),
    queryFn: () => hub.trpc.documents.listRemoved.query({ roomId }),
    staleTime,
  });
}

export function membersQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.members(roomId),
    queryFn: () => hub.trpc.rooms.members.list.query({ roomId }),
    staleTime,
  });
}

export function invitesQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.invites(roomId),
    queryFn: () => hub.trpc.rooms.invites.list.query({ roomId }),
    staleTime,
  });
}

export function requestsQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.requests(roomId),
    queryFn: () => hub.trpc.rooms.requests.list.query({ roomId }),
    staleTime,
  });
}

export function chatQuery(hub: HubClient, roomId: string) {
  return infiniteQueryOptions({
    queryKey: roomKeys.chat(roomId),
    queryFn: ({ pageParam }) =>
      hub.trpc.rooms.chat.list.query({ roomId, ...(pageParam === '' ? {} : { before: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime,
  });
}

export function threadsQuery(hub: HubClient, roomId: string, filter: ThreadFilter) {
  const { documentId, state, mentionsMe } = filter;
  return infiniteQueryOptions({
    queryKey: roomKeys.threadList(roomId, filter),
    queryFn: ({ pageParam }) =>
      hub.trpc.comments.threads.list.query({
        roomId,
        state,
        ...(documentId === null ? {} : { documentId }),
        ...(mentionsMe ? { mentionsMe } : {}),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime,
  });
}

export function threadQuery(hub: HubClient, roomId: string, threadId: string) {
  return queryOptions({
    queryKey: roomKeys.thread(roomId, threadId),
    queryFn: () => hub.trpc.comments.threads.get.query({ threadId }),
    staleTime,
    retry: false,
  });
}

export function threadCountsQuery(hub: HubClient, roomId: string) {
  return queryOptions({
    queryKey: roomKeys.threadCounts(roomId),
    queryFn: () => hub.trpc.comments.counts.query({ roomId }),
    staleTime,
  });
}

export function versionsQuery(hub: HubClient, roomId: string, documentId: string) {
  return infiniteQueryOptions({
    queryKey: roomKeys.versions(roomId, documentId),
    queryFn: ({ pageParam }) =>
      hub.trpc.documents.versions.list.query({ documentId, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime,
  });
}
