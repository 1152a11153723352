import { HubError } from '../../../contract/errors.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { type DesignThread, type DesignThreadPage, type ListDesignThreads, newestInLists } from '../schema.ts';
import type { DesignThreadsCore } from './deps.ts';
import { seenDesignThread, seenDesignThreads } from './view.ts';

const mostMentionable = 200;

export function createDesignThreadReads(core: DesignThreadsCore) {
  const { deps, repo } = core;

  return {
    async list(actor: Actor, input: ListDesignThreads): Promise<DesignThreadPage> {
      const design = await deps.designs.authorise(actor, input.designId, 'read');
      const eyes = await core.eyesOf(actor);
      const { cursor, limit, ...filter } = input;
      const rows = await repo.listDesignThreads(
        { ...filter, surface: input.surface, path: input.path, seq: input.seq, before: cursor, limit: limit + 1 },
        eyes,
      );
      const page = rows.slice(0, limit);
      return {
        items: await seenDesignThreads(repo, page, { eyes, design, newest: newestInLists }),
        nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
        ...(await repo.countDesignThreads(input.designId, eyes)),
      };
    },

    async get(actor: Actor, threadId: string): Promise<DesignThread> {
      const { thread, eyes } = await core.thread(actor, threadId);
      const design = await deps.designs.authorise(actor, thread.designId, 'read');
      return await seenDesignThread(repo, threadId, { eyes, design });
    },

    async markRead(actor: SignedInActor, input: { threadId: string; commentId: string }): Promise<DesignThread> {
      const { thread, eyes } = await core.thread(actor, input.threadId);
      const comment = await repo.findComment(input.commentId);
      if (comment === undefined || comment.threadId !== thread.id) throw new HubError('not_found');
      await repo.setMark(thread.id, actor.userId, comment.id);
      const design = await deps.designs.authorise(actor, thread.designId, 'read');
      return await seenDesignThread(repo, thread.id, { eyes, design });
    },

    async mentionable(actor: SignedInActor, designId: string) {
      await deps.designs.authorise(actor, designId, 'comment');
      const { averse } = await core.eyesOf(actor);
      const people = await repo.mentionable(designId, actor.userId, mostMentionable);
      return { items: people.filter(({ userId }) => userId !== actor.userId && !averse.includes(userId)) };
    },
  };
}
