import { useEffect } from 'react';
import { queryClient, trpc } from '../../app/hub.ts';
import { hub } from '../../app/hub-client.ts';

/** While a page of moderation is open, what other moderators and people do is seen at once. */
export function useModerationEvents(): void {
  useEffect(() => {
    const subscription = hub.trpc.moderation.events.subscribe(
      {},
      {
        onData: ({ data }) => {
          if (data.type === 'ready') return;
          void queryClient.invalidateQueries({ queryKey: trpc.moderation.pathKey() });
          void queryClient.invalidateQueries({ queryKey: trpc.appeals.pathKey() });
        },
      },
    );
    return () => subscription.unsubscribe();
  }, []);
}
