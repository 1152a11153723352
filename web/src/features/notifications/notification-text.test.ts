import type { Notification } from '@draftroom/core/schema/notifications';
import { afterAll, expect, it } from 'vitest';
import { loadMessages, setLanguage } from '../../kit/messages/language.ts';
import { excerptOf, notificationText } from './notification-text.ts';

const one = (more: Partial<Notification>) =>
  ({
    actor: null,
    count: 1,
    title: 'Chair',
    excerpt: 'English',
    path: '/designs/1',
    said: null,
    ...more,
  }) as Notification;

afterAll(() => setLanguage('en'));

it('says what the hub says in the language of its reader, and leaves people their words', async () => {
  await loadMessages('notifications');
  const reported = one({ kind: 'report', said: 'report_taken' });
  expect(notificationText(reported)).toBe('You reported Chair');
  expect(notificationText(one({ kind: 'report', said: 'report_kept' }))).toBe('What you reported was looked at: Chair');
  expect(notificationText(one({ kind: 'moderation', said: 'held' }))).toBe('A check of the hub held back Chair');
  expect(notificationText(one({ kind: 'moderation' }))).toBe('The moderators decided about Chair');
  await setLanguage('de');
  expect(excerptOf(reported)).toBe('Die Moderation sieht es sich an, und du erfährst, was entschieden wurde.');
  expect(excerptOf(one({ kind: 'moderation', excerpt: 'Because of *this*.' }))).toBe('Because of this.');
});
