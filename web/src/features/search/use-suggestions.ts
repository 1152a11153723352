import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { designPath } from '../feed/design-path.ts';
import { listSuggestions, type Suggestion } from './suggestion-list.ts';

/** Milliseconds without a key before the hub is asked. */
const pause = 120;

export function useSuggestions(q: string, enabled: boolean): readonly Suggestion[] {
  const [asked] = useDebouncedValue(q.trim(), pause);
  const found = useQuery(
    trpc.search.suggest.queryOptions(
      { q: asked },
      { enabled: enabled && asked !== '', staleTime: 60_000, placeholderData: (before) => before },
    ),
  );
  return enabled ? listSuggestions(q, found.data) : [];
}

/** Goes where a suggestion leads. */
export function useFollowSuggestion(): (suggestion: Suggestion) => void {
  const navigate = useNavigate();
  return (suggestion) => {
    switch (suggestion.type) {
      case 'words':
        return void navigate({ to: '/search', search: { q: suggestion.q } });
      case 'tag':
        return void navigate({ to: '/search', search: { tags: suggestion.tag } });
      case 'design':
        return void navigate({ to: designPath(suggestion.design.id) });
      case 'person':
        return void navigate({ to: '/people/$userId', params: { userId: suggestion.person.userId } });
    }
  };
}
