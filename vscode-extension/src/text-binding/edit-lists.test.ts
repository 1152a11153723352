import { type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import { describe, expect, it } from 'vitest';
import { applyEdits, editsOf, movedOffset, rebased } from './edit-lists.ts';
import type { PositionedEdit } from './editor-text.ts';
import { LineMap } from './line-map.ts';
import { Chance } from './testing/chance.ts';

const at = (index: number, insert: string, remove = 0): TextEdit => ({ index, remove, insert });
const change = (start: [number, number], end: [number, number], text: string): PositionedEdit => ({
  start: { line: start[0], character: start[1] },
  end: { line: end[0], character: end[1] },
  text,
});
const read = (text: string, ...changes: PositionedEdit[]) => editsOf(text, changes, new LineMap(text));

describe('lines', () => {
  it('count the same with every line end, and bring places that are not there back into the text', () => {
    const lines = new LineMap('ab\n\ncde');
    expect([0, 2, 3, 4, 7, 99].map((offset) => lines.position(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 2 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 2, character: 3 },
      { line: 2, character: 3 },
    ]);
    expect(lines.offset({ line: 0, character: 99 })).toBe(2);
    expect(lines.offset({ line: 9, character: 0 })).toBe(7);
    expect(lines.offset({ line: -1, character: 5 })).toBe(0);
  });
});

describe('what a change really does', () => {
  it('[EDIT-4] is nothing when the line ends change', () => {
    expect(read('a\nb\n', change([0, 0], [2, 0], 'a\r\nb\r\n'))).toEqual([]);
  });

  it('[EDIT-4] is what differs when the whole text is replaced', () => {
    const text = 'one\ntwo\nthree\nfour\n';
    expect(read(text, change([0, 0], [4, 0], 'one\r\n2\r\nthree\r\nfive\r\n'))).toEqual([
      at(4, '2', 3),
      at(15, 'ive', 3),
    ]);
  });

  it('comes ordered, though editors report it from the bottom up', () => {
    expect(read('a b', change([0, 2], [0, 3], 'c'), change([0, 0], [0, 0], 'x'))).toEqual([at(0, 'x'), at(2, 'c', 1)]);
  });

  it('[EDIT-5] takes a character whole that it cuts in two, and one that it completes', () => {
    expect(read('a😀b', change([0, 2], [0, 3], ''))).toEqual([at(1, '\ud83d', 2)]);
    expect(read('a\ud83db', change([0, 2], [0, 2], '\ude00'))).toEqual([at(1, '😀', 1)]);
    expect(read('a\ude00b', change([0, 1], [0, 1], '\ud83d'))).toEqual([at(1, '😀', 1)]);
    expect(read('\ud83dx\ude00', change([0, 1], [0, 2], ''))).toEqual([at(0, '😀', 3)]);
  });
});

describe('places', () => {
  it('[EDIT-3] stay with the character before or after them', () => {
    expect(movedOffset(4, [at(4, 'abc')], 'before')).toBe(4);
    expect(movedOffset(4, [at(4, 'abc')], 'after')).toBe(7);
    expect(movedOffset(4, [at(1, '', 2), at(4, '', 3)], 'before')).toBe(2);
    expect(movedOffset(6, [at(4, 'x', 5)], 'before')).toBe(4);
    expect(movedOffset(6, [at(4, 'x', 5)], 'after')).toBe(5);
    expect(movedOffset(9, [at(4, 'x', 5)], 'before')).toBe(5);
  });
});

describe('edits of a text that somebody saw', () => {
  it('remove only what they saw', () => {
    // Shown: the same with "old" for "theirs".
    const between = textEdits('a theirs b', 'a old b');
    expect(applyEdits('a theirs b', rebased([at(0, '', 7)], between))).toBe('theirs');
    expect(applyEdits('a theirs b', rebased([at(3, 'X')], between))).toBe('a theirsX b');
    expect(applyEdits('a theirs b', rebased([at(2, '', 3)], between))).toBe('a theirs b');
  });

  it('end in the same place as their text, by chance', () => {
    const chance = new Chance(7);
    for (let round = 0; round < 500; round++) {
      const real = Array.from({ length: chance.below(8) }, () => chance.of(['a', 'b', '\n'])).join('');
      const seen = Array.from({ length: chance.below(8) }, () => chance.of(['a', 'b', '\n'])).join('');
      const index = chance.below(seen.length + 1);
      const edit = at(index, 'NEW', chance.below(seen.length - index + 1));
      const result = applyEdits(real, rebased([edit], textEdits(real, seen)));
      expect(result.split('NEW')).toHaveLength(2);
      expect(result.length).toBeLessThanOrEqual(real.length + 3);
    }
  });
});
