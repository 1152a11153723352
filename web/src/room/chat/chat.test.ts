import type { ChatMessage } from '@draftroom/core/schema/rooms';
import { describe, expect, it } from 'vitest';
import {
  insertMention,
  matchingPeople,
  mentionAt,
  type Picked,
  toStored,
  toWritten,
  withPicked,
} from '../../kit/compose/mention-query.ts';
import {
  addMessage,
  type ChatData,
  changeMessage,
  countUnread,
  messageRows,
  messagesIn,
  removeMessage,
} from './chat-pages.ts';

const ada = { userId: 'a'.repeat(20), name: 'Ada Berg', colour: 'teal', avatarId: null } as const;
const jonas = { userId: 'b'.repeat(20), name: 'Jonas', colour: 'rust', avatarId: null } as const;

function message(id: string, author: typeof ada | typeof jonas, createdAt = '2026-03-01T10:00:00.000Z'): ChatMessage {
  return { id, roomId: 'r', author, text: id, mentions: [], createdAt, editedAt: null, removed: false };
}

function chat(...ids: string[]): ChatData {
  const items = ids.map((id) => message(id, ada));
  return { pages: [{ items, nextCursor: null, readMessageId: null }], pageParams: [''] };
}

describe('a chat', () => {
  it('takes each message once, in the order of ids', () => {
    let data = chat('1', '3');
    data = addMessage(data, message('2', jonas));
    data = addMessage(data, message('2', jonas));
    expect(messagesIn(data).map((one) => one.id)).toEqual(['1', '2', '3']);
  });

  it('changes and removes in place', () => {
    let data = chat('1', '2');
    data = changeMessage(data, { ...message('1', ada), text: 'new' });
    data = removeMessage(data, '2');
    expect(messagesIn(data).map((one) => [one.text, one.removed])).toEqual([
      ['new', false],
      ['', true],
    ]);
  });

  it('parts days, joins what one person says in a breath, and marks where reading stopped', () => {
    const rows = messageRows(
      [
        message('1', ada, '2026-03-01T10:00:00.000Z'),
        message('2', ada, '2026-03-01T10:01:00.000Z'),
        message('3', ada, '2026-03-01T10:20:00.000Z'),
        message('4', jonas, '2026-03-03T10:20:30.000Z'),
        message('5', jonas, '2026-03-03T10:21:00.000Z'),
      ],
      '3',
      'me',
    );
    expect(rows.map((row) => [row.startsDay, row.continues, row.firstUnread])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, false],
      [true, false, true],
      [false, true, false],
    ]);
  });

  it('counts what others wrote since', () => {
    const messages = [message('1', ada), message('2', jonas), { ...message('3', jonas), removed: true }];
    expect(countUnread(messages, '1', ada.userId)).toBe(1);
    expect(countUnread(messages, null, ada.userId)).toBe(1);
    expect(countUnread(messages, '2', null)).toBe(0);
  });
});

describe('mentions', () => {
  it('are found where the cursor is', () => {
    expect(mentionAt('hello @Ad', 9)).toEqual({ start: 6, query: 'Ad' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, query: '' });
    expect(mentionAt('mail@example', 12)).toBeNull();
    expect(mentionAt('@Ada said', 9)).toBeNull();
  });

  it('match any word of a name', () => {
    expect(matchingPeople([ada, jonas], 'be')).toEqual([ada]);
    expect(matchingPeople([ada, jonas], '')).toHaveLength(2);
    const ben = { ...jonas, name: 'Ben Okafor' };
    expect(matchingPeople([ada, ben], 'be')).toEqual([ben, ada]);
  });

  it('are written as names and stored with ids, and come back the same', () => {
    const { text, cursor } = insertMention('hi @Ad, look', { start: 3, query: 'Ad' }, ada);
    expect([text, cursor]).toEqual(['hi @Ada Berg , look', 13]);
    const picked = new Map([
      ['Ada', [jonas.userId]],
      ['Ada Berg', [ada.userId]],
    ]);
    const stored = toStored('@Ada Berg and @Ada, not @nobody', picked);
    expect(stored).toBe(`@[Ada Berg](${ada.userId}) and @[Ada](${jonas.userId}), not @nobody`);
    expect(toWritten(stored)).toEqual({ text: '@Ada Berg and @Ada, not @nobody', picked });
  });

  it('names nobody within another word', () => {
    const picked: Picked = new Map([['Ada', ['u1']]]);
    expect(toStored('@Adam, @Ada_b, @Ada2 and @Adaß', picked)).toBe('@Adam, @Ada_b, @Ada2 and @Adaß');
    expect(toStored("@Ada's, (@Ada) and @Ada", picked)).toBe("@[Ada](u1)'s, (@[Ada](u1)) and @[Ada](u1)");
  });

  it('tells people of one name apart by their places', () => {
    const write = (written: { text: string; picked: Picked }, userId: string, cursor = written.text.length) => {
      const query = mentionAt(written.text, cursor);
      if (query === null) throw new Error('no mention');
      const person = { name: 'Anna', userId };
      const { text } = insertMention(written.text, query, person);
      return { text, picked: withPicked(written.picked, { text: written.text, query, person }) };
    };
    const one = write({ text: '@An', picked: new Map() }, 'u1');
    const two = write({ ...one, text: `${one.text}and @Anna` }, 'u2');
    expect(toStored(two.text, two.picked)).toBe('@[Anna](u1) and @[Anna](u2) ');
    const three = write({ ...two, text: `@A, ${two.text}, @Anna` }, 'u3', 2);
    const stored = toStored(three.text, three.picked);
    expect(stored).toBe('@[Anna](u3) , @[Anna](u1) and @[Anna](u2) , @[Anna](u2)');
    const again = toWritten(stored);
    expect(toStored(again.text, again.picked)).toBe(stored);
    const other = write({ ...three, text: '@Anna' }, 'u4');
    expect(toStored(`${other.text}@Anna`, other.picked)).toBe('@[Anna](u4) @[Anna](u4)');
  });
});
