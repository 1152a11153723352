import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { mentionedIds, plainMessage } from '../../../contract/mentions.ts';
import type { Commenter } from '../../../contract/thread-rights.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Notice, Notices } from '../../../platform/community-ports.ts';
import type { EventStore, RateLimiter, RewriteEvents } from '../../../platform/ports.ts';
import type { UserEvent } from '../../events/schema.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { HeldRoom, RoomsPort } from '../ports.ts';
import { type CommentRecord, type CommentsRepo, createCommentsRepo, type ThreadRecord } from '../repo.ts';
import type { ThreadEventPayload, ThreadEventType } from '../schema.ts';

const excerptLength = 140;

export interface CommentsDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly rooms: RoomsPort;
  readonly notices: Notices;
}

/** A transaction of somebody who may comment in the room, or is at least in it. */
export interface RoomWork {
  readonly room: HeldRoom;
  readonly repo: CommentsRepo;
  readonly person: Commenter;
  readonly now: Date;
  emit<Type extends ThreadEventType>(type: Type, payload: ThreadEventPayload<Type>): void;
  readonly rewrite: RewriteEvents;
  /** Tells people that they are named; nobody of their own words. */
  tell(
    userIds: readonly string[],
    about: { thread: Pick<ThreadRecord, 'documentId' | 'path'>; comment: CommentRecord; from: RoomPerson },
  ): void;
  /** No notification goes on quoting this comment. */
  unquote(commentId: string): Promise<void>;
}

export interface CommentsCore {
  readonly deps: CommentsDeps;
  readonly repo: CommentsRepo;
  inRoom<Result>(
    actor: SignedInActor,
    where: { roomId: string; action: 'comment' | 'leave' },
    work: (held: RoomWork) => Promise<Result>,
  ): Promise<Result>;
  /** Before words are taken: whether this person may say them here, and so soon after the last ones. */
  admit(actor: SignedInActor, roomId: string): Promise<void>;
}

export function createCommentsCore(deps: CommentsDeps): CommentsCore {
  return {
    deps,
    repo: createCommentsRepo(deps.db),

    async inRoom(actor, { roomId, action }, work) {
      return await deps.events.transaction(async (tx, emit, rewrite) => {
        const room = await deps.rooms.hold(tx, actor.userId, roomId, action);
        const notices: Notice[] = [];
        const result = await work({
          room,
          repo: createCommentsRepo(tx),
          person: { userId: actor.userId, role: room.role },
          now: new Date(deps.clock.now()),
          emit: (type, payload) => emit(`room:${roomId}`, type, payload),
          rewrite,
          tell: (userIds, about) => {
            const told = userIds.filter((userId) => userId !== about.from.userId);
            for (const userId of told) {
              const event = mentionOf(room, about);
              emit(`user:${userId}`, event.type, event.payload);
              notices.push(noticeOf(userId, event.payload));
            }
          },
          unquote: (commentId) => deps.notices.forget({ tx }, `comment:${commentId}`),
        });
        await deps.notices.tell({ tx, emit }, notices);
        return result;
      });
    },

    async admit(actor, roomId) {
      await deps.rooms.authorise(actor.userId, roomId, 'comment');
      await deps.rateLimiter.take('messagesPerMinute', `user:${actor.userId}`);
    },
  };
}

/** What somebody says now. Pages, marks and counts go by id, so ids in a room rise in commit order. */
export async function newComment(
  { room, now }: RoomWork,
  { after, ...said }: { threadId: string; userId: string; text: string; after: string | null },
): Promise<CommentRecord> {
  return {
    ...said,
    id: newIdAfter(after, now.getTime()),
    roomId: room.roomId,
    designId: null,
    rating: null,
    standing: 'visible',
    mentions: await room.membersAmong(mentionedIds(said.text)),
    createdAt: now,
    editedAt: null,
    removedAt: null,
  };
}

/** Unknown, removed, and of a removed document: all alike. */
export async function standingThread(repo: CommentsRepo, threadId: string): Promise<ThreadRecord> {
  const thread = await repo.findThread(threadId);
  if (thread === undefined) throw new HubError('not_found');
  return thread;
}

export async function standingComment(
  repo: CommentsRepo,
  commentId: string,
): Promise<{ comment: CommentRecord; thread: ThreadRecord }> {
  const comment = await repo.findComment(commentId);
  if (comment === undefined || comment.removedAt !== null) throw new HubError('not_found');
  return { comment, thread: await standingThread(repo, comment.threadId) };
}

export function readerId(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

export function personOf({ userId, name, colour, avatarId }: SignedInActor): RoomPerson {
  return { userId, name, colour, avatarId };
}

function mentionOf(
  room: HeldRoom,
  about: { thread: Pick<ThreadRecord, 'documentId' | 'path'>; comment: CommentRecord; from: RoomPerson },
): Extract<UserEvent, { type: 'comment.mention' }> {
  const { thread, comment, from } = about;
  return {
    type: 'comment.mention',
    payload: {
      roomId: room.roomId,
      roomName: room.name,
      documentId: thread.documentId,
      path: thread.path,
      threadId: comment.threadId,
      commentId: comment.id,
      from,
      excerpt: plainMessage(comment.text, excerptLength),
    },
  };
}

function noticeOf(userId: string, said: Extract<UserEvent, { type: 'comment.mention' }>['payload']): Notice {
  const { roomId, roomName, documentId, threadId, commentId, from, excerpt } = said;
  return {
    userId,
    kind: 'mention',
    subject: `thread:${threadId}`,
    actor: from,
    about: {
      title: roomName,
      excerpt,
      source: `comment:${commentId}`,
      path: `/rooms/${roomId}?doc=${documentId}&thread=${threadId}`,
    },
  };
}
