import { beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { createFixture, type Fixture, outcome } from './testing/fixture.ts';

await describeDatabases('rooms', (open) => {
  let hub: Fixture;
  beforeAll(async () => {
    hub = await createFixture(await open());
  });

  describe('making and finding', () => {
    test('[ROOM-7] a new room is private, has a code, its maker as owner, and lets people in as editors', async () => {
      const ada = await hub.person('Ada');
      const { id, code } = await hub.as(ada).rooms.create({ name: '  Tide clock ', template: 'web' });
      const room = await hub.as(ada).rooms.get({ roomId: id });
      expect(room).toMatchObject({
        id,
        code,
        name: 'Tide clock',
        visibility: 'private',
        role: 'owner',
        joinRole: 'editor',
        memberCount: 1,
        hasPassword: false,
        keepsHistory: true,
        archivedAt: null,
        rights: { read: true, chat: true, comment: true, write: true, manage: true },
      });
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
      expect(hub.told.created).toContain(`${id} web`);
    });

    test('a collaboration session is a room with a token', async () => {
      const ada = await hub.person('Ada');
      const made = await hub.as(ada).rooms.createCollabSession({});
      expect(made.token).toBe(`token of ${ada.userId}`);
      expect((await hub.as(ada).rooms.get({ roomId: made.id })).role).toBe('owner');
    });

    test('[ROOM-2] ids of any shape that are no room of mine are not found', async () => {
      const { id, stranger } = await hub.room();
      for (const roomId of [id, '', 'x', '0'.repeat(20), '\0', "' or 1=1", '0'.repeat(64)]) {
        expect(await outcome(hub.as(stranger).rooms.get({ roomId }))).toBe('not_found');
        expect(await outcome(hub.as(stranger).rooms.chat.list({ roomId }))).toBe('not_found');
      }
    });

    test('names that cannot be are refused with the field that is wrong', async () => {
      const ada = await hub.person();
      for (const name of ['', '   ', 'a'.repeat(81), 'a\0b', 'a\nb']) {
        expect(await outcome(hub.as(ada).rooms.create({ name }))).toBe('invalid_input');
      }
    });

    test('[ROOM-30] the code is for members only', async () => {
      const { id, viewer, stranger, code } = await hub.room('public');
      expect((await hub.as(viewer).rooms.get({ roomId: id })).code).toBe(code);
      expect((await hub.as(stranger).rooms.get({ roomId: id })).code).toBeNull();
      expect((await hub.nobody.rooms.get({ roomId: id })).code).toBeNull();
    });

    test('my rooms, newest change first, in pages, by words, in use or archived', async () => {
      const ada = await hub.person('Ada');
      const made: string[] = [];
      for (const name of ['One', 'Two', '50% done', '50 things']) {
        hub.time.now += 1000;
        made.unshift((await hub.as(ada).rooms.create({ name })).id);
      }
      const list = hub.as(ada).rooms.list;
      const first = await list({ limit: 3 });
      const second = await list({ limit: 3, cursor: first.nextCursor ?? undefined });
      expect([...first.items, ...second.items].map((room) => room.id)).toEqual(made);
      expect(second.nextCursor).toBeNull();
      expect((await list({ query: '50%' })).items.map((room) => room.name)).toEqual(['50% done']);
      await hub.as(ada).rooms.archive({ roomId: made[0] ?? '' });
      expect((await list({})).items).toHaveLength(3);
      expect((await list({ archived: true })).items.map((room) => room.id)).toEqual([made[0]]);
      expect(await outcome(list({ cursor: 'nonsense' }))).toBe('invalid_input');
      expect(await outcome(hub.nobody.rooms.list({ scope: 'mine' }))).toBe('not_signed_in');
    });

    test('[ROOM-3] everybody finds public rooms, and no others', async () => {
      const shown = await hub.room('public');
      const hidden = [(await hub.room('unlisted')).id, (await hub.room('private')).id];
      const found = (await hub.nobody.rooms.list({ scope: 'public', limit: 100 })).items;
      expect(found.find((room) => room.id === shown.id)).toMatchObject({ role: null, memberCount: 4, unread: 0 });
      expect(found.filter((room) => hidden.includes(room.id))).toEqual([]);
    });

    test('[ROOM-19] a person owns no more rooms than the limit, also when they are made at once', async () => {
      const few = await createFixture(await open(), { roomsPerUser: 3 });
      const ada = await few.person();
      const made = await Promise.all(
        Array.from({ length: 6 }, (_, n) => outcome(few.as(ada).rooms.create({ name: `Room ${n}` }))),
      );
      expect(made.filter((one) => one === 'allowed')).toHaveLength(3);
      expect(made.filter((one) => one === 'too_many')).toHaveLength(3);
    });
  });

  describe('joining', () => {
    test('[ROOM-6] [ROOM-7] by code, however it is typed, with the role that the room gives', async () => {
      const { id, code, stranger } = await hub.room('private', { joinRole: 'viewer' });
      const typed = `${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`;
      expect(await hub.as(stranger).rooms.byCode({ code: typed })).toEqual({
        id,
        name: 'Workshop',
        visibility: 'private',
        needsPassword: false,
        memberCount: 4,
        myRole: null,
      });
      expect(await hub.as(stranger).rooms.join({ code: typed })).toEqual({ id, role: 'viewer' });
      expect(await hub.as(stranger).rooms.join({ code })).toEqual({ id, role: 'viewer' });
      expect(hub.told.access).toContainEqual({ roomId: id, userId: stranger.userId });
    });

    test('[ROOM-4] [ROOM-5] [ROOM-6] by link into public and unlisted rooms, never into private ones', async () => {
      for (const [visibility, expected] of [
        ['public', 'allowed'],
        ['unlisted', 'allowed'],
        ['private', 'not_found'],
      ] as const) {
        const { id, stranger } = await hub.room(visibility);
        expect(await outcome(hub.as(stranger).rooms.join({ roomId: id }))).toBe(expected);
      }
    });

    test('[ROOM-6] the password is asked for, checked, and can be taken away', async () => {
      const { id, code, owner, stranger } = await hub.room('private', { password: 'open sesame' });
      const join = hub.as(stranger).rooms.join;
      expect((await hub.as(stranger).rooms.byCode({ code })).needsPassword).toBe(true);
      expect(await outcome(join({ code }))).toBe('room_password_needed');
      expect(await outcome(join({ code, password: 'guess' }))).toBe('wrong_room_password');
      expect(await outcome(hub.as(stranger).rooms.get({ roomId: id }))).toBe('not_found');
      expect(await outcome(join({ code, password: 'open sesame' }))).toBe('allowed');
      await hub.as(owner).rooms.update({ roomId: id, password: null });
      expect((await hub.as(owner).rooms.get({ roomId: id })).hasPassword).toBe(false);
      expect(await outcome(hub.as(await hub.person()).rooms.join({ code }))).toBe('allowed');
    });

    test('[ROOM-15] tries are counted per person and per address, right and wrong ones, passwords too', async () => {
      const tight = await createFixture(await open(), { joinAttemptsPerHour: 6 });
      const ada = await tight.person();
      const { id, code } = await tight
        .as(ada)
        .rooms.create({ name: 'Quiet', visibility: 'public', password: 'open sesame' });
      const mei = await tight.person();
      const from = (address: string) => tight.as(mei, address).rooms;
      expect(await outcome(from('10.0.0.1').byCode({ code: 'AAAAAA' }))).toBe('not_found');
      expect(await outcome(from('10.0.0.2').byCode({ code }))).toBe('allowed');
      expect(await outcome(from('10.0.0.3').join({ code: 'AAAAAB' }))).toBe('not_found');
      expect(await outcome(from('10.0.0.4').join({ roomId: id, password: 'guess' }))).toBe('wrong_room_password');
      expect(await outcome(from('10.0.0.5').requests.create({ code: 'AAAAAC' }))).toBe('not_found');
      expect(await outcome(from('10.0.0.6').join({ code, password: 'open sesame' }))).toBe('allowed');
      expect(await outcome(from('10.0.0.7').byCode({ code }))).toBe('too_fast');
      const tries = [];
      for (let n = 0; n < 8; n++) {
        tries.push(await outcome(tight.as(await tight.person(), '10.9.9.9').rooms.byCode({ code: 'AAAAAA' })));
      }
      expect(tries.filter((one) => one === 'not_found')).toHaveLength(6);
      expect(tries.slice(6)).toEqual(['too_fast', 'too_fast']);
    });

    test('[ROOM-16] a new code works, the old one opens nothing', async () => {
      const { id, code, owner, stranger } = await hub.room();
      const rotated = await hub.as(owner).rooms.rotateCode({ roomId: id });
      expect(rotated.code).not.toBe(code);
      expect(await outcome(hub.as(stranger).rooms.join({ code }))).toBe('not_found');
      expect(await outcome(hub.as(stranger).rooms.join({ code: rotated.code }))).toBe('allowed');
    });

    test('[ROOM-9] a viewer who leaves and comes back by code is a viewer', async () => {
      const { id, code, viewer } = await hub.room('public');
      await hub.as(viewer).rooms.leave({ roomId: id });
      expect((await hub.as(viewer).rooms.get({ roomId: id })).role).toBeNull();
      expect(await hub.as(viewer).rooms.join({ code })).toEqual({ id, role: 'viewer' });
    });
  });

  describe('members', () => {
    test('[ROOM-8] [ROOM-18] a removed person is out at once and cannot rejoin by code or link', async () => {
      const { id, code, owner, editor } = await hub.room('unlisted');
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      expect(hub.told.access.at(-1)).toEqual({ roomId: id, userId: editor.userId });
      const me = hub.as(editor).rooms;
      expect(await outcome(me.get({ roomId: id }))).toBe('removed');
      expect(await outcome(me.join({ code }))).toBe('removed');
      expect(await outcome(me.join({ roomId: id }))).toBe('removed');
      expect(await outcome(me.byCode({ code }))).toBe('removed');
      expect((await me.list({})).items).toEqual([]);
      const left = (await hub.as(owner).rooms.members.list({ roomId: id })).items;
      expect(left.map((member) => member.role).sort()).toEqual(['commenter', 'owner', 'viewer']);
    });

    test('[ROOM-12] the last owner stays one, until another is made', async () => {
      const { id, owner, editor } = await hub.room();
      const mine = hub.as(owner).rooms;
      expect(await outcome(mine.leave({ roomId: id }))).toBe('last_owner');
      expect(await outcome(mine.members.setRole({ roomId: id, userId: owner.userId, role: 'editor' }))).toBe(
        'last_owner',
      );
      expect(await outcome(mine.members.remove({ roomId: id, userId: owner.userId }))).toBe('last_owner');
      await mine.transferOwnership({ roomId: id, userId: editor.userId });
      expect((await mine.get({ roomId: id })).role).toBe('editor');
      expect((await hub.as(editor).rooms.get({ roomId: id })).role).toBe('owner');
      expect(await outcome(mine.leave({ roomId: id }))).toBe('allowed');
    });

    test('[ROOM-12] two owners who leave, or demote each other, at once: one stays', async () => {
      for (const how of ['leave', 'demote'] as const) {
        const { id, owner, editor } = await hub.room();
        await hub.as(owner).rooms.members.setRole({ roomId: id, userId: editor.userId, role: 'owner' });
        const act = (me: typeof owner, other: typeof owner) =>
          how === 'leave'
            ? hub.as(me).rooms.leave({ roomId: id })
            : hub.as(me).rooms.members.setRole({ roomId: id, userId: other.userId, role: 'viewer' });
        const outcomes = await Promise.all([outcome(act(owner, editor)), outcome(act(editor, owner))]);
        expect(outcomes.sort()).toEqual(['allowed', how === 'leave' ? 'last_owner' : 'not_allowed']);
      }
    });

    test('only members get roles', async () => {
      const { id, owner, stranger } = await hub.room();
      for (const userId of [stranger.userId, 'nobody']) {
        const { members, transferOwnership } = hub.as(owner).rooms;
        expect(await outcome(members.setRole({ roomId: id, userId, role: 'viewer' }))).toBe('not_found');
        expect(await outcome(members.remove({ roomId: id, userId }))).toBe('not_found');
        expect(await outcome(transferOwnership({ roomId: id, userId }))).toBe('not_found');
      }
    });
  });

  describe('archive and removal', () => {
    test('[ROOM-10] an archived room is read-only until it is brought back', async () => {
      const { id, code, owner, editor, stranger } = await hub.room('public');
      await hub.as(owner).rooms.archive({ roomId: id });
      expect(hub.told.access.at(-1)).toEqual({ roomId: id });
      expect((await hub.as(editor).rooms.get({ roomId: id })).rights).toMatchObject({ read: true, write: false });
      expect(await outcome(hub.as(editor).rooms.chat.send({ roomId: id, text: 'hello' }))).toBe('archived');
      expect(await outcome(hub.as(owner).rooms.update({ roomId: id, name: 'New' }))).toBe('archived');
      expect(await outcome(hub.as(stranger).rooms.join({ code }))).toBe('archived');
      expect((await hub.rooms.port.access(editor.userId, id)).canWrite).toBe(false);
      await hub.as(owner).rooms.unarchive({ roomId: id });
      expect((await hub.rooms.port.access(editor.userId, id)).canWrite).toBe(true);
    });

    test('[ROOM-11] a removed room is unknown to all; its owner has 30 days to bring it back', async () => {
      const { id, code, owner, editor } = await hub.room('public');
      await hub.as(owner).rooms.remove({ roomId: id });
      expect(hub.told.removed).toContain(id);
      for (const caller of [hub.as(owner), hub.as(editor), hub.nobody]) {
        expect(await outcome(caller.rooms.get({ roomId: id }))).toBe('not_found');
      }
      expect(await outcome(hub.as(editor).rooms.join({ code }))).toBe('not_found');
      expect(await outcome(hub.as(editor).rooms.restore({ roomId: id }))).toBe('not_found');
      expect((await hub.as(owner).rooms.list({ removed: true })).items.map((room) => room.id)).toEqual([id]);
      expect((await hub.as(editor).rooms.list({ removed: true })).items).toEqual([]);
      await hub.as(owner).rooms.restore({ roomId: id });
      expect((await hub.as(editor).rooms.get({ roomId: id })).role).toBe('editor');

      await hub.as(owner).rooms.remove({ roomId: id });
      hub.time.now += 30 * 24 * 60 * 60 * 1000;
      expect(await outcome(hub.as(owner).rooms.restore({ roomId: id }))).toBe('not_found');
      expect((await hub.as(owner).rooms.list({ removed: true })).items).toEqual([]);
    });
  });

  test('[ROOM-5] [ROOM-18] a room that becomes private is closed to readers by link', async () => {
    const { id, owner, stranger } = await hub.room('unlisted');
    expect(await outcome(hub.as(stranger).rooms.get({ roomId: id }))).toBe('allowed');
    expect(await outcome(hub.nobody.rooms.get({ roomId: id }))).toBe('not_found');
    await hub.as(owner).rooms.update({ roomId: id, visibility: 'private' });
    expect(hub.told.access.at(-1)).toEqual({ roomId: id });
    expect(await outcome(hub.as(stranger).rooms.get({ roomId: id }))).toBe('not_found');
  });

  test('what other modules ask: rights, history, order', async () => {
    const { id, owner, viewer, stranger } = await hub.room('public');
    expect(await hub.rooms.port.access(viewer.userId, id)).toMatchObject({
      roomId: id,
      role: 'viewer',
      canWrite: false,
    });
    expect(await hub.rooms.port.access(null, id)).toMatchObject({ role: null, canWrite: false });
    expect(await outcome(hub.rooms.port.authorise(viewer.userId, id, 'write'))).toBe('read_only');
    expect(await outcome(hub.rooms.port.authorise(stranger.userId, id, 'write'))).toBe('not_allowed');
    expect(await hub.rooms.port.keepsHistory(id)).toBe(true);
    await hub.as(owner).rooms.update({ roomId: id, keepsHistory: false });
    expect(await hub.rooms.port.keepsHistory(id)).toBe(false);
    await hub.rooms.port.touched(id, hub.time.now + 5000);
    await hub.rooms.port.touched(id, hub.time.now + 2000);
    const { changedAt } = await hub.as(owner).rooms.get({ roomId: id });
    expect(Date.parse(changedAt)).toBe(hub.time.now + 5000);
  });
});
