/** Records of threads on designs as one person sees them. */
import { HubError } from '../../../contract/errors.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { CommentRecord, CommentsRepo, DesignThreadRecord, Eyes } from '../repo.ts';
import { type DesignComment, type DesignThread, unreadCap } from '../schema.ts';
import { toComment } from '../service/view.ts';
import { maySettle } from './policy.ts';

export function toDesignComment(comment: CommentRecord, author: RoomPerson | null): DesignComment {
  const { rating, standing, removedAt } = comment;
  return { ...toComment(comment, author), rating: removedAt === null ? rating : null, standing };
}

export interface View {
  readonly eyes: Eyes;
  readonly design: { readonly id: string; readonly authorId: string | null };
  /** Of each thread only the first comment and so many of the newest. */
  readonly newest?: number;
}

export async function seenDesignThreads(
  repo: CommentsRepo,
  threads: readonly DesignThreadRecord[],
  { eyes, design, newest }: View,
): Promise<DesignThread[]> {
  const ids = threads.map((thread) => thread.id);
  const written = await repo.listComments(ids, { newest, eyes });
  const tallies = await repo.designTallies(ids, eyes, unreadCap);
  const byThread = Map.groupBy(written, ({ comment }) => comment.threadId);
  return threads.map((thread) => {
    const tally = tallies.get(thread.id);
    return {
      id: thread.id,
      designId: thread.designId,
      release: { id: thread.releaseId, seq: thread.seq },
      anchor: thread.anchor,
      startedBy: thread.startedBy,
      createdAt: thread.createdAt.toISOString(),
      resolved: toResolution(thread),
      comments: (byThread.get(thread.id) ?? []).map(({ comment, author }) => toDesignComment(comment, author)),
      commentCount: tally?.total ?? 0,
      unread: eyes.userId === null ? 0 : (tally?.unread ?? 0),
      mentionsMe: tally?.mentionsMe ?? false,
      rights: { resolve: maySettle(eyes, thread, design.authorId), reply: eyes.userId !== null },
    };
  });
}

/** One thread with everything in it. */
export async function seenDesignThread(repo: CommentsRepo, threadId: string, view: View): Promise<DesignThread> {
  const record = await repo.findDesignThread(threadId, view.eyes);
  const [thread] = record === undefined ? [] : await seenDesignThreads(repo, [record], view);
  if (thread === undefined) throw new HubError('not_found');
  return thread;
}

function toResolution(thread: DesignThreadRecord): DesignThread['resolved'] {
  const { resolvedAt, resolvedBy, resolvedSeq } = thread;
  return resolvedAt === null ? null : { by: resolvedBy, at: resolvedAt.toISOString(), resolvedIn: resolvedSeq };
}
