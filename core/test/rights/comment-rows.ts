/** Threads and comments. */
import { changing, forMembers, forOwners, type Row, reads } from './rows.ts';
import { pointAt, type Scene } from './scene.ts';

const forCommenters = changing('✓ ✓ ✓ not_allowed');
const forNobodyElse = changing('not_allowed not_allowed not_allowed not_allowed');
/** What somebody else began. */
const forWriters = changing('✓ ✓ not_allowed not_allowed');

const thread = async (s: Scene) => ({ threadId: (await s.thread()).threadId });
const comment = async (s: Scene) => ({ commentId: (await s.thread()).commentId });
const threadOfAnother = async (s: Scene) => ({ threadId: (await s.threadOfAnother()).threadId });
const commentOfAnother = async (s: Scene) => ({ commentId: (await s.threadOfAnother()).commentId });

export const commentRows: Readonly<Record<string, Row>> = {
  'comments.threads.list': { expected: reads, input: ({ roomId }) => ({ roomId }) },
  'comments.threads.list (that name me)': {
    expected: { ...reads, public: reads.public.replace(/✓$/, 'not_signed_in') },
    input: ({ roomId }) => ({ roomId, mentionsMe: true }),
  },
  'comments.threads.get': { expected: reads, input: thread },
  'comments.threads.create': {
    expected: forCommenters,
    input: ({ roomId, documentId }) => ({ roomId, anchor: pointAt(documentId), text: 'why?' }),
  },
  'comments.threads.resolve': { expected: forCommenters, input: thread },
  'comments.threads.resolve (somebody else’s)': { expected: forWriters, input: threadOfAnother },
  'comments.threads.reopen': { expected: forCommenters, input: thread },
  'comments.threads.reopen (somebody else’s)': { expected: forWriters, input: threadOfAnother },
  'comments.threads.setAnchor': {
    expected: forCommenters,
    input: async (s) => ({ ...(await thread(s)), anchor: pointAt(s.documentId) }),
  },
  'comments.threads.setAnchor (somebody else’s)': {
    expected: forWriters,
    input: async (s) => ({ ...(await threadOfAnother(s)), anchor: pointAt(s.documentId) }),
  },
  'comments.threads.markRead': { expected: forMembers, input: (s) => s.thread() },
  'comments.counts': { expected: reads, input: ({ roomId }) => ({ roomId }) },
  'comments.create': { expected: forCommenters, input: async (s) => ({ ...(await thread(s)), text: 'because' }) },
  'comments.edit': { expected: forCommenters, input: async (s) => ({ ...(await comment(s)), text: 'new' }) },
  'comments.edit (somebody else’s)': {
    expected: forNobodyElse,
    input: async (s) => ({ ...(await commentOfAnother(s)), text: 'new' }),
  },
  'comments.remove': { expected: forCommenters, input: comment },
  'comments.remove (somebody else’s)': { expected: forOwners, input: commentOfAnother },
  'comments.history': { expected: reads, input: comment },
};
