import { describe, expect, it } from 'vitest';
import { matchAll } from './match.ts';

const items = [
  { title: 'New room' },
  { title: 'Join a room' },
  { title: 'Use the dark theme' },
  { title: 'Lucía’s sketches' },
  { title: 'tide.ts', words: 'src/tide.ts Tide clock' },
  { title: 'tide-table.md', words: 'docs/tide-table.md' },
];
const titles = (query: string) => matchAll(items, query).map((item) => item.title);

describe('the filter of the command palette', () => {
  it('shows everything in its order when nothing is typed', () => {
    expect(titles('  ')).toEqual(items.map((item) => item.title));
  });

  it('puts beginnings first', () => {
    expect(titles('room')).toEqual(['New room', 'Join a room']);
    expect(titles('tide')[0]).toBe('tide.ts');
  });

  it('takes words in any order and needs all of them', () => {
    expect(titles('room new')).toEqual(['New room']);
    expect(titles('room blue')).toEqual([]);
  });

  it('ignores case and accents', () => {
    expect(titles('LUCIA')).toEqual(['Lucía’s sketches']);
  });

  it('finds documents by their path, after those named so', () => {
    expect(titles('src/ti')).toContain('tide.ts');
    expect(titles('docs')).toEqual(['tide-table.md']);
  });

  it('finds letters in order when nothing better is there', () => {
    expect(titles('udt')).toEqual(['Use the dark theme']);
  });

  it('treats signs of patterns as letters', () => {
    expect(titles('.*')).toEqual([]);
    expect(titles('[')).toEqual([]);
  });
});
