import { useSyncExternalStore } from 'react';

const page = document.documentElement;

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(page, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}

/** Goes by the attribute that the tokens go by, so that the two never differ. */
export function usePageTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => (page.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light'));
}
