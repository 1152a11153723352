import type { PersonColour, SiteRole } from '@draftroom/drizzle/enums';

/** Somebody with a valid session. */
export interface SignedInActor {
  readonly kind: 'user';
  readonly userId: string;
  /** Hash of the session token; never leaves the hub. */
  readonly sessionId: string;
  readonly name: string;
  readonly colour: PersonColour;
  readonly avatarId: string | null;
  readonly siteRole: SiteRole;
  readonly emailVerified: boolean;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

export type Actor = SignedInActor | AnonymousActor;

export const anonymous: AnonymousActor = { kind: 'anonymous' };

/** Those who decide about what others published. */
export function isStaff(siteRole: SiteRole): boolean {
  return siteRole === 'moderator' || siteRole === 'admin';
}

export function moderates(actor: Actor): boolean {
  return actor.kind === 'user' && isStaff(actor.siteRole);
}
