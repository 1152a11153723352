import { HubError } from '../../../contract/errors.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { networkOf } from '../../../platform/network.ts';
import { needsRehash } from '../passwords.ts';
import { ownAccount } from '../policy.ts';
import type { UserRecord } from '../repo.ts';
import type { SignedIn, SignInInput, SignUpInput } from '../schema.ts';
import { accountKey, hashSecret } from '../secrets.ts';
import { type Admission, admitAttempt, releaseAttempt } from '../sign-in-lock.ts';
import type { EmailConfirmation } from './email-confirmation.ts';
import { assertStrongPassword, type CallOrigin, newUser, type Parts, toAccount } from './parts.ts';

export type StartedSession = Omit<SignedIn, 'token'> & { token: string };

export function signInUseCases(parts: Parts, confirmation: EmailConfirmation) {
  const { repo, clock, rateLimiter } = parts;

  /** Runs a check of a password under the lock of this account and address. */
  const underLock = async (email: string, address: string, check: () => Promise<boolean>): Promise<boolean> => {
    const key = { account: accountKey(email), address: networkOf(address) };
    const admission = await repo.failures.change<Admission>(key, ({ pair, account }) => {
      const result = admitAttempt(pair, account, clock.now());
      return result.admitted ? { result, pair: result.pair, account: result.account } : { result };
    });
    if (!admission.admitted) {
      throw admission.why === 'locked'
        ? new HubError('locked')
        : new HubError('too_fast', { seconds: admission.seconds });
    }
    if (await check()) {
      await repo.failures.change(key, ({ account }) => ({
        result: undefined,
        pair: null,
        account: releaseAttempt(account),
      }));
      return true;
    }
    if (admission.locksNow) {
      const subject = `sign-in:${key.account}`;
      await parts.audit({ action: 'sign_in.locked', userId: null, subject, details: { address } });
    }
    return false;
  };

  /**
   * A password may be changed while the old one is being checked. The change comes before the end of all sessions, so a
   * session after which the password is still right is either in time or ends with the others.
   */
  const start = async (user: UserRecord, input: SignInInput, origin: CallOrigin): Promise<StartedSession> => {
    const token = await parts.startSession(user, clientOf(input, origin), 'password');
    const passwordHash = (await repo.users.find(user.id))?.passwordHash ?? null;
    const stillRight =
      passwordHash === user.passwordHash || (await parts.passwords.verify(passwordHash, input.password));
    if (stillRight) return { user: toAccount(user), token };
    const found = await repo.sessions.find(hashSecret(token));
    if (found !== null) await parts.endSessions(user.id, { publicId: found.session.publicId });
    throw new HubError('wrong_credentials');
  };

  return {
    underLock,

    signUp: async (input: SignUpInput, origin: CallOrigin): Promise<StartedSession> => {
      await rateLimiter.take('signUpsPerHour', `address:${origin.address}`);
      assertStrongPassword(input.password, input.email, 'password');
      const passwordHash = await parts.passwords.hash(input.password);
      const { email, name } = input;
      const facts = { email, name, passwordHash, emailVerifiedAt: null };
      const user = await repo.users.create(newUser(facts, parts.now(), await repo.users.newestColour()));
      if (user === null) throw new HubError('email_taken');
      await parts.audit({ action: 'account.created', userId: user.id, details: { how: 'password' } });
      await confirmation.send(user);
      const token = await parts.startSession(user, clientOf(input, origin), 'sign_up');
      return { user: toAccount(user), token };
    },

    /** An unknown account, an account without a password and a wrong password cannot be told apart, also by time. */
    signIn: async (input: SignInInput, origin: CallOrigin): Promise<StartedSession> => {
      await rateLimiter.take('signInsPerMinute', `address:${origin.address}`);
      const user = await repo.users.findByEmail(input.email);
      const right = await underLock(input.email, origin.address, () =>
        parts.passwords.verify(user?.passwordHash ?? null, input.password),
      );
      if (!right || user === null || user.passwordHash === null) throw new HubError('wrong_credentials');
      if (needsRehash(user.passwordHash)) {
        const passwordHash = await parts.passwords.hash(input.password);
        await repo.users.change(user.id, { passwordHash });
      }
      return await start(user, input, origin);
    },

    /** A session of its own for a program of somebody who is signed in. */
    issueToken: async (actor: SignedInActor): Promise<string> => {
      const user = await repo.users.find(ownAccount(actor).userId);
      if (user === null) throw new HubError('not_signed_in');
      return await parts.startSession(user, { address: '', userAgent: '', client: 'api' }, 'collab_session');
    },

    /** Signed out already is fine. */
    signOut: async (actor: Actor): Promise<void> => {
      if (actor.kind !== 'user') return;
      const own = ownAccount(actor);
      const found = await repo.sessions.find(own.sessionId);
      if (found === null) return;
      await parts.endSessions(own.userId, { publicId: found.session.publicId });
      const details = { session: found.session.publicId };
      await parts.audit({ action: 'session.ended', userId: own.userId, details });
    },
  };
}

/** Only browsers ask for a cookie. */
function clientOf({ client, via }: Pick<SignInInput, 'client' | 'via'>, origin: CallOrigin): CallOrigin {
  return { ...origin, client: client ?? (via === 'cookie' ? 'web' : origin.client) };
}
