import { useEffect, useRef } from 'react';

/** The title of the window: what this page shows, then the product. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Draftroom' ? title : `${title} · Draftroom`;
  }, [title]);
}

/** For a heading that takes the place of what was there (a form that became an answer): it gets the focus once. */
export function useFocusOnce<E extends HTMLElement>(): React.RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
