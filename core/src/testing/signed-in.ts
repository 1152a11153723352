import type { SignedInActor } from '../platform/actor.ts';

/** Somebody signed in of whom nothing matters but who they are. */
export function signedIn({ id, name }: { id: string; name: string }): SignedInActor {
  return {
    kind: 'user',
    userId: id,
    sessionId: '',
    name,
    colour: 'teal',
    avatarId: null,
    siteRole: 'member',
    emailVerified: true,
  };
}
