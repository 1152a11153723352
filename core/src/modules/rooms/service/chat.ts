/** What people say to each other in a room. */
import { HubError } from '../../../contract/errors.ts';
import { newIdAfter } from '../../../contract/ids.ts';
import { mentionedIds, plainMessage } from '../../../contract/mentions.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Notices } from '../../../platform/community-ports.ts';
import type { UserEvent } from '../../events/schema.ts';
import { authorise, roomRole } from '../policy.ts';
import type { MessageRecord } from '../repo/chat-repo.ts';
import type { RoomRecord } from '../repo/room-repo.ts';
import { type ChatMessage, type MessageList, type RoomPerson, unreadCap } from '../schema.ts';
import { type Caller, emitToRoom, emitToUser, type Reader, type RoomsCore, type RoomWork, readerId } from './deps.ts';
import { toMessage } from './view.ts';

const excerptLength = 140;

/** A message and whom it names. */
interface Named {
  readonly room: RoomRecord;
  readonly message: MessageRecord;
  readonly from: RoomPerson;
  readonly userIds: readonly string[];
}

export function createChatUseCases(core: RoomsCore) {
  const { deps, repo } = core;

  return {
    async list(
      reader: Reader,
      input: { roomId: string; before?: string | undefined; limit: number },
    ): Promise<MessageList> {
      const question = await core.ask(readerId(reader), input.roomId);
      const { room } = authorise(question, 'read');
      const rows = await repo.chat.list(room.id, { before: input.before, limit: input.limit + 1 });
      const page = rows.slice(0, input.limit);
      const oldest = page.at(-1);
      return {
        items: page.map(({ message, author }) => toMessage(message, author)).reverse(),
        nextCursor: rows.length > input.limit && oldest ? oldest.message.id : null,
        readMessageId: roomRole(question.membership) === null ? null : (question.membership?.readMessageId ?? null),
      };
    },

    async send(caller: Caller, input: { roomId: string; text: string }): Promise<ChatMessage> {
      const { actor } = caller;
      await core.require(actor.userId, input.roomId, 'chat');
      await deps.rateLimiter.take('messagesPerMinute', `user:${actor.userId}`);
      return await core.authorised(
        { userId: actor.userId, action: 'chat', roomId: input.roomId },
        async (held, { room }) => {
          const message: MessageRecord = {
            // Pages, the unread mark and its counts go by id, so ids in a room rise in commit order.
            id: newIdAfter(await held.repo.chat.lastId(room.id), held.now.getTime()),
            roomId: room.id,
            userId: actor.userId,
            text: input.text,
            mentions: await held.repo.members.activeAmong(room.id, mentionedIds(input.text)),
            createdAt: held.now,
            editedAt: null,
            removedAt: null,
          };
          await held.repo.chat.insert(message);
          await held.repo.rooms.touch(room.id, held.now);
          const out = toMessage(message, personOf(actor));
          emitToRoom(held.emit, room.id, { type: 'message.sent', payload: { message: out } });
          await notify(held, deps.notices, { room, message, from: personOf(actor), userIds: message.mentions });
          return out;
        },
      );
    },

    async edit(caller: Caller, input: { messageId: string; text: string }): Promise<ChatMessage> {
      const { actor } = caller;
      const roomId = await roomOf(input.messageId);
      await core.require(actor.userId, roomId, 'chat');
      await deps.rateLimiter.take('messagesPerMinute', `user:${actor.userId}`);
      return await core.authorised({ userId: actor.userId, action: 'chat', roomId }, async (held, { room }) => {
        const before = await standing(held, input.messageId);
        if (before.userId !== actor.userId) throw new HubError('not_allowed');
        const mentions = await held.repo.members.activeAmong(room.id, mentionedIds(input.text));
        const changes = { text: input.text, mentions, editedAt: held.now };
        await held.repo.chat.change(before.id, changes);
        const message = { ...before, ...changes };
        const out = toMessage(message, personOf(actor));
        emitToRoom(held.emit, room.id, { type: 'message.edited', payload: { message: out } });
        const userIds = mentions.filter((userId) => !before.mentions.includes(userId));
        await notify(held, deps.notices, { room, message, from: personOf(actor), userIds });
        return out;
      });
    },

    /** One's own; owners may remove anybody's. The words are gone for good, that something was said stays. */
    async remove(caller: Caller, messageId: string): Promise<void> {
      const { userId } = caller.actor;
      const roomId = await roomOf(messageId);
      await core.authorised({ userId, action: 'chat', roomId }, async (held, { room, role }) => {
        const message = await standing(held, messageId);
        if (message.userId !== userId && role !== 'owner') throw new HubError('not_allowed');
        await held.repo.chat.change(message.id, { text: '', mentions: [], removedAt: held.now });
        await forget(held, message);
        await deps.notices.forget(held, `message:${message.id}`);
        emitToRoom(held.emit, room.id, { type: 'message.removed', payload: { messageId: message.id, by: userId } });
      });
    },

    /** Moves the mark forward only: an old window cannot make read messages unread. */
    async markRead(caller: Caller, input: { roomId: string; messageId: string }) {
      const { userId } = caller.actor;
      await core.authorised({ userId, action: 'leave', roomId: input.roomId }, async (held, { room }) => {
        const message = await held.repo.chat.find(input.messageId);
        if (message?.roomId !== room.id) throw new HubError('not_found');
        if ((held.membership?.readMessageId ?? '') >= message.id) return;
        await held.repo.members.setRead(room.id, userId, message.id);
      });
      const unread = await repo.chat.unread([input.roomId], userId, unreadCap);
      return unread.get(input.roomId) ?? { unread: 0, mentions: 0 };
    },
  };

  async function roomOf(messageId: string): Promise<string> {
    const message = await repo.chat.find(messageId);
    if (message === undefined) throw new HubError('not_found');
    return message.roomId;
  }
}

