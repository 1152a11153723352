import { expect, it } from 'vitest';
import { initials } from './initials.ts';

it.each([
  ['Ada Lindqvist', 'AL'],
  ['Lucía', 'L'],
  ['Jean-Luc de la Tour', 'JT'],
  ['  mei   tanaka ', 'MT'],
  ['山田太郎', '山'],
  ['4ever', '4'],
  ['e\u0301lodie', 'É'],
  ['🎉', '?'],
  ['', '?'],
])('%j is %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
