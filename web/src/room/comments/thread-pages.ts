/** Loaded lists of threads, newest thread first, changed by events. Pure. */

import {
  asSeen,
  isNamed,
  type ThreadEvent,
  withComment,
  withEditedComment,
  withRemovedComment,
} from '@draftroom/core/client/seen-thread';
import type { SeenThread, ThreadPage } from '@draftroom/core/schema/comments';
import type { InfiniteData } from '@tanstack/react-query';

export type ThreadData = InfiniteData<ThreadPage, unknown>;

/** What a list shows; the key of its query. */
export interface ThreadFilter {
  /** Null: of every document. */
  readonly documentId: string | null;
  readonly state: 'open' | 'resolved' | 'all';
  readonly mentionsMe: boolean;
}

export function threadsIn(data: ThreadData | undefined): SeenThread[] {
  return (data?.pages ?? []).flatMap((page) => page.items);
}

/** The list after an event; `null` when it has to be loaded anew to know. */
export function afterEvent(
  data: ThreadData,
  event: ThreadEvent,
  { filter, myId }: { filter: ThreadFilter; myId: string | null },
): ThreadData | null {
  switch (event.type) {
    case 'thread.created': {
      const thread = asSeen(event.payload.thread, myId);
      return fits(thread, filter) ? addThread(data, thread) : data;
    }
    case 'thread.removed':
      return withoutThread(data, event.payload.threadId);
    case 'thread.changed': {
      const { threadId, documentId, resolved, anchor } = event.payload;
      const known = threadsIn(data).find((thread) => thread.id === threadId);
      // It may have come into this list, or its document may have another path.
      if (known === undefined || known.documentId !== documentId) return null;
      const changed = { ...known, resolved, anchor };
      return fits(changed, filter) ? changeThread(data, threadId, () => changed) : withoutThread(data, threadId);
    }
    case 'comment.added':
      return filter.mentionsMe && isNamed(event.payload.comment, myId)
        ? null
        : changeThread(data, event.payload.threadId, (thread) => withComment(thread, event.payload.comment, myId));
    case 'comment.edited':
      return filter.mentionsMe
        ? null
        : changeThread(data, event.payload.threadId, (thread) => withEditedComment(thread, event.payload.comment));
    case 'comment.removed':
      return changeThread(data, event.payload.threadId, (thread) =>
        withRemovedComment(thread, event.payload.commentId),
      );
  }
}

/** One whole thread, as the hub has just answered it. */
export function putThread(data: ThreadData, thread: SeenThread, filter: ThreadFilter): ThreadData {
  if (!fits(thread, filter)) return withoutThread(data, thread.id);
  const known = threadsIn(data).some((one) => one.id === thread.id);
  return known ? changeThread(data, thread.id, () => thread) : addThread(data, thread);
}

export function markedRead(data: ThreadData, threadId: string): ThreadData {
  return changeThread(data, threadId, (thread) => ({ ...thread, unread: 0 }));
}

function fits(thread: SeenThread, { documentId, state, mentionsMe }: ThreadFilter): boolean {
  if (documentId !== null && thread.documentId !== documentId) return false;
  if (mentionsMe && !thread.mentionsMe) return false;
  return state === 'all' || (state === 'open') === (thread.resolved === null);
}

function addThread(data: ThreadData, thread: SeenThread): ThreadData {
  if (threadsIn(data).some((known) => known.id === thread.id)) return data;
  // Ids sort by time; one that is older than what is loaded comes with its page.
  const at = data.pages.findIndex((page) => page.items.some((known) => known.id < thread.id));
  const into = at === -1 ? data.pages.length - 1 : at;
  if (at === -1 && data.pages[into]?.nextCursor != null) return data;
  const pages = data.pages.map((page, index) =>
    index === into
      ? { ...page, items: [...page.items, thread].toSorted((one, other) => (one.id > other.id ? -1 : 1)) }
      : page,
  );
  return { ...data, pages };
}

function withoutThread(data: ThreadData, threadId: string): ThreadData {
  if (!threadsIn(data).some((known) => known.id === threadId)) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.filter((known) => known.id !== threadId) })),
  };
}

function changeThread(data: ThreadData, threadId: string, change: (thread: SeenThread) => SeenThread): ThreadData {
  return {
    ...data,
    pages: data.pages.map((page) =>
      page.items.some((known) => known.id === threadId)
        ? { ...page, items: page.items.map((known) => (known.id === threadId ? change(known) : known)) }
        : page,
    ),
  };
}
