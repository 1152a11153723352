import { type RefObject, useLayoutEffect, useState } from 'react';

const spare = 8;

/** Which rows of a long list are in sight; all of a short one. */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { from: number; to: number } {
  const [sight, setSight] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = (): void => setSight({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list]);
  const from = Math.max(0, Math.floor(sight.top / rowHeight) - spare);
  return { from, to: Math.min(count, Math.ceil((sight.top + sight.height) / rowHeight) + spare) };
}
