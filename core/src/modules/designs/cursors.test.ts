import { expect, test } from 'vitest';
import { readKey, readMoment, writeCursor } from './cursors.ts';

const refused = expect.objectContaining({ code: 'bad_cursor' });

test('[DSN-8] a cursor goes back to its own list', () => {
  expect(readKey('mine', writeCursor('mine', ['id']))).toBe('id');
  expect(readMoment('saved', writeCursor('saved', [1_000, 'id']))).toEqual({ at: new Date(1_000), id: 'id' });
  expect(readKey('mine', undefined)).toBeNull();
  expect(readMoment('mine', undefined)).toBeNull();
});

test('[DSN-8] one of another list, or one that nobody gave out, is refused', () => {
  const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const cursor of [
    writeCursor('saved', ['id']),
    writeCursor('mine', [1]),
    writeCursor('mine', ['id', 'more']),
    writeCursor('mine', ['\0']),
    writeCursor('mine', ['\ud800']),
    writeCursor('mine', ['x'.repeat(201)]),
    raw(null),
    raw({ list: 'mine' }),
    raw(['mine']),
    '',
    '%%%',
    'a'.repeat(400),
  ]) {
    expect(() => readKey('mine', cursor), cursor).toThrow(refused);
  }
  for (const time of [Number.NaN, -1, 1e300, '5']) {
    expect(() => readMoment('saved', writeCursor('saved', [time, 'id']))).toThrow(refused);
  }
});
