import { HubError } from '../../../contract/errors.ts';
import { type Actor, anonymous } from '../../../platform/actor.ts';
import { readCookie, sessionCookieName } from '../cookies.ts';
import { isOwnOrigin } from '../policy.ts';
import type { ResolvedSession } from '../sessions.ts';
import { isTicket } from '../tickets.ts';
import type { Parts } from './parts.ts';

export interface Credentials {
  /** A bearer token; where `ticketCounts`, a sync ticket, too. */
  readonly token?: string | null;
  /** Tickets stand in addresses, where others may read them: they open sync sockets and nothing else. */
  readonly ticketCounts?: boolean;
  /** The Cookie and Origin headers, read when there is no token. */
  readonly cookie?: string | null;
  readonly origin?: string | null;
  /** True for everything but GET and HEAD, and for sockets: a cookie then counts only with one of our own origins. */
  readonly unsafe: boolean;
}

export function authenticateUseCase(parts: Parts) {
  const resolve = async (token: string): Promise<ResolvedSession | null> => {
    if (!isTicket(token)) return await parts.sessions.resolve(token);
    const claims = parts.tickets.read(token);
    if (claims === null) return null;
    const found = await parts.sessions.resolvePublic(claims.sessionPublicId);
    return found?.user.id === claims.userId ? found : null;
  };

  return {
    /**
     * Who is asking. A token that is not valid (any more) throws `not_signed_in`, so that its holder learns of it;
     * a stale cookie, or one that another site sent along, is nobody's.
     */
    authenticate: async ({ token, ticketCounts = false, cookie, origin, unsafe }: Credentials): Promise<Actor> => {
      if (token) {
        const found = !ticketCounts && isTicket(token) ? null : await resolve(token);
        if (found === null) throw new HubError('not_signed_in');
        return toActor(found);
      }
      if (unsafe && !isOwnOrigin(origin, parts.settings.publicUrl)) return anonymous;
      const fromCookie = readCookie(cookie, sessionCookieName);
      // Tickets are for sockets; a cookie holds the token itself.
      if (fromCookie === null || isTicket(fromCookie)) return anonymous;
      const found = await parts.sessions.resolve(fromCookie);
      return found === null ? anonymous : toActor(found);
    },
  };
}

function toActor({ session, user }: ResolvedSession): Actor {
  return {
    kind: 'user',
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    colour: user.colour,
    avatarId: user.avatarId,
    siteRole: user.siteRole,
    emailVerified: user.emailVerifiedAt !== null,
  };
}
