import type { DesignCard } from '@draftroom/core/schema/designs';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { shownError } from '../../kit/hub-error.ts';
import { showToast } from '../../kit/toasts.ts';
import { patched } from './patched.ts';

type Reactions = Pick<DesignCard, 'liked' | 'saved' | 'likeCount' | 'saveCount'>;
type Kind = 'like' | 'save';

/** Likes and saves at once, and takes it back when the hub refuses. Signed-out people are led to the sign-in. */
export function useReact(card: Reactions & { id: string }, onSaved: () => void) {
  const { user } = useMe();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: ({ kind, on }: { kind: Kind; on: boolean }) =>
      api.designs.react.mutate({ designId: card.id, kind, on }),
    onMutate: ({ kind, on }) => {
      patchCards(card.id, reacted(card, kind, on));
      return { before: reactionsOf(card) };
    },
    onSuccess: (reactions, { kind, on }) => {
      patchCards(card.id, reactions);
      if (kind === 'save') void queryClient.invalidateQueries({ queryKey: trpc.designs.saved.pathKey() });
      if (kind === 'save' && on) onSaved();
    },
    onError: (error, _asked, kept) => {
      if (kept !== undefined) patchCards(card.id, kept.before);
      showToast({ text: shownError(error).text, tone: 'error' });
    },
  });
  return (kind: Kind) => {
    if (user === null) {
      void navigate({ to: '/sign-in', search: { next: location.pathname + location.search } });
      return;
    }
    mutate({ kind, on: kind === 'like' ? !card.liked : !card.saved });
  };
}

function reacted(card: Reactions, kind: Kind, on: boolean): Partial<Reactions> {
  const step = on ? 1 : -1;
  return kind === 'like'
    ? { liked: on, likeCount: Math.max(0, card.likeCount + step) }
    : { saved: on, saveCount: Math.max(0, card.saveCount + step) };
}

function reactionsOf({ liked, saved, likeCount, saveCount }: Reactions): Reactions {
  return { liked, saved, likeCount, saveCount };
}

/** In every list that was loaded: one design has one heart. */
function patchCards(designId: string, change: Partial<Reactions>): void {
  const lists = [trpc.feed, trpc.search, trpc.designs, trpc.collections];
  for (const { pathKey } of lists) {
    queryClient.setQueriesData({ queryKey: pathKey() }, (data: unknown) => patched(data, designId, change));
  }
}
