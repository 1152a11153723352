import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconnectDelay } from './client-clock.ts';
import { HubClientError } from './hub-client-error.ts';
import { createFixture, documentId, type Fixture, settle, until } from './testing/client-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.dispose());

describe('the room socket', () => {
  it('[CLIENT-4] fetches a fresh ticket for every connect', async () => {
    const room = fixture.open();
    await until(() => room.connection.state.state === 'open');
    await fixture.hub.stop();
    await until(() => room.connection.state.state === 'waiting');
    await fixture.hub.listen();
    fixture.clock.advance(1_000);
    await until(() => room.connection.state.state === 'open');
    expect(fixture.hub.tickets).toEqual(['ticket-1', 'ticket-2']);
  });

  it('[CLIENT-5] waits longer after each failure, by chance, up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => reconnectDelay(attempt, () => 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    expect(reconnectDelay(3, () => 0.25)).toBe(2_000);
  });

  it('[CLIENT-5] keeps trying while the hub is away', async () => {
    const room = fixture.open();
    await until(() => room.connection.state.state === 'open');
    await fixture.hub.stop(4503);
    const delays: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await until(() => room.connection.state.state === 'waiting');
      delays.push(fixture.clock.delays[0] ?? 0);
      fixture.clock.advance(delays.at(-1) ?? 0);
      expect(room.connection.state.state).toBe('connecting');
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000]);
    await until(() => room.connection.state.state === 'waiting');
    await fixture.hub.listen();
    fixture.wake();
    await until(() => room.connection.state.state === 'open');
  });

  it('[CLIENT-6] stops at a permanent close code and says why', async () => {
    fixture.hub.script.closesWith = 4410;
    const room = fixture.open();
    await until(() => room.connection.state.state === 'stopped');
    expect(room.connection.state).toMatchObject({ closeCode: 4410, code: 'removed' });
    fixture.clock.advance(120_000);
    fixture.wake();
    await settle();
    expect(fixture.hub.connects).toBe(1);
  });

  it('[CLIENT-6] comes back after a close code that says so', async () => {
    fixture.hub.script.closesWith = 4529;
    const room = fixture.open();
    await until(() => room.connection.state.state === 'waiting');
    expect(room.connection.state).toMatchObject({ code: 'too_fast' });
    fixture.hub.script.closesWith = null;
    fixture.clock.advance(1_000);
    await until(() => room.connection.state.state === 'open');
  });

  it('[CLIENT-6] stops when no ticket is given to a session that has ended, and goes on after signing in', async () => {
    let signedIn = false;
    const room = fixture.open({
      ticket: async () => {
        if (!signedIn) throw new HubClientError({ code: 'not_signed_in' });
        return 'again';
      },
    });
    await until(() => room.connection.state.state === 'stopped');
    expect(room.connection.state).toMatchObject({ closeCode: 4401, code: 'not_signed_in' });
    expect(fixture.hub.connects).toBe(0);
    signedIn = true;
    room.connection.retry();
    await until(() => room.connection.state.state === 'open');
  });

  it('[CLIENT-6] waits as long as the hub asks when tickets were asked for too often', async () => {
    let asked = 0;
    const room = fixture.open({
      ticket: async () => {
        if (asked++ === 0) throw new HubClientError({ code: 'too_fast', details: { seconds: 20 } });
        return 'now';
      },
    });
    await until(() => room.connection.state.state === 'waiting');
    fixture.clock.advance(19_000);
    expect(asked).toBe(1);
    fixture.clock.advance(1_000);
    await until(() => room.connection.state.state === 'open');
  });

  it('[CLIENT-7] takes half a minute of silence for a dead socket', async () => {
    const room = fixture.open();
    await until(() => room.connection.state.state === 'open');
    fixture.clock.advance(25_000);
    fixture.hub.people({ set: [], gone: [] });
    await settle();
    fixture.clock.advance(25_000);
    expect(room.connection.state.state).toBe('open');
    fixture.clock.advance(10_000);
    expect(room.connection.state.state).toBe('connecting');
    await until(() => room.connection.state.state === 'open');
    expect(fixture.hub.connects).toBe(2);
  });

  it('[CLIENT-7] connects anew at once when the machine wakes from sleep', async () => {
    const room = fixture.open();
    await until(() => room.connection.state.state === 'open');
    fixture.clock.sleep(3_600_000);
    fixture.wake();
    await until(() => room.connection.state.state === 'open' && fixture.hub.connects === 2);
  });

  it('[CLIENT-7] believes the network when it says that it has gone, and tries again', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.synced);
    fixture.loseNetwork();
    expect(room.connection.state).toMatchObject({ state: 'waiting', code: 'unreachable' });
    expect(room.saved.state).toBe('offline');
    fixture.wake();
    await until(() => session.synced && fixture.hub.connects === 2);
  });

  it('[CLIENT-8] opens every document again on a new socket, and a refused one stays closed', async () => {
    const room = fixture.open();
    const good = room.acquire(documentId);
    const missing = room.acquire('zzzzzzzzzzzzzzzzzzzz');
    await until(() => good.synced && missing.end !== null);
    expect(missing.end).toMatchObject({ closeCode: 4404, code: 'not_found' });
    // Nothing of one's own was in it, so nothing is unsaved.
    expect(missing.saved).toEqual({ state: 'saved' });
    expect(room.connection.state.state).toBe('open');
    await fixture.hub.stop();
    await fixture.hub.listen();
    await until(() => !good.synced);
    fixture.wake();
    await until(() => good.synced);
    expect(fixture.hub.channelOf(documentId).number).toBe(1);
  });

  it('[CLIENT-8] opens a channel again that ended for the moment, with a new number', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    const before = fixture.hub.channelOf(documentId);
    fixture.hub.closeChannel(before, 4509, 'owner_moved');
    await until(() => session.saved.state === 'offline');
    fixture.clock.advance(1_000);
    await until(() => session.saved.state === 'saved');
    expect(fixture.hub.channelOf(documentId).number).toBe(before.number + 1);
  });

  it('[CLIENT-5] waits longer each time that a channel ends, and starts over when it has lived for a while', async () => {
    const room = fixture.open();
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    const lose = async () => {
      fixture.hub.closeChannel(fixture.hub.channelOf(documentId), 4509, 'owner_moved');
      await until(() => session.saved.state === 'offline');
    };
    for (const delay of [500, 1_000, 2_000]) {
      await lose();
      fixture.clock.advance(delay - 1);
      await settle();
      expect(session.saved.state).toBe('offline');
      fixture.clock.advance(1);
      await until(() => session.saved.state === 'saved');
    }
    fixture.clock.advance(10_000);
    await lose();
    fixture.clock.advance(500);
    await until(() => session.saved.state === 'saved');
  });
});
