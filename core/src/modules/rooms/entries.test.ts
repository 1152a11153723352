import { beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { createFixture, type Fixture, outcome } from './testing/fixture.ts';

const hour = 60 * 60 * 1000;
const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

await describeDatabases('invites and requests', (open) => {
  let hub: Fixture;
  beforeAll(async () => {
    hub = await createFixture(await open());
  });

  async function invited(
    input: { role?: 'owner' | 'editor' | 'viewer'; email?: string; maxUses?: number; expiresInHours?: number } = {},
  ) {
    const room = await hub.room();
    const made = await hub.as(room.owner).rooms.invites.create({ roomId: room.id, role: 'editor', ...input });
    return { ...room, inviteId: made.id, token: tokenOf(made.url), url: made.url };
  }

  describe('invites', () => {
    test('[ROOM-13] a link shows what it is for and lets in once', async () => {
      const { id, token, url, stranger, owner } = await invited({ role: 'viewer' });
      expect(url).toBe(`https://hub.example/invite/${token}`);
      expect(await hub.nobody.rooms.invites.describe({ token })).toMatchObject({
        roomName: 'Workshop',
        role: 'viewer',
        invitedBy: { userId: owner.userId, name: 'Ola Owner' },
        memberCount: 4,
        addressed: false,
        forMe: false,
        roomId: null,
      });
      expect((await hub.as(stranger).rooms.invites.describe({ token })).forMe).toBe(true);
      expect(await hub.as(stranger).rooms.invites.accept({ token })).toEqual({ id, role: 'viewer' });
      expect(
        await hub
          .as(stranger)
          .rooms.invites.accept({ token })
          .catch((error) => error.cause.code),
      ).toBe('bad_token');
      expect((await hub.as(stranger).rooms.invites.describe({ token })).roomId).toBe(id);
      expect(await outcome(hub.as(await hub.person()).rooms.invites.accept({ token }))).toBe('bad_token');
      const { items } = await hub.as(owner).rooms.invites.list({ roomId: id });
      expect(items).toMatchObject([{ role: 'viewer', state: 'used', uses: 1, maxUses: 1 }]);
      expect(JSON.stringify(items)).not.toContain(token);
    });

    test('[ROOM-14] of twenty people who accept a link for three at once, three come in', async () => {
      const { id, token, owner } = await invited({ maxUses: 3 });
      const people = await Promise.all(Array.from({ length: 20 }, () => hub.person()));
      const outcomes = await Promise.all(people.map((one) => outcome(hub.as(one).rooms.invites.accept({ token }))));
      expect(outcomes.filter((one) => one === 'allowed')).toHaveLength(3);
      expect(outcomes.filter((one) => one === 'bad_token')).toHaveLength(17);
      expect((await hub.as(owner).rooms.members.list({ roomId: id })).items).toHaveLength(7);
      expect((await hub.as(owner).rooms.invites.list({ roomId: id })).items[0]).toMatchObject({
        uses: 3,
        state: 'used',
      });
    });

    test('[ROOM-14] one person who accepts many times at once uses it once', async () => {
      const { token, stranger, owner, id } = await invited({ maxUses: 5 });
      const all = await Promise.all(
        Array.from({ length: 5 }, () => outcome(hub.as(stranger).rooms.invites.accept({ token }))),
      );
      expect(new Set(all)).toEqual(new Set(['allowed']));
      expect((await hub.as(owner).rooms.invites.list({ roomId: id })).items[0]?.uses).toBe(1);
    });

    test('[ROOM-14] revoked or expired, it is not valid any more', async () => {
      const one = await invited();
      await hub.as(one.owner).rooms.invites.revoke({ inviteId: one.inviteId });
      const two = await invited({ expiresInHours: 2 });
      hub.time.now += 2 * hour;
      for (const { token, stranger, owner, id } of [one, two]) {
        expect(await outcome(hub.as(stranger).rooms.invites.accept({ token }))).toBe('bad_token');
        expect(await outcome(hub.nobody.rooms.invites.describe({ token }))).toBe('bad_token');
        const [invite] = (await hub.as(owner).rooms.invites.list({ roomId: id })).items;
        expect(['revoked', 'expired']).toContain(invite?.state);
      }
      expect(await outcome(hub.as(one.stranger).rooms.invites.accept({ token: 'a'.repeat(32) }))).toBe('bad_token');
    });

    test('[ROOM-13] one for an address is mailed there and only its verified account can accept', async () => {
      const invitee = await hub.person();
      const { id, token, url, stranger } = await invited({ email: hub.emailOf(invitee).toUpperCase(), role: 'owner' });
      expect(hub.told.mails.at(-1)).toMatchObject({ to: hub.emailOf(invitee), text: expect.stringContaining(url) });
      expect(await outcome(hub.as(stranger).rooms.invites.accept({ token }))).toBe('invite_for_other');
      expect((await hub.as(stranger).rooms.invites.describe({ token })).forMe).toBe(false);
      await hub.setEmail(invitee, { emailVerifiedAt: null });
      expect(await outcome(hub.as(invitee).rooms.invites.accept({ token }))).toBe('invite_for_other');
      await hub.setEmail(invitee, { emailVerifiedAt: new Date() });
      expect(await hub.as(invitee).rooms.invites.accept({ token })).toEqual({ id, role: 'owner' });
    });

    test('[ROOM-13] ownership goes to an address, never to whoever has a link', async () => {
      const { id, owner } = await hub.room();
      expect(await outcome(hub.as(owner).rooms.invites.create({ roomId: id, role: 'owner' }))).toBe('invalid_input');
    });

    test('[ROOM-13] the invites of somebody who is no owner any more are worth nothing', async () => {
      const { id, owner, editor, token, stranger } = await invited();
      await hub.as(owner).rooms.transferOwnership({ roomId: id, userId: editor.userId });
      expect(await outcome(hub.as(stranger).rooms.invites.accept({ token }))).toBe('bad_token');
    });

    test('[ROOM-8] a removed person comes back by an invite for their address only', async () => {
      const { id, owner, editor, token } = await invited();
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      expect(await outcome(hub.as(editor).rooms.invites.accept({ token }))).toBe('removed');
      expect((await hub.as(editor).rooms.invites.describe({ token })).forMe).toBe(false);
      const email = hub.emailOf(editor);
      const again = await hub.as(owner).rooms.invites.create({ roomId: id, role: 'viewer', email });
      expect(await hub.as(editor).rooms.invites.accept({ token: tokenOf(again.url) })).toEqual({ id, role: 'viewer' });
      expect((await hub.as(editor).rooms.get({ roomId: id })).role).toBe('viewer');
    });

    test('[ROOM-9] a link raises no member, and costs no use', async () => {
      const { id, token, viewer, owner } = await invited();
      expect(await hub.as(viewer).rooms.invites.accept({ token })).toEqual({ id, role: 'viewer' });
      expect((await hub.as(owner).rooms.invites.list({ roomId: id })).items[0]?.uses).toBe(0);
    });
  });

  describe('requests', () => {
    test('[ROOM-6] [ROOM-17] an approved request opens a private room', async () => {
      const { id, owner, stranger } = await hub.room();
      await hub.as(stranger).rooms.requests.create({ roomId: id, message: 'May I?' });
      expect((await hub.as(owner).rooms.get({ roomId: id })).openRequests).toBe(1);
      const [request] = (await hub.as(owner).rooms.requests.list({ roomId: id })).items;
      expect(request).toMatchObject({ message: 'May I?', state: 'open', person: { name: 'Sam Stranger' } });
      const requestId = request?.id ?? '';
      await hub.as(owner).rooms.requests.decide({ requestId, approve: true, role: 'commenter' });
      expect((await hub.as(stranger).rooms.get({ roomId: id })).role).toBe('commenter');
      expect(await outcome(hub.as(owner).rooms.requests.decide({ requestId, approve: false }))).toBe('already_done');
      expect(await outcome(hub.as(stranger).rooms.requests.create({ roomId: id }))).toBe('already_member');
    });

    test('[ROOM-17] asking tells nothing: unknown, removed and private rooms answer alike', async () => {
      const { id, owner, stranger } = await hub.room();
      const gone = await hub.room();
      await hub.as(gone.owner).rooms.remove({ roomId: gone.id });
      for (const roomId of [id, gone.id, '0'.repeat(20), 'x']) {
        expect(await hub.as(stranger).rooms.requests.create({ roomId })).toEqual({ done: true });
        expect(await hub.as(stranger).rooms.requests.create({ roomId })).toEqual({ done: true });
        expect(await hub.as(stranger).rooms.requests.withdraw({ roomId })).toEqual({ done: true });
      }
      expect((await hub.as(owner).rooms.requests.list({ roomId: id })).items).toEqual([]);
    });

    test('[ROOM-17] asking twice is one request, with the last words', async () => {
      const { id, owner, stranger } = await hub.room('public', { password: 'open sesame' });
      await Promise.all(
        ['one', 'two', 'three'].map((message) => hub.as(stranger).rooms.requests.create({ roomId: id, message })),
      );
      await hub.as(stranger).rooms.requests.create({ roomId: id, message: 'last' });
      const { items } = await hub.as(owner).rooms.requests.list({ roomId: id });
      expect(items.map((request) => request.message)).toEqual(['last']);
      expect((await hub.as(stranger).rooms.get({ roomId: id })).requested).toBe(true);
    });

    test('[ROOM-17] who was declined waits a day, then may ask again', async () => {
      const { id, owner, stranger } = await hub.room();
      await hub.as(stranger).rooms.requests.create({ roomId: id });
      const requestId = (await hub.as(owner).rooms.requests.list({ roomId: id })).items[0]?.id ?? '';
      await hub.as(owner).rooms.requests.decide({ requestId, approve: false });
      expect(await outcome(hub.as(stranger).rooms.get({ roomId: id }))).toBe('not_found');
      expect(await outcome(hub.as(stranger).rooms.requests.create({ roomId: id }))).toBe('too_fast');
      hub.time.now += 24 * hour;
      expect(await outcome(hub.as(stranger).rooms.requests.create({ roomId: id }))).toBe('allowed');
    });

    test('[ROOM-8] an approved request brings a removed person back', async () => {
      const { id, owner, editor } = await hub.room();
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      await hub.as(editor).rooms.requests.create({ roomId: id, message: 'Sorry' });
      const requestId = (await hub.as(owner).rooms.requests.list({ roomId: id })).items[0]?.id ?? '';
      await hub.as(owner).rooms.requests.decide({ requestId, approve: true, role: 'viewer' });
      expect((await hub.as(editor).rooms.get({ roomId: id })).role).toBe('viewer');
    });

    test('[ROOM-17] two owners who decide at once: one of them does', async () => {
      const { id, owner, editor, stranger } = await hub.room();
      await hub.as(owner).rooms.members.setRole({ roomId: id, userId: editor.userId, role: 'owner' });
      await hub.as(stranger).rooms.requests.create({ roomId: id });
      const requestId = (await hub.as(owner).rooms.requests.list({ roomId: id })).items[0]?.id ?? '';
      const decide = (me: typeof owner) =>
        outcome(hub.as(me).rooms.requests.decide({ requestId, approve: me === owner }));
      expect((await Promise.all([decide(owner), decide(editor)])).sort()).toEqual(['allowed', 'already_done']);
    });
  });
});
