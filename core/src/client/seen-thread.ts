/** A thread as one person sees it, changed by what the room's events tell. Pure. */
import type { Comment, SeenThread, Thread } from '../modules/comments/schema.ts';
import type { RoomEvent } from '../modules/events/schema.ts';

export type ThreadEvent = Extract<RoomEvent, { type: `thread.${string}` | `comment.${string}` }>;

/** `myId`: null for somebody who is signed out. */
export function asSeen(thread: Thread, myId: string | null): SeenThread {
  const unread = thread.comments.filter(({ author }) => author?.userId !== myId).length;
  return { ...thread, unread, mentionsMe: thread.comments.some((comment) => isNamed(comment, myId)) };
}

export function isNamed(comment: Comment, myId: string | null): boolean {
  return myId !== null && comment.mentions.includes(myId);
}

/** Ids of comments rise in the order of their writing; one that is there already changes nothing. */
export function withComment(thread: SeenThread, comment: Comment, myId: string | null): SeenThread {
  if (thread.comments.some(({ id }) => id === comment.id)) return thread;
  return {
    ...thread,
    comments: [...thread.comments, comment].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    commentCount: thread.commentCount + 1,
    unread: thread.unread + (comment.author?.userId === myId ? 0 : 1),
    mentionsMe: thread.mentionsMe || isNamed(comment, myId),
  };
}

export function withEditedComment(thread: SeenThread, comment: Comment): SeenThread {
  return { ...thread, comments: thread.comments.map((known) => (known.id === comment.id ? comment : known)) };
}

/** That something was said stays. */
export function withRemovedComment(thread: SeenThread, commentId: string): SeenThread {
  return {
    ...thread,
    comments: thread.comments.map((known) =>
      known.id === commentId ? { ...known, text: '', mentions: [], removed: true } : known,
    ),
  };
}
