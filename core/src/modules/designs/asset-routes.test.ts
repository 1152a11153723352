import { expect, test } from 'vitest';
import { readRange } from './asset-routes.ts';

test.each([
  [undefined, null],
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-900', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-900', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-0', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-9', null],
  [`bytes=0-${'9'.repeat(40)}`, null],
])('[DSN-9] of 100 bytes %s is %o', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});
