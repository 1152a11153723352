import { alreadyThere } from '@draftroom/core/schema/documents';
import { describe, expect, it } from 'vitest';
import { collectFiles } from './dropped-entries.ts';
import { existingPaths, onlyExisting, otherSkips } from './import-result.ts';

const file = (name: string) => new File(['x'], name);
const result = {
  documents: 1,
  files: 0,
  replaced: 0,
  skipped: [
    { path: 'src/a.ts', reason: alreadyThere },
    { path: 'src/b.ts', reason: 'it is damaged' },
  ],
};

describe('what is there already', () => {
  it('is told apart from what cannot be taken', () => {
    expect([...existingPaths(result)]).toEqual(['src/a.ts']);
    expect(otherSkips(result)).toEqual([{ path: 'src/b.ts', reason: 'it is damaged' }]);
  });

  it('is all that is sent again, below the folder it went to', () => {
    const collected = collectFiles([file('a.ts'), file('b.ts'), file('new.ts')]);
    const again = onlyExisting({ collected, folder: 'src' }, existingPaths(result));
    expect(again.entries.map((entry) => entry.path)).toEqual(['a.ts']);
  });

  it('goes as a whole when it came as a zip, or cannot be told apart', () => {
    const zip = collectFiles([file('all.zip')]);
    expect(onlyExisting({ collected: zip, folder: '' }, existingPaths(result)).entries).toHaveLength(1);
    const odd = collectFiles([file('x.ts'), file('y.ts')]);
    expect(onlyExisting({ collected: odd, folder: '' }, existingPaths(result)).entries).toHaveLength(2);
  });
});
