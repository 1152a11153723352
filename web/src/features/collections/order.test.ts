import { describe, expect, it } from 'vitest';
import { before, inOrder, moved, placeAt } from './order.ts';

const list = ['a', 'b', 'c', 'd'];

describe('moving an item of a collection', () => {
  it('takes it to its place and keeps the rest in order', () => {
    expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(list, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('stops at both ends and knows what stays', () => {
    expect(moved(list, 3, 9)).toBe(list);
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 9, 0)).toBe(list);
  });

  it('says what it comes behind', () => {
    expect(before(list, 'a')).toBeNull();
    expect(before(list, 'c')).toBe('b');
    expect(before(list, 'x')).toBeNull();
  });

  it('finds the place under the pointer', () => {
    const middles = [50, 150, 250];
    expect(placeAt(middles, 10, 2)).toBe(0);
    expect(placeAt(middles, 160, 0)).toBe(1);
    expect(placeAt(middles, 999, 0)).toBe(2);
    expect(placeAt(middles, 150, 1)).toBe(1);
  });
});

describe('the order made here', () => {
  it('holds for what it names; what was added since comes last', () => {
    expect(inOrder(['a', 'new', 'b'], ['b', 'a'], String)).toEqual(['b', 'a', 'new']);
    expect(inOrder(list, null, String)).toBe(list);
  });
});
