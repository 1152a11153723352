import { describe, expect, it } from 'vitest';
import { ShownTexts } from './shown-texts.ts';
import { Chance } from './testing/chance.ts';

describe('[EDIT-4] the texts that an editor showed', () => {
  it('are known for half a minute after they were shown, and no others are', () => {
    const texts = new ShownTexts();
    expect(texts.has('', 0)).toBe(false);
    texts.add('one', 0);
    texts.add('one two', 100_000);
    texts.add('two', 100_010);
    expect(['one', 'one two', 'two', 'own'].map((text) => texts.has(text, 120_000))).toEqual([true, true, true, false]);
    expect(['one', 'one two', 'two'].map((text) => texts.has(text, 130_005))).toEqual([false, true, true]);
    texts.add('three', 200_000);
    expect(['two', 'one two'].map((text) => texts.has(text, 200_000))).toEqual([true, false]);
  });

  it('are told from texts that are as long', () => {
    const chance = new Chance(5);
    const texts = new ShownTexts();
    const shown = new Set<string>();
    let text = 'aaaaaaaa';
    for (let turn = 0; turn < 500; turn++) {
      texts.add(text, turn);
      shown.add(text);
      const at = chance.below(text.length + 1);
      const letters = 'ab'.repeat(chance.below(3)).slice(chance.below(2));
      text = text.slice(0, at) + letters + text.slice(at + chance.below(letters.length + 2));
    }
    for (const known of shown) expect(texts.has(known, 500)).toBe(true);
    for (let turn = 0; turn < 500; turn++) {
      const other = Array.from({ length: 1 + chance.below(12) }, () => 'ab'.charAt(chance.below(2))).join('');
      expect(texts.has(other, 500)).toBe(shown.has(other));
    }
  });
});
