import type { OauthProvider } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import { linkableAccount, type VerifiedProfile, verifiedProfile } from '../policy.ts';
import type { UserRecord } from '../repo.ts';
import { emailSchema, nameLength, nameSchema } from '../schema.ts';
import { type CallOrigin, newUser, type Parts, providerName } from './parts.ts';

export function providerSignInUseCases(parts: Parts) {
  const { repo, rateLimiter } = parts;

  const openAccount = (provider: OauthProvider, profile: VerifiedProfile, email: string): Promise<UserRecord | null> =>
    repo.transaction(async (tx) => {
      const now = parts.now();
      const facts = { email, name: nameOf(profile, email), emailVerifiedAt: now, passwordHash: null };
      const user = await tx.users.create(newUser(facts, now, await tx.users.newestColour()));
      if (user === null) return null;
      const { providerUserId } = profile;
      await tx.users.linkProvider({ provider, providerUserId, userId: user.id, createdAt: now });
      return user;
    });

  const findOrOpen = async (provider: OauthProvider, profile: VerifiedProfile): Promise<UserRecord> => {
    const name = providerName(provider);
    const email = emailSchema.safeParse(profile.email);
    if (!email.success) throw new HubError('provider_email_unverified', { provider: name });
    const account = await repo.users.findByEmail(email.data);
    if (account === null) {
      const opened = await openAccount(provider, profile, email.data);
      // Two first sign-ins at once: the other one has opened it.
      if (opened === null) throw new HubError('provider_failed', { provider: name });
      await parts.audit({ action: 'account.created', userId: opened.id, details: { how: provider } });
      return opened;
    }
    const { userId } = linkableAccount(account, profile, name);
    const { providerUserId } = profile;
    await repo.users.linkProvider({ provider, providerUserId, userId, createdAt: parts.now() });
    await parts.audit({ action: 'provider.linked', userId, details: { provider } });
    return account;
  };

  return {
    /** Where the browser goes, and what has to come back with it. */
    startProviderSignIn: async (provider: OauthProvider, origin: CallOrigin) => {
      await rateLimiter.take('signInsPerMinute', `address:${origin.address}`);
      return clientOf(parts, provider).start();
    },

    /** Returns the token of a new session. */
    finishProviderSignIn: async (
      provider: OauthProvider,
      { code, codeVerifier }: { code: string; codeVerifier: string },
      origin: CallOrigin,
    ): Promise<string> => {
      await rateLimiter.take('signInsPerMinute', `address:${origin.address}`);
      const profile = await clientOf(parts, provider)
        .finish(code, codeVerifier)
        .catch((cause: unknown) => {
          parts.log.error({ err: cause, provider }, 'the provider did not answer as it should');
          throw new HubError('provider_failed', { provider: providerName(provider) }, { cause });
        });
      const known = await repo.users.findByProvider(provider, profile.providerUserId);
      const user = known ?? (await findOrOpen(provider, verifiedProfile(profile, providerName(provider))));
      return await parts.startSession(user, { ...origin, client: 'web' }, provider);
    },
  };
}

function clientOf(parts: Parts, provider: OauthProvider) {
  const client = parts.oauth.get(provider);
  if (client === undefined) throw new HubError('not_configured');
  return client;
}

function nameOf(profile: VerifiedProfile, email: string): string {
  const given = nameSchema.safeParse([...(profile.name ?? '')].slice(0, nameLength.max).join(''));
  return given.success ? given.data : (email.split('@')[0] ?? email).slice(0, nameLength.max);
}
