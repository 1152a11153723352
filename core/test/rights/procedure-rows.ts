/** Every procedure. Words behind a name in brackets tell rows of one procedure apart. */
import { commentRows } from './comment-rows.ts';
import { designRows } from './design-rows.ts';
import { discoveryRows } from './discovery-rows.ts';
import { feedbackRows } from './feedback-rows.ts';
import { moderationRows } from './moderation-rows.ts';
import { personalRows } from './personal-rows.ts';
import { alike, everyone, forEditors, forMembers, forOwners, type Row, reads, signedIn } from './rows.ts';
import { password, type Scene } from './scene.ts';
import { uploadRows } from './upload-rows.ts';

const room = ({ roomId }: Scene) => ({ roomId });

const accounts: Record<string, Row> = {
  'accounts.signUp': {
    expected: everyone,
    input: (s) => ({ email: `new-${s.path()}@example.org`, name: 'New', password }),
  },
  'accounts.signIn': { expected: everyone, input: async (s) => ({ ...(await s.account()), password }) },
  'accounts.signOut': { expected: everyone, as: (s) => s.twin() },
  'accounts.me': { expected: everyone },
  'accounts.updateProfile': { expected: signedIn, input: () => ({ colour: 'teal' }) },
  'accounts.removeAvatar': { expected: signedIn },
  'accounts.changePassword': { expected: signedIn, as: (s) => s.fresh(), input: () => ({ next: password }) },
  'accounts.requestEmailVerification': { expected: signedIn, as: (s) => s.fresh() },
  'accounts.verifyEmail': { expected: everyone, input: async (s) => ({ token: await s.confirmationToken() }) },
  'accounts.requestPasswordReset': { expected: everyone, input: () => ({ email: 'nobody@example.org' }) },
  'accounts.resetPassword': {
    expected: everyone,
    input: async (s) => ({ token: await s.resetToken(), password: 'another graphite pencil' }),
  },
  'accounts.syncTicket': { expected: signedIn },
  'accounts.sessions.list': { expected: signedIn },
  'accounts.sessions.revoke': { expected: signedIn, input: async (s) => ({ id: await s.otherSession() }) },
  'accounts.sessions.revoke (somebody else’s)': {
    expected: 'not_found not_found not_found not_found not_found not_found not_signed_in',
    input: async (s) => ({ id: await s.sessionOfAnother() }),
  },
  'accounts.sessions.revokeOthers': { expected: signedIn },
  'accounts.handover.create': { expected: signedIn, input: (s) => s.handover().start },
  'accounts.handover.exchange': { expected: everyone, input: (s) => s.handoverCode() },
  'accounts.device.start': { expected: everyone, input: () => ({ client: 'vscode' }) },
  'accounts.device.describe': {
    expected: signedIn,
    input: async (s) => ({ userCode: (await s.device()).userCode }),
  },
  'accounts.device.decide': {
    expected: signedIn,
    input: async (s) => ({ userCode: (await s.device()).userCode, approve: true }),
  },
  'accounts.device.poll': { expected: everyone, input: async (s) => ({ deviceCode: (await s.device()).deviceCode }) },
  'events.mine': { expected: signedIn, input: () => ({}) },
};

