/** Sync tickets: what a browser shows a socket instead of its session token, which scripts cannot read. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';

export const ticketSeconds = 60;

export interface TicketClaims {
  readonly userId: string;
  /** The public id: a ticket says nothing about the session's token. */
  readonly sessionPublicId: string;
}

export interface Tickets {
  issue(claims: TicketClaims): string;
  /** Null for anything that this hub did not sign or that is over. The session is checked by whoever asks. */
  read(ticket: string): TicketClaims | null;
}

const mark = 'ticket1';

export function isTicket(token: string): boolean {
  return token.startsWith(`${mark}.`);
}

/** `key`: at least 32 secret bytes, the same in every process of a hub. */
export function createTickets({ key, clock }: { key: Uint8Array; clock: Clock }): Tickets {
  if (key.length < 32) throw new Error('the ticket key has fewer than 32 bytes');
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    issue: ({ userId, sessionPublicId }) => {
      const body = [mark, userId, sessionPublicId, (clock.now() + ticketSeconds * 1000).toString(36)].join('.');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    read: (ticket) => {
      const [head, userId, sessionPublicId, until, signature, ...rest] = ticket.split('.');
      if (head !== mark || !userId || !sessionPublicId || !until || !signature || rest.length > 0) return null;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign([mark, userId, sessionPublicId, until].join('.'));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return Number.parseInt(until, 36) > clock.now() ? { userId, sessionPublicId } : null;
    },
  };
}
