import type { Peer } from '@draftroom/core/client/presence';
import type { Person } from '@draftroom/core/contract/presence';
import { describe, expect, it } from 'vitest';
import { initialsOf, peopleHere } from './people-here.ts';
import { roomState } from './saved-words.ts';

const person = (clientId: number, userId: string | null, name: string): Person => ({
  clientId,
  userId,
  name,
  colour: 'teal',
  avatarId: null,
  role: 'editor',
});
const peer = (who: Person, movedAt: number, state: Peer['state'] = {}): Peer => ({
  person: who,
  state,
  movedAt,
  faded: false,
});

describe('[VSC-5] people in a room', () => {
  it('are there once, where their newest window is, with oneself first', () => {
    const me = person(1, 'ada', 'Ada');
    const people = peopleHere({
      me,
      own: { doc: 'mine' },
      peers: [
        peer(person(2, 'zoe', 'Zoe'), 10, { doc: 'old' }),
        peer(person(3, 'zoe', 'Zoe'), 20, { doc: 'new', follows: 'ada' }),
        peer(person(4, null, 'Guest'), 0),
        peer(person(5, 'ada', 'Ada'), 30, { doc: 'my other window' }),
      ],
    });
    expect(people.map(({ key, isMe, documentId, followsMe }) => [key, isMe, documentId, followsMe])).toEqual([
      ['ada', true, 'mine', false],
      ['guest-4', false, null, false],
      ['zoe', false, 'new', true],
    ]);
  });

  it('have initials in every script', () => {
    expect(['Ada Lind', 'zoe', 'Jean Luc Picard', '李 小龙', '😀 x', ''].map(initialsOf)).toEqual([
      'AL',
      'Z',
      'JP',
      '李小',
      '😀X',
      '',
    ]);
  });
});

describe('[VSC-6] what the status bar says', () => {
  const open = { state: 'open' } as const;
  const waiting = { state: 'waiting', retryAt: 0, code: 'unreachable' } as const;

  it('is saved only when everything is with the hub, and the worst first', () => {
    const of = (
      connection: Parameters<typeof roomState>[0]['connection'],
      saved: Parameters<typeof roomState>[0]['saved'],
    ) => roomState({ connection, saved, mayWrite: true });
    expect(of(open, { state: 'saved' })).toBe('saved');
    expect(of(open, { state: 'saving' })).toBe('saving');
    expect(of(open, { state: 'saving', late: true })).toBe('unanswered');
    expect(of({ state: 'connecting' }, { state: 'saving' })).toBe('connecting');
    expect(of(waiting, { state: 'offline', changes: 0 })).toBe('offline');
    expect(of(waiting, { state: 'offline', changes: 3 })).toBe('waiting');
    expect(of({ state: 'connecting' }, { state: 'offline', changes: 3 })).toBe('waiting');
    expect(of({ state: 'stopped', closeCode: 4410, code: 'removed', message: '' }, { state: 'saved' })).toBe('ended');
    expect(of(open, { state: 'notSaved', code: 'read_only', message: '', draft: null })).toBe('notSaved');
    expect(roomState({ connection: open, saved: { state: 'saved' }, mayWrite: false })).toBe('readOnly');
  });
});
