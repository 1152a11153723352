import { describe, expect, it } from 'vitest';
import { patched } from './patched.ts';

const card = (id: string) => ({ id, title: id, liked: false, likeCount: 1 });
const change = { liked: true, likeCount: 2 };

describe('changing one design in what was loaded', () => {
  it('reaches it in pages, lists, collections and alone', () => {
    expect(patched({ pages: [{ items: [card('a'), card('b')], nextCursor: null }] }, 'b', change)).toEqual({
      pages: [{ items: [card('a'), { ...card('b'), ...change }], nextCursor: null }],
    });
    expect(patched({ items: [{ design: card('a'), note: 'n' }] }, 'a', change)).toEqual({
      items: [{ design: { ...card('a'), ...change }, note: 'n' }],
    });
    expect(patched(card('a'), 'a', change)).toEqual({ ...card('a'), ...change });
  });

  it('leaves the rest the very same object', () => {
    const pages = { pages: [{ items: [card('a')] }, { items: [card('b')] }] };
    expect(patched(pages, 'c', change)).toBe(pages);
    expect(patched(pages, 'b', change).pages[0]).toBe(pages.pages[0]);
    const tags = { items: [{ id: 'a', name: 'a saved search with the same id' }] };
    expect(patched(tags, 'a', change)).toBe(tags);
    expect(patched(undefined, 'a', change)).toBeUndefined();
  });
});
