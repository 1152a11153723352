import type { DocumentSummary, FileSummary } from '@draftroom/core/schema/documents';
import { describe, expect, it } from 'vitest';
import { ancestorsOf, buildTree, dropTarget, freeName, type TreeNode, visibleRows, whoIsWhere } from './tree-model.ts';

const document = (path: string) => ({ id: path, path }) as DocumentSummary;
const file = (path: string) => ({ id: path, path }) as FileSummary;

const nodes = buildTree({
  documents: ['src/app.ts', 'src/b10.ts', 'src/b2.ts', 'readme.md', 'src/ui/Button.tsx'].map(document),
  files: [file('src/ui/logo.png')],
});

function lines(list: { node: TreeNode; level: number }[]): string[] {
  return list.map(({ node, level }) => `${' '.repeat(level - 1)}${node.name}`);
}

function find(path: string): TreeNode {
  const row = visibleRows(nodes, { open: new Set(['src', 'src/ui']), query: '' }).find((one) => one.node.path === path);
  if (row === undefined) throw new Error(path);
  return row.node;
}

describe('the tree', () => {
  it('puts folders first and counts as people do', () => {
    const rows = visibleRows(nodes, { open: new Set(['src', 'src/ui']), query: '' });
    expect(lines(rows)).toEqual([
      'src',
      ' ui',
      '  Button.tsx',
      '  logo.png',
      ' app.ts',
      ' b2.ts',
      ' b10.ts',
      'readme.md',
    ]);
    expect(rows[1]).toMatchObject({ position: 1, siblings: 4 });
  });

  it('shows only what is open, and everything that leads to a match', () => {
    expect(lines(visibleRows(nodes, { open: new Set(), query: '' }))).toEqual(['src', 'readme.md']);
    expect(lines(visibleRows(nodes, { open: new Set(), query: 'BUTT' }))).toEqual(['src', ' ui', '  Button.tsx']);
    expect(visibleRows(nodes, { open: new Set(), query: 'nothing' })).toEqual([]);
  });

  it('knows where a drop leads', () => {
    expect(dropTarget(find('src/app.ts'), '')).toBe('app.ts');
    expect(dropTarget(find('src/app.ts'), 'src')).toBeNull();
    expect(dropTarget(find('src'), 'src/ui')).toBeNull();
    expect(dropTarget(find('src'), 'src')).toBeNull();
    expect(dropTarget(find('src/ui'), '')).toBe('ui');
  });

  it('finds a free name, whatever its case', () => {
    const taken = new Set(['src/untitled.md', 'src/untitled 2.md']);
    expect(freeName(taken, 'src', 'Untitled.md')).toBe('src/Untitled 3.md');
    expect(freeName(taken, '', 'Untitled.md')).toBe('Untitled.md');
    expect(freeName(new Set(['.env']), '', '.env')).toBe('.env 2');
  });

  it('says who is where, in folders too', () => {
    const places = whoIsWhere([
      { path: 'src/ui/Button.tsx', who: 'mira' },
      { path: 'src/app.ts', who: 'jonas' },
      { path: 'src/app.ts', who: 'mira' },
    ]);
    expect(places.get('src')).toEqual(['mira', 'jonas']);
    expect(places.get('src/ui')).toEqual(['mira']);
    expect(ancestorsOf('a/b/c.ts')).toEqual(['a', 'a/b']);
  });
});
