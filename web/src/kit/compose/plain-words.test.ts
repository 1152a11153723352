import { writeMention } from '@draftroom/core/contract/mentions';
import { expect, test } from 'vitest';
import { plainWords } from './plain-words.ts';

test.each([
  ['plain', 'Too dark here.', 'Too dark here.'],
  ['emphasis', '**Too** dark, *really* __very__ _dark_, ***so***', 'Too dark, really very dark, so'],
  ['emphasis within emphasis', '**very *very* dark**', 'very very dark'],
  ['headings, quotes and lists', '# Light\n\n> darker\n\n- one\n- two\n3. three', 'Light darker one two three'],
  ['a quoted list', '> - one\n> - two', 'one two'],
  [
    'links and pictures',
    'See [the sketch](https://a.example/x "t") and ![a lamp](/l.png).',
    'See the sketch and a lamp.',
  ],
  ['an address alone', '<https://a.example/x>', 'https://a.example/x'],
  ['code as it stands', 'Use `a * b * c` and ``x`y``', 'Use a * b * c and x`y'],
  ['a block of code', 'Like so:\n```ts\nconst a = **b**;\n```\nDone', 'Like so: const a = **b**; Done'],
  ['a block that does not end', '```\nconst a = 1;', 'const a = 1;'],
  ['rules', 'Above\n\n---\n\nBelow', 'Above Below'],
  [
    'signs that mean nothing',
    '2 * 3 * 4, snake_case_name, 5 > 4, #1, a_b',
    '2 * 3 * 4, snake_case_name, 5 > 4, #1, a_b',
  ],
  ['what a backslash takes back', '\\*not\\* emphasised', '*not* emphasised'],
  ['a link by its name', '[the sketch][1] here\n\n[1]: https://a.example', 'the sketch here'],
  ['signs by their names', 'a &amp; b &copy; c', 'a & b © c'],
  ['HTML, as it is shown', 'a <b>c</b>', 'a <b>c</b>'],
  ['a heading that is underlined', 'Light\n=====\n\ndark', 'Light dark'],
  ['lines', 'One\ntwo\n\n\nthree', 'One two three'],
  ['nothing', '', ''],
])('%s', (_, written, plain) => {
  expect(plainWords(written)).toBe(plain);
});

test('names people as they are called', () => {
  const who = writeMention('Ada Berg', '0'.repeat(20));
  expect(plainWords(`${who} **look**`)).toBe('@Ada Berg look');
});

test('comes to an end with what would be tried again and again', () => {
  for (const piece of ['*', '_', '[', '`', '> ', '- ', '\\', '![](', '*a ', '```\n'])
    expect(plainWords(piece.repeat(20_000)).length).toBeLessThan(20_000);
});
