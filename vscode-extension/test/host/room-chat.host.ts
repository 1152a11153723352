import assert from 'node:assert/strict';
import { createHubClient, type HubClient } from '@draftroom/core/client/hub-client';
import type { RoomEvent } from '@draftroom/core/schema/events';
import { RoomChat } from '../../src/chat/room-chat.ts';
import { Signal } from '../../src/rooms/signal.ts';
import { call, procedure, type Rig, type RigPerson, readRig, until } from './rig.ts';

describe('the chat of a room', () => {
  let rig: Rig;
  let client: HubClient;
  let chat: RoomChat;
  let roomId: string;
  let named: string[];
  const problems: unknown[] = [];
  const say = (text: string, person: RigPerson) =>
    procedure<{ id: string }>(rig, 'rooms.chat.send', { roomId, text }, person);
  const texts = () => chat.messages.map(({ text }) => text);

  beforeEach(async () => {
    rig = await readRig();
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: 'Talk' }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    client = createHubClient({ hub: rig.hub, token: () => rig.ada.token });
    named = [];
    problems.length = 0;
    const events = new Signal<RoomEvent>();
    client.trpc.rooms.events.subscribe({ roomId }, { onData: ({ data }) => events.tell(data) });
    chat = new RoomChat({
      roomId,
      events,
      hub: { client, userId: rig.ada.userId },
      onNamed: (from, excerpt) => named.push(`${from}: ${excerpt}`),
      onRead: () => undefined,
      onProblem: (error) => problems.push(error),
    });
  });
  afterEach(async () => {
    chat.dispose();
    await client.close();
    assert.deepEqual(problems, []);
  });

  it('[VSC-25] loads what was said, hears what is said, and counts what is unread', async () => {
    await say('before', rig.jonas);
    chat.start();
    await until('it is loaded', () => chat.status === 'ready');
    assert.deepEqual(texts(), ['before']);
    assert.equal(chat.unread, 1);
    chat.markRead();
    assert.equal(chat.unread, 0);
    await say(`@[Ada](${rig.ada.userId}) look`, rig.jonas);
    await until('it is heard', () => chat.messages.length === 2);
    assert.deepEqual(named, [`${rig.jonas.name}: @Ada look`]);
    assert.equal(chat.unread, 1);
  });

  it('sends, edits and removes what is one’s own', async () => {
    chat.start();
    await until('it is loaded', () => chat.status === 'ready');
    await chat.send('teh');
    const id = chat.messages.at(-1)?.id ?? '';
    await chat.edit(id, 'the');
    assert.deepEqual(texts(), ['the']);
    assert.equal(chat.unread, 0);
    const { items } = await client.trpc.rooms.chat.list.query({ roomId });
    assert.deepEqual(
      items.map(({ text }) => text),
      ['the'],
    );
    await chat.remove(id);
    assert.equal(chat.messages.at(-1)?.removed, true);
    const foreign = await say('mine', rig.jonas);
    await assert.rejects(chat.edit(foreign.id, 'yours'));
  });

  it('loads older pages without a gap or a repeat', async () => {
    for (let count = 0; count < 60; count++) await say(`message ${count}`, rig.jonas);
    chat.start();
    await until('it is loaded', () => chat.status === 'ready');
    assert.equal(chat.hasOlder, true);
    await chat.loadOlder();
    assert.deepEqual(
      texts(),
      Array.from({ length: 60 }, (_, count) => `message ${count}`),
    );
    assert.equal(chat.hasOlder, false);
  });
});
