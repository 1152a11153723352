import { beforeAll, describe, expect, test } from 'vitest';
import { writeMention } from '../../contract/mentions.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { unreadCap } from './schema.ts';
import { createFixture, type Fixture, outcome } from './testing/fixture.ts';

await describeDatabases('chat', (open) => {
  let hub: Fixture;
  beforeAll(async () => {
    hub = await createFixture(await open(), { messagesPerMinute: 1_000 });
  });

  test('[ROOM-20] messages are kept in order and come in pages from the newest on', async () => {
    const { id, editor, viewer } = await hub.room();
    const sent: string[] = [];
    for (let n = 0; n < 7; n++)
      sent.push((await hub.as(n % 2 ? editor : viewer).rooms.chat.send({ roomId: id, text: `${n}` })).id);
    const newest = await hub.as(viewer).rooms.chat.list({ roomId: id, limit: 4 });
    const older = await hub
      .as(viewer)
      .rooms.chat.list({ roomId: id, limit: 4, before: newest.nextCursor ?? undefined });
    expect([...older.items, ...newest.items].map((message) => message.id)).toEqual(sent);
    expect(older.nextCursor).toBeNull();
    expect(newest.items.at(-1)).toMatchObject({
      text: '6',
      author: { userId: viewer.userId },
      editedAt: null,
      removed: false,
    });
  });

  test('[ROOM-24] ids rise in the order of sending, in one millisecond and when a clock goes back', async () => {
    const { id, editor, viewer } = await hub.room();
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        hub.as(n % 2 ? editor : viewer).rooms.chat.send({ roomId: id, text: `${n}` }),
      ),
    );
    hub.time.now -= 60_000;
    const late = await hub.as(editor).rooms.chat.send({ roomId: id, text: 'late' });
    hub.time.now += 60_000;
    expect(many.every((message) => message.id < late.id)).toBe(true);
    expect(new Set(many.map((message) => message.id)).size).toBe(20);
    expect((await hub.as(editor).rooms.chat.list({ roomId: id })).items.at(-1)?.id).toBe(late.id);
  });

  test('[ROOM-20] what cannot be a message is refused; line ends are one kind', async () => {
    const { id, editor } = await hub.room();
    const send = (text: string) => hub.as(editor).rooms.chat.send({ roomId: id, text });
    for (const text of ['', ' \n ', 'x'.repeat(4_001), 'a\0b']) expect(await outcome(send(text))).toBe('invalid_input');
    expect((await send('x'.repeat(4_000))).text).toHaveLength(4_000);
    expect((await send('a\r\nb\rc')).text).toBe('a\nb\nc');
    expect((await send('half \ud83d of a pair')).text).toBe('half \ufffd of a pair');
  });

  test('[ROOM-21] members who are named are told, others are not', async () => {
    const { id, editor, viewer, stranger } = await hub.room('public');
    const text = [viewer, stranger, editor].map((one) => writeMention(one.name, one.userId)).join(' ');
    const message = await hub.as(editor).rooms.chat.send({ roomId: id, text });
    expect(message.mentions.sort()).toEqual([editor.userId, viewer.userId].sort());
    expect((await hub.as(viewer).rooms.get({ roomId: id })).mentions).toBe(1);
    expect(await hub.events.lastId(`user:${stranger.userId}`)).toBe(0);
    // Nobody is told of what they said themselves.
    const told = await hub.events.lastId(`user:${editor.userId}`);
    await hub.as(editor).rooms.chat.send({ roomId: id, text: writeMention('me', editor.userId) });
    expect(await hub.events.lastId(`user:${editor.userId}`)).toBe(told);
  });

  describe('unread', () => {
    test('[ROOM-22] what others said since I last looked, in the room and in the list', async () => {
      const { id, editor, viewer } = await hub.room();
      const first = await hub.as(editor).rooms.chat.send({ roomId: id, text: 'one' });
      const second = await hub.as(editor).rooms.chat.send({ roomId: id, text: writeMention('you', viewer.userId) });
      await hub.as(viewer).rooms.chat.send({ roomId: id, text: 'mine' });
      const me = hub.as(viewer).rooms;
      expect(await me.get({ roomId: id })).toMatchObject({ unread: 2, mentions: 1 });
      expect((await me.list({})).items[0]).toMatchObject({ id, unread: 2, mentions: 1 });
      expect(await me.chat.markRead({ roomId: id, messageId: first.id })).toEqual({ unread: 1, mentions: 1 });
      expect(await me.chat.markRead({ roomId: id, messageId: second.id })).toEqual({ unread: 0, mentions: 0 });
      expect(await me.chat.markRead({ roomId: id, messageId: first.id })).toEqual({ unread: 0, mentions: 0 });
      expect((await me.chat.list({ roomId: id })).readMessageId).toBe(second.id);
      expect((await hub.as(editor).rooms.get({ roomId: id })).unread).toBe(1);
    });

    test('[ROOM-22] what was said before I came, and what was removed, is not unread', async () => {
      const { id, code, editor, stranger } = await hub.room();
      await hub.as(editor).rooms.chat.send({ roomId: id, text: 'before' });
      await hub.as(stranger).rooms.join({ code });
      expect((await hub.as(stranger).rooms.get({ roomId: id })).unread).toBe(0);
      const message = await hub.as(editor).rooms.chat.send({ roomId: id, text: 'after' });
      await hub.as(editor).rooms.chat.remove({ messageId: message.id });
      expect((await hub.as(stranger).rooms.get({ roomId: id })).unread).toBe(0);
    });

    test('[ROOM-22] counts stop at their cap; a message of another room marks nothing', async () => {
      const { id, editor, viewer } = await hub.room();
      const other = await hub.room();
      const foreign = await hub.as(other.editor).rooms.chat.send({ roomId: other.id, text: 'there' });
      for (let n = 0; n < unreadCap + 5; n++) await hub.as(editor).rooms.chat.send({ roomId: id, text: `${n}` });
      expect((await hub.as(viewer).rooms.get({ roomId: id })).unread).toBe(unreadCap);
      for (const messageId of [foreign.id, 'x']) {
        expect(await outcome(hub.as(viewer).rooms.chat.markRead({ roomId: id, messageId }))).toBe('not_found');
      }
    });
  });

  test('[ROOM-23] one changes and removes one’s own; owners remove any; the words are gone', async () => {
    const { id, owner, editor, viewer, stranger } = await hub.room();
    const { id: messageId } = await hub.as(viewer).rooms.chat.send({ roomId: id, text: 'secret' });
    expect(await outcome(hub.as(editor).rooms.chat.edit({ messageId, text: 'x' }))).toBe('not_allowed');
    expect(await outcome(hub.as(owner).rooms.chat.edit({ messageId, text: 'x' }))).toBe('not_allowed');
    expect(await outcome(hub.as(editor).rooms.chat.remove({ messageId }))).toBe('not_allowed');
    expect(await outcome(hub.as(stranger).rooms.chat.remove({ messageId }))).toBe('not_found');
    const edited = await hub.as(viewer).rooms.chat.edit({ messageId, text: writeMention('E', editor.userId) });
    expect(edited).toMatchObject({ id: messageId, mentions: [editor.userId], editedAt: expect.any(String) });
    expect((await hub.as(editor).rooms.get({ roomId: id })).mentions).toBe(1);
    await hub.as(owner).rooms.chat.remove({ messageId });
    expect((await hub.as(editor).rooms.chat.list({ roomId: id })).items).toMatchObject([
      { id: messageId, text: '', mentions: [], removed: true },
    ]);
    expect((await hub.as(editor).rooms.get({ roomId: id })).mentions).toBe(0);
    expect(await outcome(hub.as(viewer).rooms.chat.edit({ messageId, text: 'again' }))).toBe('not_found');
  });

  test('[ROOM-25] too many messages in a minute are refused', async () => {
    const tight = await createFixture(await open(), { messagesPerMinute: 2 });
    const ada = await tight.person();
    const { id } = await tight.as(ada).rooms.create({ name: 'Loud' });
    const send = () => outcome(tight.as(ada).rooms.chat.send({ roomId: id, text: 'hey' }));
    expect([await send(), await send(), await send()]).toEqual(['allowed', 'allowed', 'too_fast']);
  });
});
