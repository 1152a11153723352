import type { Statement } from '@draftroom/core/schema/moderation';
import { beforeAll, expect, it } from 'vitest';
import { loadMessages } from '../../kit/messages/language.ts';
import { inDays } from './dates.ts';
import { isSame, wordsIn } from './Snapshot.tsx';
import { reasonsOf, stateOf } from './statement-words.ts';

beforeAll(() => loadMessages('moderation'));

const now = Date.parse('2026-03-01T12:00:00Z');
const statement = (more: Partial<Statement>) =>
  ({ kind: 'hide', reversedAt: null, expiresAt: null, appeal: null, ...more }) as Statement;

it('says whether a statement holds', () => {
  const at = new Date(now).toISOString();
  const appeal = { id: 'a', words: '', answer: null, createdAt: at, decidedAt: null };
  expect(stateOf(statement({}), now)).toBe('In force');
  expect(stateOf(statement({ reversedAt: at }), now)).toBe('Taken back');
  expect(stateOf(statement({ kind: 'hold', reversedAt: at }), now)).toBe('A moderator has looked at it since');
  expect(stateOf(statement({ kind: 'limit', expiresAt: inDays(0, now) }), now)).toBe('Ended');
  expect(stateOf(statement({ kind: 'limit', expiresAt: inDays(1, now) }), now)).toBe('In force');
  expect(stateOf(statement({ appeal: { ...appeal, state: 'open' } }), now)).toBe('Appealed');
});

it('has the words of the hub in the reader’s language, and a moderator’s as they are', () => {
  expect(reasonsOf({ automated: false, statement: 'Because.' })).toBe('Because.');
  expect(reasonsOf({ automated: true, statement: 'x' })).toMatch(/^A check of the hub held this back/);
});

it('knows an unchanged snapshot, in whatever order its keys come', () => {
  expect(isSame({ title: 'Chair', tags: ['a', 'b'] }, { tags: ['a', 'b'], title: 'Chair' })).toBe(true);
  expect(isSame({ title: 'Chair', tags: ['a', 'b'] }, { tags: ['b', 'a'], title: 'Chair' })).toBe(false);
  expect(isSame({ title: 'Chair' }, null)).toBe(false);
});

it('shows the words of any snapshot, titles first, and nothing else', () => {
  const snapshot = {
    tags: ['chair', 'wood', 3],
    description: 'Three legs',
    previewId: 'abc',
    createdAt: '2026-03-01',
    title: 'Chair',
    deep: { text: 'no' },
    empty: ' ',
    size: 3,
    files: ['a.ts', 'b.ts'],
    visibility: 'private',
  };
  expect(wordsIn(snapshot)).toEqual([
    ['title', 'Chair'],
    ['description', 'Three legs'],
    ['tags', 'chair, wood'],
    ['files', 'a.ts\nb.ts'],
    ['visibility', 'private'],
  ]);
  expect([wordsIn(null), wordsIn('x'), wordsIn([])]).toEqual([[], [], []]);
});
