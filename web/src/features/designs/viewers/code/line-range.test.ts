import { designAnchorSchema } from '@draftroom/core/contract/design-anchor';
import { describe, expect, it } from 'vitest';
import { linesOf, textAnchor, wholeLines } from './line-range.ts';

const lines = ['one', 'two words', '', 'four'];

describe('lines that are pointed at', () => {
  it('make an anchor that the hub takes, whichever end came first', () => {
    const anchor = textAnchor('a.ts', lines, wholeLines(lines, 3, 1));
    expect(anchor).toMatchObject({
      start: { line: 1, column: 0 },
      end: { line: 3, column: 4 },
      quote: 'two words\n\nfour',
    });
    expect(designAnchorSchema.parse(anchor)).toEqual(anchor);
  });

  it('quote words within a line, and no more than the hub keeps', () => {
    const range = { start: { line: 1, column: 4 }, end: { line: 1, column: 9 } };
    expect(textAnchor('a.ts', lines, range).quote).toBe('words');
    const long = ['x'.repeat(10_000)];
    expect(designAnchorSchema.safeParse(textAnchor('a.ts', long, wholeLines(long, 0, 0))).success).toBe(true);
  });

  it('leave out a line that none of its words is meant of', () => {
    expect(linesOf({ start: { line: 1, column: 2 }, end: { line: 2, column: 0 } })).toEqual({ first: 1, last: 1 });
    expect(linesOf({ start: { line: 2, column: 0 }, end: { line: 2, column: 0 } })).toEqual({ first: 2, last: 2 });
  });
});
