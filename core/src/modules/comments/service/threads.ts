import type { Anchor } from '../../../contract/anchor.ts';
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseResolve, fits } from '../policy.ts';
import type { ThreadRecord } from '../repo.ts';
import type { CreateThread, SeenThread, SetAnchor } from '../schema.ts';
import { type CommentsCore, newComment, personOf, type RoomWork, standingThread } from './deps.ts';
import { forEverybody, seenThread, toResolution } from './view.ts';

export function createThreadChanges(core: CommentsCore) {
  const { deps, repo } = core;

  /** Changes a thread of somebody who may settle it, and tells the room unless nothing changed. */
  async function change(
    actor: SignedInActor,
    threadId: string,
    work: (held: RoomWork, thread: ReturnType<typeof authoriseResolve<ThreadRecord>>) => Promise<boolean>,
  ): Promise<SeenThread> {
    const { roomId } = await standingThread(repo, threadId);
    return await core.inRoom(actor, { roomId, action: 'comment' }, async (held) => {
      const thread = authoriseResolve(held.person, await standingThread(held.repo, threadId));
      const changed = await work(held, thread);
      const seen = await seenThread(held.repo, threadId, actor.userId);
      if (changed) {
        const { documentId, resolved, anchor } = seen;
        held.emit('thread.changed', { threadId, documentId, resolved, anchor, by: actor.userId });
      }
      return seen;
    });
  }

  return {
    async create(actor: SignedInActor, input: CreateThread): Promise<SeenThread> {
      const { roomId, anchor, text } = input;
      await core.admit(actor, roomId);
      return await core.inRoom(actor, { roomId, action: 'comment' }, async (held) => {
        const document = await placeOf(held, anchor);
        const most = deps.limits.threadsPerRoom;
        if ((await held.repo.countThreads(roomId)) >= most) {
          throw new HubError('too_many', { limit: `${most} threads` });
        }
        const last = await held.repo.lastCommentId({ roomId });
        const threadId = newIdAfter(last, held.now.getTime());
        const comment = await newComment(held, { threadId, userId: actor.userId, text, after: threadId });
        const { documentId } = anchor;
        await held.repo.insertThread({
          id: threadId,
          roomId,
          documentId,
          anchor,
          createdBy: actor.userId,
          createdAt: held.now,
        });
        await held.repo.insertComment(comment);
        await held.room.touch(held.now);
        const seen = await seenThread(held.repo, threadId, actor.userId);
        held.emit('thread.created', { thread: forEverybody(seen), by: actor.userId });
        held.tell(comment.mentions, {
          thread: { documentId, path: document.path },
          comment,
          from: personOf(actor),
        });
        return seen;
      });
    },

    /** Of two at once the first one counts; the second changes nothing and hears the same. */
    resolve: (actor: SignedInActor, threadId: string) =>
      change(actor, threadId, async (held, thread) => {
        if (toResolution(thread) !== null) return false;
        await held.repo.setResolved(thread, { at: held.now, by: actor.userId });
        return true;
      }),

    reopen: (actor: SignedInActor, threadId: string) =>
      change(actor, threadId, async (held, thread) => {
        if (toResolution(thread) === null) return false;
        await held.repo.setResolved(thread, null);
        return true;
      }),

    /** Another place, also in another document of the room: for what its old place has lost. */
    setAnchor: (actor: SignedInActor, { threadId, anchor }: SetAnchor) =>
      change(actor, threadId, async (held, thread) => {
        await placeOf(held, anchor);
        await held.repo.setAnchor(thread, anchor);
        return true;
      }),
  };
}

/** The document that an anchor is in: one of this room that stands, and of a kind that has such places. */
async function placeOf(held: RoomWork, anchor: Anchor) {
  const document = await held.repo.findDocument(anchor.documentId);
  if (document?.roomId !== held.room.roomId) throw new HubError('not_found');
  if (!fits(anchor.surface, document.kind)) {
    throw new HubError('invalid_input', { 'anchor.surface': `A ${document.kind} has no such place.` });
  }
  return document;
}
