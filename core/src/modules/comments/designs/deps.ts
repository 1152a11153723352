import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import type { Limits } from '../../../contract/limits.ts';
import { type Actor, moderates, type SignedInActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Notices, Safety, Work } from '../../../platform/community-ports.ts';
import type { EventStore, RateLimiter } from '../../../platform/ports.ts';
import type { DesignsPort, HeldDesign } from '../ports.ts';
import {
  type CommentRecord,
  type CommentsRepo,
  createCommentsRepo,
  type DesignThreadRecord,
  type Eyes,
} from '../repo.ts';
import { createSpeech } from './speech.ts';

export interface DesignThreadsDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly designs: DesignsPort;
  readonly safety: Safety;
  readonly notices: Notices;
}

/** A transaction under the lock of a design. */
export interface DesignWork extends Work {
  readonly design: HeldDesign;
  readonly repo: CommentsRepo;
  readonly now: Date;
}

export type DesignThreadsCore = ReturnType<typeof createDesignThreadsCore>;

export function createDesignThreadsCore(deps: DesignThreadsDeps) {
  const { designs, safety } = deps;
  const repo = createCommentsRepo(deps.db);

  async function eyesOf(actor: Actor): Promise<Eyes> {
    const userId = actor.kind === 'user' ? actor.userId : null;
    return { userId, moderates: moderates(actor), averse: [...(await safety.averse(userId))] };
  }

  /** Unknown, out of this person's sight, and on a design that is: all alike. */
  async function thread(actor: Actor, threadId: string): Promise<{ thread: DesignThreadRecord; eyes: Eyes }> {
    const eyes = await eyesOf(actor);
    const found = await repo.findDesignThread(threadId, eyes);
    if (found === undefined) throw new HubError('not_found');
    await designs.authorise(actor, found.designId, 'read');
    return { thread: found, eyes };
  }

  return {
    deps,
    repo,
    eyesOf,
    thread,

    /** `removed`: also one whose words are gone, which keeps its place in the thread. */
    async comment(actor: Actor, commentId: string, { removed = false } = {}) {
      const found = await repo.findComment(commentId);
      if (found === undefined || (found.removedAt !== null && !removed)) throw new HubError('not_found');
      const seen = await thread(actor, found.threadId);
      if (!sees(seen.eyes, found)) throw new HubError('not_found');
      return { ...seen, comment: found };
    },

    /** Before words are taken: whether this person may say them here, now, and so soon after the last ones. */
    async admit(actor: SignedInActor, designId: string): Promise<void> {
      const { authorId } = await designs.authorise(actor, designId, 'comment');
      if (authorId !== null && (await safety.blocked(actor.userId, authorId))) throw new HubError('blocked');
      await safety.admit(actor, 'comment');
      await deps.rateLimiter.take('messagesPerMinute', `user:${actor.userId}`);
    },

    async holding<Result>(
      actor: SignedInActor,
      designId: string,
      work: (held: DesignWork) => Promise<Result>,
    ): Promise<Result> {
      return await deps.events.transaction(async (tx, emit) =>
        work(workOn({ tx, emit }, await designs.hold(tx, actor, designId, 'comment'), deps.clock)),
      );
    },

    /** For what nobody's rights to the design can forbid. */
    async locking<Result>(designId: string, work: (held: DesignWork) => Promise<Result>): Promise<Result> {
      return await deps.events.transaction(async (tx, emit) => {
        const design = await designs.lock(tx, designId);
        if (design === null) throw new HubError('not_found');
        return await work(workOn({ tx, emit }, design, deps.clock));
      });
    },

    ...createSpeech(deps, repo),
  };
}

export function workOn(work: Work, design: HeldDesign, clock: Clock): DesignWork {
  return { ...work, design, repo: createCommentsRepo(work.tx), now: new Date(clock.now()) };
}

/** The same as `repo/visible-to.ts` says of rows. */
function sees({ userId, moderates: all, averse }: Eyes, comment: CommentRecord): boolean {
  if (all) return true;
  if (comment.userId !== null && averse.includes(comment.userId)) return false;
  return comment.standing === 'visible' || (userId !== null && comment.userId === userId);
}
