/** Words on their way into a thread on a design, and out of it again. */
import type { ContentStanding } from '@draftroom/drizzle/enums';
import type { DesignAnchor } from '../../../contract/design-anchor.ts';
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import { mentionedIds } from '../../../contract/mentions.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Authorised } from '../policy.ts';
import type { FrozenRelease, ReadDesign } from '../ports.ts';
import type { CommentRecord, CommentsRepo } from '../repo.ts';
import { personOf } from '../service/deps.ts';
import type { DesignThreadsDeps, DesignWork } from './deps.ts';
import { placeIn } from './places.ts';
import { tellOfComment } from './tell.ts';

/** In one comment; more are plain text. */
const mostMentions = 20;

/** What is said in a thread, looked at before. `after`: the newest id of the design, which the new one sorts after. */
export interface Words {
  readonly threadId: string;
  readonly text: string;
  readonly rating: number | null;
  readonly mentions: string[];
  readonly after: string | null;
}

/** What a thread begins with, once it was looked at. */
export interface Opening {
  readonly releaseId: string;
  readonly anchor: DesignAnchor | null;
  readonly text: string;
  readonly rating: number | null;
  readonly mentions: string[];
}

export function createSpeech({ designs, safety, notices }: DesignThreadsDeps, repo: CommentsRepo) {
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
        await tellOfComment(notices, held, { comment, from: personOf(actor), mentions: comment.mentions });
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
      await notices.forget(held, `comment:${comment.id}`);
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

/** What counts for everybody. */
export function counts(comment: { standing: ContentStanding; removedAt: Date | null }): boolean {
  return comment.standing === 'visible' && comment.removedAt === null;
}

/** What moderators are shown. */
export function commentSnapshot(designId: string, { text, threadId }: Pick<CommentRecord, 'text' | 'threadId'>) {
  return { designId, threadId, text };
}
