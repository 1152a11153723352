import type { ThreadEvent } from '@draftroom/core/client/seen-thread';
import type { Anchor } from '@draftroom/core/contract/anchor';
import type { Comment, SeenThread } from '@draftroom/core/schema/comments';
import { describe, expect, it } from 'vitest';
import { afterEvent, markedRead, putThread, type ThreadData, type ThreadFilter, threadsIn } from './thread-pages.ts';

const ada = { userId: 'a'.repeat(20), name: 'Ada', colour: 'teal', avatarId: null } as const;
const ben = { userId: 'b'.repeat(20), name: 'Ben', colour: 'rust', avatarId: null } as const;
const me = { myId: ben.userId };
const createdAt = '2026-03-01T10:00:00.000Z';
const anchor: Anchor = {
  surface: 'text',
  documentId: 'd',
  state: 'attached',
  start: 'AAEC',
  end: 'AAEC',
  quote: 'q',
  fallback: { line: 0, column: 0 },
};
const everything: ThreadFilter = { documentId: null, state: 'all', mentionsMe: false };

function comment(id: string, more: Partial<Comment> = {}): Comment {
  return { id, threadId: '5', author: ada, text: id, mentions: [], createdAt, editedAt: null, removed: false, ...more };
}

function thread(id: string, more: Partial<SeenThread> = {}): SeenThread {
  return {
    id,
    roomId: 'r',
    documentId: 'd',
    path: 'a.ts',
    anchor,
    startedBy: ada,
    createdAt,
    resolved: null,
    comments: [comment(`${id}a`)],
    commentCount: 1,
    unread: 0,
    mentionsMe: false,
    ...more,
  };
}

function pages(...lists: [threads: SeenThread[], next: string | null][]): ThreadData {
  return {
    pages: lists.map(([items, nextCursor]) => ({ items, nextCursor })),
    pageParams: lists.map(() => ''),
  };
}

const ids = (data: ThreadData | null) => (data === null ? null : threadsIn(data).map((one) => one.id));
const created = (id: string, more: Partial<SeenThread> = {}): ThreadEvent => {
  const { unread: _unread, mentionsMe: _mentionsMe, ...whole } = thread(id, more);
  return { type: 'thread.created', payload: { thread: whole, by: ada.userId } };
};
const place = { threadId: '5', documentId: 'd', by: ada.userId };
const changed = (resolved: SeenThread['resolved'], documentId = 'd'): ThreadEvent => ({
  type: 'thread.changed',
  payload: { ...place, documentId, resolved, anchor },
});
const settled = { by: ada, at: createdAt };

describe('lists of threads', () => {
  it('take a new one in its place, once, and only where it belongs', () => {
    const data = pages([[thread('7'), thread('5')], '5'], [[thread('3')], null]);
    const after = (event: ThreadEvent, filter = everything) => ids(afterEvent(data, event, { filter, ...me }));
    expect(after(created('9'))).toEqual(['9', '7', '5', '3']);
    expect(after(created('4'))).toEqual(['7', '5', '4', '3']);
    expect(after(created('5'))).toEqual(['7', '5', '3']);
    expect(after(created('9'), { ...everything, documentId: 'other' })).toEqual(['7', '5', '3']);
    expect(after(created('9'), { ...everything, state: 'resolved' })).toEqual(['7', '5', '3']);
    expect(after(created('9'), { ...everything, mentionsMe: true })).toEqual(['7', '5', '3']);
    const named = created('9', { comments: [comment('9a', { mentions: [ben.userId] })] });
    expect(after(named, { ...everything, mentionsMe: true })).toEqual(['9', '7', '5', '3']);
    // What is older than everything loaded comes with its page.
    const part = pages([[thread('7')], '7']);
    expect(ids(afterEvent(part, created('6'), { filter: everything, ...me }))).toEqual(['7']);
    expect(ids(afterEvent(pages([[], null]), created('6'), { filter: everything, ...me }))).toEqual(['6']);
  });

  it('say whether a new one is news to me', () => {
    const seen = (author: typeof ada | typeof ben) => {
      const event = created('9', { comments: [comment('9a', { author, mentions: [ben.userId] })] });
      const data = afterEvent(pages([[], null]), event, { filter: everything, ...me });
      return data === null ? null : [threadsIn(data)[0]?.unread, threadsIn(data)[0]?.mentionsMe];
    };
    expect([seen(ada), seen(ben)]).toEqual([
      [1, true],
      [0, true],
    ]);
  });

  it('keep or lose one that was settled; what they cannot know is loaded anew', () => {
    const data = pages([[thread('7'), thread('5')], null]);
    const after = (event: ThreadEvent, filter = everything) => afterEvent(data, event, { filter, ...me });
    expect(threadsIn(after(changed(settled)) ?? undefined)[1]?.resolved).toEqual(settled);
    expect(ids(after(changed(settled), { ...everything, state: 'open' }))).toEqual(['7']);
    expect(after(changed(null, 'other'))).toBeNull();
    expect(afterEvent(pages([[thread('7')], null]), changed(settled), { filter: everything, ...me })).toBeNull();
    expect(ids(after({ type: 'thread.removed', payload: place }))).toEqual(['7']);
  });

  it('take comments once and in order, count what is new, and let their words go', () => {
    let data = pages([[thread('5', { comments: [comment('5a')] })], null]);
    const take = (event: ThreadEvent) => {
      data = afterEvent(data, event, { filter: everything, ...me }) ?? data;
    };
    const add = (id: string, more: Partial<Comment> = {}) =>
      take({ type: 'comment.added', payload: { ...place, comment: comment(id, more) } });
    add('5c', { mentions: [ben.userId] });
    add('5b', { author: ben });
    add('5c');
    take({ type: 'comment.edited', payload: { ...place, comment: comment('5b', { author: ben, text: 'better' }) } });
    take({ type: 'comment.removed', payload: { ...place, commentId: '5c' } });
    const [seen] = threadsIn(data);
    expect(seen?.comments.map((one) => [one.id, one.text, one.removed])).toEqual([
      ['5a', '5a', false],
      ['5b', 'better', false],
      ['5c', '', true],
    ]);
    expect([seen?.commentCount, seen?.unread, seen?.mentionsMe]).toEqual([3, 1, true]);
    expect(threadsIn(markedRead(data, '5'))[0]?.unread).toBe(0);
  });

  it('take the hub’s answer before its event', () => {
    const open: ThreadFilter = { ...everything, state: 'open' };
    const data = pages([[thread('5')], null]);
    expect(ids(putThread(data, thread('6'), open))).toEqual(['6', '5']);
    expect(ids(putThread(data, thread('5', { resolved: settled }), open))).toEqual([]);
    expect(threadsIn(putThread(data, thread('5', { path: 'b.ts' }), open))[0]?.path).toBe('b.ts');
  });
});
