import { textEdits } from '@draftroom/core/model/text/text-edits';
import { describe, expect, it } from 'vitest';
import { applyEdits, positioned } from '../text-binding/edit-lists.ts';
import { fineEdits } from '../text-binding/fine-edits.ts';
import { LineMap } from '../text-binding/line-map.ts';
import { Chance } from '../text-binding/testing/chance.ts';
import { TokenLedger } from '../text-binding/testing/token-ledger.ts';
import { editFileText, readFileText, writeFileText } from './text-format.ts';
import { editsOnto } from './three-way.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const raw = (content: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);

function change(before: string, after: string): string {
  const file = readFileText(bytes(before));
  if (file === null) throw new Error('a text');
  const edits = positioned(textEdits(file.text, after), new LineMap(file.text));
  const next = editFileText(file, edits, after);
  expect(next.text).toBe(after);
  expect(raw(next.bytes)).toBe((next.hasMark ? '\ufeff' : '') + next.raw);
  return raw(next.bytes);
}

describe('[SHARE-3] a file’s own form', () => {
  it('is kept: line ends of lines that stay, and the mark', () => {
    expect(change('a\r\nb\r\n', 'a\nx\nb\n')).toBe('a\r\nx\r\nb\r\n');
    expect(change('a\r\nb\nc\r\n', 'a\nb\nc\nd\n')).toBe('a\r\nb\nc\r\nd\r\n');
    expect(change('\ufeffa\n', 'b\n')).toBe('\ufeffb\n');
    expect(change('a\rb\rc', 'a\nb\nc\nd')).toBe('a\rb\rc\rd');
  });

  it('never makes one line end of two', () => {
    const after = change('a\rb\n', 'a\n\nb\n');
    expect(after.replaceAll(/\r\n?/g, '\n')).toBe('a\n\nb\n');
  });

  it('says the same after any edits of any file', () => {
    const chance = new Chance(7);
    const parts = ['a', 'b', '\r\n', '\n', '\r', 'ü', '\u{1f600}', ''];
    const some = () => Array.from({ length: chance.below(14) }, () => chance.of(parts)).join('');
    for (let turn = 0; turn < 3_000; turn++) change(some(), some().replaceAll(/\r\n?/g, '\n'));
  });

  it('is told from what is no text', () => {
    expect(readFileText(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBeNull();
    expect(readFileText(bytes('a\0b'))).toBeNull();
    expect(readFileText(bytes('%PDF-1.7'))).toBeNull();
    expect(raw(writeFileText('a\nb', readFileText(bytes('x\r\ny\r\n')) ?? undefined).bytes)).toBe('a\r\nb');
  });
});

describe('[SHARE-5] edits by words', () => {
  it('lead from any text to any other, and leave what stays', () => {
    const chance = new Chance(5);
    const parts = ['one', 'two', ' ', '\n', '.', '\u{1f600}', 'ü', '漢'];
    const some = () => Array.from({ length: chance.below(20) }, () => chance.of(parts)).join('');
    for (let turn = 0; turn < 3_000; turn++) {
      const [before, after] = [some(), some()];
      expect(applyEdits(before, fineEdits(before, after))).toBe(after);
    }
    expect(fineEdits('one\ntwo\n', 'one 1\ntwo 2\n').map(({ remove }) => remove)).toEqual([0, 0]);
    const removed = fineEdits('rst\nab\nsecon id\n\nlas\n', 'rstab\nsecon\n id\n\nla!s\n');
    expect(removed.reduce((sum, { remove }) => sum + remove, 0)).toBeLessThan(12);
  });
});

describe('[SHARE-5] merging what both sides did', () => {
  const merge = (base: string, mine: string, theirs: string) => applyEdits(theirs, editsOnto(base, mine, theirs));

  it('brings no removed word back for the sake of a blank line', () => {
    // Theirs has a new line break before the word, which mine removes.
    expect(merge('rst\n丄丅\n𠀇second\n', 'rst丅\n𠀇second\n', 'r\nst\n丄second\n')).not.toMatch(/[丄丅𠀇]/u);
  });

  it('takes both, and once what both did', () => {
    expect(merge('a\nb\nc\n', 'a\nb\nc\nmine\n', 'theirs\na\nb\nc\n')).toBe('theirs\na\nb\nc\nmine\n');
    expect(merge('a\n', 'a\nx\n', 'a\nx\n')).toBe('a\nx\n');
    expect(merge('a\n', 'a\nx\n', 'a\nxy\n')).toBe('a\nxy\n');
    expect(merge('a\n', 'a\nxy\n', 'a\nx\n')).toBe('a\nxy\n');
    expect(merge('for all\n', 'for allkkk and me\n', 'read: for allk\n')).toBe('read: for allkkk and me\n');
    expect(merge('', '😀', '😁')).toContain('😀');
    expect(merge('one two\n', 'one\n', 'one two three\n')).toBe('one three\n');
    expect(merge('a\nb\n', 'b\n', 'b\n')).toBe('b\n');
  });

  it('loses nothing and doubles nothing', () => {
    const chance = new Chance(11);
    for (let turn = 0; turn < 2_000; turn++) {
      const ledger = new TokenLedger();
      const base = Array.from({ length: chance.below(8) }, () => `${ledger.token(ledger)}\n`).join('');
      const edit = (who: object) =>
        [...base]
          .flatMap((sign) => {
            const goes = chance.below(6) === 0;
            if (goes) ledger.remove(sign, who, false);
            return [...(chance.below(5) === 0 ? [ledger.token(who)] : []), ...(goes ? [] : [sign])];
          })
          .join('');
      const [mine, theirs] = [edit({}), edit({})];
      const faults = ledger.faults(merge(base, mine, theirs), () => false);
      expect(faults, JSON.stringify([base, mine, theirs])).toEqual([]);
    }
  });
});
