import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { expect, it } from 'vitest';
import { inOrder, shownChange } from './compare/compared-files.ts';
import { shownFile } from './work-file.ts';

function file(path: string, kind: ReleaseFile['kind'], size = 10): ReleaseFile {
  return { path, kind, size, mediaType: '', url: '', assetId: path, documentId: null, facts: {}, picture: null };
}

it('shows the file that is named, else what the release is about', () => {
  const files = [
    file('a.png', 'image'),
    file('a.zip', 'archive', 1e6),
    file('a.glb', 'model'),
    file('b.glb', 'model', 99),
  ];
  expect(shownFile(files, 'a.png')?.path).toBe('a.png');
  expect(shownFile(files, 'gone.png')?.path).toBe('b.glb');
  expect(shownFile([file('a.zip', 'archive')], undefined)?.path).toBe('a.zip');
  expect(shownFile([], undefined)).toBeNull();
});

it('puts what changed before what did not, and begins with what can be looked at', () => {
  const one = file('x', 'code');
  const files = inOrder([
    { path: 'same.ts', change: 'same', before: one, after: one },
    { path: 'new.zip', change: 'added', before: null, after: file('new.zip', 'archive') },
    { path: 'old.ts', change: 'removed', before: one, after: null },
  ]);
  expect(files.map(({ path }) => path)).toEqual(['new.zip', 'old.ts', 'same.ts']);
  expect(shownChange(files, undefined)?.path).toBe('old.ts');
  expect(shownChange(files, 'new.zip')?.path).toBe('new.zip');
  expect(shownChange([], undefined)).toBeNull();
});
