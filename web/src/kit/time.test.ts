import { describe, expect, it } from 'vitest';
import { fileSize, relativeTime } from './time.ts';

const now = Date.UTC(2026, 5, 15, 12);
const seconds = 1_000;
const day = 86_400 * seconds;

describe('relative times', () => {
  it('have a word of their own for just now, in both directions', () => {
    expect(relativeTime(now - 44 * seconds, now, 'en')).toBeNull();
    expect(relativeTime(now + 10 * seconds, now, 'en')).toBeNull();
  });

  it.each([
    [45 * seconds, '1 minute ago'],
    [59 * 60 * seconds, '59 minutes ago'],
    [60 * 60 * seconds, '1 hour ago'],
    [day, 'yesterday'],
    [6 * day, '6 days ago'],
    [7 * day, 'last week'],
    [400 * day, 'last year'],
    [-3 * day, 'in 3 days'],
  ])('%d ms before is “%s”', (before, text) => {
    expect(relativeTime(now - before, now, 'en')).toBe(text);
  });

  it('speak the language', () => {
    expect(relativeTime(now - day, now, 'de')).toBe('gestern');
  });
});

describe('sizes of files', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1_023, '1,023 bytes'],
    [1_536, '1.5 kB'],
    [4 * 1024 * 1024, '4 MB'],
    [20 * 1024 ** 3, '20 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(fileSize(bytes, 'en')).toBe(text);
  });
});
