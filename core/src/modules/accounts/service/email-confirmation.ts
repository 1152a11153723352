import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { ownAccount } from '../policy.ts';
import type { UserRecord } from '../repo.ts';
import { accountPages } from '../schema.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { Parts } from './parts.ts';

export const mailedLinkTime = 30 * 60_000;

export type EmailConfirmation = ReturnType<typeof emailConfirmation>;

export function emailConfirmation(parts: Parts) {
  const { repo, clock, rateLimiter } = parts;
  const send = async (user: UserRecord): Promise<void> => {
    const token = newSecret();
    await repo.tokens.insert({
      hash: hashSecret(token),
      purpose: 'verify_email',
      userId: user.id,
      // The link confirms the address that it was sent to, whatever the account's address is by then.
      payload: user.email,
      expiresAt: new Date(clock.now() + mailedLinkTime),
    });
    await parts.mail(parts.mails.verifyEmail(user.email, parts.link(accountPages.verifyEmail, token)));
  };
  return {
    send,

    requestEmailVerification: async (actor: Actor): Promise<void> => {
      const own = ownAccount(actor);
      await rateLimiter.take('mailsPerHour', `user:${own.userId}`);
      const user = await repo.users.find(own.userId);
      if (user === null) throw new HubError('not_signed_in');
      if (user.emailVerifiedAt !== null) return;
      await repo.tokens.removeOf(user.id, 'verify_email');
      await send(user);
    },

    verifyEmail: async (token: string): Promise<void> => {
      const used = await repo.tokens.consume(hashSecret(token), 'verify_email', parts.now());
      const user = used === null ? null : await repo.users.find(used.userId);
      if (used === null || user === null || user.email !== used.payload) throw new HubError('bad_token');
      if (user.emailVerifiedAt !== null) return;
      await repo.users.change(user.id, { emailVerifiedAt: parts.now() });
      await parts.audit({ action: 'email.verified', userId: user.id });
    },
  };
}
