import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { CommentRecord, DesignThreadRecord } from '../repo.ts';
import type { CreateDesignThread, DesignThread } from '../schema.ts';
import { personOf } from '../service/deps.ts';
import type { DesignThreadsCore, DesignWork } from './deps.ts';
import { authoriseSettle } from './policy.ts';
import type { Opening } from './speech.ts';
import { threadPath } from './tell.ts';
import { seenDesignThread } from './view.ts';

export function createDesignThreadUseCases(core: DesignThreadsCore) {
  const { deps } = core;

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
  };
}
