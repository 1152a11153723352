/** The last things that accounts do for somebody who leaves the hub for good. */
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { accountKey } from '../secrets.ts';
import type { CallOrigin, Parts } from './parts.ts';

type UnderLock = (email: string, address: string, check: () => Promise<boolean>) => Promise<boolean>;

/** Under this name everything stands that somebody left behind. */
export const nobody = 'Somebody who left';

export function departureUseCases(parts: Parts, underLock: UnderLock) {
  const { repo, clock } = parts;
  return {
    /**
     * Before what cannot be taken back: by the password, or, for people who have none, by a sign-in that is no older
     * than `freshFor` milliseconds. A browser left open proves nothing.
     */
    confirmIdentity: async (
      actor: SignedInActor,
      proof: { password: string | undefined; freshFor: number },
      origin: Pick<CallOrigin, 'address'>,
    ): Promise<{ email: string }> => {
      const user = await repo.users.find(actor.userId);
      const found = await repo.sessions.find(actor.sessionId);
      if (user === null || found === null) throw new HubError('not_signed_in');
      const { passwordHash, email } = user;
      if (passwordHash === null) {
        const age = clock.now() - found.session.createdAt.getTime();
        if (age > proof.freshFor) throw new HubError('fresh_sign_in_needed');
        return { email };
      }
      const { password } = proof;
      if (password === undefined) throw new HubError('wrong_password');
      const right = await underLock(email, origin.address, () => parts.passwords.verify(passwordHash, password));
      if (!right) throw new HubError('wrong_password');
      return { email };
    },

    /** Nobody can sign in as this person any more, and who is signed in is out. Can be done again. */
    shutOut: async (userId: string): Promise<void> => {
      const user = await repo.users.find(userId);
      if (user === null) return;
      await repo.failures.removeOf(accountKey(user.email));
      await repo.users.unlinkProviders(userId);
      for (const purpose of ['verify_email', 'reset_password', 'handover'] as const) {
        await repo.tokens.removeOf(userId, purpose);
      }
      await repo.users.change(userId, {
        // An address that no mail can reach and nobody can claim.
        email: `${userId}@left.invalid`,
        emailVerifiedAt: null,
        passwordHash: null,
        name: nobody,
        avatarId: null,
        siteRole: 'member',
      });
      await parts.endSessions(userId, 'all');
      parts.onPersonChanged(userId);
    },

    /** The row itself, and with it everything that names it as its own. What was done stays in the audit log. */
    removeAccount: async (userId: string, details: Record<string, string>): Promise<void> => {
      await repo.transaction(async (tx) => {
        await tx.users.remove(userId);
        const at = parts.now();
        const action = 'account.deleted';
        await tx.audit({ id: newId(at.getTime()), at, actorId: null, action, subject: `user:${userId}`, details });
      });
    },
  };
}
