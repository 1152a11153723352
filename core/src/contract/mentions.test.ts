import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';
import { mentionedIds, plainMessage, splitMentions, writeMention } from './mentions.ts';

const ada = newId();
const mei = newId();

test('[ROOM-21] a message falls into text and names', () => {
  const text = `Ask ${writeMention('Ada', ada)} or ${writeMention('Mei', mei)}!`;
  expect(splitMentions(text)).toEqual([
    { text: 'Ask ' },
    { name: 'Ada', userId: ada },
    { text: ' or ' },
    { name: 'Mei', userId: mei },
    { text: '!' },
  ]);
  expect(mentionedIds(`${text} ${text}`)).toEqual([ada, mei]);
  expect(plainMessage(text, 100)).toBe('Ask @Ada or @Mei!');
});

test('[ROOM-21] what only looks like a mention is text', () => {
  for (const text of [
    '@[Ada](nobody)',
    `@[](${ada})`,
    `[Ada](${ada})`,
    `@[A](https://x)`,
    '@[Ada]',
    `@[a\nb](${ada})`,
  ]) {
    expect(splitMentions(text)).toEqual([{ text }]);
  }
});

test('[ROOM-21] any name that is written is read again as one mention, and no text is lost', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, name, after) => {
      const mention = writeMention(name, ada);
      expect(mentionedIds(mention)).toEqual([ada]);
      const text = before + mention + after;
      const again = splitMentions(text).map((part) =>
        'userId' in part ? `@[${part.name}](${part.userId})` : part.text,
      );
      expect(again.join('')).toBe(text);
    }),
  );
});

test('an excerpt is cut between characters, never inside one', () => {
  expect(plainMessage('👩‍🚀'.repeat(3), 3)).toMatch(/…$/);
  expect(plainMessage('😀😀😀', 2)).toBe('😀…');
  expect(plainMessage('a\n\n b', 10)).toBe('a b');
});
