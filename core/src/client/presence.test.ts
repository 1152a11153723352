import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../contract/presence.ts';
import { createFixture, type Fixture, settle, until } from './testing/client-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.dispose());

const mira: Person = { clientId: 7, userId: 'mira', name: 'Mira', colour: 'teal', avatarId: null, role: 'editor' };

describe('presence', () => {
  it('[CLIENT-11] joins what people do to who the hub says they are', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    fixture.hub.people({ all: true, set: [mira], gone: [] });
    fixture.hub.presence(7, 1, { doc: 'd1', name: 'Somebody else', typing: true });
    fixture.hub.presence(99, 1, { doc: 'd1' });
    await until(() => room.presence.peers[0]?.state.doc === 'd1');
    await settle();
    expect(room.presence.peers).toHaveLength(1);
    expect(room.presence.peers[0]).toMatchObject({ person: mira, state: { doc: 'd1', typing: true }, faded: false });
    fixture.hub.people({ set: [], gone: [7] });
    await until(() => room.presence.peers.length === 0);
  });

  it('[CLIENT-11] drops what a peer may not have sent, and old states', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    fixture.hub.people({ all: true, set: [mira], gone: [] });
    fixture.hub.presence(7, 5, { doc: { evil: 1 }, selection: { anchor: 1 }, pointer: { x: 1, y: 2 }, camera: ['a'] });
    fixture.hub.presence(7, 4, { doc: 'old' });
    await until(() => room.presence.peers[0]?.state.pointer !== undefined);
    await settle();
    expect(room.presence.peers[0]?.state).toEqual({ pointer: { x: 1, y: 2 } });
  });

  it('[CLIENT-12] sends its own state at most every 50 ms, the last one wins', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    for (let line = 1; line <= 9; line++) room.presence.set({ viewport: { first: line, last: line + 20 } });
    await settle();
    expect(fixture.hub.awareness).toHaveLength(1);
    fixture.clock.advance(50);
    await until(() => fixture.hub.awareness.length === 2);
    expect(fixture.hub.awareness[1]).toEqual({ viewport: { first: 9, last: 29 } });
    room.presence.set({ viewport: { first: 9, last: 29 } });
    fixture.clock.advance(1_000);
    await settle();
    expect(fixture.hub.awareness).toHaveLength(2);
  });

  it('[CLIENT-12] says its state again on a new socket', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    await fixture.hub.stop();
    await until(() => room.connection.state.state === 'waiting');
    room.presence.set({ doc: 'd2' });
    await fixture.hub.listen();
    fixture.wake();
    await until(() => fixture.hub.awareness.length === 2);
    expect(fixture.hub.awareness[1]).toEqual({ doc: 'd2' });
  });

  it('[CLIENT-13] fades a cursor that has not moved for ten seconds, and typing alone does not move it', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    fixture.hub.people({ all: true, set: [mira], gone: [] });
    fixture.hub.presence(7, 1, { selection: { anchor: 'a', head: 'a' } });
    await until(() => room.presence.peers[0]?.state.selection !== undefined);
    fixture.clock.advance(6_000);
    fixture.hub.presence(7, 2, { selection: { anchor: 'a', head: 'a' }, typing: true });
    await until(() => room.presence.peers[0]?.state.typing === true);
    let told = 0;
    room.presence.on('changed', () => told++);
    fixture.clock.advance(4_000);
    expect([room.presence.peers[0]?.faded, told]).toEqual([true, 1]);
    fixture.hub.presence(7, 3, { selection: { anchor: 'b', head: 'b' } });
    await until(() => room.presence.peers[0]?.faded === false);
  });

  it('[CLIENT-14] knows who follows, once per person', async () => {
    const room = fixture.open();
    await until(() => fixture.hub.awareness.length === 1);
    const me = { ...mira, clientId: room.presence.clientId, userId: 'me', name: 'Me' };
    fixture.hub.people({ all: true, set: [me, mira, { ...mira, clientId: 8 }], gone: [] });
    fixture.hub.presence(7, 1, { follows: 'me' });
    fixture.hub.presence(8, 1, { follows: 'me' });
    await until(() => room.presence.followers.length === 1 && room.presence.peers[1]?.state.follows === 'me');
    expect(room.presence.followers).toMatchObject([{ userId: 'mira' }]);
    expect(room.presence.peerOf('mira')?.person.userId).toBe('mira');
    expect(room.presence.peerOf('nobody')).toBeNull();
  });
});
