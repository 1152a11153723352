/** The loaded pages of a chat, newest page first, each page oldest first; changed by events. Pure. */
import type { ChatMessage, MessageList } from '@draftroom/core/schema/rooms';
import type { InfiniteData } from '@tanstack/react-query';

export type ChatData = InfiniteData<MessageList, unknown>;

export function messagesIn(data: ChatData | undefined): ChatMessage[] {
  return (data?.pages ?? []).toReversed().flatMap((page) => page.items);
}

export function addMessage(data: ChatData, message: ChatMessage): ChatData {
  if (data.pages.some((page) => page.items.some((known) => known.id === message.id)))
    return changeMessage(data, message);
  const [newest, ...older] = data.pages;
  if (newest === undefined) return data;
  // Ids sort by time: two messages may arrive in another order than they were stored.
  const items = [...newest.items, message].toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return { ...data, pages: [{ ...newest, items }, ...older] };
}

export function changeMessage(data: ChatData, message: ChatMessage): ChatData {
  return mapMessages(data, (known) => (known.id === message.id ? message : known));
}

export function removeMessage(data: ChatData, messageId: string): ChatData {
  return mapMessages(data, (known) => (known.id === messageId ? { ...known, text: '', removed: true } : known));
}

export function setRead(data: ChatData, readMessageId: string): ChatData {
  return { ...data, pages: data.pages.map((page) => ({ ...page, readMessageId })) };
}

export interface MessageRow {
  message: ChatMessage;
  /** The first of a day. */
  startsDay: boolean;
  /** Follows one of the same person within a few minutes: shown without head. */
  continues: boolean;
  /** The first that was not read when the panel was opened. */
  firstUnread: boolean;
}

const sameBreath = 5 * 60_000;

export function messageRows(messages: ChatMessage[], readMessageId: string | null, myId: string | null): MessageRow[] {
  let marked = false;
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const startsDay = before === undefined || dayOf(before) !== dayOf(message);
    const unread = readMessageId !== null && message.id > readMessageId && message.author?.userId !== myId;
    const firstUnread = unread && !marked;
    marked ||= unread;
    const gap =
      before === undefined ? Number.POSITIVE_INFINITY : Date.parse(message.createdAt) - Date.parse(before.createdAt);
    const sameAuthor = before?.author?.userId === message.author?.userId && message.author !== null;
    return { message, startsDay, firstUnread, continues: !startsDay && !firstUnread && sameAuthor && gap < sameBreath };
  });
}

export function countUnread(messages: ChatMessage[], readMessageId: string | null, myId: string | null): number {
  return messages.filter(
    (message) => !message.removed && message.id > (readMessageId ?? '') && message.author?.userId !== myId,
  ).length;
}

function dayOf(message: ChatMessage): string {
  return new Date(message.createdAt).toDateString();
}

function mapMessages(data: ChatData, change: (message: ChatMessage) => ChatMessage): ChatData {
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
}
