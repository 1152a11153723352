import { expect, it } from 'vitest';
import { byDay, dayName } from './days.ts';

const at = (text: string) => new Date(text).getTime();

it('puts what happened on one day together, in the order given', () => {
  const moments = ['2026-03-29T23:59', '2026-03-29T00:00', '2026-03-28T23:59'].map(at);
  expect(byDay(moments, (moment) => moment).map(({ items }) => items)).toEqual([
    [moments[0], moments[1]],
    [moments[2]],
  ]);
});

it('names today and yesterday, also over a night in which the clocks change, and dates before', () => {
  const now = at('2026-03-30T00:10');
  expect(dayName(at('2026-03-30T00:00'), now, 'en')).toBe('today');
  expect(dayName(at('2026-03-29T00:00'), now, 'en')).toBe('yesterday');
  expect(dayName(at('2026-03-27T00:00'), now, 'en')).toEqual({ date: 'Friday, March 27' });
  expect(dayName(at('2025-03-27T00:00'), now, 'en')).toEqual({ date: 'Thursday, March 27, 2025' });
});
