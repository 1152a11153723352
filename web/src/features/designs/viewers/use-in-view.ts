import { type RefObject, useEffect, useState } from 'react';

/** Whether any of it is in the window, in a tab that is in front. */
export function useInView(element: RefObject<HTMLElement | null>): boolean {
  const [inWindow, setInWindow] = useState(false);
  const [inFront, setInFront] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => setInWindow(entry?.isIntersecting ?? false));
    const changed = () => setInFront(document.visibilityState === 'visible');
    if (element.current !== null) seen.observe(element.current);
    document.addEventListener('visibilitychange', changed);
    return () => {
      seen.disconnect();
      document.removeEventListener('visibilitychange', changed);
    };
  }, [element]);
  return inWindow && inFront;
}
