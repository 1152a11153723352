/** Keeps the page of a design in step with what happens to it. */
import type { DesignEvent } from '@draftroom/core/schema/events';
import { useEffect, useState } from 'react';
import { queryClient, trpc } from '../../app/hub.ts';
import { hasCode } from '../../kit/hub-error.ts';
import { patched } from '../feed/patched.ts';
import { refreshCritiques, refreshFeedback } from '../feedback/refresh-feedback.ts';

/** Whether it was removed while it was looked at. */
export function useDesignEvents(designId: string): boolean {
  // By its id: the next design on this page is another one.
  const [gone, setGone] = useState<string | null>(null);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    // The socket is no part of the first page that somebody sees.
    void import('../../app/hub-client.ts').then(({ hub }) => {
      if (left) return;
      const subscription = hub.trpc.designs.events.subscribe(
        { designId },
        {
          onData: ({ data }) => {
            if (data.type === 'design.removed') setGone(designId);
            if (data.type === 'design.restored') setGone(null);
            takeEvent(designId, data);
          },
          // It may be read no longer: the page asks again and says what the hub says.
          onError: (error) => {
            if (hasCode(error, 'not_found'))
              void queryClient.resetQueries({ queryKey: trpc.designs.get.queryKey({ designId }) });
          },
        },
      );
      stop = () => subscription.unsubscribe();
    });
    return () => {
      left = true;
      stop?.();
    };
  }, [designId]);
  return gone === designId;
}

function takeEvent(designId: string, event: DesignEvent): void {
  const key = trpc.designs.get.queryKey({ designId });
  switch (event.type) {
    case 'ready':
      // The page was loaded a moment ago, but before the subscription.
      void queryClient.invalidateQueries({ queryKey: key });
      return;
    case 'reactions.changed':
      queryClient.setQueryData(key, (design) => patched(design, designId, event.payload));
      return;
    case 'design.changed':
    case 'release.added':
    case 'standing.changed':
    case 'design.restored':
    case 'reload':
      void queryClient.invalidateQueries({ queryKey: key });
      // What was said before the subscription, or while it was cut.
      if (event.type === 'reload') void Promise.all([refreshFeedback(), refreshCritiques()]);
      return;
    case 'thread.changed':
      void refreshFeedback();
      return;
    case 'critique.changed':
      void Promise.all([refreshCritiques(), queryClient.invalidateQueries({ queryKey: key })]);
      return;
    default:
  }
}
