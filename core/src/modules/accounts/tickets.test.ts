import { describe, expect, test } from 'vitest';
import { createTickets, isTicket, ticketSeconds } from './tickets.ts';

const claims = { userId: 'user1', sessionPublicId: 'session1' };
const key = new Uint8Array(32).fill(1);

describe('sync tickets', () => {
  test('[ACC-10] carry user and session for sixty seconds', () => {
    let now = 1_000;
    const tickets = createTickets({ key, clock: { now: () => now } });
    const ticket = tickets.issue(claims);
    expect(isTicket(ticket)).toBe(true);
    now += ticketSeconds * 1000 - 1;
    expect(tickets.read(ticket)).toEqual(claims);
    now += 1;
    expect(tickets.read(ticket)).toBeNull();
  });

  test('[ACC-10] any process with the same key reads them, none with another', () => {
    const clock = { now: () => 1_000 };
    const ticket = createTickets({ key, clock }).issue(claims);
    expect(createTickets({ key, clock }).read(ticket)).toEqual(claims);
    expect(createTickets({ key: new Uint8Array(32), clock }).read(ticket)).toBeNull();
    expect(() => createTickets({ key: new Uint8Array(31), clock })).toThrow('32 bytes');
  });

  test('[ACC-10] any change of a single character is noticed', () => {
    const tickets = createTickets({ key, clock: { now: () => 1_000 } });
    const ticket = tickets.issue(claims);
    // The last base64url character of 32 bytes has two spare bits; the decoder ignores those, so it is left out.
    for (let i = 0; i < ticket.length - 1; i++) {
      const changed = ticket.slice(0, i) + (ticket[i] === 'x' ? 'y' : 'x') + ticket.slice(i + 1);
      expect(tickets.read(changed), changed).toBeNull();
    }
    for (const broken of ['', '.', 'ticket1', 'ticket1....', `${ticket}.x`, ticket.slice(0, -5), `${ticket}\n.`]) {
      expect(tickets.read(broken), broken).toBeNull();
    }
  });
});
