import { describe, expect, it } from 'vitest';
import { countLines, stateBefore } from './line-changes.ts';

describe('a comparison in words', () => {
  const change = (original: [number, number], modified: [number, number]) => ({
    originalStartLineNumber: original[0],
    originalEndLineNumber: original[1],
    modifiedStartLineNumber: modified[0],
    modifiedEndLineNumber: modified[1],
  });

  it('counts lines that come and go', () => {
    expect(countLines([])).toEqual({ added: 0, removed: 0 });
    expect(countLines([change([3, 0], [4, 15])])).toEqual({ added: 12, removed: 0 });
    expect(countLines([change([1, 3], [0, 0]), change([9, 9], [6, 7])])).toEqual({ added: 2, removed: 4 });
  });
});

describe('taking a restore back', () => {
  it('finds the newest state that was put aside before it', () => {
    const versions = [
      { id: 'later', kind: 'before_restore', seq: 90 },
      { id: 'named', kind: 'named', seq: 42 },
      { id: 'aside', kind: 'before_restore', seq: 41 },
      { id: 'older', kind: 'before_restore', seq: 12 },
    ] as const;
    expect(stateBefore(versions, 42)).toBe('aside');
    expect(stateBefore(versions, 41)).toBe('aside');
    expect(stateBefore(versions, 3)).toBeNull();
  });
});
