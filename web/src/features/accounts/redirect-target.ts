import { type HandoverProgram, handoverProgram } from '@draftroom/core/contract/handover';

/** Where a sign-in hand-over sends the browser, for people to read. */
export function redirectTarget(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return `${protocol}//${host}`;
}

/**
 * The way back for a person who says no (RFC 6749, 4.1.2.1), only where it stays on this machine: the hub has not looked
 * at the address then, so a page elsewhere is never opened for it.
 */
export function cancelledRedirect(redirectUri: string, state: string): string | null {
  if (!staysHere(handoverProgram(redirectUri))) return null;
  const url = new URL(redirectUri);
  url.searchParams.set('error', 'access_denied');
  if (state !== '') url.searchParams.set('state', state);
  return url.href;
}

function staysHere(program: HandoverProgram | null): boolean {
  return program?.kind === 'local' || program?.kind === 'editor';
}
