import type { Account, Me } from '@draftroom/core/schema/accounts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { redirect, useRouter } from '@tanstack/react-router';
import { api, queryClient } from './hub.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: (): Promise<Me> => api.accounts.me.query({}),
  staleTime: 60_000,
});

/** Who is signed in here, and how one can sign in. Loaded before any page. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** On pages behind `requireSignIn`. */
export function useAccount(): Account {
  const { user } = useMe();
  if (user === null) throw redirect({ to: '/sign-in', search: { next: location.pathname + location.search } });
  return user;
}

export async function requireSignIn({ location }: { location: { href: string } }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (me.user === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
}

export async function requireSignedOut({ search }: { search: { next?: string } }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (me.user !== null) throw redirect({ href: search.next ?? '/home' });
}

/** After signing in: everything loaded as somebody else is forgotten. */
export async function becomeUser(user: Account): Promise<void> {
  const before = queryClient.getQueryData(meQuery.queryKey);
  queryClient.removeQueries({ predicate: (query) => query.queryHash !== JSON.stringify(meQuery.queryKey) });
  if (before !== undefined) queryClient.setQueryData(meQuery.queryKey, { ...before, user });
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
}

export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  return async () => {
    const { leaveThisMachine } = await import('./leave-machine.ts');
    const user = queryClient.getQueryData(meQuery.queryKey)?.user ?? null;
    if (user !== null && !(await leaveThisMachine(user.id))) return;
    await api.accounts.signOut.mutate({});
    queryClient.clear();
    await router.navigate({ to: '/' });
    await router.invalidate();
  };
}

/** Changes what the page knows of the person at once; the hub was asked before. */
export function updateAccount(change: Partial<Account>): void {
  queryClient.setQueryData(meQuery.queryKey, (me) =>
    me?.user == null ? me : { ...me, user: { ...me.user, ...change } },
  );
}
