import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import type { DesignAnchor } from '../../../contract/design-anchor.ts';
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { mentionedIds } from '../../../contract/mentions.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { Notices, Safety, Work } from '../../../platform/community-ports.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { EventStore, RateLimiter } from '../../../platform/ports.ts';
import type { Authorised } from '../policy.ts';
import type { DesignsPort, FrozenRelease, HeldDesign, ReadDesign } from '../ports.ts';
import { type CommentRecord, type CommentsRepo, createCommentsRepo, type DesignThreadRecord, type Eyes } from '../repo.ts';
import { personOf } from '../service/deps.ts';
import { placeIn } from './places.ts';
import { tellOfComment } from './tell.ts';
import type { Opening } from './threads.ts';

/** In one comment; more are plain text. */
const mostMentions = 20;

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

  /**
   * Who is named in these words: people that there are, and none with whom there is a block. Before the transaction,
   * as everything that asks another module without handing it the transaction.
   */
  async function mentions(actor: SignedInActor, text: string): Promise<string[]> {
    const allowed: string[] = [];
    for (const userId of await repo.peopleAmong(mentionedIds(text).slice(0, mostMentions))) {
      if (userId === actor.userId || !(await safety.blocked(actor.userId, userId))) allowed.push(userId);
    }
    return allowed;
  }

  const inspect = (held: DesignWork, actor: SignedInActor, said: Pick<CommentRecord, 'id' | 'text' | 'threadId'>) =>
    safety.inspect(held, actor, {
      type: 'comment',
      id: said.id,
      words: said.text,
      snapshot: commentSnapshot(held.design.id, said),
    });

  /** The thread, for whoever looks, is not what it was. */
  function changed(held: Pick<DesignWork, 'emit' | 'design'>, threadId: string, by: string | null): void {
    held.emit(`design:${held.design.id}`, 'thread.changed', { threadId, by });
  }

  return {
    deps,
    repo,
    eyesOf,
    thread,

    async comment(actor: Actor, commentId: string) {
      const found = await repo.findComment(commentId);
      if (found === undefined || found.removedAt !== null) throw new HubError('not_found');
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

    /** The release that is looked at, or the newest. */
    async release(design: ReadDesign, seq: number | undefined): Promise<FrozenRelease> {
      const found = await designs.release(design.id, seq === undefined ? { id: design.release.id } : { seq });
      if (found === null) throw new HubError('not_found');
      return found;
    },

    async opening(
      actor: SignedInActor,
      release: FrozenRelease,
      said: { anchor?: DesignAnchor; text: string; rating?: number },
    ): Promise<Opening> {
      return {
        releaseId: release.id,
        anchor: said.anchor === undefined ? null : placeIn(release, said.anchor),
        text: said.text,
        rating: said.rating ?? null,
        mentions: await mentions(actor, said.text),
      };
    },

    /** Writes what somebody says, and tells of it unless it has to wait for a moderator. */
    async say(held: DesignWork, actor: SignedInActor, words: Words): Promise<CommentRecord> {
      const { after, ...said } = words;
      const id = newIdAfter(after, held.now.getTime());
      const standing = await inspect(held, actor, { ...said, id });
      const comment: CommentRecord = {
        ...said,
        id,
        standing,
        designId: held.design.id,
        roomId: null,
        userId: actor.userId,
        createdAt: held.now,
        editedAt: null,
        removedAt: null,
      };
      await held.repo.insertComment(comment);
      await held.repo.setMark(said.threadId, actor.userId, id);
      if (standing === 'visible') {
        await held.design.adjust({ comments: 1 });
        await tellOfComment(deps.notices, held, { comment, from: personOf(actor), mentions: comment.mentions });
        changed(held, said.threadId, actor.userId);
      }
      return comment;
    },

    /** The words go for good; a thread goes with the last comment that stands in it. */
    async takeAway(
      held: DesignWork,
      comment: Authorised<'remove', CommentRecord>,
      by: string | null,
    ): Promise<{ threadRemoved: boolean }> {
      await held.repo.removeComment(comment, held.now);
      if (counts(comment)) await held.design.adjust({ comments: -1 });
      const threadRemoved = (await held.repo.countComments(comment.threadId)).standing === 0;
      if (threadRemoved) await held.repo.removeThread(comment.threadId, held.now);
      if (counts(comment)) changed(held, comment.threadId, by);
      return { threadRemoved };
    },

    inspect,
    mentions,
    changed,
  };
}

/** What is said in a thread, looked at before. `after`: the newest id of the design, which the new one sorts after. */
export interface Words {
  readonly threadId: string;
  readonly text: string;
  readonly rating: number | null;
  readonly mentions: string[];
  readonly after: string | null;
}

export function workOn(work: Work, design: HeldDesign, clock: Clock): DesignWork {
  return { ...work, design, repo: createCommentsRepo(work.tx), now: new Date(clock.now()) };
}

export function moderates(actor: Actor): boolean {
  return actor.kind === 'user' && (actor.siteRole === 'moderator' || actor.siteRole === 'admin');
}

/** What counts for everybody. */
export function counts(comment: { standing: ContentStanding; removedAt: Date | null }): boolean {
  return comment.standing === 'visible' && comment.removedAt === null;
}

/** What moderators are shown. */
export function commentSnapshot(designId: string, { text, threadId }: Pick<CommentRecord, 'text' | 'threadId'>) {
  return { designId, threadId, text };
}

/** The same as `repo/visible-to.ts` says of rows. */
function sees({ userId, moderates: all, averse }: Eyes, comment: CommentRecord): boolean {
  if (all) return true;
  if (comment.userId !== null && averse.includes(comment.userId)) return false;
  return comment.standing === 'visible' || (userId !== null && comment.userId === userId);
}
