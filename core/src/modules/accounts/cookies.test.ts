import { expect, test } from 'vitest';
import { readCookie, sessionCookie, sessionCookieName } from './cookies.ts';

test('a session cookie is closed to scripts and other sites', () => {
  const cookie = sessionCookie('abc', true);
  expect(cookie).toMatch(/^draftroom_session=abc; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/);
  expect(sessionCookie('abc', false)).not.toContain('Secure');
  expect(sessionCookie(null, false)).toContain('draftroom_session=; Path=/; Max-Age=0');
});

test.each([
  ['draftroom_session=abc', 'abc'],
  ['a=b;draftroom_session=a%20b ; c=d', 'a b'],
  ['x_draftroom_session=abc', null],
  ['draftroom_session=', null],
  ['draftroom_session=%E0%A4%A', null],
  ['draftroom_session', null],
  ['', null],
  [undefined, null],
])('the header %j holds %j', (header, value) => {
  expect(readCookie(header, sessionCookieName)).toBe(value);
});
