import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepingOrder } from './element-order.ts';
import { isOrderKey, keyBetween, keysBetween } from './order-keys.ts';

describe('order keys', () => {
  it('[DRAW-4] have the form of Excalidraw’s', () => {
    expect([keyBetween(null, null), keyBetween('a0', null), keyBetween(null, 'a0')]).toEqual(['a0', 'a1', 'Zz']);
    expect([keyBetween('az', null), keyBetween('a0', 'a1'), keyBetween('a0', 'a0V')]).toEqual(['b00', 'a0V', 'a0G']);
    expect([keyBetween('a0V', 'a1'), keyBetween('Zz', 'a0'), keyBetween(null, 'b00')]).toEqual(['a0l', 'ZzV', 'az']);
    expect(keysBetween('a0', 'a1', 3)).toEqual(['a0G', 'a0V', 'a0l']);
    expect(keysBetween(null, null, 3)).toEqual(['a0', 'a1', 'a2']);
    expect(keysBetween(null, 'a0', 2)).toEqual(['Zy', 'Zz']);
  });

  it('[DRAW-4] are none when they leave no room', () => {
    const good = ['a0', 'Zz', 'b00', 'a0V', `A${'0'.repeat(25)}1`];
    expect(good.filter(isOrderKey)).toEqual(good);
    const bad = [
      '',
      'a',
      '0',
      'a0 ',
      'a00',
      'b0',
      'a0V0',
      `A${'0'.repeat(26)}`,
      'a0-',
      `a0${'1'.repeat(500)}`,
      7,
      null,
    ];
    expect(bad.filter(isOrderKey)).toEqual([]);
    expect([keyBetween('a1', 'a1'), keyBetween('a2', 'a1'), keysBetween('a2', 'a1', 2)]).toEqual([null, null, []]);
  });

  it('[DRAW-4] always leave room for another, wherever one is put', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 120 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = Math.round(place * keys.length);
          const key = keyBetween(keys[at - 1] ?? null, keys[at] ?? null);
          expect(isOrderKey(key)).toBe(true);
          keys.splice(at, 0, key ?? '');
        }
        expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('[DRAW-4] stay where they fit when a list is put in order', () => {
    const place = (...indexes: string[]) =>
      keepingOrder(indexes.map((index, i) => ({ id: `${i}`, index }))).map(({ index }) => index);
    expect(place('a0', '', 'a1')).toEqual(['a0', 'a0V', 'a1']);
    expect(place('a3', 'a1', 'a2')).toEqual(['a3', 'a4', 'a5']);
    expect(place('', '', '')).toEqual(['a0', 'a1', 'a2']);
  });
});
