import { beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { newestInLists } from './schema.ts';
import { type CommentsFixture, createCommentsFixture, textAnchor } from './testing/fixture.ts';

await describeDatabases('threads', (open) => {
  let hub: CommentsFixture;
  beforeAll(async () => {
    hub = await createCommentsFixture(await open());
  });

  describe('beginning one', () => {
    test('[COMMENT-1] it has its first comment, its anchor and its document', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.commenter, room, 'Why one?\r\n');
      expect(thread).toMatchObject({
        roomId: room.id,
        documentId: room.documentId,
        path: expect.stringMatching(/^file-/),
        anchor: textAnchor(room.documentId),
        startedBy: { userId: room.commenter.userId },
        resolved: null,
        comments: [{ author: { userId: room.commenter.userId }, text: 'Why one?', removed: false, editedAt: null }],
        commentCount: 1,
        unread: 0,
        mentionsMe: false,
      });
      expect(await hub.as(room.viewer).comments.threads.get({ threadId: thread.id })).toMatchObject({
        id: thread.id,
        unread: 1,
      });
    });

    test('[COMMENT-1] only in a document of the room that stands and has such places', async () => {
      const room = await hub.room();
      const other = await hub.room();
      const drawing = await hub.document(room.id, 'drawing');
      const removed = await hub.document(room.id);
      await hub.setRemoved(removed, true);
      const begin = (documentId: string) => outcome(hub.begin(room.owner, { id: room.id, documentId }));
      expect(await begin(other.documentId)).toBe('not_found');
      expect(await begin(removed)).toBe('not_found');
      expect(await begin('nothing')).toBe('not_found');
      expect(await begin(drawing)).toBe('invalid_input');
      const fallback = { x: 10, y: -3.5 };
      const anchors = [
        { surface: 'drawing' as const, documentId: drawing, elementId: 'a1', x: 0.5, y: 1, fallback },
        { surface: 'picture' as const, documentId: drawing, x: 0, y: 0, fallback },
        { surface: 'graph' as const, documentId: await hub.document(room.id, 'graph'), edgeId: 'e', fallback },
        {
          surface: 'scene' as const,
          documentId: await hub.document(room.id, 'scene'),
          nodeId: 'house',
          triangle: 3,
          barycentric: [0.2, 0.3, 0.5] as [number, number, number],
          normal: [0, 1, 0] as [number, number, number],
          camera: { position: [1, 2, 3] as [number, number, number], target: [0, 0, 0] as [number, number, number] },
          fallback: { x: 0, y: 1, z: 2 },
        },
      ];
      for (const anchor of anchors) {
        const thread = await hub.as(room.editor).comments.threads.create({ roomId: room.id, anchor, text: 'here' });
        expect(thread.anchor).toEqual({ ...anchor, state: 'attached' });
        expect((await hub.as(room.editor).comments.threads.get({ threadId: thread.id })).anchor).toEqual(thread.anchor);
      }
    });

    test('[COMMENT-2] a quote that no database holds is stored as what is left of it', async () => {
      const room = await hub.room();
      const anchor = textAnchor(room.documentId, { quote: 'a\0b \ud83d' });
      const { anchor: stored } = await hub
        .as(room.editor)
        .comments.threads.create({ roomId: room.id, anchor, text: 'odd' });
      expect(stored).toMatchObject({ quote: 'a\ufffdb \ufffd' });
    });
  });

  describe('lists', () => {
    test('[COMMENT-4] from the newest on, in pages that stay while threads come and go', async () => {
      const room = await hub.room();
      const me = hub.as(room.viewer).comments.threads;
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) ids.unshift((await hub.begin(room.editor, room, `${n}`)).id);
      const first = await me.list({ roomId: room.id, limit: 2 });
      const removed = await hub.as(room.editor).comments.threads.get({ threadId: ids[2] ?? '' });
      await hub.begin(room.editor, room, 'newer');
      await hub.as(room.editor).comments.remove({ commentId: removed.comments[0]?.id ?? '' });
      const second = await me.list({ roomId: room.id, limit: 2, cursor: first.nextCursor ?? undefined });
      expect([...first.items, ...second.items].map((thread) => thread.id)).toEqual([ids[0], ids[1], ids[3], ids[4]]);
      expect(second.nextCursor).toBeNull();
    });

    test('[COMMENT-4] by document, open or resolved, naming me', async () => {
      const room = await hub.room();
      const elsewhere = { id: room.id, documentId: await hub.document(room.id) };
      const here = await hub.begin(room.editor, room, 'here');
      const there = await hub.begin(room.editor, elsewhere, `@[V](${room.viewer.userId}) there`);
      const settled = await hub.begin(room.editor, room, 'settled');
      await hub.as(room.editor).comments.threads.resolve({ threadId: settled.id });
      const list = async (filter: object) => {
        const page = await hub.as(room.viewer).comments.threads.list({ roomId: room.id, ...filter });
        return page.items.map((thread) => thread.id);
      };
      expect(await list({})).toEqual([settled.id, there.id, here.id]);
      expect(await list({ documentId: room.documentId })).toEqual([settled.id, here.id]);
      expect(await list({ state: 'open' })).toEqual([there.id, here.id]);
      expect(await list({ state: 'resolved', documentId: room.documentId })).toEqual([settled.id]);
      expect(await list({ mentionsMe: true })).toEqual([there.id]);
      expect(await list({ documentId: 'nothing' })).toEqual([]);
      expect(await hub.as(room.viewer).comments.counts({ roomId: room.id })).toMatchObject({ open: 2 });
    });

    test('[COMMENT-4] listed ones carry their first and newest comments, a single one all', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.editor, room, 'first');
      await hub.begin(room.editor, room, 'another thread');
      for (let n = 0; n < newestInLists + 5; n++) {
        await hub.as(room.editor).comments.create({ threadId: thread.id, text: `${n}` });
      }
      const whole = await hub.as(room.viewer).comments.threads.get({ threadId: thread.id });
      expect(whole.comments).toHaveLength(newestInLists + 6);
      const { items } = await hub.as(room.viewer).comments.threads.list({ roomId: room.id });
      const listed = items.find((item) => item.id === thread.id);
      expect(listed?.commentCount).toBe(newestInLists + 6);
      expect(listed?.comments).toEqual([whole.comments[0], ...whole.comments.slice(-newestInLists)]);
    });
  });

  describe('settling', () => {
    test('[COMMENT-9] of many at once the first one counts, and one event tells of it', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.commenter, room);
      const before = await hub.events.lastId(`room:${room.id}`);
      const people = [room.owner, room.editor, room.commenter, room.owner, room.editor];
      const answers = await Promise.all(
        people.map((person) => hub.as(person).comments.threads.resolve({ threadId: thread.id })),
      );
      expect(new Set(answers.map(({ resolved }) => resolved?.by?.userId)).size).toBe(1);
      expect(await hub.events.lastId(`room:${room.id}`)).toBe(before + 1);
      const reopened = await Promise.all(
        people.map((person) => hub.as(person).comments.threads.reopen({ threadId: thread.id })),
      );
      expect(reopened.map(({ resolved }) => resolved)).toEqual(people.map(() => null));
      expect(await hub.events.lastId(`room:${room.id}`)).toBe(before + 2);
    });

    test('[COMMENT-3] by who began it, editors and owners; a role that was lowered counts at once', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.commenter, room);
      const others = await hub.begin(room.editor, room);
      const resolve = (threadId: string) => outcome(hub.as(room.commenter).comments.threads.resolve({ threadId }));
      expect(await resolve(others.id)).toBe('not_allowed');
      expect(await resolve(thread.id)).toBe('allowed');
      await hub
        .as(room.owner)
        .rooms.members.setRole({ roomId: room.id, userId: room.commenter.userId, role: 'viewer' });
      const reopen = hub.as(room.commenter).comments.threads.reopen({ threadId: thread.id });
      expect(await outcome(reopen)).toBe('not_allowed');
    });

    test('[COMMENT-1] another anchor may be in another document of the room', async () => {
      const room = await hub.room();
      const elsewhere = await hub.document(room.id);
      const thread = await hub.begin(room.editor, room);
      const move = (documentId: string) =>
        hub.as(room.editor).comments.threads.setAnchor({ threadId: thread.id, anchor: textAnchor(documentId) });
      expect(await move(elsewhere)).toMatchObject({ documentId: elsewhere, anchor: { documentId: elsewhere } });
      expect(await outcome(move((await hub.room()).documentId))).toBe('not_found');
      const { items } = await hub.as(room.viewer).comments.threads.list({ roomId: room.id, documentId: elsewhere });
      expect(items.map((item) => item.id)).toEqual([thread.id]);
    });
  });

  describe('removed documents', () => {
    test('[COMMENT-11] hide their threads, bring them back, and take them along for good', async () => {
      const room = await hub.room();
      const thread = await hub.begin(room.editor, room, `@[V](${room.viewer.userId})`);
      const me = hub.as(room.viewer).comments;
      const editor = hub.as(room.editor).comments;
      const seen = async () => [
        (await me.threads.list({ roomId: room.id })).items.length,
        await outcome(me.threads.get({ threadId: thread.id })),
        await outcome(me.history({ commentId: thread.comments[0]?.id ?? '' })),
        await me.counts({ roomId: room.id }),
      ];
      const there = [1, 'allowed', 'allowed', { open: 1, unread: 1, mentions: 1 }];
      const gone = [0, 'not_found', 'not_found', { open: 0, unread: 0, mentions: 0 }];
      expect(await seen()).toEqual(there);
      await hub.setRemoved(room.documentId, true);
      expect(await seen()).toEqual(gone);
      expect(await outcome(editor.create({ threadId: thread.id, text: 'late' }))).toBe('not_found');
      expect(await outcome(editor.threads.resolve({ threadId: thread.id }))).toBe('not_found');
      await hub.setRemoved(room.documentId, false);
      expect(await seen()).toEqual(there);
      await hub.purge(room.documentId);
      expect(await seen()).toEqual(gone);
    });
  });
});
