import { expect, it } from 'vitest';
import { highlight } from './highlight.ts';

it('colours the words of a line and loses none of it', () => {
  const line = "  if (level > 0.5) fill('#2f7f9c'); // high water";
  const tokens = highlight(line);
  expect(tokens.map(([, text]) => text).join('')).toBe(line);
  expect(tokens.filter(([kind]) => kind !== 'plain')).toEqual([
    ['keyword', 'if'],
    ['number', '0.5'],
    ['name', 'fill'],
    ['string', "'#2f7f9c'"],
    ['comment', '// high water'],
  ]);
});
