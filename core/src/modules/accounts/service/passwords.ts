import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { ownAccount } from '../policy.ts';
import { accountPages, type ChangePasswordInput } from '../schema.ts';
import { accountKey, hashSecret, newSecret } from '../secrets.ts';
import { mailedLinkTime } from './email-confirmation.ts';
import { assertStrongPassword, type CallOrigin, type Parts } from './parts.ts';

type UnderLock = (email: string, address: string, check: () => Promise<boolean>) => Promise<boolean>;

export function passwordUseCases(parts: Parts, underLock: UnderLock) {
  const { repo, clock, rateLimiter } = parts;
  return {
    /** Ends every other session: whoever knew the old password is out. */
    changePassword: async (actor: Actor, input: ChangePasswordInput, origin: CallOrigin): Promise<void> => {
      const own = ownAccount(actor);
      const user = await repo.users.find(own.userId);
      if (user === null) throw new HubError('not_signed_in');
      const { passwordHash } = user;
      if (passwordHash !== null) {
        const { current } = input;
        if (current === undefined) throw new HubError('wrong_password');
        const right = await underLock(user.email, origin.address, () => parts.passwords.verify(passwordHash, current));
        if (!right) throw new HubError('wrong_password');
      }
      assertStrongPassword(input.next, user.email, 'next');
      await repo.users.change(user.id, { passwordHash: await parts.passwords.hash(input.next) });
      await repo.tokens.removeOf(user.id, 'reset_password');
      await parts.endSessions(user.id, { except: own.sessionId });
      await parts.audit({ action: 'password.changed', userId: user.id, details: { address: origin.address } });
      await parts.mail(parts.mails.passwordChanged(user.email));
    },

    /** The answer is the same, and as quick, whether there is such an account or not. */
    requestPasswordReset: async (email: string, origin: CallOrigin): Promise<void> => {
      await rateLimiter.take('mailsPerHour', `address:${origin.address}`);
      await rateLimiter.take('mailsPerHour', `account:${accountKey(email)}`);
      parts.inBackground(async () => {
        const user = await repo.users.findByEmail(email);
        if (user === null) return;
        const token = newSecret();
        await repo.tokens.removeOf(user.id, 'reset_password');
        await repo.tokens.insert({
          hash: hashSecret(token),
          purpose: 'reset_password',
          userId: user.id,
          payload: user.email,
          expiresAt: new Date(clock.now() + mailedLinkTime),
        });
        await parts.mail(parts.mails.resetPassword(user.email, parts.link(accountPages.resetPassword, token)));
        await parts.audit({
          action: 'password.reset_requested',
          userId: null,
          subject: `user:${user.id}`,
          details: { address: origin.address },
        });
      });
    },

    resetPassword: async (token: string, password: string, origin: CallOrigin): Promise<void> => {
      const hash = hashSecret(token);
      const found = await repo.tokens.peek(hash, 'reset_password', parts.now());
      const user = found === null ? null : await repo.users.find(found.userId);
      if (found === null || user === null) throw new HubError('bad_token');
      // Before the link is used up: a refused password may be tried again with the same mail.
      assertStrongPassword(password, user.email, 'password');
      const passwordHash = await parts.passwords.hash(password);
      const done = await repo.transaction(async (tx) => {
        if ((await tx.tokens.consume(hash, 'reset_password', parts.now())) === null) return false;
        // Whoever has the mail has the address.
        const proven = user.emailVerifiedAt === null && found.payload === user.email;
        await tx.users.change(user.id, { passwordHash, ...(proven ? { emailVerifiedAt: parts.now() } : {}) });
        await tx.failures.removeOf(accountKey(user.email));
        return true;
      });
      if (!done) throw new HubError('bad_token');
      await parts.endSessions(user.id, 'all');
      await parts.audit({ action: 'password.reset', userId: user.id, details: { address: origin.address } });
      await parts.mail(parts.mails.passwordChanged(user.email));
    },
  };
}
