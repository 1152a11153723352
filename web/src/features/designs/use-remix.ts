import type { Design } from '@draftroom/core/schema/designs';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { showToast } from '../../kit/toasts.ts';
import { useSignInFirst } from './use-sign-in-first.ts';

/** Makes a room of one's own from a release, and goes into it. */
export function useRemix({ id }: Design, seq: number): { busy: boolean; start(): void } {
  const navigate = useNavigate();
  const signInFirst = useSignInFirst();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.designs.remix.mutate({ designId: id, seq }),
    onSuccess: async ({ roomId }) => {
      void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    },
    onError: (error) => showToast({ text: shownError(error).text, tone: 'error' }),
  });
  return { busy: isPending, start: () => signInFirst(() => mutate()) };
}
