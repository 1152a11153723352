import { beforeAll, describe, expect, test } from 'vitest';
import { writeMention } from '../../contract/mentions.ts';
import type { SignedInActor } from '../../platform/actor.ts';
import { eventStream } from '../../platform/event-stream.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { type RoomEvent, roomEventSchema, userEventSchema } from '../events/schema.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { unreadCap } from './schema.ts';
import { type CommentsFixture, createCommentsFixture, textAnchor } from './testing/fixture.ts';

await describeDatabases('comments', (open) => {
  let hub: CommentsFixture;
  beforeAll(async () => {
    hub = await createCommentsFixture(await open());
  });

  const first = (thread: { comments: { id: string }[] }): string => thread.comments[0]?.id ?? '';

  async function eventsOf(stream: string, after: number): Promise<{ type: string; payload: unknown }[]> {
    const end = new AbortController();
    const last = await hub.events.lastId(stream);
    const seen: { type: string; payload: unknown }[] = [];
    if (last === after) return seen;
    for await (const { id, event } of eventStream(hub.events, stream, {
      lastEventId: `${after}`,
      signal: end.signal,
    })) {
      seen.push(event);
      if (Number(id) === last) break;
    }
    end.abort();
    return seen;
  }

  describe('replies', () => {
    test('[COMMENT-5] ids rise in the order of saying, in one millisecond and when a clock goes back', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.editor, room);
      const reply = (actor: SignedInActor, text: string) =>
        hub.as(actor).comments.create({ threadId: thread.id, text });
      const many = await Promise.all(
        Array.from({ length: 20 }, (_, n) => reply(n % 2 ? room.editor : room.commenter, `${n}`)),
      );
      hub.time.now -= 60_000;
      const late = await reply(room.editor, 'late');
      const newer = await hub.begin(room.editor, room);
      hub.time.now += 60_000;
      const order = [first(thread), ...many.map((comment) => comment.id).sort(), late.id, newer.id, first(newer)];
      expect([...order].sort()).toEqual(order);
      expect(new Set(order).size).toBe(24);
      const { comments } = await hub.as(room.viewer).comments.threads.get({ threadId: thread.id });
      expect(comments.at(-1)?.text).toBe('late');
    });

    test('[COMMENT-3] a reply to a settled thread leaves it settled', async () => {
      const room = await hub.room();
      const { id: threadId } = await hub.begin(room.editor, room);
      await hub.as(room.editor).comments.threads.resolve({ threadId });
      await hub.as(room.commenter).comments.create({ threadId, text: 'thanks' });
      expect((await hub.as(room.viewer).comments.threads.get({ threadId })).resolved).not.toBeNull();
    });

    test('[COMMENT-6] members who are named are told, others and oneself are not', async () => {
      const room = await hub.room('public');
      const names = [room.viewer, room.stranger, room.editor]
        .map((one) => writeMention(one.name, one.userId))
        .join(' ');
      const tellings = (person: SignedInActor) => eventsOf(`user:${person.userId}`, 0);
      const before = (await tellings(room.viewer)).length;
      const thread = await hub.begin(room.editor, room, names);
      expect(thread.comments[0]?.mentions.toSorted()).toEqual([room.editor.userId, room.viewer.userId].sort());
      const comment = await hub.as(room.editor).comments.create({ threadId: thread.id, text: 'no names' });
      await hub.as(room.editor).comments.edit({ commentId: comment.id, text: `${names} now` });
      await hub.as(room.editor).comments.edit({ commentId: comment.id, text: `${names} again` });
      const told = (await tellings(room.viewer)).slice(before);
      expect(told.map((event) => userEventSchema.parse(event))).toEqual(told);
      const named = told.filter((event) => event.type === 'comment.mention');
      expect(named).toMatchObject([
        { type: 'comment.mention', payload: { threadId: thread.id, commentId: first(thread), roomName: 'Workshop' } },
        { type: 'comment.mention', payload: { commentId: comment.id, excerpt: expect.stringMatching(/ now$/) } },
      ]);
      const mentions = async (person: SignedInActor) =>
        (await tellings(person)).filter((event) => event.type === 'comment.mention').length;
      expect([await mentions(room.stranger), await mentions(room.editor)]).toEqual([0, 0]);
      const seen = await hub.as(room.viewer).comments.threads.get({ threadId: thread.id });
      expect([seen.mentionsMe, seen.unread]).toEqual([true, 2]);
    });
  });

  describe('edits', () => {
    test('[COMMENT-7] keep what was said before, for whoever reads', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.commenter, room, 'one');
      const commentId = first(thread);
      const edit = (text: string) => hub.as(room.commenter).comments.edit({ commentId, text });
      hub.time.now += 1_000;
      expect(await edit('two')).toMatchObject({ text: 'two', editedAt: new Date(hub.time.now).toISOString() });
      hub.time.now += 1_000;
      await edit('three');
      const events = await hub.events.lastId(`room:${room.id}`);
      await edit('three');
      expect(await hub.events.lastId(`room:${room.id}`)).toBe(events);
      expect(await hub.as(room.viewer).comments.history({ commentId })).toEqual({
        items: [
          { text: 'one', writtenAt: thread.createdAt },
          { text: 'two', writtenAt: new Date(hub.time.now - 1_000).toISOString() },
        ],
      });
    });

    test('[COMMENT-7] of two windows at once are both kept, one after the other', async () => {
      const room = await hub.room();
      const commentId = first(await hub.begin(room.commenter, room, 'zero'));
      const texts = Array.from({ length: 8 }, (_, n) => `edit ${n}`);
      await Promise.all(texts.map((text) => hub.as(room.commenter).comments.edit({ commentId, text })));
      const { items } = await hub.as(room.viewer).comments.history({ commentId });
      const threads = await hub.as(room.viewer).comments.threads.list({ roomId: room.id });
      const now = threads.items[0]?.comments[0]?.text ?? '';
      expect([...items.map(({ text }) => text), now].sort()).toEqual([...texts, 'zero'].sort());
    });

    test('[COMMENT-8] an edit, a reply and a removal at once: what is removed stays removed', async () => {
      const room = await hub.room();
      for (let round = 0; round < 10; round++) {
        const thread = await hub.begin(room.commenter, room, 'words');
        const commentId = first(thread);
        const calls = [
          outcome(hub.as(room.commenter).comments.edit({ commentId, text: 'other words' })),
          outcome(hub.as(room.owner).comments.remove({ commentId })),
          outcome(hub.as(room.editor).comments.create({ threadId: thread.id, text: 'reply' })),
        ];
        const [edited, removed, replied] = await Promise.all(round % 2 ? calls : calls.reverse()).then((all) =>
          round % 2 ? all : all.reverse(),
        );
        expect(removed).toBe('allowed');
        expect(['allowed', 'not_found']).toContain(edited);
        const reading = hub.as(room.viewer).comments.threads.get({ threadId: thread.id });
        expect(await outcome(reading)).toBe(replied === 'allowed' ? 'allowed' : 'not_found');
        if (replied === 'allowed') expect((await reading).comments[0]).toMatchObject({ text: '', removed: true });
        expect(await outcome(hub.as(room.viewer).comments.history({ commentId }))).toBe('not_found');
      }
    });
  });

  describe('removing', () => {
    test('[COMMENT-8] takes the words, keeps the place, and ends the thread with its last comment', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.commenter, room, `secret ${writeMention('V', room.viewer.userId)}`);
      await hub.as(room.commenter).comments.edit({ commentId: first(thread), text: 'secret again' });
      const reply = await hub.as(room.editor).comments.create({ threadId: thread.id, text: 'reply' });
      expect(await hub.as(room.commenter).comments.remove({ commentId: first(thread) })).toEqual({
        threadRemoved: false,
      });
      const seen = await hub.as(room.viewer).comments.threads.get({ threadId: thread.id });
      expect(seen.comments).toMatchObject([{ text: '', mentions: [], removed: true }, { text: 'reply' }]);
      expect([seen.commentCount, seen.mentionsMe]).toEqual([2, false]);
      expect(await hub.as(room.owner).comments.remove({ commentId: reply.id })).toEqual({ threadRemoved: true });
      const { comments } = hub.as(room.commenter);
      for (const call of [
        () => comments.threads.get({ threadId: thread.id }),
        () => comments.threads.resolve({ threadId: thread.id }),
        () => comments.create({ threadId: thread.id, text: 'too late' }),
        () => comments.edit({ commentId: first(thread), text: 'too late' }),
        () => comments.remove({ commentId: first(thread) }),
        () => comments.history({ commentId: reply.id }),
      ]) {
        expect(await outcome(call())).toBe('not_found');
      }
      expect((await comments.threads.list({ roomId: room.id })).items).toEqual([]);
    });
  });

  test('[COMMENT-8] nobody who resumes hears what was removed, neither in the room nor where one was named', async () => {
    const room = await hub.room();
    const told = async (person: SignedInActor) =>
      [...(await eventsOf(`room:${room.id}`, 0)), ...(await eventsOf(`user:${person.userId}`, 0))].filter(
        (event) => event.type.startsWith('comment.') || event.type.startsWith('thread.'),
      );
    const thread = await hub.begin(room.commenter, room, `secret ${writeMention('V', room.viewer.userId)}`);
    const comments = hub.as(room.commenter).comments;
    const edit = (commentId: string, text: string) => comments.edit({ commentId, text });
    await edit(first(thread), `secret ${writeMention('E', room.editor.userId)}`);
    await edit(first(thread), 'secret, for nobody');
    const reply = await comments.create({
      threadId: thread.id,
      text: `reply ${writeMention('V', room.viewer.userId)}`,
    });
    await comments.remove({ commentId: first(thread) });
    for (const person of [room.viewer, room.editor]) expect(JSON.stringify(await told(person))).not.toContain('secret');
    const [begun, , , added] = await told(room.viewer);
    expect(begun).toMatchObject({ payload: { thread: { comments: [{ text: '', mentions: [], removed: true }] } } });
    expect(added).toMatchObject({ payload: { comment: { text: reply.text, removed: false } } });
    expect((await told(room.viewer)).at(-1)).toMatchObject({ payload: { excerpt: 'reply @V' } });
    await hub.as(room.owner).comments.remove({ commentId: reply.id });
    for (const event of await told(room.viewer)) {
      expect(event).toEqual((event.type === 'comment.mention' ? userEventSchema : roomEventSchema).parse(event));
      expect(JSON.stringify(event)).not.toContain('reply');
    }
  });

  describe('unread', () => {
    test('[COMMENT-10] what others said since I looked, and not from before I came', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.editor, room, 'before');
      hub.time.now += 1_000;
      await hub.as(room.stranger).rooms.join({ code: room.code });
      const me = hub.as(room.stranger).comments;
      expect(await me.counts({ roomId: room.id })).toEqual({ open: 1, unread: 0, mentions: 0 });
      const one = await hub.as(room.editor).comments.create({ threadId: thread.id, text: 'one' });
      const name = writeMention('S', room.stranger.userId);
      const two = await hub.as(room.editor).comments.create({ threadId: thread.id, text: `two ${name}` });
      await me.create({ threadId: thread.id, text: 'mine' });
      expect(await me.counts({ roomId: room.id })).toEqual({ open: 1, unread: 2, mentions: 1 });
      const mark = (commentId: string) => me.threads.markRead({ threadId: thread.id, commentId });
      expect(await mark(one.id)).toEqual({ open: 1, unread: 1, mentions: 1 });
      expect(await mark(two.id)).toEqual({ open: 1, unread: 0, mentions: 0 });
      expect(await mark(one.id)).toEqual({ open: 1, unread: 0, mentions: 0 });
      expect((await me.threads.list({ roomId: room.id })).items[0]?.unread).toBe(0);
      const other = await hub.begin(room.editor, room);
      expect(await outcome(mark(first(other)))).toBe('not_found');
      await hub.as(room.editor).comments.remove({ commentId: first(other) });
      expect(await me.counts({ roomId: room.id })).toEqual({ open: 1, unread: 0, mentions: 0 });
    });

    test('[COMMENT-10] counts stop at their cap; who is no member has none', async () => {
      const room = await hub.room('public');
      const thread = await hub.begin(room.editor, room);
      for (let n = 0; n < unreadCap; n++) {
        await hub.as(room.editor).comments.create({ threadId: thread.id, text: `${n}` });
      }
      expect((await hub.as(room.viewer).comments.counts({ roomId: room.id })).unread).toBe(unreadCap);
      for (const reader of [hub.as(room.stranger), hub.nobody]) {
        expect(await reader.comments.counts({ roomId: room.id })).toEqual({ open: 1, unread: 0, mentions: 0 });
        expect(await reader.comments.threads.get({ threadId: thread.id })).toMatchObject({ unread: 0 });
      }
    });
  });

  describe('events', () => {
    test('[COMMENT-13] every change is told once, in order, in the declared shape', async () => {
      const room = await hub.room();
      const before = await hub.events.lastId(`room:${room.id}`);
      const editor = hub.as(room.editor).comments;
      const thread = await hub.begin(room.editor, room);
      const reply = await hub.as(room.commenter).comments.create({ threadId: thread.id, text: 'reply' });
      await hub.as(room.commenter).comments.edit({ commentId: reply.id, text: 'better' });
      await editor.threads.resolve({ threadId: thread.id });
      await editor.threads.setAnchor({ threadId: thread.id, anchor: textAnchor(room.documentId, { quote: 'new' }) });
      await editor.threads.reopen({ threadId: thread.id });
      const told = await eventsOf(`room:${room.id}`, before);
      const removing = await hub.events.lastId(`room:${room.id}`);
      await hub.as(room.owner).comments.remove({ commentId: reply.id });
      await editor.threads.markRead({ threadId: thread.id, commentId: first(thread) });
      await editor.remove({ commentId: first(thread) });
      await outcome(editor.create({ threadId: thread.id, text: 'too late' }));
      told.push(...(await eventsOf(`room:${room.id}`, removing)));
      expect(told.map((event) => event.type)).toEqual([
        'thread.created',
        'comment.added',
        'comment.edited',
        'thread.changed',
        'thread.changed',
        'thread.changed',
        'comment.removed',
        'thread.removed',
      ]);
      for (const event of told) expect(roomEventSchema.parse(event)).toEqual(event);
      const place = { threadId: thread.id, documentId: room.documentId };
      expect(told.map((event) => event.payload as RoomEvent['payload'])).toMatchObject([
        { thread: { id: thread.id, comments: [{ text: 'Why one?' }] }, by: room.editor.userId },
        { ...place, comment: { text: 'reply' }, by: room.commenter.userId },
        { ...place, comment: { text: 'better' } },
        { ...place, resolved: { by: { userId: room.editor.userId } } },
        { ...place, anchor: { quote: 'new' } },
        { ...place, resolved: null },
        { ...place, commentId: reply.id, by: room.owner.userId },
        { ...place, by: room.editor.userId },
      ]);
      expect(JSON.stringify(told)).not.toMatch(/unread|mentionsMe/);
    });

    test('[COMMENT-13] a subscription that was cut goes on behind the last event that arrived', async () => {
      const room = await hub.room();
      const stream = `room:${room.id}`;
      const thread = await hub.begin(room.editor, room);
      const cut = await hub.events.lastId(stream);
      for (const text of ['a', 'b', 'c']) await hub.as(room.editor).comments.create({ threadId: thread.id, text });
      expect(await eventsOf(stream, cut)).toMatchObject(
        ['a', 'b', 'c'].map((text) => ({ type: 'comment.added', payload: { comment: { text } } })),
      );
    });
  });
});

