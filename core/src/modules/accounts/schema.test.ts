import { describe, expect, test } from 'vitest';
import { emailSchema, nameSchema, signUpInputSchema } from './schema.ts';

describe('names', () => {
  test.each([
    ['  Ada Lovelace ', 'Ada Lovelace'],
    ['Ånge\u0301lique', 'Ångélique'],
    ['X', 'X'],
    ['\u{1F469}\u200D\u{1F3A8} Ana', '\u{1F469}\u200D\u{1F3A8} Ana'],
    ['\u{1F58D}'.repeat(80), '\u{1F58D}'.repeat(80)],
  ])('[ACC-19] %j becomes %j', (name, kept) => {
    expect(nameSchema.parse(name)).toBe(kept);
  });

  test.each([
    '',
    '   ',
    'a'.repeat(81),
    'a\nb',
    'a\u0000b',
    'a\u202Eb',
    '\u200B',
    '\u200D\u200D',
    'a\uD800b',
    '\u2028a\u2028b',
  ])('[ACC-19] %j is refused', (name) => {
    expect(nameSchema.safeParse(name).success).toBe(false);
  });
});

test.each([
  [' Ada@Example.org ', true],
  ['ada@example', false],
  ['ada', false],
  [`${'a'.repeat(250)}@example.org`, false],
  ['ada@example.org\nbcc: eve@example.org', false],
])('[ACC-1] the address %j: %s', (email, ok) => {
  expect(emailSchema.safeParse(email).success).toBe(ok);
});

test('a refused sign-up names the field and says it for people', () => {
  const parsed = signUpInputSchema.safeParse({ email: 'ada@example.org', name: 'Ada', password: 'short' });
  expect(parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
    ['password', 'Use at least 10 characters.'],
  ]);
});
