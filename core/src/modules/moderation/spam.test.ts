import { describe, expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import { writeMention } from '../../contract/mentions.ts';
import { essenceOf, findingsIn, type Said } from './spam.ts';

const find = (words: string, more: Partial<Said> = {}) =>
  findingsIn({ words, trust: 0, repeats: 0, ownHosts: new Set(['hub.example']), ...more });
const links = (count: number) => Array.from({ length: count }, (_, at) => `https://shop-${at}.example/buy`).join(' ');

describe('[MOD-5] spam checks', () => {
  test('let ordinary words through', () => {
    expect(find('A chair in three parts. See https://example.org and www.example.com, 1.2.3 done.')).toEqual([]);
    expect(find('')).toEqual([]);
    expect(find('👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 café naïve שלום مرحبا नमस्ते Việt Nam')).toEqual([]);
  });

  test('hold three links of a new account, not of an older one, and not those of the hub', () => {
    expect(find(links(2))).toEqual([]);
    expect(find(links(3))).toEqual(['many_links']);
    expect(find(links(3), { trust: 1 })).toEqual([]);
    expect(find('https://hub.example/a https://hub.example/b https://hub.example/c')).toEqual([]);
  });

  test.each([
    'https://bit.ly/3xyz',
    'see www.tinyurl.com/abc',
    'http://192.0.2.7/login',
    'http://[2001:db8::1]/login',
    'https://bank.example@evil.example/login',
    'http://0x7f000001/',
  ])('hold a link that hides where it leads: %s', (words) => {
    expect(find(words)).toEqual(['hidden_link']);
    expect(find(words, { trust: 1 })).toEqual(['hidden_link']);
    expect(find(words, { trust: 2 })).toEqual([]);
  });

  test('hold what names many people', () => {
    const naming = (count: number) => Array.from({ length: count }, () => writeMention('Ada', newId())).join(' ');
    expect(find(naming(5))).toEqual([]);
    expect(find(naming(6))).toEqual(['many_mentions']);
    expect(find(naming(20), { trust: 2 })).toEqual([]);
    expect(find(naming(21), { trust: 4 })).toEqual(['many_mentions']);
  });

  test.each([
    ['text that is turned round', 'safe\u202egnp.exe'],
    ['letters of no width', 'vi\u200bag\u200bra'],
    ['tags that are no flag', 'hello\u{e0041}\u{e0042}'],
    ['heaps of accents', `a${'\u0301'.repeat(9)}`],
  ])('hold %s', (_what, words) => {
    expect(find(words)).toEqual(['hidden_characters']);
  });

  test('hold the third saying of the same within a day, the sixth of somebody trusted', () => {
    expect(find('words', { repeats: 1 })).toEqual([]);
    expect(find('words', { repeats: 2 })).toEqual(['repeated']);
    expect(find('words', { repeats: 4, trust: 2 })).toEqual([]);
    expect(find('words', { repeats: 5, trust: 2 })).toEqual(['repeated']);
  });

  test('compare words without case, spaces and signs, and not short ones', () => {
    const words = 'Buy the best pencils of the whole wide world here today!';
    expect(essenceOf(words.toUpperCase().replaceAll(' ', '  -- '))).toBe(essenceOf(words));
    expect(essenceOf('Nice!')).toBeNull();
  });

  test('end on a long text of nothing but beginnings', () => {
    expect(find('http://'.repeat(5_000) + '@['.repeat(5_000) + 'www.'.repeat(5_000))).toBeInstanceOf(Array);
  });
});