const rooms: Record<string, Row> = {
  'rooms.list': { expected: signedIn, input: () => ({ scope: 'mine' }) },
  'rooms.list (public ones)': { expected: everyone, input: () => ({ scope: 'public' }) },
  'rooms.create': { expected: signedIn, input: () => ({ name: 'Mine' }) },
  'rooms.createCollabSession': { expected: signedIn, input: () => ({}) },
  'rooms.get': { expected: reads, input: room },
  'rooms.byCode': { expected: alike('✓ ✓ ✓ ✓ ✓ removed not_signed_in'), input: ({ code }) => ({ code }) },
  'rooms.join': { expected: alike('✓ ✓ ✓ ✓ ✓ removed not_signed_in'), input: ({ code }) => ({ code }), spoils: true },
  'rooms.join (by its address)': {
    expected: {
      private: '✓ ✓ ✓ ✓ not_found removed not_signed_in',
      unlisted: '✓ ✓ ✓ ✓ ✓ removed not_signed_in',
      public: '✓ ✓ ✓ ✓ ✓ removed not_signed_in',
    },
    input: room,
    spoils: true,
  },
  'rooms.leave': {
    expected: {
      private: 'last_owner ✓ ✓ ✓ not_found removed not_signed_in',
      unlisted: 'last_owner ✓ ✓ ✓ not_allowed removed not_signed_in',
      public: 'last_owner ✓ ✓ ✓ not_allowed removed not_signed_in',
    },
    input: room,
    spoils: true,
  },
  'rooms.update': { expected: forOwners, input: ({ roomId }) => ({ roomId, name: 'New' }) },
  'rooms.rotateCode': { expected: forOwners, input: room, spoils: true },
  'rooms.transferOwnership': {
    expected: forOwners,
    input: async (s) => ({ roomId: s.roomId, userId: await s.member() }),
    spoils: true,
  },
  'rooms.archive': { expected: forOwners, input: room, spoils: true },
  'rooms.unarchive': { expected: forOwners, input: room },
  'rooms.remove': { expected: forOwners, input: room, spoils: true },
  'rooms.restore': {
    expected: alike('✓ not_found not_found not_found not_found not_found not_signed_in'),
    input: room,
  },
  'rooms.members.list': { expected: reads, input: room },
  'rooms.members.setRole': {
    expected: forOwners,
    input: async (s) => ({ roomId: s.roomId, userId: await s.member(), role: 'viewer' }),
  },
  'rooms.members.remove': {
    expected: forOwners,
    input: async (s) => ({ roomId: s.roomId, userId: await s.member() }),
  },
  'rooms.requests.create': {
    expected: alike('already_member already_member already_member already_member ✓ ✓ not_signed_in'),
    input: room,
    spoils: true,
  },
  'rooms.requests.withdraw': { expected: alike(signedIn), input: room },
  'rooms.requests.list': { expected: forOwners, input: room },
  'rooms.requests.decide': {
    expected: forOwners,
    input: async (s) => ({ requestId: await s.request(), approve: true }),
  },
  'rooms.invites.create': { expected: forOwners, input: ({ roomId }) => ({ roomId, role: 'viewer' }) },
  'rooms.invites.list': { expected: forOwners, input: room },
  'rooms.invites.revoke': { expected: forOwners, input: async (s) => ({ inviteId: (await s.invite()).inviteId }) },
  'rooms.invites.describe': {
    expected: alike(everyone),
    input: async (s) => ({ token: (await s.invite()).token }),
  },
  'rooms.invites.accept': {
    expected: alike('✓ ✓ ✓ ✓ ✓ removed not_signed_in'),
    input: async (s) => ({ token: (await s.invite()).token }),
    spoils: true,
  },
  'rooms.chat.list': { expected: reads, input: room },
  'rooms.chat.send': { expected: forMembers, input: ({ roomId }) => ({ roomId, text: 'hello' }) },
  'rooms.chat.edit': {
    expected: forMembers,
    input: async (s) => ({ messageId: await s.message(), text: 'new' }),
  },
  'rooms.chat.edit (somebody else’s)': {
    expected: {
      private: 'not_allowed not_allowed not_allowed not_allowed not_found removed not_signed_in',
      unlisted: 'not_allowed not_allowed not_allowed not_allowed not_allowed removed not_signed_in',
      public: 'not_allowed not_allowed not_allowed not_allowed not_allowed removed not_signed_in',
    },
    input: async (s) => ({ messageId: await s.messageOfAnother(), text: 'new' }),
  },
  'rooms.chat.remove': { expected: forMembers, input: async (s) => ({ messageId: await s.message() }) },
  'rooms.chat.remove (somebody else’s)': {
    expected: forOwners,
    input: async (s) => ({ messageId: await s.messageOfAnother() }),
  },
  'rooms.chat.markRead': {
    expected: forMembers,
    input: async (s) => ({ roomId: s.roomId, messageId: await s.message() }),
  },
  'rooms.events': { expected: reads, input: room },
};

const documents: Record<string, Row> = {
  'documents.list': { expected: reads, input: room },
  'documents.create': { expected: forEditors, input: (s) => ({ roomId: s.roomId, path: s.path() }) },
  'documents.get': { expected: reads, input: ({ documentId }) => ({ documentId }) },
  'documents.changes': { expected: reads, input: room },
  'documents.content': { expected: reads, input: ({ documentId }) => ({ documentId }) },
  'documents.move': {
    expected: forEditors,
    input: async (s) => ({ documentId: await s.document(), path: s.path() }),
  },
  'documents.moveFolder': {
    expected: forEditors,
    input: async (s) => ({ roomId: s.roomId, from: await s.folder(), to: s.path() }),
  },
  'documents.setLanguage': {
    expected: forEditors,
    input: ({ documentId }) => ({ documentId, language: 'python' }),
  },
  'documents.remove': { expected: forEditors, input: async (s) => ({ documentId: await s.document() }) },
  'documents.removeFolder': {
    expected: forEditors,
    input: async (s) => ({ roomId: s.roomId, path: await s.folder() }),
  },
  'documents.listRemoved': { expected: forEditors, input: room },
  'documents.restore': { expected: forEditors, input: async (s) => ({ documentId: await s.removedDocument() }) },
  'documents.restoreMany': {
    expected: forEditors,
    input: async (s) => ({ roomId: s.roomId, documentIds: [await s.removedDocument()], fileIds: [] }),
  },
  'drawings.preview': { expected: reads, input: async (s) => ({ documentId: await s.drawing() }) },
  'drawings.analysis': { expected: reads, input: async (s) => ({ documentId: await s.drawing() }) },
  'drawings.cancel': { expected: forEditors, input: async (s) => ({ documentId: await s.drawing() }) },
  'documents.files.move': {
    expected: forEditors,
    input: async (s) => ({ fileId: (await s.file()).fileId, path: s.path() }),
  },
  'documents.files.remove': { expected: forEditors, input: async (s) => ({ fileId: (await s.file()).fileId }) },
  'documents.files.restore': { expected: forEditors, input: async (s) => ({ fileId: await s.removedFile() }) },
  'documents.versions.list': { expected: reads, input: ({ documentId }) => ({ documentId }) },
  'documents.versions.create': { expected: forEditors, input: ({ documentId }) => ({ documentId, name: 'Named' }) },
  'documents.versions.content': { expected: reads, input: async (s) => ({ versionId: await s.version() }) },
  'documents.versions.rename': {
    expected: forEditors,
    input: async (s) => ({ versionId: await s.version(), name: 'Other' }),
  },
  'documents.versions.remove': { expected: forEditors, input: async (s) => ({ versionId: await s.version() }) },
  'documents.versions.restore': { expected: forEditors, input: async (s) => ({ versionId: await s.version() }) },
};

export const procedureRows: Readonly<Record<string, Row>> = {
  ...accounts,
  ...rooms,
  ...documents,
  ...commentRows,
  ...moderationRows,
  ...designRows,
  ...uploadRows,
  ...discoveryRows,
  ...feedbackRows,
  ...personalRows,
};
