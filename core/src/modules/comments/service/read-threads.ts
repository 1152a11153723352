import { HubError } from '../../../contract/errors.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import {
  type ListThreads,
  newestInLists,
  type SeenThread,
  type ThreadCounts,
  type ThreadPage,
  unreadCap,
} from '../schema.ts';
import { type CommentsCore, readerId, standingThread } from './deps.ts';
import { seenThread, seenThreads } from './view.ts';

export function createThreadReads(core: CommentsCore) {
  const { deps, repo } = core;

  return {
    async list(actor: Actor, input: ListThreads): Promise<ThreadPage> {
      const userId = readerId(actor);
      await deps.rooms.authorise(userId, input.roomId, 'read');
      if (input.mentionsMe === true && userId === null) throw new HubError('not_signed_in');
      const rows = await repo.listThreads({
        roomId: input.roomId,
        documentId: input.documentId,
        state: input.state,
        naming: input.mentionsMe === true ? (userId ?? undefined) : undefined,
        before: input.cursor,
        limit: input.limit + 1,
      });
      const page = rows.slice(0, input.limit);
      return {
        items: await seenThreads(repo, page, { userId, newest: newestInLists }),
        nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
      };
    },

    async get(actor: Actor, threadId: string): Promise<SeenThread> {
      const userId = readerId(actor);
      const { roomId } = await standingThread(repo, threadId);
      await deps.rooms.authorise(userId, roomId, 'read');
      return await seenThread(repo, threadId, userId);
    },

    async markRead(actor: SignedInActor, input: { threadId: string; commentId: string }): Promise<ThreadCounts> {
      const { roomId } = await standingThread(repo, input.threadId);
      return await core.inRoom(actor, { roomId, action: 'leave' }, async (held) => {
        const comment = await held.repo.findComment(input.commentId);
        if (comment === undefined || comment.threadId !== input.threadId) throw new HubError('not_found');
        await held.repo.setMark(input.threadId, actor.userId, comment.id);
        return await held.repo.counts(roomId, actor.userId, unreadCap);
      });
    },

    async counts(actor: Actor, roomId: string): Promise<ThreadCounts> {
      const userId = readerId(actor);
      await deps.rooms.authorise(userId, roomId, 'read');
      return await repo.counts(roomId, userId, unreadCap);
    },
  };
}
