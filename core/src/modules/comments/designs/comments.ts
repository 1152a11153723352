import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { CommentRecord } from '../repo.ts';
import type { CommentHistory, DesignComment, PostDesignComment } from '../schema.ts';
import { personOf } from '../service/deps.ts';
import type { DesignThreadsCore } from './deps.ts';
import { authoriseOwn } from './policy.ts';
import { counts } from './speech.ts';
import { tellOfComment } from './tell.ts';
import { toDesignComment } from './view.ts';

const shownRevisions = 100;

export function createDesignCommentUseCases(core: DesignThreadsCore) {
  const { deps, repo } = core;

  async function reply(
    actor: SignedInActor,
    input: { threadId: string; text: string; rating?: number },
  ): Promise<CommentRecord> {
    const { thread, eyes } = await core.thread(actor, input.threadId);
    const { designId } = thread;
    await core.admit(actor, designId);
    const mentions = await core.mentions(actor, input.text);
    return await core.holding(actor, designId, async (held) => {
      if ((await held.repo.findDesignThread(thread.id, eyes)) === undefined) throw new HubError('not_found');
      const most = deps.limits.commentsPerThread;
      if ((await held.repo.countComments(thread.id)).total >= most) {
        throw new HubError('too_many', { limit: `${most} comments` });
      }
      const after = await held.repo.lastCommentId({ designId });
      const { text, rating = null } = input;
      return await core.say(held, actor, { threadId: thread.id, text, rating, mentions, after });
    });
  }

  return {
    /** A settled thread stays settled. */
    reply: async (actor: SignedInActor, input: { threadId: string; text: string }): Promise<DesignComment> =>
      toDesignComment(await reply(actor, input), personOf(actor)),

    /** A reply in the thread of `parentId`, which is on this design and may be removed. */
    async replyTo(
      actor: SignedInActor,
      { designId, parentId, content, rating }: PostDesignComment & { parentId: string },
    ): Promise<{ id: string }> {
      const { thread } = await core.comment(actor, parentId, { removed: true });
      if (thread.designId !== designId) throw new HubError('not_found');
      const { id } = await reply(actor, { threadId: thread.id, text: content, rating });
      return { id };
    },

    /** What a moderator holds back stays so, whatever it says now. */
    async edit(actor: SignedInActor, input: { commentId: string; text: string }): Promise<DesignComment> {
      const { comment: known, thread } = await core.comment(actor, input.commentId);
      authoriseOwn<'edit', CommentRecord>(actor.userId, known);
      await core.admit(actor, thread.designId);
      const mentions = await core.mentions(actor, input.text);
      return await core.holding(actor, thread.designId, async (held) => {
        const found = await held.repo.findComment(known.id);
        if (found === undefined || found.removedAt !== null) throw new HubError('not_found');
        const before = authoriseOwn<'edit', CommentRecord>(actor.userId, found);
        const from = personOf(actor);
        if (before.text === input.text) return toDesignComment(before, from);
        const revisionId = newIdAfter(await held.repo.lastRevisionId(before.id), held.now.getTime());
        await held.repo.editComment(before, { text: input.text, mentions, at: held.now, revisionId });
        const looked = await core.inspect(held, actor, { ...before, text: input.text });
        const standing = before.standing === 'visible' ? looked : before.standing;
        await held.repo.setCommentStanding(before.id, standing);
        const after: CommentRecord = { ...before, text: input.text, mentions, editedAt: held.now, standing };
        if (counts(before) !== counts(after)) await held.design.adjust({ comments: -1 });
        if (counts(after)) {
          const named = mentions.filter((userId) => !before.mentions.includes(userId));
          await tellOfComment(deps.notices, held, { comment: after, from, mentions: named, onlyNamed: true });
        }
        if (counts(before)) core.changed(held, thread.id, actor.userId);
        return toDesignComment(after, from);
      });
    },

    /** One's own, also where one may not write any more. A thread goes with the last comment that stands in it. */
    async remove(actor: SignedInActor, commentId: string): Promise<{ threadRemoved: boolean }> {
      // A block, or a design that is private now, hides even the thread from its writer: only whose words they are counts.
      const known = await repo.findComment(commentId);
      if (known?.designId == null || known.removedAt !== null) throw new HubError('not_found');
      if (known.userId !== actor.userId) {
        await core.comment(actor, commentId);
        throw new HubError('not_yours');
      }
      return await core.locking(known.designId, async (held) => {
        const found = await held.repo.findComment(commentId);
        if (found === undefined || found.removedAt !== null) throw new HubError('not_found');
        return await core.takeAway(held, authoriseOwn<'remove', CommentRecord>(actor.userId, found), actor.userId);
      });
    },

    async history(actor: Actor, commentId: string): Promise<CommentHistory> {
      await core.comment(actor, commentId);
      const revisions = await repo.listRevisions(commentId, shownRevisions);
      return { items: revisions.map(({ text, writtenAt }) => ({ text, writtenAt: writtenAt.toISOString() })) };
    },
  };
}
