/** The messages of a room that are loaded, changed by events. Pure; ids sort by time. */
import { splitMentions } from '@draftroom/core/contract/mentions';
import { personColourValue } from '@draftroom/core/contract/person-colours';
import type { ChatMessage } from '@draftroom/core/schema/rooms';
import type { MessagePart, ShownMessage } from './chat-protocol.ts';

/** Adds, or replaces what has the same id: a page and an event may bring the same message. */
export function withMessages(list: readonly ChatMessage[], added: readonly ChatMessage[]): readonly ChatMessage[] {
  const byId = new Map([...list, ...added].map((message) => [message.id, message]));
  return [...byId.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

export function withRemoved(list: readonly ChatMessage[], messageId: string): readonly ChatMessage[] {
  return list.map((message) => (message.id === messageId ? { ...message, text: '', removed: true } : message));
}

export function unreadIn(list: readonly ChatMessage[], readId: string | null, myId: string | null): number {
  return list.filter(({ id, author, removed }) => !removed && id > (readId ?? '') && author?.userId !== myId).length;
}

export interface Reader {
  readonly userId: string | null;
  readonly canWrite: boolean;
  readonly manages: boolean;
  readonly language: string;
  /** Where reading stopped when the page was opened. */
  readonly readId: string | null;
  /** Milliseconds; for “today”. */
  readonly now: number;
}

const sameBreath = 5 * 60_000;

export function shownMessages(list: readonly ChatMessage[], reader: Reader): ShownMessage[] {
  const time = new Intl.DateTimeFormat(reader.language, { hour: 'numeric', minute: '2-digit' });
  const fullTime = new Intl.DateTimeFormat(reader.language, { dateStyle: 'full', timeStyle: 'short' });
  let marked = reader.readId === null;
  return list.map((message, index) => {
    const at = Date.parse(message.createdAt);
    const before = list[index - 1];
    const startsDay = before === undefined || dayOf(before) !== dayOf(message);
    const mine = reader.userId !== null && message.author?.userId === reader.userId;
    const firstUnread = !marked && message.id > (reader.readId ?? '') && !mine;
    marked ||= firstUnread;
    const gap = before === undefined ? Number.POSITIVE_INFINITY : at - Date.parse(before.createdAt);
    const sameAuthor = message.author !== null && before?.author?.userId === message.author.userId;
    return {
      id: message.id,
      author: message.author && {
        userId: message.author.userId,
        name: message.author.name,
        colour: personColourValue(message.author.colour),
      },
      parts: partsOf(message.text),
      text: message.text,
      time: time.format(at),
      fullTime: fullTime.format(at),
      edited: message.editedAt !== null,
      removed: message.removed,
      namesMe: reader.userId !== null && message.mentions.includes(reader.userId),
      canEdit: mine && reader.canWrite && !message.removed,
      canRemove: (mine || reader.manages) && !message.removed,
      day: startsDay ? dayName(at, reader) : null,
      continues: !startsDay && !firstUnread && sameAuthor && gap < sameBreath,
      firstUnread,
    };
  });
}

function partsOf(text: string): MessagePart[] {
  return splitMentions(text).map((part) => ('userId' in part ? { mention: part.name } : { text: part.text }));
}

function dayOf(message: ChatMessage): string {
  return new Date(message.createdAt).toDateString();
}

function dayName(at: number, { language, now }: Reader): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days < 2) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(at);
}
