/** Suggestions that somebody does not want to see again: the hub leaves them out of what it lists from now on. */
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { showToast } from '../../kit/toasts.ts';

/** Of this visit: lists that are loaded already still have them. */
const dismissedHere = {
  queryKey: ['dismissed suggestions'],
  queryFn: (): ReadonlySet<string> => new Set(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
};

export function useDismissed(): ReadonlySet<string> {
  return useQuery(dismissedHere).data ?? none;
}

const none: ReadonlySet<string> = new Set();

/** At once on the page; shown again when the hub does not take it. */
export async function setDismissed(designId: string, dismissed: boolean): Promise<void> {
  hide(designId, dismissed);
  try {
    await api.feed.dismiss.mutate({ designId, dismissed });
  } catch (error) {
    hide(designId, !dismissed);
    showToast({ text: shownError(error).text, tone: 'error' });
  }
}

function hide(designId: string, hidden: boolean): void {
  queryClient.setQueryData<ReadonlySet<string>>(dismissedHere.queryKey, (before = none) => {
    const after = new Set(before);
    if (hidden) after.add(designId);
    else after.delete(designId);
    return after;
  });
}
