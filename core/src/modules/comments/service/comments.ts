import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import { mentionedIds } from '../../../contract/mentions.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { authoriseEdit, authoriseRemove } from '../policy.ts';
import type { CommentRecord } from '../repo.ts';
import type { Comment, CommentHistory } from '../schema.ts';
import { type CommentsCore, newComment, personOf, readerId, standingComment, standingThread } from './deps.ts';
import { forget } from './forget.ts';
import { toComment } from './view.ts';

const shownRevisions = 100;

export function createCommentUseCases(core: CommentsCore) {
  const { deps, repo } = core;

  return {
    /** A reply; a settled thread stays settled. */
    async create(actor: SignedInActor, input: { threadId: string; text: string }): Promise<Comment> {
      const { threadId, text } = input;
      const { roomId } = await standingThread(repo, threadId);
      await core.admit(actor, roomId);
      return await core.inRoom(actor, { roomId, action: 'comment' }, async (held) => {
        const thread = await standingThread(held.repo, threadId);
        const most = deps.limits.commentsPerThread;
        if ((await held.repo.countComments(threadId)).total >= most) {
          throw new HubError('too_many', { limit: `${most} comments` });
        }
        const after = await held.repo.lastCommentId({ roomId });
        const comment = await newComment(held, { threadId, userId: actor.userId, text, after });
        await held.repo.insertComment(comment);
        await held.room.touch(held.now);
        const from = personOf(actor);
        const out = toComment(comment, from);
        const { documentId } = thread;
        held.emit('comment.added', { threadId, documentId, comment: out, by: actor.userId });
        held.tell(comment.mentions, { thread, comment, from });
        return out;
      });
    },

    async edit(actor: SignedInActor, input: { commentId: string; text: string }): Promise<Comment> {
      const { roomId } = (await standingComment(repo, input.commentId)).thread;
      await core.admit(actor, roomId);
      return await core.inRoom(actor, { roomId, action: 'comment' }, async (held) => {
        const { comment, thread } = await standingComment(held.repo, input.commentId);
        const before = authoriseEdit(held.person, comment);
        const from = personOf(actor);
        if (before.text === input.text) return toComment(before, from);
        const mentions = await held.room.membersAmong(mentionedIds(input.text));
        const last = await held.repo.lastRevisionId(before.id);
        const revisionId = newIdAfter(last, held.now.getTime());
        await held.repo.editComment(before, { text: input.text, mentions, at: held.now, revisionId });
        const after: CommentRecord = { ...before, text: input.text, mentions, editedAt: held.now };
        const out = toComment(after, from);
        const { documentId } = thread;
        held.emit('comment.edited', { threadId: thread.id, documentId, comment: out, by: actor.userId });
        held.tell(
          mentions.filter((userId) => !before.mentions.includes(userId)),
          { thread, comment: after, from },
        );
        return out;
      });
    },

    /** One's own; owners may remove anybody's. A thread goes with the last comment that stands in it. */
    async remove(actor: SignedInActor, commentId: string): Promise<{ threadRemoved: boolean }> {
      const { roomId } = (await standingComment(repo, commentId)).thread;
      return await core.inRoom(actor, { roomId, action: 'comment' }, async (held) => {
        const { comment, thread } = await standingComment(held.repo, commentId);
        await held.repo.removeComment(authoriseRemove(held.person, comment), held.now);
        await forget(held, comment);
        await held.unquote(comment.id);
        const { standing } = await held.repo.countComments(thread.id);
        const place = { threadId: thread.id, documentId: thread.documentId, by: actor.userId };
        if (standing > 0) {
          held.emit('comment.removed', { ...place, commentId });
          return { threadRemoved: false };
        }
        await held.repo.removeThread(thread.id, held.now);
        held.emit('thread.removed', place);
        return { threadRemoved: true };
      });
    },

    async history(actor: Actor, commentId: string): Promise<CommentHistory> {
      const { thread } = await standingComment(repo, commentId);
      await deps.rooms.authorise(readerId(actor), thread.roomId, 'read');
      const revisions = await repo.listRevisions(commentId, shownRevisions);
      return { items: revisions.map(({ text, writtenAt }) => ({ text, writtenAt: writtenAt.toISOString() })) };
    },
  };
}
