import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseLineEnds, splitPoints, type TextEdit, textEdits } from './text-edits.ts';

function applied(before: string, edits: TextEdit[]): string {
  let text = before;
  for (const edit of edits.toReversed()) {
    text = text.slice(0, edit.index) + edit.insert + text.slice(edit.index + edit.remove);
  }
  return text;
}

const line = fc.constantFrom('a', 'b', 'if (x) {', '}', '', '😀', '😁 x', 'é');
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('text edits', () => {
  it('[TEXT-3] turn any text into any other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applied(before, textEdits(before, after))).toBe(after);
      }),
      { numRuns: 400 },
    );
  });

  it('[TEXT-3] are ordered and do not overlap', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let end = 0;
        for (const edit of textEdits(before, after)) {
          expect(edit.index).toBeGreaterThanOrEqual(end);
          expect(edit.remove + edit.insert.length).toBeGreaterThan(0);
          end = edit.index + edit.remove;
        }
      }),
    );
  });

  it('[TEXT-3] leave lines alone that stay', () => {
    const before = 'one\ntwo\nthree\nfour\nfive\n';
    const after = 'one\nTWO\nthree\nfour!\nfive\n';
    expect(textEdits(before, after)).toEqual([
      { index: 4, remove: 3, insert: 'TWO' },
      { index: 18, remove: 0, insert: '!' },
    ]);
  });

  it('[TEXT-3] never cut a character in two', () => {
    // Both characters share their first UTF-16 unit.
    expect(textEdits('x😀y', 'x😁y')).toEqual([{ index: 1, remove: 2, insert: '😁' }]);
    // These two share their last unit.
    const left = '\ud83d\ude00';
    const right = '\ud83e\ude00';
    expect(textEdits(`${left}y`, `${right}y`)).toEqual([{ index: 0, remove: 2, insert: right }]);
  });

  it('[TEXT-3] are none for equal texts and one for wholly different long texts', () => {
    expect(textEdits('same', 'same')).toEqual([]);
    const before = Array.from({ length: 3_000 }, (_, i) => `a${i}\n`).join('');
    const after = Array.from({ length: 3_000 }, (_, i) => `b${i}\n`).join('');
    const edits = textEdits(before, after);
    expect(edits).toHaveLength(1);
    expect(applied(before, edits)).toBe(after);
  });
});

describe('line ends', () => {
  it('[TEXT-2] become LF', () => {
    expect(normaliseLineEnds('a\r\nb\rc\n\r\n')).toBe('a\nb\nc\n\n');
    expect(normaliseLineEnds('plain\n')).toBe('plain\n');
  });
});

describe('splitting', () => {
  it('[TEXT-4] gives parts that join to the whole, none longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (whole, length) => {
        const parts = splitPoints(whole, length);
        expect(parts.join('')).toBe(whole);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(length);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
