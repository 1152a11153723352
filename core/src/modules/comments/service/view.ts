/** Records as the procedures give them out. */
import { HubError } from '../../../contract/errors.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { CommentRecord, CommentsRepo, ThreadRecord } from '../repo.ts';
import { type Comment, type Resolution, type SeenThread, type Thread, unreadCap } from '../schema.ts';

export function toComment(comment: CommentRecord, author: RoomPerson | null): Comment {
  const removed = comment.removedAt !== null;
  return {
    id: comment.id,
    threadId: comment.threadId,
    author,
    text: removed ? '' : comment.text,
    mentions: removed ? [] : comment.mentions,
    createdAt: comment.createdAt.toISOString(),
    editedAt: comment.editedAt?.toISOString() ?? null,
    removed,
  };
}

export function toResolution(thread: Pick<ThreadRecord, 'resolvedAt' | 'resolvedBy'>): Resolution {
  return thread.resolvedAt === null ? null : { by: thread.resolvedBy, at: thread.resolvedAt.toISOString() };
}

/** Threads with their comments (with `newest`: the first and the newest few) as this person sees them. */
export async function seenThreads(
  repo: CommentsRepo,
  threads: readonly ThreadRecord[],
  view: { userId: string | null; newest?: number },
): Promise<SeenThread[]> {
  const ids = threads.map((thread) => thread.id);
  const written = await repo.listComments(ids, { newest: view.newest });
  const tallies = await repo.tallies(ids, view.userId, unreadCap);
  const byThread = Map.groupBy(written, ({ comment }) => comment.threadId);
  return threads.map((thread) => {
    const tally = tallies.get(thread.id);
    return {
      id: thread.id,
      roomId: thread.roomId,
      documentId: thread.documentId,
      path: thread.path,
      anchor: thread.anchor,
      startedBy: thread.startedBy,
      createdAt: thread.createdAt.toISOString(),
      resolved: toResolution(thread),
      comments: (byThread.get(thread.id) ?? []).map(({ comment, author }) => toComment(comment, author)),
      commentCount: tally?.total ?? 0,
      unread: tally?.unread ?? 0,
      mentionsMe: tally?.mentionsMe ?? false,
    };
  });
}

/** One thread with everything in it. */
export async function seenThread(repo: CommentsRepo, threadId: string, userId: string | null): Promise<SeenThread> {
  const record = await repo.findThread(threadId);
  const [thread] = record === undefined ? [] : await seenThreads(repo, [record], { userId });
  if (thread === undefined) throw new HubError('not_found');
  return thread;
}

/** Without what only one person sees of it: for events. */
export function forEverybody({ unread: _unread, mentionsMe: _mentionsMe, ...thread }: SeenThread): Thread {
  return thread;
}
