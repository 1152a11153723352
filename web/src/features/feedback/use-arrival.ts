import { type RefObject, useEffect, useRef } from 'react';

/** Leads somebody to what the address names, once: into view and with the focus on it. */
export function useArrival(place: RefObject<HTMLElement | null>, wanted: boolean, onArrived: () => void): void {
  const arrived = useRef(onArrived);
  arrived.current = onArrived;
  useEffect(() => {
    if (!wanted) return;
    // The router goes to the top of a page that was just opened, and the focus to its heading.
    const later = setTimeout(() => {
      place.current?.scrollIntoView({ block: 'start' });
      place.current?.focus({ preventScroll: true });
      arrived.current();
    }, 100);
    return () => clearTimeout(later);
  }, [place, wanted]);
}
