import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkPath,
  fileName,
  foldersOf,
  isInside,
  joinPath,
  maxPathLength,
  maxSegmentLength,
  PathSet,
  pathKey,
} from './paths.ts';

const reason = (path: string) => {
  const check = checkPath(path);
  return check.ok ? null : check.reason;
};

describe('[DOC-1] paths', () => {
  test.each([
    'a',
    'src/main.ts',
    '.gitignore',
    '.github/workflows/ci.yml',
    'a b/c d.txt',
    'Übung/größe.md',
    '日本語/ファイル.ts',
    '👩‍👩‍👧/family.txt',
    'app/[id]/page.tsx',
    'a...b',
    'con-tract.ts',
    'console.log',
    `${'a'.repeat(maxSegmentLength)}/${'b'.repeat(maxSegmentLength)}`,
  ])('%j is a path', (path) => {
    expect(checkPath(path)).toEqual({ ok: true, path });
  });

  test.each([
    [''],
    ['/'],
    ['/etc/passwd'],
    ['a/'],
    ['a//b'],
    ['.'],
    ['..'],
    ['a/./b'],
    ['../a'],
    ['a/../../b'],
    ['a\\b'],
    ['..\\a'],
    ['C:/a'],
    ['c:a'],
    ['a\0b'],
    ['a\nb'],
    ['a\u007fb'],
    ['a\u0085b'],
    ['a\u2028b'],
    ['a\u202etxt.exe'],
    ['\ufeffa'],
    ['a\u200bb'],
    ['a\ufffdb'],
    ['\ud800'],
    ['a?'],
    ['a*b'],
    ['<a>'],
    ['a|b'],
    ['a"b'],
    ['a:stream'],
    [' a'],
    ['a '],
    ['a/ b'],
    ['a\u00a0'],
    ['a.'],
    ['a./b'],
    ['...'],
    ['CON'],
    ['nul.txt'],
    ['src/aux.ts'],
    ['LPT1'],
    ['com¹'],
    ['a'.repeat(maxSegmentLength + 1)],
    ['a'.repeat(300)],
    [Array.from({ length: 130 }, () => 'a').join('/')],
  ])('%j is refused with a reason', (path) => {
    expect(reason(path)).toMatch(/\w/);
  });

  test('is stored composed, so that one name has one spelling', () => {
    expect(checkPath('u\u0308ber.md')).toEqual({ ok: true, path: 'über.md' });
  });

  test('whatever is accepted stays in the room, is short enough and is accepted again unchanged', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', ' ', '/', '\\', '\0', 'con', 'A', 'ß', 'İ', 'u\u0308', '\u202e', '.a', 'a.'),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 40 }),
    );
    const anyPath = fc.array(part, { maxLength: 9 }).chain((parts) => fc.constantFrom(parts.join('/'), parts.join('')));
    fc.assert(
      fc.property(anyPath, (input) => {
        const check = checkPath(input);
        if (!check.ok) return;
        const resolved = new URL(check.path.split('/').map(encodeURIComponent).join('/'), 'file:///room/').pathname;
        expect(resolved.startsWith('/room/')).toBe(true);
        expect(decodeURIComponent(resolved)).toBe(`/room/${check.path}`);
        expect(check.path.length).toBeLessThanOrEqual(maxPathLength);
        expect(checkPath(check.path)).toEqual(check);
        expect(Buffer.from(check.path).toString()).toBe(check.path);
      }),
      { numRuns: 500 },
    );
  });

  test('parts of a path', () => {
    expect(foldersOf('a/b/c.ts')).toEqual(['a', 'a/b']);
    expect(foldersOf('c.ts')).toEqual([]);
    expect(fileName('a/b/c.ts')).toBe('c.ts');
    expect(joinPath('', 'a')).toBe('a');
    expect(joinPath('a', 'b/c')).toBe('a/b/c');
    expect(isInside('a', 'A/b')).toBe(true);
    expect(isInside('a', 'ab/c')).toBe(false);
    expect(isInside('', 'a')).toBe(true);
  });
});

describe('[DOC-2] clashes', () => {
  test.each([
    ['readme.md', 'README.md'],
    ['ÜBER.md', 'über.md'],
    ['a', 'a/b'],
    ['a/b', 'a'],
    ['A', 'a/b'],
    ['a/b', 'A'],
    ['src/a.ts', 'Src/b.ts'],
    ['x/y/a.ts', 'x/Y/b.ts'],
  ])('%j and %j cannot both be', (one, other) => {
    expect(new PathSet([one]).clash(other)).not.toBeNull();
  });

  test('says what is there in its own spelling', () => {
    expect(new PathSet(['src/Main.ts']).clash('src/main.ts')).toEqual({ existing: 'src/Main.ts' });
    expect(new PathSet(['src/Main.ts']).clash('SRC/x')).toEqual({ existing: 'src' });
    expect(new PathSet(['a']).clash('a/b/c')).toEqual({ existing: 'a' });
  });

  test('a folder is gone with its last entry', () => {
    const paths = new PathSet(['a/b', 'a/c']);
    paths.delete('a/b');
    expect(paths.clash('a')).toEqual({ existing: 'a' });
    paths.delete('a/c');
    paths.delete('a/c');
    expect(paths.clash('a')).toBeNull();
  });

  test('a set without clashes can be laid out on a disk that ignores case', () => {
    const name = fc.constantFrom('a', 'A', 'b', 'ß', 'SS', 'é', 'É');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 14 }), (wanted) => {
        const paths = new PathSet();
        const accepted = wanted.filter((candidate) => {
          if (paths.clash(candidate) !== null) return false;
          paths.add(candidate);
          return true;
        });
        const disk = new Map<string, string>();
        for (const file of accepted) {
          for (const folder of foldersOf(file)) {
            expect(disk.get(pathKey(folder)) ?? `${folder}/`).toBe(`${folder}/`);
            disk.set(pathKey(folder), `${folder}/`);
          }
          expect(disk.has(pathKey(file))).toBe(false);
          disk.set(pathKey(file), file);
        }
        // Taking out and putting back leaves the same answers.
        for (const file of accepted) {
          paths.delete(file);
          expect(paths.clash(file)).toBeNull();
          paths.add(file);
          expect(paths.clash(file)).toEqual({ existing: file });
        }
      }),
    );
  });
});
