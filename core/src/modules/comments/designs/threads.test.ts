import { beforeAll, describe, expect, test } from 'vitest';
import { writeMention } from '../../../contract/mentions.ts';
import { anonymous } from '../../../platform/actor.ts';
import { describeDatabases } from '../../../testing/contract-suites.ts';
import { outcome } from '../../rooms/testing/fixture.ts';
import { createDesignFixture, type DesignFixture, meshAnchor, pictureAnchor } from '../testing/design-fixture.ts';

await describeDatabases('threads on designs', (open) => {
  let hub: DesignFixture;
  beforeAll(async () => {
    hub = await createDesignFixture(await open());
  });

  describe('beginning one', () => {
    test('[FDB-1] it points into a file of the release, or at the design as a whole', async () => {
      const design = await hub.design();
      const critic = await hub.person();
      const { onDesigns } = hub.as(critic).comments;
      const thread = await onDesigns.create({ designId: design.id, anchor: meshAnchor, text: 'Too thin', rating: 4 });
      expect(thread).toMatchObject({
        designId: design.id,
        release: { id: design.releaseId, seq: 1 },
        anchor: { ...meshAnchor, assetId: expect.stringMatching(/^[0-9a-f]{64}$/) },
        comments: [{ author: { userId: critic.userId }, text: 'Too thin', rating: 4, standing: 'visible' }],
        resolved: null,
        rights: { resolve: true, reply: true },
      });
      expect((await onDesigns.create({ designId: design.id, text: 'Lovely' })).anchor).toBeNull();
      expect((await hub.row(design.id)).commentCount).toBe(2);
      expect(await hub.stream(design.id)).toHaveLength(2);
      expect(await hub.told(design.author)).toEqual([`comment design:${design.id}`]);
    });

    test('[FDB-1] not at a file that is not there, a place that such a file has not, or an unknown release', async () => {
      const design = await hub.design();
      const { onDesigns } = hub.as(await hub.person()).comments;
      const begin = (more: object) => outcome(onDesigns.create({ designId: design.id, text: 'x', ...more }));
      expect(await begin({ anchor: { ...meshAnchor, path: '../chair.glb' } })).toBe('not_found');
      expect(await begin({ anchor: { ...meshAnchor, path: 'poster.png' } })).toBe('invalid_input');
      expect(await begin({ anchor: { ...pictureAnchor, path: 'all.zip' } })).toBe('invalid_input');
      expect(await begin({ seq: 2 })).toBe('not_found');
      expect(await outcome(onDesigns.create({ designId: 'nothing', text: 'x' }))).toBe('not_found');
    });

    test('[FDB-1] hostile anchors are refused, and what an anchor claims of the file’s content is not believed', async () => {
      const design = await hub.design();
      const { onDesigns } = hub.as(await hub.person()).comments;
      const begin = (anchor: object) =>
        outcome(onDesigns.create({ designId: design.id, text: 'x', anchor: anchor as never }));
      const nodes = Array.from({ length: 65 }, () => ({ index: 0, name: '' }));
      for (const bad of [
        { ...meshAnchor, nodes },
        { ...meshAnchor, nodes: [] },
        { ...meshAnchor, barycentric: [2, 0, -1] },
        { ...meshAnchor, fallback: { x: Number.NaN, y: 0, z: 0 } },
        { ...meshAnchor, extra: 'x'.repeat(1_000_000) },
        { ...pictureAnchor, x: 1.5 },
        { surface: 'text', path: 'src/app.ts', start: { line: -1, column: 0 }, end: { line: 0, column: 0 }, quote: '' },
        { surface: 'drawing', path: 'plan.excalidraw', elementId: 'a b', x: 0, y: 0, fallback: { x: 0, y: 0 } },
        { surface: 'script', path: 'src/app.ts' },
      ]) {
        expect(await begin(bad)).toBe('invalid_input');
      }
      const lying = { ...pictureAnchor, assetId: 'f'.repeat(64) };
      const thread = await onDesigns.create({ designId: design.id, text: 'x', anchor: lying });
      expect(thread.anchor?.assetId).not.toBe('f'.repeat(64));
    });

    test('[FDB-2] at REST it is a thread of its own, or a reply to a comment on the same design', async () => {
      const design = await hub.design();
      const other = await hub.design();
      const { onDesigns } = hub.as(await hub.person()).comments;
      const first = await onDesigns.post({ designId: design.id, content: 'One', rating: 5 });
      const second = await onDesigns.post({ designId: design.id, content: 'Two', parentId: first.id });
      const { items } = await onDesigns.list({ designId: design.id });
      expect(items.map((thread) => thread.comments.map(({ id, rating }) => [id, rating]))).toEqual([
        [
          [first.id, 5],
          [second.id, null],
        ],
      ]);
      expect(await hub.comments.onDesigns.flat(anonymous, design.id)).toMatchObject([
        { id: first.id, parentId: null, content: 'One', rating: 5 },
        { id: second.id, parentId: first.id, content: 'Two', rating: null },
      ]);
      const elsewhere = onDesigns.post({ designId: other.id, content: 'Three', parentId: first.id });
      expect(await outcome(elsewhere)).toBe('not_found');

      // What is removed goes on naming its thread, for as long as that is there.
      await onDesigns.remove({ commentId: first.id });
      const [, reply] = await hub.comments.onDesigns.flat(anonymous, design.id);
      expect(reply?.parentId).toBe(first.id);
      const third = await onDesigns.post({ designId: design.id, content: 'Three', parentId: first.id });
      expect((await hub.comments.onDesigns.flat(anonymous, design.id)).map(({ id }) => id)).toContain(third.id);
      for (const { id } of [second, third]) await onDesigns.remove({ commentId: id });
      expect(await outcome(onDesigns.post({ designId: design.id, content: 'Four', parentId: first.id }))).toBe(
        'not_found',
      );
    });
  });

  describe('who sees and says what', () => {
    test('[FDB-3] a private design answers strangers as an unknown one, whatever is asked', async () => {
      const design = await hub.design('private');
      const own = hub.as(design.author).comments.onDesigns;
      const thread = await own.create({ designId: design.id, text: 'For me' });
      const threadId = thread.id;
      const commentId = thread.comments[0]?.id ?? '';
      for (const stranger of [hub.as(await hub.person()).comments.onDesigns, hub.nobody.comments.onDesigns]) {
        expect(await outcome(stranger.list({ designId: design.id }))).toBe('not_found');
        expect(await outcome(stranger.get({ threadId }))).toBe('not_found');
        expect(await outcome(stranger.history({ commentId }))).toBe('not_found');
      }
      const stranger = hub.as(await hub.person()).comments.onDesigns;
      for (const call of [
        () => stranger.create({ designId: design.id, text: 'x' }),
        () => stranger.reply({ threadId, text: 'x' }),
        () => stranger.edit({ commentId, text: 'x' }),
        () => stranger.remove({ commentId }),
        () => stranger.resolve({ threadId }),
        () => stranger.markRead({ threadId, commentId }),
        () => stranger.mentionable({ designId: design.id }),
      ]) {
        expect(await outcome(call())).toBe('not_found');
      }
    });

    test('[FDB-4] held words are for their writer and moderators; once let through they count and are told', async () => {
      const design = await hub.design();
      const writer = await hub.person();
      const moderator = await hub.moderator();
      const thread = await hub.as(writer).comments.onDesigns.create({ designId: design.id, text: 'spam' });
      const commentId = thread.comments[0]?.id ?? '';
      const seenBy = async (actor: Parameters<typeof hub.as>[0]) =>
        (await hub.as(actor).comments.onDesigns.list({ designId: design.id })).items.length;
      expect(await seenBy(writer)).toBe(1);
      expect(await seenBy(moderator)).toBe(1);
      expect(await seenBy(design.author)).toBe(0);
      expect((await hub.nobody.comments.onDesigns.list({ designId: design.id })).open).toBe(0);
      expect(await outcome(hub.as(design.author).comments.onDesigns.get({ threadId: thread.id }))).toBe('not_found');
      expect([(await hub.row(design.id)).commentCount, await hub.stream(design.id)]).toEqual([0, []]);
      expect(await hub.told(design.author)).toEqual([]);
      expect(await hub.look('comments', commentId, design.author.userId)).toBeNull();

      await hub.decide('comments', commentId, 'visible');
      expect(await seenBy(design.author)).toBe(1);
      expect((await hub.row(design.id)).commentCount).toBe(1);
      expect(await hub.stream(design.id)).toHaveLength(1);
      expect(await hub.told(design.author)).toEqual([`comment design:${design.id}`]);
      expect(await hub.look('comments', commentId, design.author.userId)).toMatchObject({ standing: 'visible' });

      await hub.decide('comments', commentId, 'hidden');
      expect(await seenBy(design.author)).toBe(0);
      expect((await hub.row(design.id)).commentCount).toBe(0);
      const edited = await hub.as(writer).comments.onDesigns.edit({ commentId, text: 'harmless' });
      expect(edited.standing).toBe('hidden');
      await hub.decide('comments', commentId, 'removed');
      expect(await seenBy(moderator)).toBe(0);
    });

    test('[FDB-5] who is blocked cannot comment on the other’s design, and neither sees the other’s words', async () => {
      const design = await hub.design();
      const blocked = await hub.person();
      const third = await hub.person();
      const begun = await hub.as(blocked).comments.onDesigns.create({ designId: design.id, text: 'Hm' });
      await hub.block(design.author, blocked);
      const { onDesigns } = hub.as(blocked).comments;
      expect(await outcome(onDesigns.create({ designId: design.id, text: 'x' }))).toBe('blocked');
      expect(await outcome(onDesigns.reply({ threadId: begun.id, text: 'x' }))).toBe('blocked');
      expect((await hub.as(design.author).comments.onDesigns.list({ designId: design.id })).items).toEqual([]);
      expect((await hub.as(third).comments.onDesigns.list({ designId: design.id })).items).toHaveLength(1);
      const mine = begun.comments[0]?.id ?? '';
      expect(await onDesigns.remove({ commentId: mine })).toEqual({ threadRemoved: true });
    });

    test('[FDB-6] the author, who began it and moderators settle it; others do not', async () => {
      const design = await hub.design();
      const starter = await hub.person();
      const { id: threadId } = await hub.as(starter).comments.onDesigns.create({ designId: design.id, text: 'Why?' });
      expect(await outcome(hub.as(await hub.person()).comments.onDesigns.resolve({ threadId }))).toBe('not_yours');
      const same = await hub.as(design.author).comments.onDesigns.resolve({ threadId });
      expect(same.resolved).toMatchObject({ by: { userId: design.author.userId }, resolvedIn: null });
      expect(await hub.told(starter)).toEqual([`resolved thread:${threadId}`]);
      expect((await hub.as(starter).comments.onDesigns.reopen({ threadId })).resolved).toBeNull();
      await hub.release(design.id, 2);
      const later = await hub.as(await hub.moderator()).comments.onDesigns.resolve({ threadId });
      expect(later).toMatchObject({ release: { seq: 1 }, resolved: { resolvedIn: 2 } });
      const resolved = await hub.nobody.comments.onDesigns.list({ designId: design.id, state: 'resolved', seq: 1 });
      expect(resolved).toMatchObject({ items: [{ id: threadId }], open: 0, resolved: 1 });
    });
  });

  describe('words', () => {
    test('[FDB-7] an edit keeps what was said before; only the writer edits and removes', async () => {
      const design = await hub.design();
      const writer = await hub.person();
      const { onDesigns } = hub.as(writer).comments;
      const thread = await onDesigns.create({ designId: design.id, text: 'Frist' });
      const commentId = thread.comments[0]?.id ?? '';
      hub.time.now += 60_000;
      await onDesigns.edit({ commentId, text: 'First' });
      expect((await hub.nobody.comments.onDesigns.history({ commentId })).items).toMatchObject([{ text: 'Frist' }]);
      for (const other of [design.author, await hub.moderator()]) {
        expect(await outcome(hub.as(other).comments.onDesigns.edit({ commentId, text: 'x' }))).toBe('not_yours');
        expect(await outcome(hub.as(other).comments.onDesigns.remove({ commentId }))).toBe('not_yours');
      }
      await hub.as(design.author).comments.onDesigns.reply({ threadId: thread.id, text: 'Thanks' });
      expect(await onDesigns.remove({ commentId })).toEqual({ threadRemoved: false });
      const left = await hub.nobody.comments.onDesigns.get({ threadId: thread.id });
      expect(left.comments).toMatchObject([{ text: '', removed: true }, { text: 'Thanks' }]);
      expect((await hub.row(design.id)).commentCount).toBe(1);
    });

    test('[FDB-8] people are told once: named, else answered, else as the author; never who is blocked', async () => {
      const design = await hub.design();
      const [starter, named, blocked] = [await hub.person(), await hub.person(), await hub.person()];
      const thread = await hub.as(starter).comments.onDesigns.create({ designId: design.id, text: 'One' });
      await hub.block(blocked, named);
      const text = `${writeMention('N', named.userId)} ${writeMention('B', blocked.userId)} ${writeMention('?', 'z'.repeat(20))}`;
      await hub.as(starter).comments.onDesigns.reply({ threadId: thread.id, text });
      expect(await hub.told(named)).toEqual([`mention thread:${thread.id}`]);
      const reply = await hub.as(named).comments.onDesigns.reply({ threadId: thread.id, text });
      expect(reply.mentions).toEqual([named.userId]);
      expect(await hub.told(blocked)).toEqual([`mention thread:${thread.id}`]);
      expect(await hub.told(starter)).toEqual([`reply thread:${thread.id}`]);
      expect(await hub.told(design.author)).toEqual([`comment design:${design.id}`]);
      const { items } = await hub.as(named).comments.onDesigns.mentionable({ designId: design.id });
      expect(items.map(({ userId }) => userId).sort()).toEqual([design.author.userId, starter.userId].sort());
      await hub.follow(starter, blocked);
      const followed = await hub.as(starter).comments.onDesigns.mentionable({ designId: design.id });
      expect(followed.items.map(({ userId }) => userId)).toContain(blocked.userId);
    });

    test('[FDB-9] unread is what others said since one looked, in one’s threads and on one’s designs', async () => {
      const design = await hub.design();
      const starter = await hub.person();
      const thread = await hub.as(starter).comments.onDesigns.create({ designId: design.id, text: 'One' });
      const unread = async (actor: Parameters<typeof hub.as>[0]) =>
        (await hub.as(actor).comments.onDesigns.get({ threadId: thread.id })).unread;
      expect([await unread(design.author), await unread(starter), await unread(await hub.person())]).toEqual([1, 0, 0]);
      const commentId = thread.comments[0]?.id ?? '';
      await hub.as(design.author).comments.onDesigns.markRead({ threadId: thread.id, commentId });
      expect(await unread(design.author)).toBe(0);
      await hub.as(design.author).comments.onDesigns.reply({ threadId: thread.id, text: 'Two' });
      expect(await unread(starter)).toBe(1);
    });

    test('[FDB-10] what the stream of a design carries has no words in it', async () => {
      const design = await hub.design();
      const thread = await hub
        .as(await hub.person())
        .comments.onDesigns.create({ designId: design.id, text: 'Secret' });
      const [event] = await hub.stream(design.id);
      expect(event).toEqual({ type: 'thread.changed', payload: { threadId: thread.id, by: thread.startedBy?.userId } });
    });
  });
});
