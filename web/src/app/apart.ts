/** Calls that take their time, in batches of their own: what is quick does not wait for them. */
import type { AppRouter } from '@draftroom/core/router';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';

export const apart: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: '/trpc', maxURLLength: 4_000 })],
});
