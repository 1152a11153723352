import { describe, expect, it } from 'vitest';
import { colourCode } from './colour-code.ts';

describe('coloured code', () => {
  it('loses no character', () => {
    const lines = ['const a = `x $b` // "end"', "'open", '/* one', 'two */ return 0x1f;', '', 'naïve("ß") \\ §'];
    for (const language of ['typescript', 'python', 'html', 'markdown', 'json', 'sql', 'nobody-knows']) {
      const coloured = colourCode(lines, language).map((line) => line.map(([, text]) => text).join(''));
      expect(coloured).toEqual(lines);
    }
  });

  it('tells words, strings, numbers and comments apart, over several lines', () => {
    expect(colourCode(['/* one', 'two */ return say("a\\"b", 12)'], 'typescript')).toEqual([
      [['comment', '/* one']],
      [
        ['comment', 'two */'],
        ['plain', ' '],
        ['keyword', 'return'],
        ['plain', ' '],
        ['name', 'say'],
        ['plain', '('],
        ['string', '"a\\"b"'],
        ['plain', ', '],
        ['number', '12'],
        ['plain', ')'],
      ],
    ]);
    expect(colourCode(['# what // is'], 'python')).toEqual([[['comment', '# what // is']]]);
  });

  it('takes no time over a line without end', () => {
    expect(colourCode(['"'.repeat(1e6)], 'typescript')).toEqual([[['plain', '"'.repeat(1e6)]]]);
  });
});
