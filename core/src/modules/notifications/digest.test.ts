import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { nextDue } from './service/cadence.ts';
import { about, createNotificationsFixture, liked, type NotificationsFixture } from './testing/fixture.ts';

const day = 86_400_000;

test('[NOTE-7] the hour of a digest stays, however late the run before was', () => {
  const at = (iso: string) => new Date(iso);
  expect(nextDue('daily', at('2026-03-01T07:00Z'), at('2026-03-01T07:40Z'))).toEqual(at('2026-03-02T07:00Z'));
  expect(nextDue('daily', at('2026-03-01T07:00Z'), at('2026-03-04T07:00Z'))).toEqual(at('2026-03-05T07:00Z'));
  expect(nextDue('weekly', at('2026-03-01T07:00Z'), at('2026-03-01T08:00Z'))).toEqual(at('2026-03-08T07:00Z'));
});

await describeDatabases('digests', (open) => {
  let hub: NotificationsFixture;
  beforeAll(async () => {
    hub = await createNotificationsFixture(await open());
  });
  const send = () => hub.service.digest.sendDue(new AbortController().signal);
  const mailsTo = (actor: Parameters<NotificationsFixture['emailOf']>[0]) =>
    hub.mails.filter(({ to }) => to === hub.emailOf(actor));
  const comment = (to: Parameters<typeof about>[0], from: Parameters<typeof about>[1], excerpt = 'Why brass?') =>
    about(to, from, { kind: 'comment', subject: `design:${newId()}`, about: { excerpt } });

  describe('what is sent', () => {
    test('[NOTE-7] a day later one mail holds what is unread, and no second one follows', async () => {
      const [ada, bo] = [await hub.person('Ada'), await hub.person('Bo')];
      await hub.tell(comment(ada, bo));
      await send();
      expect(mailsTo(ada)).toEqual([]);
      hub.time.now += day;
      await send();
      await send();
      hub.time.now += day;
      await send();
      const [mail, ...more] = mailsTo(ada);
      expect(more).toEqual([]);
      expect(mail?.subject).toBe('Draftroom: one thing you have not seen');
      expect(mail?.text).toContain('Bo commented on “Lamp”\n  “Why brass?”\n  https://hub.example/designs/lamp');
    });

    test('[NOTE-7] of two runs at the same time one sends', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(comment(ada, bo));
      hub.time.now += day;
      await Promise.all([send(), send(), send()]);
      expect(mailsTo(ada)).toHaveLength(1);
    });

    test('[NOTE-7] what is read, not chosen, or for an address that is not confirmed is not sent', async () => {
      const [ada, cy, di, bo] = [await hub.person(), await hub.person(), await hub.person(), await hub.person()];
      await hub.tell(comment(ada, bo), comment(cy, bo), liked(di, bo), comment(di, bo));
      const [first] = (await hub.as(ada).notifications.list({})).items;
      await hub.as(ada).notifications.markRead({ notificationId: first?.id ?? '' });
      await hub.setEmail(cy, { emailVerifiedAt: null });
      await hub.as(di).notifications.choices.set({ kind: 'comment', show: true, mail: false });
      hub.time.now += day;
      await send();
      for (const person of [ada, cy, di]) expect(mailsTo(person)).toEqual([]);
    });

    test('[NOTE-7] something new about what was mailed is mailed again', async () => {
      const [ada, bo, cy] = [await hub.person(), await hub.person('Bo'), await hub.person('Cy')];
      const subject = `thread:${newId()}` as const;
      await hub.tell(about(ada, bo, { kind: 'reply', subject }));
      hub.time.now += day;
      await send();
      await hub.tell(about(ada, cy, { kind: 'reply', subject }));
      hub.time.now += day;
      await send();
      expect(mailsTo(ada).map(({ text }) => /- (.*) replied/.exec(text)?.[1])).toEqual(['Bo', 'Cy and one more']);
    });

    test('[NOTE-7] more than twenty are counted at the end', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(...Array.from({ length: 27 }, () => comment(ada, bo)));
      hub.time.now += day;
      await send();
      const [mail] = mailsTo(ada);
      expect(mail?.subject).toBe('Draftroom: 27 things you have not seen');
      expect(mail?.text.match(/commented on/g)).toHaveLength(20);
      expect(mail?.text).toContain('…and 7 more: https://hub.example/notifications');
    });
  });

  describe('how often', () => {
    test('[NOTE-7] weekly comes after a week, never does not come', async () => {
      const [ada, cy, bo] = [await hub.person(), await hub.person(), await hub.person()];
      await hub.as(ada).notifications.digest.set({ cadence: 'weekly' });
      expect(await hub.as(cy).notifications.digest.set({ cadence: 'never' })).toMatchObject({ dueAt: null });
      await hub.tell(comment(ada, bo), comment(cy, bo));
      hub.time.now += 6 * day;
      await send();
      expect(mailsTo(ada)).toEqual([]);
      hub.time.now += day;
      await send();
      expect(mailsTo(ada)).toHaveLength(1);
      expect(mailsTo(cy)).toEqual([]);
    });

    test('[NOTE-8] the link in the mail stops the digest of its reader, without a sign-in, and no other does', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await hub.tell(comment(ada, bo));
      hub.time.now += day;
      await send();
      const [mail] = mailsTo(ada);
      const token = new URL(mail?.unsubscribeUrl ?? '').searchParams.get('token') ?? '';
      expect(mail?.text).toContain(mail?.unsubscribeUrl ?? 'none');
      const [userId, signature = ''] = token.split('.');
      for (const forged of ['', 'x', `${bo.userId}.${signature}`, `${userId}.${signature.slice(1)}`, `${userId}.`]) {
        expect(await outcome(hub.service.digest.unsubscribe(forged))).toBe('bad_token');
      }
      await hub.service.digest.unsubscribe(token);
      expect(await hub.as(ada).notifications.digest.get()).toMatchObject({ cadence: 'never', dueAt: null });
    });
  });
});
