import type { ThreadEvent } from '@draftroom/core/client/seen-thread';
import type { Comment, SeenThread } from '@draftroom/core/schema/comments';
import { describe, expect, it } from 'vitest';
import {
  afterThreadEvent,
  isPartial,
  type ThreadList,
  unseenIn,
  withKnown,
  withSeen,
  withThread,
} from './thread-list.ts';

const person = (userId: string) => ({ userId, name: userId, colour: 'teal', avatarId: null }) as const;

function comment(id: string, by = 'jonas', more: Partial<Comment> = {}): Comment {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    id,
    threadId: 't',
    author: person(by),
    text: id,
    mentions: [],
    createdAt: at,
    editedAt: null,
    removed: false,
    ...more,
  };
}

function thread(comments: Comment[], more: Partial<SeenThread> = {}): SeenThread {
  const place = { documentId: 'd', state: 'attached', quote: 'q', fallback: { line: 0, column: 0 } } as const;
  return {
    id: 't',
    roomId: 'r',
    documentId: 'd',
    path: 'a.txt',
    anchor: { ...place, surface: 'text', start: 'AA==', end: 'AA==' },
    startedBy: person('jonas'),
    createdAt: '2026-01-01T00:00:00.000Z',
    resolved: null,
    comments,
    commentCount: comments.length,
    unread: 0,
    mentionsMe: false,
    ...more,
  };
}

const place = { threadId: 't', documentId: 'd', by: 'jonas' };
const listOf = (...threads: SeenThread[]): ThreadList => new Map(threads.map((one) => [one.id, one]));
const changed = (list: ThreadList, event: ThreadEvent) => afterThreadEvent(list, event, 'ada')?.get('t');

describe('[VSC-29] threads after what happened to them', () => {
  const list = listOf(thread([comment('1'), comment('3')]));

  it('a new thread is there once, with what is new for this person', () => {
    const {
      unread: _unread,
      mentionsMe: _mentionsMe,
      ...begun
    } = thread([comment('1', 'jonas', { mentions: ['ada'] })]);
    const event: ThreadEvent = { type: 'thread.created', payload: { thread: begun, by: 'jonas' } };
    expect(changed(listOf(), event)).toMatchObject({ unread: 1, mentionsMe: true });
    expect(afterThreadEvent(list, event, 'ada')).toBe(list);
    expect(afterThreadEvent(listOf(), event, 'jonas')?.get('t')).toMatchObject({ unread: 0 });
  });

  it('comments keep the order of their ids and come once; one’s own are not new', () => {
    const added = (one: Comment): ThreadEvent => ({ type: 'comment.added', payload: { ...place, comment: one } });
    const between = changed(list, added(comment('2')));
    expect(between?.comments.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(between).toMatchObject({ unread: 1, commentCount: 3 });
    expect(changed(list, added(comment('3')))).toMatchObject({ unread: 0, commentCount: 2 });
    expect(changed(list, added(comment('4', 'ada')))).toMatchObject({ unread: 0, commentCount: 3 });
  });

  it('edits, removals, settling and other places are taken over', () => {
    const edited = comment('1', 'jonas', { text: 'better' });
    expect(changed(list, { type: 'comment.edited', payload: { ...place, comment: edited } })?.comments[0]?.text).toBe(
      'better',
    );
    const removed = changed(list, { type: 'comment.removed', payload: { ...place, commentId: '1' } });
    expect(removed?.comments[0]).toMatchObject({ removed: true, text: '' });
    const resolved = { by: person('jonas'), at: '2026-01-02T00:00:00.000Z' };
    const { anchor } = thread([]);
    const event: ThreadEvent = {
      type: 'thread.changed',
      payload: { ...place, documentId: 'other', resolved, anchor },
    };
    expect(changed(list, event)).toMatchObject({ resolved, documentId: 'other' });
    expect(afterThreadEvent(list, { type: 'thread.removed', payload: place }, 'ada')?.size).toBe(0);
  });

  it('a thread that is not known has to be asked for, unless it is gone', () => {
    const event: ThreadEvent = { type: 'comment.added', payload: { ...place, comment: comment('2') } };
    expect(afterThreadEvent(listOf(), event, 'ada')).toBeNull();
    expect(afterThreadEvent(listOf(), { type: 'thread.removed', payload: place }, 'ada')?.size).toBe(0);
  });

  it('an answer that is older than what was heard takes nothing back', () => {
    const answered = withThread(list, thread([comment('1')])).get('t');
    expect(answered?.comments.map(({ id }) => id)).toEqual(['1', '3']);
    expect(answered?.commentCount).toBe(2);
  });

  it('a list that has only some comments leaves the others as they are known', () => {
    const listed = thread([comment('1'), comment('3')], { commentCount: 3 });
    expect(isPartial(listed)).toBe(true);
    expect(isPartial(withKnown(listed, undefined))).toBe(true);
    const known = thread([comment('1'), comment('2'), comment('3')]);
    expect(withKnown(listed, known).comments.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('new are the newest of others, until they are seen', () => {
    const unseen = thread([comment('1'), comment('2'), comment('3', 'ada'), comment('4', 'jonas', { removed: true })], {
      unread: 1,
    });
    expect(unseenIn(unseen, 'ada')).toEqual(['2']);
    expect(unseenIn(withSeen(listOf(unseen), 't').get('t') ?? unseen, 'ada')).toEqual([]);
  });
});
