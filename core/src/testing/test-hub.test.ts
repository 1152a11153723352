import { describe, expect, test } from 'vitest';
import { describePostgres } from './contract-suites.ts';
import { createTestHub, type TestHub } from './test-hub.ts';
import { outcomeOf } from './test-people.ts';

async function works(hub: TestHub): Promise<void> {
  const room = await hub.room();
  const [owner, viewer, nobody] = [hub.as(room.owner), hub.as(room.viewer), hub.as(null)];
  expect(await owner.trpc.documents.content.query({ documentId: room.documentId })).toBe('hello\n');
  expect(await outcomeOf(nobody.trpc.rooms.get.query({ roomId: room.id }))).toBe('not_found');
  expect((await owner.rest('GET', `/api/v1/rooms/${room.id}`)).status).toBe(200);
  const socket = await owner.socket({ path: room.documentId, ack: true });
  socket.step1();
  await socket.saw('step2');
  socket.type('more');
  await socket.acked(1);
  const events: string[] = [];
  const subscription = viewer.trpc.rooms.events.subscribe(
    { roomId: room.id },
    { onData: ({ data }) => void events.push(data.type) },
  );
  await expect.poll(() => events).toEqual(['ready']);
  await owner.direct.rooms.chat.send({ roomId: room.id, text: 'hi' });
  await expect.poll(() => events).toEqual(['ready', 'message.sent']);
  subscription.unsubscribe();
  expect(hub.problems).toEqual([]);
}

describe('the hub of tests', () => {
  test('works on PGlite with real callers and sockets, and leaves nothing behind', async () => {
    const hub = await createTestHub();
    await works(hub);
    await hub.close();
  });

  test('says what stayed open', async () => {
    const hub = await createTestHub();
    const timer = setInterval(() => undefined, 60_000);
    hub.hub.parts.bus.subscribe('nothing', () => undefined);
    await expect(hub.close()).rejects.toThrow(/1 listeners of the bus, a timer started at .*test-hub.test.ts/);
    clearInterval(timer);
  });
});

await describePostgres('the hub of tests on PostgreSQL', () => {
  test('works, and leaves nothing behind', async () => {
    const hub = await createTestHub({ database: 'postgres' });
    await works(hub);
    await hub.close();
  });
});
