import type { Tree } from '@draftroom/core/schema/documents';
import { describe, expect, it } from 'vitest';
import { RoomTree } from './room-tree.ts';

const document = (id: string, path: string) => ({ id, path, kind: 'text' }) as unknown as Tree['documents'][number];
const file = (id: string, path: string) => ({ id, path }) as unknown as Tree['files'][number];

describe('[VSC-1] the tree of a room', () => {
  it('has folders by what is in them, and those that were made here', () => {
    const tree = new RoomTree({ documents: [document('1', 'src/a/b.ts')], files: [file('2', 'logo.png')] }, [
      'new/empty',
    ]);
    expect(tree.children('').map(({ name, node }) => [name, node.type])).toEqual([
      ['new', 'folder'],
      ['src', 'folder'],
      ['logo.png', 'file'],
    ]);
    expect(tree.children('src/a').map(({ name }) => name)).toEqual(['b.ts']);
    expect(tree.at('new/empty')).toEqual({ type: 'folder', path: 'new/empty' });
    expect(tree.at('')).toEqual({ type: 'folder', path: '' });
    expect(tree.at('nothing')).toBeNull();
  });

  it('tells what came, what went, and what only moved', () => {
    const before = new RoomTree({ documents: [document('1', 'a.ts'), document('2', 'old/b.ts')], files: [] });
    const after = new RoomTree({
      documents: [document('1', 'a.ts'), document('2', 'b.ts')],
      files: [file('3', 'c.png')],
    });
    const { added, removed, moved } = before.changesTo(after);
    expect([added.toSorted(), removed.toSorted()]).toEqual([
      ['b.ts', 'c.png'],
      ['old', 'old/b.ts'],
    ]);
    expect(moved.map(({ from, to }) => [from, to])).toEqual([['old/b.ts', 'b.ts']]);
  });

  it('tells what stands in the place of something else', () => {
    const before = new RoomTree({
      documents: [document('1', 'a.ts')],
      files: [file('2', 'a.png'), file('3', 'b.png')],
    });
    const after = new RoomTree({ documents: [document('4', 'a.ts')], files: [file('5', 'a.png'), file('3', 'b.png')] });
    expect(before.changesTo(after)).toEqual({ added: [], removed: [], moved: [], replaced: ['a.ts', 'a.png'] });
  });
});
