/** What is one person's own: notifications, profile, data, account. */
import { everyone, type Row, signedIn } from './rows.ts';
import { password } from './scene.ts';

const foreign = 'not_found not_found not_found not_found not_found not_found not_signed_in';

export const personalRows: Readonly<Record<string, Row>> = {
  'notifications.list': { expected: signedIn, input: () => ({}) },
  'notifications.counts': { expected: signedIn },
  'notifications.markRead (somebody else’s)': {
    expected: foreign,
    input: async (s) => ({ notificationId: await s.notificationOfAnother() }),
  },
  'notifications.choices.get': { expected: signedIn },
  'notifications.choices.set': { expected: signedIn, input: () => ({ kind: 'like', show: true, mail: false }) },
  'notifications.digest.get': { expected: signedIn },
  'notifications.digest.set': { expected: signedIn, input: () => ({ cadence: 'daily' }) },
  'profiles.get': { expected: everyone, input: ({ room }) => ({ userId: room.owner.userId }) },
  'profiles.rooms': { expected: everyone, input: ({ room }) => ({ userId: room.owner.userId }) },
  'profiles.update': { expected: signedIn, input: () => ({ bio: 'Chairs.', links: [] }) },
  'accounts.export.start': { expected: signedIn, as: (s) => s.fresh() },
  'accounts.export.status': { expected: signedIn },
  'accounts.deletion.status': { expected: signedIn },
  'accounts.deletion.request': { expected: signedIn, as: (s) => s.fresh(), input: () => ({ mode: 'wipe', password }) },
  'accounts.deletion.cancel': { expected: signedIn },
};
