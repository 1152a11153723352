import type { Design } from '@draftroom/core/schema/designs';
import { useMutation } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { showToast } from '../../kit/toasts.ts';
import { useSignInFirst } from './use-sign-in-first.ts';

/** At once, and taken back when the hub refuses. */
export function useFollow(design: Design, userId: string): { following: boolean; toggle(): void } {
  const signInFirst = useSignInFirst();
  const show = (following: boolean): void => {
    queryClient.setQueryData(trpc.designs.get.queryKey({ designId: design.id }), (before) =>
      before === undefined ? before : { ...before, following },
    );
  };
  const { mutate } = useMutation({
    mutationFn: (on: boolean) => api.designs.follow.mutate({ userId, on }),
    onMutate: show,
    onError: (error, on) => {
      show(!on);
      showToast({ text: shownError(error).text, tone: 'error' });
    },
  });
  return { following: design.following, toggle: () => signInFirst(() => mutate(!design.following)) };
}
