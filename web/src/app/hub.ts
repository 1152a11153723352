/** The hub that served this page, and what was loaded from it. */
import type { AppRouter } from '@draftroom/core/router';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { shownError } from '../kit/hub-error.ts';
import { hubAnswered, hubFailed } from './connectivity.ts';

/** Calls of the pages. Sockets, files and the rest of the client are in `hub-client.ts`, which the first page has no use for. */
export const api: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: '/trpc', maxURLLength: 4_000 })],
});

function noteFailure(error: unknown): void {
  const { code } = shownError(error);
  if (code === 'unreachable') hubFailed();
  else hubAnswered();
  // The session ended elsewhere: who is signed in here is asked anew, and the pages follow.
  if (code === 'not_signed_in') void queryClient.invalidateQueries({ queryKey: ['me'] });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onSuccess: hubAnswered, onError: noteFailure }),
  mutationCache: new MutationCache({ onSuccess: hubAnswered, onError: noteFailure }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A call that got no answer is worth a second try; a refusal is an answer.
      retry: (failures, error) => failures < 2 && shownError(error).retryable && shownError(error).code !== 'too_fast',
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export const trpc: TRPCOptionsProxy<AppRouter> = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient });
