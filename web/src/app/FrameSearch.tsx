import { useRouterState } from '@tanstack/react-router';
import { SearchBox } from '../features/search/SearchBox.tsx';

/** The field in the bar. The page of the search has its own. */
export function FrameSearch() {
  const onSearchPage = useRouterState({ select: ({ location }) => location.pathname === '/search' });
  return onSearchPage ? null : <SearchBox q="" />;
}
