import { expect, it } from 'vitest';
import { commentMarkdown, quotedLine } from './comment-text.ts';

const ada = '01h8xgjwbwbaq4ts9p6e';

it('[VSC-28] what people write is never markup: every sign is shown as it is', () => {
  expect(commentMarkdown('*a* <b> [x](command:y) `c` # d')).toBe(
    '\\*a\\* \\<b\\> \\[x\\]\\(command\\:y\\) \\`c\\` \\# d',
  );
  expect(commentMarkdown('![p](https://evil.example/p.png)')).toBe('\\!\\[p\\]\\(<https://evil.example/p.png>\\)');
});

it('names stand out, addresses can be pressed, lines and indents stay', () => {
  expect(commentMarkdown(`hi @[Ada *L*](${ada})!`)).toBe('hi **\\@Ada \\*L\\***\\!');
  expect(commentMarkdown('see https://example.org/a_b?c=d.')).toBe('see <https://example.org/a_b?c=d>\\.');
  expect(commentMarkdown('one\n  two')).toBe('one  \n&nbsp;&nbsp;two');
});

it('quotes are one line and not too long', () => {
  expect(quotedLine('  a\n   b ', 10)).toBe('a b');
  expect(quotedLine('abcdef', 4)).toBe('abc…');
  expect(quotedLine('😀😀😀', 2)).toBe('😀…');
});
