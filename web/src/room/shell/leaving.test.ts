import { describe, expect, it } from 'vitest';
import { leavingNeeds } from './leaving.ts';

const owner = (userId: string) => ({ userId, role: 'owner' as const });
const editor = (userId: string) => ({ userId, role: 'editor' as const });

describe('leaving a room', () => {
  it('is free for everybody but the only owner', () => {
    expect(leavingNeeds([owner('a'), editor('b')], 'b')).toBe('nothing');
    expect(leavingNeeds([owner('a'), owner('b')], 'a')).toBe('nothing');
  });

  it('asks the only owner for an heir, and who is alone to end the room', () => {
    expect(leavingNeeds([owner('a'), editor('b')], 'a')).toBe('heir');
    expect(leavingNeeds([owner('a')], 'a')).toBe('end');
  });
});
