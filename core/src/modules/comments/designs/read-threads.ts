import { HubError } from '../../../contract/errors.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import {
  type DesignThread,
  type DesignThreadPage,
  type FlatComment,
  type ListDesignThreads,
  newestInLists,
} from '../schema.ts';
import type { DesignThreadsCore } from './deps.ts';
import { seenDesignThread, seenDesignThreads } from './view.ts';

const mostMentionable = 200;
/** Threads whose comments a design carries at REST. */
const mostFlat = 100;

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

    /** Everything that was said in the newest threads, oldest first. */
    async flat(actor: Actor, designId: string): Promise<FlatComment[]> {
      const design = await deps.designs.authorise(actor, designId, 'read');
      const eyes = await core.eyesOf(actor);
      const filter = { designId, state: 'all', surface: undefined, path: undefined, seq: undefined } as const;
      const rows = await repo.listDesignThreads({ ...filter, before: undefined, limit: mostFlat }, eyes);
      const threads = await seenDesignThreads(repo, rows, { eyes, design });
      return threads.flatMap(toFlat).sort((one, other) => (one.id < other.id ? -1 : 1));
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

function toFlat({ id: threadId, anchor, resolved, comments }: DesignThread): FlatComment[] {
  const first = comments[0]?.id;
  return comments.map(({ id, author, text: content, rating, createdAt, editedAt }) => ({
    id,
    threadId,
    parentId: id === first ? null : (first ?? null),
    author,
    content,
    rating,
    anchor: id === first ? anchor : null,
    resolved: resolved !== null,
    createdAt,
    editedAt,
  }));
}
