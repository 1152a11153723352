import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../../app/session.ts';

/** What only people with an account can do: others are led to the sign-in and come back here. */
export function useSignInFirst(): (act: () => unknown) => void {
  const { user } = useMe();
  const navigate = useNavigate();
  return (act) => {
    if (user !== null) act();
    else void navigate({ to: '/sign-in', search: { next: location.pathname + location.search } });
  };
}
