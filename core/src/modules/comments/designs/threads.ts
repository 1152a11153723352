import type { DesignAnchor } from '../../../contract/design-anchor.ts';
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { FrozenRelease, ReadDesign } from '../ports.ts';
import type { CommentRecord, DesignThreadRecord } from '../repo.ts';
import {
  type CreateDesignThread,
  type DesignThread,
  type DesignThreadPage,
  type ListDesignThreads,
  newestInLists,
} from '../schema.ts';
import { personOf } from '../service/deps.ts';
import { counts, type DesignThreadsCore, type DesignWork } from './deps.ts';
import { placeIn } from './places.ts';
import { authoriseSettle } from './policy.ts';
import { tellOfComment, threadPath } from './tell.ts';
import { seenDesignThread, seenDesignThreads } from './view.ts';

/** What a thread begins with, once it was looked at. */
export interface Opening {
  readonly releaseId: string;
  readonly anchor: DesignAnchor | null;
  readonly text: string;
  readonly rating: number | null;
  readonly mentions: string[];
}

const mostMentionable = 200;

export function createDesignThreadUseCases(core: DesignThreadsCore) {
  const { deps, repo } = core;

  async function begin(held: DesignWork, actor: SignedInActor, opening: Opening): Promise<CommentRecord> {
    const { design, now } = held;
    const threadId = newIdAfter(await held.repo.lastCommentId({ designId: design.id }), now.getTime());
    const { releaseId, anchor, ...said } = opening;
    await held.repo.insertDesignThread({
      id: threadId,
      designId: design.id,
      releaseId,
      anchor,
      createdBy: actor.userId,
      createdAt: now,
    });
    return await core.say(held, actor, { ...said, threadId, after: threadId });
  }

  async function change(
    actor: SignedInActor,
    threadId: string,
    work: (held: DesignWork, thread: ReturnType<typeof authoriseSettle<DesignThreadRecord>>) => Promise<boolean>,
  ): Promise<DesignThread> {
    const { thread: known, eyes } = await core.thread(actor, threadId);
    return await core.holding(actor, known.designId, async (held) => {
      const thread = await held.repo.findDesignThread(threadId, eyes);
      if (thread === undefined) throw new HubError('not_found');
      if (await work(held, authoriseSettle(eyes, thread, held.design.authorId))) {
        core.changed(held, threadId, actor.userId);
      }
      return await seenDesignThread(held.repo, threadId, { eyes, design: held.design });
    });
  }

  return {
    begin,

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

    async create(actor: SignedInActor, input: CreateDesignThread): Promise<DesignThread> {
      await core.admit(actor, input.designId);
      const design = await deps.designs.authorise(actor, input.designId, 'read');
      const opening = await core.opening(actor, await core.release(design, input.seq), input);
      const eyes = await core.eyesOf(actor);
      return await core.holding(actor, input.designId, async (held) => {
        const most = deps.limits.threadsPerDesign;
        const { open, resolved } = await held.repo.countDesignThreads(input.designId, { ...eyes, moderates: true });
        if (open + resolved >= most) throw new HubError('too_many', { limit: `${most} threads` });
        const { threadId } = await begin(held, actor, opening);
        return await seenDesignThread(held.repo, threadId, { eyes, design: held.design });
      });
    },

    /** Of two at once the first one counts; the second changes nothing and hears the same. */
    resolve: (actor: SignedInActor, threadId: string) =>
      change(actor, threadId, async (held, thread) => {
        if (thread.resolvedAt !== null) return false;
        const { seq } = held.design.release;
        await held.repo.setDesignResolved(thread, {
          at: held.now,
          by: actor.userId,
          seq: seq > thread.seq ? seq : null,
        });
        if (thread.userId !== null && thread.userId !== actor.userId) {
          await deps.notices.tell(held, [
            {
              userId: thread.userId,
              kind: 'resolved',
              subject: `thread:${threadId}`,
              actor: personOf(actor),
              about: { title: held.design.title, path: threadPath(held.design.id, threadId) },
            },
          ]);
        }
        return true;
      }),

    reopen: (actor: SignedInActor, threadId: string) =>
      change(actor, threadId, async (held, thread) => {
        if (thread.resolvedAt === null) return false;
        await held.repo.setDesignResolved(thread, null);
        return true;
      }),

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
