/** Where a sign-in hand-over would send the browser. The hub decides what is allowed; this is for people to read. */

const neverSent = new Set(['javascript:', 'data:', 'blob:', 'file:', 'about:', 'vbscript:']);

export function redirectTarget(uri: string): string | null {
  const url = parsed(uri);
  if (url === null) return null;
  return url.host === '' ? url.protocol.slice(0, -1) : `${url.protocol}//${url.host}`;
}

/**
 * The way back for a person who says no, only where it stays on this machine: the hub has not looked at the address then,
 * so a page elsewhere is never opened for it.
 */
export function cancelledRedirect(uri: string, state: string): string | null {
  const url = parsed(uri);
  if (url === null || url.protocol !== 'http:' || !['127.0.0.1', '[::1]'].includes(url.hostname)) return null;
  url.searchParams.set('error', 'access_denied');
  if (state !== '') url.searchParams.set('state', state);
  return url.href;
}

function parsed(uri: string): URL | null {
  try {
    const url = new URL(uri);
    return neverSent.has(url.protocol) ? null : url;
  } catch {
    return null;
  }
}
