/** The thread that the address names, also where it is older than those that are listed. */
import type { DesignThread } from '@draftroom/core/schema/comments';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';

interface NamedThread {
  /** Null when it is in the list, or nowhere. */
  readonly unlisted: DesignThread | null;
  /** Removed, of another design, or not for these eyes: all alike. */
  readonly gone: boolean;
}

export function useNamedThread(
  threadId: string | undefined,
  on: { designId: string; listed: readonly DesignThread[]; settled: boolean },
): NamedThread {
  const missing = threadId !== undefined && on.settled && !on.listed.some(({ id }) => id === threadId);
  const asked = useQuery(trpc.comments.onDesigns.get.queryOptions({ threadId: threadId ?? '' }, { enabled: missing }));
  if (!missing || asked.isPending) return { unlisted: null, gone: false };
  if (asked.isError) return { unlisted: null, gone: !shownError(asked.error).retryable };
  return asked.data.designId === on.designId ? { unlisted: asked.data, gone: false } : { unlisted: null, gone: true };
}
