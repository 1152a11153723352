import { HubError } from '../../contract/errors.ts';
import { type HandoverProgram, handoverProgram } from '../../contract/handover.ts';
import type { Actor } from '../../platform/actor.ts';
import type { HandoverClient } from './schema.ts';

declare const authorised: unique symbol;

/** Proof that the account that is about to change belongs to whoever asks. */
export interface OwnAccount {
  readonly [authorised]: 'own account';
  readonly userId: string;
  readonly sessionId: string;
}

export function ownAccount(actor: Actor): OwnAccount {
  if (actor.kind !== 'user') throw new HubError('not_signed_in');
  return { userId: actor.userId, sessionId: actor.sessionId } as OwnAccount;
}

/** Where a browser may be sent with the code of a hand-over. The clients cannot stand in for each other. */
export type AllowedRedirect = URL & { readonly [authorised]: 'redirect' };

/**
 * Anybody can publish an extension, and any page can send a browser to the page that asks; so the code goes only to the
 * one extension of the editors and to browser extensions whose ids the hub's operator has named.
 */
export function allowedRedirect(
  { client, redirectUri }: { client: HandoverClient; redirectUri: string },
  extensionIds: readonly string[],
): AllowedRedirect {
  const program = handoverProgram(redirectUri);
  if (program === null || !mayReceive(client, program, extensionIds)) throw new HubError('redirect_refused');
  return new URL(redirectUri) as AllowedRedirect;
}

function mayReceive(client: HandoverClient, program: HandoverProgram, extensionIds: readonly string[]): boolean {
  if (program.kind === 'editor') return client === 'vscode';
  if (program.kind === 'local') return client !== 'browser';
  return client === 'browser' && extensionIds.includes(program.extensionId);
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a page of this `Origin` is one of the hub's own. On a loopback hub the loopback names count as one. */
export function isOwnOrigin(origin: string | null | undefined, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const asking = new URL(origin);
  const own = new URL(publicUrl);
  if (asking.origin === own.origin) return asking.origin !== 'null';
  return (
    asking.protocol === own.protocol &&
    asking.port === own.port &&
    loopbackNames.has(asking.hostname) &&
    loopbackNames.has(own.hostname)
  );
}

/** A path of the portal to go on to after a sign-in; anything that would lead elsewhere becomes the home page. */
export function ownPath(next: string | null | undefined, publicUrl: string): string {
  const own = new URL(publicUrl);
  if (!next?.startsWith('/') || !URL.canParse(next, own.origin)) return '/';
  const url = new URL(next, own.origin);
  // `/.//host` is a path here, but what is left of it would name another host.
  const isPath = url.origin === own.origin && !url.pathname.startsWith('//');
  return isPath ? `${url.pathname}${url.search}${url.hash}` : '/';
}

export interface ProviderProfile {
  readonly providerUserId: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

export type VerifiedProfile = ProviderProfile & { readonly [authorised]: 'verified profile'; readonly email: string };

/** Only an address that the provider vouches for may open or find an account. */
export function verifiedProfile(profile: ProviderProfile, providerName: string): VerifiedProfile {
  if (profile.email === null || !profile.emailVerified) {
    throw new HubError('provider_email_unverified', { provider: providerName });
  }
  return profile as VerifiedProfile;
}

/**
 * A provider is linked to an existing account only when that account's address was confirmed here: otherwise somebody
 * could open an account with another person's address and wait for them to sign in to it.
 */
export function linkableAccount(
  account: { readonly id: string; readonly emailVerifiedAt: Date | null },
  _profile: VerifiedProfile,
  providerName: string,
): { readonly userId: string } {
  if (account.emailVerifiedAt === null) throw new HubError('account_unverified', { provider: providerName });
  return { userId: account.id };
}
