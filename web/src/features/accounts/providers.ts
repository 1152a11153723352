import type { OauthProvider } from '@draftroom/drizzle/enums';

/** Names of their owners, the same in every language. */
export const providerNames: Readonly<Record<OauthProvider, string>> = { github: 'GitHub', google: 'Google' };

/** Where the browser starts a sign-in with a provider; the hub sends it there. */
export function providerStart(provider: OauthProvider, next: string | undefined): string {
  return `/auth/oauth/${provider}${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`;
}

export function providerName(name = ''): string {
  return Object.hasOwn(providerNames, name) ? providerNames[name as OauthProvider] : name;
}
