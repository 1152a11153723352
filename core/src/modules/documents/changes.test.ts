import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textContent } from '../../model/text/text-document.ts';
import { createRedisBus } from '../../platform/bus.ts';
import { createLogger } from '../../platform/logger.ts';
import { redisInstalled, startTestRedis } from '../../testing/redis.ts';
import { createTestHub, type TestHub, type TestRoom } from '../../testing/test-hub.ts';
import type { TestPerson } from '../../testing/test-people.ts';
import { toErrorBody } from '../../trpc.ts';
import { documentChanges, tellChange } from './changes.ts';
import type { DocumentChange } from './schema.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub();
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

function follow(room: TestRoom, person: TestPerson | null) {
  const end = new AbortController();
  const stream = documentChanges(hub.hub.modules.workspace, person ?? { kind: 'anonymous' }, {
    roomId: room.id,
    signal: end.signal,
  });
  const heard: DocumentChange[] = [];
  const over = (async () => {
    try {
      for await (const change of stream) heard.push(change);
      return 'over';
    } catch (error) {
      return toErrorBody(error).code;
    }
  })();
  const changed = () => heard.flatMap((change) => (change.type === 'changed' ? [change.documentId] : []));
  return { heard, changed, over, end: () => end.abort() };
}

const write = (documentId: string, text: string, by: TestPerson) =>
  hub.hub.modules.engine.edit(documentId, { origin: 'system', userId: by.userId }, (doc) =>
    textContent(doc).insert(0, text),
  );

describe('[DOC-21] changes of a room’s texts', () => {
  test('are told to readers, once for many', async () => {
    const room = await hub.room();
    const viewer = follow(room, room.viewer);
    await expect.poll(() => viewer.heard).toEqual([{ type: 'ready' }]);
    for (const letter of 'abc') await write(room.documentId, letter, room.owner);
    await expect.poll(() => viewer.changed()).toContain(room.documentId);
    expect(viewer.changed().length).toBeLessThanOrEqual(3);
    viewer.end();
    expect(await viewer.over).toBe('over');
  });

  test('are neither told of other kinds nor of a text’s making', async () => {
    const room = await hub.room();
    const { direct } = hub.as(room.editor);
    const drawing = await direct.documents.create({ roomId: room.id, kind: 'drawing', path: 'a.excalidraw' });
    const fresh = await direct.documents.create({ roomId: room.id, path: 'fresh.md', content: 'x' });
    const viewer = follow(room, room.viewer);
    await expect.poll(() => viewer.heard).toEqual([{ type: 'ready' }]);
    await hub.hub.modules.engine.edit(drawing.id, { origin: 'system', userId: null }, (doc) =>
      doc.getMap('elements').set('x', 1),
    );
    await write(room.documentId, 'x', room.owner);
    await expect.poll(() => viewer.changed()).toContain(room.documentId);
    expect(viewer.changed()).not.toContain(drawing.id);
    expect(viewer.changed()).not.toContain(fresh.id);
    viewer.end();
  });

  test('are for those who may read, and only as long as they may', async () => {
    const room = await hub.room();
    expect(await follow(room, room.stranger).over).toBe('not_found');
    expect(await follow(room, null).over).toBe('not_found');
    const viewer = follow(room, room.viewer);
    await expect.poll(() => viewer.heard).toEqual([{ type: 'ready' }]);
    await hub.as(room.owner).direct.rooms.members.remove({ roomId: room.id, userId: room.viewer.userId });
    expect(await viewer.over).toBe('removed');
    const owner = follow(room, room.owner);
    await expect.poll(() => owner.heard).toEqual([{ type: 'ready' }]);
    await hub.as(room.owner).direct.rooms.remove({ roomId: room.id });
    expect(await owner.over).toBe('not_found');
  });

  test('reach a client over its socket', async () => {
    const room = await hub.room();
    const heard: DocumentChange[] = [];
    const subscription = hub
      .as(room.commenter)
      .trpc.documents.changes.subscribe({ roomId: room.id }, { onData: (change) => void heard.push(change) });
    await expect.poll(() => heard).toEqual([{ type: 'ready' }]);
    await write(room.documentId, 'x', room.owner);
    await expect.poll(() => heard).toContainEqual({ type: 'changed', documentId: room.documentId });
    subscription.unsubscribe();
  });

  test.runIf(redisInstalled())('are told by other processes, and a gap between them is told of', async () => {
    const redis = await startTestRedis();
    // A stream of its own: the one to the console ends when it is collected, which the watch over leaks may wait for.
    const silent = createLogger('silent', { write: () => {} });
    const [here, there] = [await createRedisBus(redis.url, silent), await createRedisBus(redis.url, silent)];
    const room = await hub.room();
    const { workspace } = hub.hub.modules;
    const end = new AbortController();
    const elsewhere = { ...workspace, deps: { ...workspace.deps, bus: there } };
    const stream = documentChanges(elsewhere, room.viewer, { roomId: room.id, signal: end.signal });
    expect((await stream.next()).value).toEqual({ type: 'ready' });
    const next = stream.next();
    const told = setInterval(() => tellChange(here, { roomId: room.id, documentId: room.documentId }), 20);
    expect((await next).value).toEqual({ type: 'changed', documentId: room.documentId });
    clearInterval(told);
    await redis.kill();
    await redis.restart();
    for (;;) {
      const { value } = await stream.next();
      if (value?.type === 'reload') break;
    }
    end.abort();
    expect((await stream.next()).done).toBe(true);
    await here.close();
    await there.close();
    await redis.stop();
  });
});
