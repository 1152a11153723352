import type { RoomPresence } from '@draftroom/core/client/presence';
import { useEffect, useRef } from 'react';

const typingEnds = 4_000;

/** Others see that somebody writes, until a pause. */
export function useTypingMark(presence: RoomPresence): (typing: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (typing: boolean): void => {
    clearTimeout(timer.current);
    presence.set({ typing: typing ? true : undefined });
    if (typing) timer.current = setTimeout(() => presence.set({ typing: undefined }), typingEnds);
  };
  useEffect(() => {
    return () => {
      clearTimeout(timer.current);
      presence.set({ typing: undefined });
    };
  }, [presence]);
  return set;
}
