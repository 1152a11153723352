import { describe, expect, it } from 'vitest';
import { compilePattern, type SearchPattern, searchText, shownLine } from './text-search.ts';

const plain = (text: string, options: Partial<SearchPattern> = {}): SearchPattern => ({
  text,
  matchCase: false,
  wholeWord: false,
  isRegExp: false,
  ...options,
});
const find = (content: string, pattern: SearchPattern, limit = 100) => {
  const compiled = compilePattern(pattern);
  return compiled === null
    ? null
    : searchText(content, compiled, limit).map(({ line, start, end }) => [line, start, end]);
};

describe('finding in a text', () => {
  it('takes signs as they are unless it is an expression', () => {
    expect(find('a.b\naxb', plain('a.b'))).toEqual([[0, 0, 3]]);
    expect(find('a.b\naxb', plain('a.b', { isRegExp: true }))).toEqual([
      [0, 0, 3],
      [1, 0, 3],
    ]);
  });

  it('counts lines of every kind and columns in UTF-16', () => {
    expect(find('one\r\ntwo\rthree\n😀 four', plain('o'))).toEqual([
      [0, 0, 1],
      [1, 2, 3],
      [3, 4, 5],
    ]);
  });

  it('knows case and whole words, in letters of any script', () => {
    expect(find('Öl Ölung öl', plain('öl'))).toHaveLength(3);
    expect(find('Öl Ölung öl', plain('öl', { wholeWord: true }))).toHaveLength(2);
    expect(find('Öl Ölung öl', plain('öl', { wholeWord: true, matchCase: true }))).toEqual([[0, 9, 11]]);
  });

  it('finds nothing with what is empty or no expression, and ends at the limit', () => {
    expect(find('abc', plain(''))).toBeNull();
    expect(find('abc', plain('(', { isRegExp: true }))).toBeNull();
    expect(find('abc', plain('x*', { isRegExp: true }))).toEqual([]);
    expect(find('aaaa', plain('a'), 2)).toHaveLength(2);
  });

  it('shows a line without its indent, and the part around a match that is far to the right', () => {
    const [near] = searchText('    return value;', /value/gu, 1);
    expect(near && shownLine(near)).toBe('return value;');
    const [far] = searchText(`${'x '.repeat(200)}here`, /here/gu, 1);
    expect(far && shownLine(far)).toMatch(/^….*here$/);
  });
});
