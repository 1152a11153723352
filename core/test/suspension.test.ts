/** Somebody who is suspended, at a whole hub: what they have open, and what they ask for. */
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../src/sync/testing/test-engine.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller } from '../src/testing/test-people.ts';

const statement = 'What was said in the room attacks people instead of their work.';

let hub: TestHub;
let room: TestRoom;
let moderator: TestCaller;
let second: TestCaller;
beforeAll(async () => {
  hub = await createTestHub();
  room = await hub.room();
  const staff = async () => {
    const person = await hub.person();
    await hub.hub.database.db.update(users).set({ siteRole: 'moderator' }).where(eq(users.id, person.userId));
    return hub.as(person);
  };
  [moderator, second] = [await staff(), await staff()];
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

test('[MOD-7] a suspension makes open sockets read-only at once and refuses every change; a reversal gives it back', async () => {
  const person = hub.as(room.editor);
  const socket = await person.socket({ path: room.documentId, ack: true });
  socket.step1();
  await socket.saw('step2');
  socket.type('before ');
  await socket.saw('ack');

  const { userId } = room.editor;
  await hub.as(room.owner).trpc.reports.create.mutate({ targetType: 'user', targetId: userId, reason: 'abuse' });
  const { items } = await moderator.trpc.moderation.queue.query({});
  const end = new Date(Date.parse('2026-03-08T12:00:00Z')).toISOString();
  const itemId = items[0]?.id ?? '';
  const { id } = await moderator.trpc.moderation.act.mutate({
    itemId,
    kind: 'suspend',
    reason: 'abuse',
    statement,
    until: end,
  });

  // Sockets hear of it after the answer: what is written in between may still be taken.
  await until(() => {
    socket.type('after ');
    return socket.all('refused').length > 0;
  }, 'a refusal');
  expect((await socket.saw('refused')).code).toBe('read_only');
  const { trpc } = person;
  const { id: roomId, documentId } = room;
  expect(await outcomeOf(trpc.documents.content.query({ documentId }))).toBe('ok');
  const changes = {
    document: trpc.documents.create.mutate({ roomId, path: 'new.md' }),
    message: trpc.rooms.chat.send.mutate({ roomId, text: 'hello' }),
    room: trpc.rooms.create.mutate({ name: 'Mine' }),
    report: trpc.reports.create.mutate({ targetType: 'user', targetId: room.owner.userId, reason: 'other' }),
  };
  for (const [what, call] of Object.entries(changes))
    expect([what, await outcomeOf(call)]).toEqual([what, 'suspended']);
  expect((await trpc.rooms.get.query({ roomId })).rights).toMatchObject({ read: true, chat: false, write: false });

  const { appeal } = await trpc.appeals.create.mutate({ statementId: id, words: 'It was a joke among friends.' });
  const answer = 'It was meant as a joke, and everybody took it so.';
  await second.trpc.appeals.decide.mutate({ appealId: appeal?.id ?? '', decision: 'reversed', answer });
  expect(await outcomeOf(trpc.documents.create.mutate({ roomId, path: 'new.md' }))).toBe('ok');
  const again = await person.socket({ path: documentId, ack: true });
  again.step1();
  await again.saw('step2');
  again.type('again ');
  await again.saw('ack');
});

test('[MOD-7] a suspension that has had its time ends on the sockets that are open, too', async () => {
  const own = await hub.room();
  const person = hub.as(own.editor);
  const { userId } = own.editor;
  await hub.as(own.owner).trpc.reports.create.mutate({ targetType: 'user', targetId: userId, reason: 'abuse' });
  const { items } = await moderator.trpc.moderation.queue.query({});
  const itemId = items.find(({ target }) => target.id === userId)?.id ?? '';
  const end = new Date(hub.hub.parts.clock.now() + 3_600_000).toISOString();
  await moderator.trpc.moderation.act.mutate({ itemId, kind: 'suspend', reason: 'abuse', statement, until: end });
  const socket = await person.socket({ path: own.documentId, ack: true });
  socket.step1();
  await socket.saw('step2');
  socket.type('too early ');
  expect((await socket.saw('refused')).code).toBe('read_only');

  hub.advance(3_600_000 - 1);
  await hub.queue.settle();
  expect(hub.queue.waiting()).toContainEqual(expect.objectContaining({ name: 'restriction.end' }));
  expect(await outcomeOf(person.trpc.documents.create.mutate({ roomId: own.id, path: 'new.md' }))).toBe('suspended');
  const asked = socket.all('step1').length;
  hub.advance(1);
  await hub.queue.settle();
  // The hub asks for what it refused before, on the same socket.
  await socket.saw('step1', asked + 1);
  socket.step2(Y.encodeStateAsUpdate(socket.doc));
  await until(async () => {
    const content = await person.direct.documents.content({ documentId: own.documentId });
    return String(content).includes('too early ');
  }, 'what was typed');
  expect(await person.direct.statements.standing()).toMatchObject({ restriction: null });
});

test('[MOD-7] an end that a dying hub did not put down is put down at the next start', async () => {
  const own = await hub.room();
  const { userId } = own.editor;
  await hub.as(own.owner).trpc.reports.create.mutate({ targetType: 'user', targetId: userId, reason: 'abuse' });
  const { items } = await moderator.trpc.moderation.queue.query({});
  const itemId = items.find(({ target }) => target.id === userId)?.id ?? '';
  const end = new Date(hub.hub.parts.clock.now() + 3_600_000).toISOString();
  const { id } = await moderator.trpc.moderation.act.mutate({
    itemId,
    kind: 'suspend',
    reason: 'abuse',
    statement,
    until: end,
  });
  const waiting = () => hub.queue.waiting().filter(({ name, key }) => name === 'restriction.end' && key === id);
  await hub.queue.cancel('restriction.end', id);
  expect(waiting()).toEqual([]);
  // What runs at each start.
  await hub.queue.send('daily', {}, { key: 'at the start' });
  await hub.queue.settle();
  expect(waiting()).toHaveLength(1);
});
