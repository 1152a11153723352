import { notificationKinds } from '@draftroom/drizzle/enums';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { about, createNotificationsFixture, liked, type NotificationsFixture } from './testing/fixture.ts';

await describeDatabases('notifications', (open) => {
  let hub: NotificationsFixture;
  beforeAll(async () => {
    hub = await createNotificationsFixture(await open());
  });
  const list = async (actor: Parameters<NotificationsFixture['as']>[0]) =>
    (await hub.as(actor).notifications.list({})).items;

  describe('what is told', () => {
    test('[NOTE-1] unread ones of a kind about one thing are one that counts people, each once', async () => {
      const [ada, bo, cy] = [await hub.person('Ada'), await hub.person('Bo'), await hub.person('Cy')];
      const thread = newId();
      const reply = (actor: typeof bo, excerpt: string) =>
        about(ada, actor, { kind: 'reply', subject: `thread:${thread}`, about: { excerpt } });
      await hub.tell(reply(bo, 'first'));
      await hub.tell(reply(bo, 'second'));
      await hub.tell(reply(cy, 'third'));
      await hub.tell(reply(bo, 'fourth'));
      expect(await list(ada)).toMatchObject([
        { kind: 'reply', count: 2, actor: { name: 'Bo' }, excerpt: 'fourth', read: false },
      ]);
    });

    test('[NOTE-1] once read, the next one is new and begins to count anew', async () => {
      const [ada, bo, cy] = [await hub.person(), await hub.person('Bo'), await hub.person('Cy')];
      const designId = newId();
      await hub.tell(liked(ada, bo, designId));
      const [first] = await list(ada);
      await hub.as(ada).notifications.markRead({ notificationId: first?.id ?? '' });
      await hub.tell(liked(ada, cy, designId));
      expect((await list(ada)).map(({ count, read, actor }) => [actor?.name, count, read])).toEqual(
        expect.arrayContaining([
          ['Cy', 1, false],
          ['Bo', 1, true],
        ]),
      );
    });

    test('[NOTE-1] many who do it at the same time are all counted', async () => {
      const ada = await hub.person();
      const others = await Promise.all(Array.from({ length: 8 }, () => hub.person()));
      const designId = newId();
      await Promise.all(others.map((other) => hub.tell(liked(ada, other, designId))));
      expect(await list(ada)).toMatchObject([{ kind: 'like', count: 8 }]);
    });

    test('[NOTE-1] a like taken back and given again says nothing twice', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const designId = newId();
      await hub.tell(liked(ada, bo, designId));
      const [before] = await list(ada);
      hub.time.now += 60_000;
      await hub.tell(liked(ada, bo, designId));
      expect(await list(ada)).toEqual([before]);
    });

    test('[NOTE-2] nobody hears of their own deeds, or of whom they avoid', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      hub.averse.add(`${ada.userId} ${bo.userId}`);
      await hub.tell(liked(ada, ada), liked(ada, bo), liked(bo, ada));
      expect(await list(ada)).toEqual([]);
      expect(await list(bo)).toHaveLength(1);
    });

    test('[NOTE-2] whom somebody avoids from now on is in nothing that they were told before', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(liked(ada, bo));
      hub.averse.add(`${ada.userId} ${bo.userId}`);
      expect(await list(ada)).toEqual([]);
      expect(await hub.as(ada).notifications.counts()).toEqual({ unread: 0 });
    });

    test('[NOTE-3] it is told with what it tells of, or not at all', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await expect(hub.tellAndFail(liked(ada, bo))).rejects.toThrow('undone');
      expect(await list(ada)).toEqual([]);
      expect(await hub.events.lastId(`user:${ada.userId}`)).toBe(0);
    });

    test('[NOTE-3] who comes back after a cut hears of every one, and of nothing that they say', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(liked(ada, bo));
      const seen = await hub.events.lastId(`user:${ada.userId}`);
      for (let n = 0; n < 3; n++) await hub.tell(liked(ada, bo));
      const heard: { type: string; payload: unknown }[] = [];
      const iterable = await hub.as(ada).events.mine({ lastEventId: String(seen) });
      for await (const [, event] of iterable as AsyncIterable<[string, { type: string; payload: unknown }]>) {
        heard.push(event);
        if (heard.length === 3) break;
      }
      expect(heard.map(({ type }) => type)).toEqual(Array(3).fill('notification.changed'));
      expect(JSON.stringify(heard)).not.toContain('Lamp');
    });
  });

  describe('what is read', () => {
    test('[NOTE-4] what can be seen no more is in no list, no count and no digest', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const designId = newId();
      await hub.tell(about(ada, bo, { kind: 'comment', subject: `design:${designId}` }));
      hub.hidden.add(`design:${designId}`);
      expect(await list(ada)).toEqual([]);
      expect(await hub.as(ada).notifications.counts()).toEqual({ unread: 0 });
      hub.time.now += 86_400_000;
      await hub.service.digest.sendDue(new AbortController().signal);
      expect(hub.mails.filter(({ to }) => to === hub.emailOf(ada))).toEqual([]);
      hub.hidden.delete(`design:${designId}`);
      expect(await list(ada)).toHaveLength(1);
    });

    test('[NOTE-4] words that were taken away are quoted nowhere', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const words = { excerpt: 'in haste', source: 'comment:1' };
      await hub.tell(about(ada, bo, { kind: 'comment', subject: `design:${newId()}`, about: words }));
      await hub.forget('comment:1');
      expect(await list(ada)).toMatchObject([{ excerpt: '', title: 'Lamp' }]);
    });

    test('[NOTE-5] pages go on where the last one ended, over things that are hidden, too', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const ids = Array.from({ length: 25 }, () => newId());
      for (const id of ids) {
        hub.time.now += 1_000;
        await hub.tell(liked(ada, bo, id));
      }
      for (const id of ids.slice(5, 20)) hub.hidden.add(`design:${id}`);
      const found: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await hub.as(ada).notifications.list({ limit: 4, ...(cursor ? { cursor } : {}) });
        found.push(...page.items.map(({ subject }) => subject));
        cursor = page.nextCursor;
      } while (cursor !== null);
      const expected = [...ids.slice(0, 5), ...ids.slice(20)].reverse().map((id) => `design:${id}`);
      expect(found).toEqual(expected);
    });

    test('[NOTE-5] lists can be of the unread and of one kind; a foreign cursor is refused', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(liked(ada, bo), about(ada, bo, { kind: 'follow', subject: `user:${bo.userId}` }));
      const caller = hub.as(ada).notifications;
      expect((await caller.list({ kind: 'follow' })).items.map(({ kind }) => kind)).toEqual(['follow']);
      await caller.markRead({ notificationId: (await list(ada))[0]?.id ?? '', andOlder: true });
      expect((await caller.list({ unread: true })).items).toEqual([]);
      for (const cursor of ['x', '1.2', '99999999999999999.0000', `1.${'é'.repeat(20)}`]) {
        expect(await outcome(caller.list({ cursor }))).toBe('invalid_input');
      }
    });

    test('[NOTE-5] all up to one are read, and what came meanwhile is not', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const told = [];
      for (let n = 0; n < 3; n++) {
        hub.time.now += 1_000;
        await hub.tell(liked(ada, bo));
        told.push((await list(ada))[0]?.id ?? '');
      }
      const left = await hub.as(ada).notifications.markRead({ notificationId: told[1] ?? '', andOlder: true });
      expect(left).toEqual({ unread: 1 });
      expect(await outcome(hub.as(bo).notifications.markRead({ notificationId: told[2] ?? '' }))).toBe('not_found');
      expect(await outcome(hub.as(ada).notifications.markRead({ notificationId: 'nothing' }))).toBe('not_found');
    });

    test('[NOTE-5] an account that is gone leaves what it did under nobody', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(liked(ada, bo));
      await hub.removeAccount(bo);
      expect(await list(ada)).toMatchObject([{ actor: null, count: 1 }]);
    });
  });

  describe('choices', () => {
    test('[NOTE-6] every kind is shown; likes, follows and helpful votes are not mailed unless chosen', async () => {
      const { items } = await hub.as(await hub.person()).notifications.choices.get();
      expect(items.map(({ kind }) => kind)).toEqual([...notificationKinds]);
      expect(items.every(({ show }) => show)).toBe(true);
      expect(items.filter(({ mail }) => !mail).map(({ kind }) => kind)).toEqual(['like', 'follow', 'helpful']);
      expect(items.filter(({ fixed }) => fixed).map(({ kind }) => kind)).toEqual(['moderation', 'appeal']);
    });

    test('[NOTE-6] what is chosen away is not told, except what moderators decided', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      const { choices } = hub.as(ada).notifications;
      await choices.set({ kind: 'like', show: false, mail: true });
      expect((await choices.get()).items).toContainEqual({ kind: 'like', show: false, mail: false, fixed: false });
      expect(await outcome(choices.set({ kind: 'moderation', show: false, mail: false }))).toBe('invalid_input');
      await choices.set({ kind: 'moderation', show: true, mail: false });
      await hub.tell(liked(ada, bo), about(ada, null, { kind: 'moderation', subject: `action:${newId()}` }));
      expect((await list(ada)).map(({ kind }) => kind)).toEqual(['moderation']);
    });
  });
});