await describeDatabases('limits of comments', (open) => {
  test('[COMMENT-12] chat and comments share a budget; rooms and threads have an end', async () => {
    const hub = await createCommentsFixture(await open(), {
      messagesPerMinute: 5,
      threadsPerRoom: 2,
      commentsPerThread: 2,
    });
    const room = await hub.room();
    const thread = await hub.begin(room.editor, room);
    const begin = (actor: SignedInActor) => outcome(hub.begin(actor, room));
    const reply = (actor: SignedInActor) =>
      outcome(hub.as(actor).comments.create({ threadId: thread.id, text: 'more' }));
    expect(await begin(room.editor)).toBe('allowed');
    expect(await begin(room.owner)).toBe('too_many');
    expect(await reply(room.editor)).toBe('allowed');
    expect(await reply(room.owner)).toBe('too_many');
    await hub.as(room.editor).rooms.chat.send({ roomId: room.id, text: 'in chat' });
    const commentId = thread.comments[0]?.id ?? '';
    expect(await outcome(hub.as(room.editor).comments.edit({ commentId, text: 'fifth' }))).toBe('allowed');
    expect(await outcome(hub.as(room.editor).comments.edit({ commentId, text: 'sixth' }))).toBe('too_fast');
    expect(await outcome(hub.as(room.editor).rooms.chat.send({ roomId: room.id, text: 'seventh' }))).toBe('too_fast');
    expect(await outcome(hub.as(room.editor).comments.remove({ commentId }))).toBe('allowed');
  });
});
