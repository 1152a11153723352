export const sessionCookieName = 'draftroom_session';

/** The session on the hub decides when it is over; 400 days is the longest that browsers keep a cookie. */
const sessionCookieSeconds = 400 * 86_400;

export interface CookieOptions {
  readonly path?: string;
  /** 0 removes the cookie. */
  readonly maxAge: number;
  readonly secure: boolean;
}

/** A cookie that scripts cannot read and other sites cannot send along with what changes something. */
export function formatCookie(name: string, value: string, { path = '/', maxAge, secure }: CookieOptions): string {
  const parts = [
    `${name}=${encodeURIComponent(value)}`,
    `Path=${path}`,
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

/** The `Set-Cookie` header of a sign-in, or of a sign-out with null. `secure`: the public address is https. */
export function sessionCookie(token: string | null, secure: boolean): string {
  return formatCookie(sessionCookieName, token ?? '', { maxAge: token === null ? 0 : sessionCookieSeconds, secure });
}

/** Never throws: the header is the client's to write. */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1).trim()) || null;
    } catch {
      return null;
    }
  }
  return null;
}
