import type { DesignThread } from '@draftroom/core/schema/comments';
import { expect, test } from 'vitest';
import { citableThreads } from './citable-threads.ts';

const anchor = { surface: 'picture', path: 'a.png', state: 'attached', x: 0, y: 0 };
const thread = (id: string, more: object = {}) =>
  ({
    id,
    anchor,
    startedBy: { name: 'Ada' },
    comments: [
      { text: 'Gone', removed: true },
      { text: '**Too** dark', removed: false },
    ],
    ...more,
  }) as unknown as DesignThread;

test('a score can point at what has a place and is not cited yet, by the numbers of the list', () => {
  const threads = [
    thread('new', { startedBy: null }),
    thread('whole', { anchor: null }),
    thread('cited'),
    thread('old'),
  ];
  expect(citableThreads(threads, new Set(['cited']))).toEqual([
    { id: 'new', mark: 4, anchor, by: null, words: 'Too dark' },
    { id: 'old', mark: 1, anchor, by: 'Ada', words: 'Too dark' },
  ]);
  expect(citableThreads([], new Set())).toEqual([]);
});
