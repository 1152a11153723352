import type { ChatMessage } from '@draftroom/core/schema/rooms';
import { describe, expect, it } from 'vitest';
import { readFromPage } from './chat-protocol.ts';
import { type Reader, shownMessages, unreadIn, withMessages, withRemoved } from './message-list.ts';

const ids = { ada: '01h8xgjwbwbaq4ts9p6e', jonas: '01h8xgjwbwbaq4ts9p6f' };
const message = (id: string, who: keyof typeof ids, at: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  roomId: 'room',
  author: { userId: ids[who], name: who, colour: 'teal', avatarId: null },
  text: `text ${id}`,
  mentions: [],
  createdAt: at,
  editedAt: null,
  removed: false,
  ...more,
});
const reader: Reader = {
  userId: ids.ada,
  canWrite: true,
  manages: false,
  language: 'en',
  readId: 'b',
  now: new Date(2026, 2, 2, 12).getTime(),
};
const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).toISOString();

describe('the messages of a room', () => {
  const list = [
    message('a', 'ada', at(1, 9)),
    message('b', 'jonas', at(1, 9, 2)),
    message('c', 'jonas', at(2, 9)),
    message('d', 'jonas', at(2, 9, 3), { mentions: [ids.ada], text: `@[Ada](${ids.ada}) look` }),
    message('e', 'ada', at(2, 9, 20)),
  ];

  it('stay in order and once each, however they arrive', () => {
    const [a, b, c, d, e] = list;
    if (!a || !b || !c || !d || !e) throw new Error('five');
    expect(withMessages(withMessages([c, e], [a, c]), [b, d, b]).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
    expect(withRemoved(list, 'c').find(({ id }) => id === 'c')).toMatchObject({ text: '', removed: true });
  });

  it('are unread when others wrote them after the mark', () => {
    expect(unreadIn(list, 'b', ids.ada)).toBe(2);
    expect(unreadIn(withRemoved(list, 'd'), 'b', ids.ada)).toBe(1);
    expect(unreadIn(list, 'e', ids.ada)).toBe(0);
  });

  it('show days, the first unread one, and who may change what', () => {
    const shown = shownMessages(list, reader);
    expect(shown.map(({ day }) => day)).toEqual(['yesterday', null, 'today', null, null]);
    expect(shown.map(({ firstUnread }) => firstUnread)).toEqual([false, false, true, false, false]);
    expect(shown.map(({ continues }) => continues)).toEqual([false, false, false, true, false]);
    expect(shown.map(({ canEdit }) => canEdit)).toEqual([true, false, false, false, true]);
    expect(shown[3]).toMatchObject({ namesMe: true, parts: [{ mention: 'Ada' }, { text: ' look' }] });
    expect(shownMessages(list, { ...reader, manages: true }).every(({ canRemove }) => canRemove)).toBe(true);
    expect(shownMessages(list, { ...reader, canWrite: false }).some(({ canEdit }) => canEdit)).toBe(false);
  });
});

it('a page is believed only what has the right shape', () => {
  const sent = { type: 'send', text: 'hi', token: 'one' };
  expect(readFromPage({ ...sent, more: 1 })).toEqual(sent);
  for (const bad of [
    null,
    'send',
    { type: 'send' },
    { type: 'send', text: 'hi' },
    { type: 'edit', text: 'x' },
    { type: 'eval', text: 'x' },
  ]) {
    expect(readFromPage(bad)).toBeNull();
  }
});
