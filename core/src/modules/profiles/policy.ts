/** Whose profile may be changed and who sees what of one. */
import { HubError } from '../../contract/errors.ts';
import type { SignedInActor } from '../../platform/actor.ts';

declare const authorised: unique symbol;
/** Proof that the profile that is about to change belongs to whoever asks. Only this file makes it. */
export interface OwnProfile {
  readonly [authorised]: 'own profile';
  readonly userId: string;
}

export function ownProfile(actor: SignedInActor): OwnProfile {
  return { userId: actor.userId } as OwnProfile;
}

export interface Bond {
  readonly blockedMe: boolean;
}

/** Somebody who blocked me is as unknown to me as somebody who never was. */
export function assertReachable(bond: Bond): void {
  if (bond.blockedMe) throw new HubError('not_found');
}