/** Read under the room's lock; removed messages are as gone as unknown ones. */
async function standing(held: RoomWork, messageId: string): Promise<MessageRecord> {
  const message = await held.repo.chat.find(messageId);
  if (message === undefined || message.removedAt !== null) throw new HubError('not_found');
  return message;
}

/**
 * Takes the words out of what is told to those who resume, too. Under the room's lock nothing more is said about this
 * message meanwhile.
 */
export async function forget(held: Pick<RoomWork, 'rewrite'>, { id, roomId }: MessageRecord): Promise<void> {
  const told = await held.rewrite<{ message: ChatMessage }>(
    { stream: `room:${roomId}`, types: ['message.sent', 'message.edited'], about: { message: { id } } },
    ({ message }) => ({ message: { ...message, text: '', mentions: [], removed: true } }),
  );
  // Also whom an earlier wording named, as long as that is kept.
  const named = new Set(told.flatMap(({ message }) => message.mentions));
  for (const userId of named) {
    await held.rewrite<Extract<UserEvent, { type: 'mention' }>['payload']>(
      { stream: `user:${userId}`, types: ['mention'], about: { messageId: id } },
      (mention) => ({ ...mention, excerpt: '' }),
    );
  }
}

async function notify(held: RoomWork, notices: Notices, named: Named): Promise<void> {
  const { room, message, from } = named;
  const excerpt = plainMessage(message.text, excerptLength);
  const userIds = named.userIds.filter((userId) => userId !== from.userId);
  for (const userId of userIds) {
    const payload = { roomId: room.id, roomName: room.name, messageId: message.id, from, excerpt };
    emitToUser(held.emit, userId, { type: 'mention', payload });
  }
  const about = { title: room.name, excerpt, source: `message:${message.id}`, path: `/rooms/${room.id}?panel=chat` };
  const notice = { kind: 'mention', subject: `room:${room.id}`, actor: from, about } as const;
  await notices.tell(
    held,
    userIds.map((userId) => ({ userId, ...notice })),
  );
}

function personOf({ userId, name, colour, avatarId }: SignedInActor): RoomPerson {
  return { userId, name, colour, avatarId };
}
