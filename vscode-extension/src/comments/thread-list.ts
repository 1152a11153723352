/** The threads of a room as one person sees them, changed by events. Pure. */
import {
  asSeen,
  type ThreadEvent,
  withComment,
  withEditedComment,
  withRemovedComment,
} from '@draftroom/core/client/seen-thread';
import type { SeenThread } from '@draftroom/core/schema/comments';
import type { RoomEvent } from '@draftroom/core/schema/events';

export type ThreadList = ReadonlyMap<string, SeenThread>;

export function isThreadEvent(event: RoomEvent): event is ThreadEvent {
  return event.type.startsWith('thread.') || event.type.startsWith('comment.');
}

/** The list after an event; null when it speaks of a thread that is not in it and may belong there. */
export function afterThreadEvent(list: ThreadList, event: ThreadEvent, myId: string | null): ThreadList | null {
  switch (event.type) {
    case 'thread.created': {
      const { thread } = event.payload;
      return list.has(thread.id) ? list : new Map(list).set(thread.id, asSeen(thread, myId));
    }
    case 'thread.removed':
      return without(list, event.payload.threadId);
    case 'thread.changed': {
      const { threadId, documentId, resolved, anchor } = event.payload;
      return changed(list, threadId, (thread) => ({ ...thread, documentId, resolved, anchor }));
    }
    case 'comment.added': {
      const { threadId, comment } = event.payload;
      return changed(list, threadId, (thread) => withComment(thread, comment, myId));
    }
    case 'comment.edited': {
      const { threadId, comment } = event.payload;
      return changed(list, threadId, (thread) => withEditedComment(thread, comment));
    }
    case 'comment.removed': {
      const { threadId, commentId } = event.payload;
      return changed(list, threadId, (thread) => withRemovedComment(thread, commentId));
    }
  }
}

/** As the hub has just answered it, with what was heard meanwhile: ids of comments rise in the order of their writing. */
export function withThread(list: ThreadList, answered: SeenThread): ThreadList {
  const newest = answered.comments.at(-1)?.id ?? '';
  const later = (list.get(answered.id)?.comments ?? []).filter(({ id }) => id > newest);
  const thread = {
    ...answered,
    comments: [...answered.comments, ...later],
    commentCount: answered.commentCount + later.length,
  };
  return new Map(list).set(answered.id, thread);
}

/** A list carries the first and the newest comments of a thread only; those between stay as they are known. */
export function withKnown(listed: SeenThread, known: SeenThread | undefined): SeenThread {
  if (known === undefined || !isPartial(listed)) return listed;
  const ids = new Set(listed.comments.map(({ id }) => id));
  const comments = [...listed.comments, ...known.comments.filter(({ id }) => !ids.has(id))];
  return { ...listed, comments: comments.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
}

export function isPartial({ comments, commentCount }: SeenThread): boolean {
  return comments.length < commentCount;
}

function without(list: ThreadList, threadId: string): ThreadList {
  if (!list.has(threadId)) return list;
  const rest = new Map(list);
  rest.delete(threadId);
  return rest;
}

export function withSeen(list: ThreadList, threadId: string): ThreadList {
  return changed(list, threadId, (thread) => ({ ...thread, unread: 0 })) ?? list;
}

/** The comments that this person has not seen yet. */
export function unseenIn({ comments, unread }: SeenThread, myId: string | null): string[] {
  if (unread === 0) return [];
  const others = comments.filter(({ author, removed }) => !removed && author?.userId !== myId);
  return others.slice(-unread).map(({ id }) => id);
}

function changed(list: ThreadList, threadId: string, change: (thread: SeenThread) => SeenThread): ThreadList | null {
  const known = list.get(threadId);
  return known === undefined ? null : new Map(list).set(threadId, change(known));
}
