/** Comments on designs as moderation handles them. */
import type { ContentStanding } from '@draftroom/drizzle/enums';
import type { Content } from '../../../platform/community-ports.ts';
import { createCommentsRepo } from '../repo.ts';
import { type DesignThreadsCore, workOn } from './deps.ts';
import { authoriseByModerator } from './policy.ts';
import { commentSnapshot, counts } from './speech.ts';
import { tellOfComment, threadPath } from './tell.ts';

const titleLength = 80;

export function createCommentContent({ deps, changed, takeAway }: DesignThreadsCore): Content {
  return {
    async look(tx, id, viewerId) {
      const repo = createCommentsRepo(tx);
      const comment = await repo.findComment(id);
      if (comment?.designId == null || comment.removedAt !== null) return null;
      if (viewerId !== null && comment.userId !== viewerId && !counts(comment)) return null;
      if (viewerId !== null && !(await deps.designs.readable(tx, viewerId, comment.designId))) return null;
      const { text, threadId, designId, standing, userId } = comment;
      return {
        ownerId: userId,
        title: text.slice(0, titleLength),
        path: threadPath(designId, threadId),
        snapshot: commentSnapshot(designId, { text, threadId }),
        standing,
      };
    },

    async hold(tx, id) {
      const comment = await createCommentsRepo(tx).findComment(id);
      if (comment?.designId != null) await deps.designs.lock(tx, comment.designId);
    },

    async setStanding(work, id, standing: ContentStanding) {
      const comment = await createCommentsRepo(work.tx).findComment(id);
      if (comment?.designId == null || comment.removedAt !== null || comment.standing === standing) return;
      const design = await deps.designs.lock(work.tx, comment.designId);
      if (design === null) return;
      const held = workOn(work, design, deps.clock);
      await held.repo.setCommentStanding(id, standing);
      const after = { ...comment, standing };
      if (counts(comment) !== counts(after)) await design.adjust({ comments: counts(after) ? 1 : -1 });
      changed(held, comment.threadId, null);
      if (comment.standing !== 'held' || !counts(after)) return;
      // Nobody has heard of it yet.
      const [said] = (await held.repo.authoredComments([id])).flatMap(({ author }) => author ?? []);
      if (said !== undefined) {
        await tellOfComment(deps.notices, held, { comment: after, from: said, mentions: comment.mentions });
      }
    },

    async remove(work, id) {
      const comment = await createCommentsRepo(work.tx).findComment(id);
      if (comment?.designId == null || comment.removedAt !== null) return;
      const design = await deps.designs.lock(work.tx, comment.designId);
      if (design !== null) await takeAway(workOn(work, design, deps.clock), authoriseByModerator(comment), null);
    },
  };
}
