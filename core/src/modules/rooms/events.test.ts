import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type SignedInActor } from '../../platform/actor.ts';
import { eventStream, type StreamItem } from '../../platform/event-stream.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { toErrorBody } from '../../trpc.ts';
import { type RoomEvent, roomEventSchema, type UserEvent, userEventSchema } from '../events/schema.ts';
import { createFixture, type Fixture } from './testing/fixture.ts';

await describeDatabases('event streams', (open) => {
  let hub: Fixture;
  const ends: AbortController[] = [];
  beforeAll(async () => {
    hub = await createFixture(await open());
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end.abort();
  });

  function reader(roomId: string, actor: SignedInActor | null, lastEventId?: string) {
    const end = new AbortController();
    ends.push(end);
    return listen(hub.rooms.events(actor ?? anonymous, roomId, { lastEventId, signal: end.signal }));
  }

  function inbox(actor: SignedInActor, lastEventId?: string) {
    const end = new AbortController();
    ends.push(end);
    const stream = eventStream(hub.events, `user:${actor.userId}`, { lastEventId, signal: end.signal });
    return listen(stream as AsyncGenerator<StreamItem<UserEvent>>);
  }

  /** Reads one by one; `end` is the error that the stream ended with. */
  function listen<Event extends RoomEvent | UserEvent>(stream: AsyncGenerator<StreamItem<Event>>) {
    return {
      async next(): Promise<StreamItem<Event>> {
        const { done, value } = await stream.next();
        if (done) throw new Error('the stream is over');
        return value;
      },
      async until(type: Event['type']): Promise<StreamItem<Event>> {
        for (;;) {
          const item = await this.next();
          if (item.event.type === type) return item;
        }
      },
      async end(): Promise<string> {
        try {
          for await (const _ of stream);
          return 'over';
        } catch (error) {
          return toErrorBody(error).code;
        }
      },
    };
  }

  describe('of a room', () => {
    test('[ROOM-26] every change is told, in order, in the declared shape', async () => {
      const { id, code, owner, editor, stranger } = await hub.room('public');
      const events = reader(id, owner);
      expect((await events.next()).event).toEqual({ type: 'ready', payload: {} });
      const message = await hub.as(editor).rooms.chat.send({ roomId: id, text: 'hello' });
      await hub.as(editor).rooms.chat.edit({ messageId: message.id, text: 'hello you' });
      await hub.as(owner).rooms.chat.remove({ messageId: message.id });
      await hub.as(stranger).rooms.requests.create({ roomId: id, message: 'hi' });
      await hub.as(stranger).rooms.join({ code });
      await hub.as(owner).rooms.members.setRole({ roomId: id, userId: stranger.userId, role: 'viewer' });
      await hub.as(stranger).rooms.leave({ roomId: id });
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      await hub.as(owner).rooms.update({ roomId: id, name: 'Renamed' });
      await hub.as(owner).rooms.archive({ roomId: id });
      const seen: RoomEvent[] = [];
      for (let n = 0; n < 10; n++) seen.push((await events.next()).event);
      expect(seen.map((event) => event.type)).toEqual([
        'message.sent',
        'message.edited',
        'message.removed',
        'request.created',
        'member.changed',
        'member.changed',
        'member.removed',
        'member.removed',
        'room.changed',
        'room.changed',
      ]);
      for (const event of seen) expect(roomEventSchema.parse(event)).toEqual(event);
      expect(JSON.stringify(seen)).not.toContain(code);
    });

    test('[ROOM-27] after a cut it goes on behind the last event, also when that was the first', async () => {
      const { id, editor, viewer } = await hub.room();
      const before = reader(id, viewer);
      const ready = await before.next();
      const send = (text: string) => hub.as(editor).rooms.chat.send({ roomId: id, text });
      const textOf = ({ event }: StreamItem<RoomEvent>) => event.type === 'message.sent' && event.payload.message.text;
      await send('one');
      const one = await before.next();
      await send('two');
      const after = reader(id, viewer, one.id);
      expect(textOf(await after.next())).toBe('two');
      const fromStart = reader(id, viewer, ready.id);
      expect([textOf(await fromStart.next()), textOf(await fromStart.next())]).toEqual(['one', 'two']);
      await Promise.all(Array.from({ length: 10 }, (_, n) => send(`${n}`)));
      const rest: string[] = [];
      for (let n = 0; n < 10; n++) rest.push((await after.next()).id);
      expect(rest.map(Number)).toEqual(Array.from({ length: 10 }, (_, n) => Number(one.id) + 2 + n));
    });

    test('[ROOM-27] an id that this hub never gave out starts with a reload', async () => {
      const { id, viewer } = await hub.room();
      for (const strange of ['abc', '999999', '-1', '']) {
        expect((await reader(id, viewer, strange).next()).event.type).toBe('reload');
      }
    });

    test('[ROOM-28] it ends at once for who is removed, and goes on for the others', async () => {
      const { id, owner, editor, viewer } = await hub.room();
      const [theirs, mine] = [reader(id, editor), reader(id, viewer)];
      await Promise.all([theirs.next(), mine.next()]);
      const ended = theirs.end();
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      await hub.as(owner).rooms.chat.send({ roomId: id, text: 'he is gone' });
      expect(await ended).toBe('removed');
      expect((await mine.next()).event.type).toBe('member.removed');
      expect((await mine.next()).event.type).toBe('message.sent');
    });

    test('[ROOM-28] it ends for readers of a room that becomes private, and for all of one that is removed', async () => {
      const { id, owner, stranger, viewer } = await hub.room('public');
      const [signedOut, byLink, member] = [reader(id, null), reader(id, stranger), reader(id, viewer)];
      for (const one of [signedOut, byLink, member]) await one.next();
      const ended = [signedOut.end(), byLink.end()];
      await hub.as(owner).rooms.update({ roomId: id, visibility: 'private' });
      expect(await Promise.all(ended)).toEqual(['not_found', 'not_found']);
      expect((await member.next()).event.type).toBe('room.changed');
      const over = member.end();
      await hub.as(owner).rooms.remove({ roomId: id });
      expect(await over).toBe('not_found');
    });

    test('[ROOM-28] nothing is replayed to somebody who was removed while away', async () => {
      const { id, owner, editor } = await hub.room();
      const ready = await reader(id, editor).next();
      await hub.as(owner).rooms.chat.send({ roomId: id, text: 'secret' });
      await hub.as(owner).rooms.members.remove({ roomId: id, userId: editor.userId });
      expect(await reader(id, editor, ready.id).end()).toBe('removed');
    });

    test('[ROOM-29] requests to join are told to owners only', async () => {
      const { id, owner, editor, stranger } = await hub.room();
      const [theirs, others] = [reader(id, owner), reader(id, editor)];
      await Promise.all([theirs.next(), others.next()]);
      await hub.as(stranger).rooms.requests.create({ roomId: id, message: 'please' });
      await hub.as(owner).rooms.chat.send({ roomId: id, text: 'next' });
      expect((await theirs.next()).event.type).toBe('request.created');
      expect((await others.next()).event.type).toBe('message.sent');
      await hub.as(owner).rooms.members.setRole({ roomId: id, userId: editor.userId, role: 'owner' });
      await hub.as(stranger).rooms.requests.withdraw({ roomId: id });
      expect((await others.until('request.decided')).event).toMatchObject({ payload: { userId: stranger.userId } });
    });
  });

  test('[ROOM-26] one is told of rooms, decisions and mentions of one’s own', async () => {
    const { id, owner, stranger } = await hub.room();
    const mine = inbox(stranger);
    expect((await mine.next()).event.type).toBe('ready');
    await hub.as(stranger).rooms.requests.create({ roomId: id });
    const requestId = (await hub.as(owner).rooms.requests.list({ roomId: id })).items[0]?.id ?? '';
    await hub.as(owner).rooms.requests.decide({ requestId, approve: true });
    await hub.as(owner).rooms.chat.send({ roomId: id, text: `look, @[Sam](${stranger.userId})` });
    await hub.as(owner).rooms.members.remove({ roomId: id, userId: stranger.userId });
    const seen: UserEvent[] = [];
    while (seen.at(-1)?.type !== 'room.left') seen.push((await mine.next()).event);
    // The mention is a notification, too.
    expect(seen.filter(({ type }) => !type.startsWith('notification.'))).toMatchObject([
      { type: 'room.added', payload: { roomId: id, role: 'editor' } },
      { type: 'request.decided', payload: { approved: true, role: 'editor', roomName: 'Workshop' } },
      { type: 'mention', payload: { roomName: 'Workshop', excerpt: 'look, @Sam' } },
      { type: 'room.left', payload: { reason: 'removed' } },
    ]);
    for (const event of seen) expect(userEventSchema.parse(event)).toEqual(event);
  });

  test('[ROOM-23] nobody who resumes hears what was removed, neither in the room nor where one was named', async () => {
    const { id, owner, editor, viewer } = await hub.room();
    const chat = hub.as(owner).rooms.chat;
    const { id: messageId } = await chat.send({ roomId: id, text: `secret, @[Eve](${editor.userId})` });
    await chat.edit({ messageId, text: `secret, @[Vic](${viewer.userId})` });
    await chat.edit({ messageId, text: 'secret, for nobody' });
    await chat.send({ roomId: id, text: 'what stays' });
    await chat.remove({ messageId });
    const said: RoomEvent[] = [];
    const events = reader(id, viewer, '0');
    while (said.at(-1)?.type !== 'message.removed') said.push((await events.next()).event);
    expect(JSON.stringify(said)).not.toContain('secret');
    for (const event of said) expect(roomEventSchema.parse(event)).toEqual(event);
    const messages = said.filter((event) => event.type === 'message.sent' || event.type === 'message.edited');
    const gone = { payload: { message: { id: messageId, text: '', mentions: [], removed: true } } };
    expect(messages).toMatchObject([gone, gone, gone, { payload: { message: { text: 'what stays' } } }]);
    for (const named of [editor, viewer]) {
      const { event } = await inbox(named, '0').until('mention');
      expect(event).toMatchObject({ payload: { messageId, excerpt: '' } });
      expect(userEventSchema.parse(event)).toEqual(event);
    }
  });

  test('[ROOM-17] who is declined is not told the name of a private room', async () => {
    const { id, owner, stranger } = await hub.room();
    const mine = inbox(stranger);
    await mine.next();
    await hub.as(stranger).rooms.requests.create({ roomId: id });
    const requestId = (await hub.as(owner).rooms.requests.list({ roomId: id })).items[0]?.id ?? '';
    await hub.as(owner).rooms.requests.decide({ requestId, approve: false });
    expect((await mine.next()).event).toMatchObject({
      type: 'request.decided',
      payload: { approved: false, roomName: '' },
    });
  });
});
