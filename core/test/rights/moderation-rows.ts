/** Reports, moderation, statements, appeals, blocks and mutes. */
import { everyone, type Row, signedIn } from './rows.ts';
import type { Scene } from './scene.ts';

const membersNever = 'moderators_only moderators_only moderators_only moderators_only moderators_only moderators_only';
const moderatorsOnly = `${membersNever} not_signed_in`;
const nobodyElse = 'not_found not_found not_found not_found not_found not_found not_signed_in';
const insideOnly = '✓ ✓ ✓ ✓ not_found not_found not_signed_in';
const readersOnly = '✓ ✓ ✓ ✓ ✓ not_found not_signed_in';

const statement = 'It breaks the rules of this hub, as was said above.';
const answer = 'It was looked at again, and this is why.';
const warn = { kind: 'warn', reason: 'spam', statement } as const;

const asModerator = (s: Scene) => s.staff('moderator');
const asAdmin = (s: Scene) => s.staff('admin');
const item = async (s: Scene) => ({ itemId: await s.reviewItem() });
const permanent = async (s: Scene) => ({
  ...(await item(s)),
  kind: 'limit',
  reason: 'spam',
  statement,
  until: 'permanent',
});
const messageReport = async (s: Scene) => ({
  targetType: 'message',
  targetId: await s.messageOfAnother(),
  reason: 'abuse',
});

/** A row for members, and one for whoever is on the staff. */
function forStaff(name: string, input: Row['input']): Record<string, Row> {
  return {
    [name]: { expected: moderatorsOnly, input },
    [`${name} (by moderators)`]: { expected: everyone, as: asModerator, input },
    [`${name} (by admins)`]: { expected: everyone, as: asAdmin, input },
  };
}

export const moderationRows: Readonly<Record<string, Row>> = {
  'reports.create': {
    expected: signedIn,
    input: async (s) => ({ targetType: 'user', targetId: (await s.hub.person()).userId, reason: 'spam' }),
  },
  'reports.create (a message)': {
    expected: { private: insideOnly, unlisted: readersOnly, public: readersOnly },
    input: messageReport,
  },
  ...forStaff('moderation.waiting', undefined),
  ...forStaff('moderation.queue', () => ({})),
  ...forStaff('moderation.item', item),
  ...forStaff('moderation.claim', item),
  ...forStaff('moderation.release', item),
  ...forStaff('moderation.act', async (s) => ({ ...(await item(s)), ...warn })),
  'moderation.act (without an end, by moderators)': {
    expected: 'admins_only admins_only admins_only admins_only admins_only admins_only admins_only',
    as: asModerator,
    input: permanent,
  },
  'moderation.act (without an end, by admins)': { expected: everyone, as: asAdmin, input: permanent },
  ...forStaff('moderation.log', () => ({})),
  ...forStaff('moderation.events', () => ({})),
  'statements.mine': { expected: signedIn, input: () => ({}) },
  'statements.standing': { expected: signedIn },
  'statements.get': { expected: signedIn, input: async (s) => ({ statementId: await s.statement() }) },
  'statements.get (somebody else’s)': {
    expected: nobodyElse,
    input: async (s) => ({ statementId: await s.statementOfAnother() }),
  },
  'appeals.create': {
    expected: signedIn,
    input: async (s) => ({ statementId: await s.statement(), words: 'It does not.' }),
  },
  'appeals.create (somebody else’s)': {
    expected: nobodyElse,
    input: async (s) => ({ statementId: await s.statementOfAnother(), words: 'It does not.' }),
  },
  ...forStaff('appeals.queue', () => ({})),
  ...forStaff('appeals.decide', async (s) => ({ appealId: await s.appeal(), decision: 'upheld', answer })),
  'blocks.of': { expected: signedIn, input: async (s) => ({ userId: (await s.hub.person()).userId }) },
  'blocks.set': { expected: signedIn, input: async (s) => ({ userId: (await s.hub.person()).userId, on: true }) },
  'blocks.list': { expected: signedIn },
  'mutes.set': { expected: signedIn, input: async (s) => ({ userId: (await s.hub.person()).userId, on: true }) },
  'mutes.list': { expected: signedIn },
};
