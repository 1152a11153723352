import { describe, expect, test } from 'vitest';
import { rankOf, startOfDay, weightOf } from './ranking.ts';

describe('[DSN-6] weights and ranks', () => {
  test('what somebody does weighs by its kind and by their trust', () => {
    expect([0, 1, 2, 3, 4].map((trust) => weightOf('like', trust as 0))).toEqual([0.25, 0.5, 1, 1.5, 1.5]);
    expect((['like', 'save', 'remix', 'critique'] as const).map((kind) => weightOf(kind, 2))).toEqual([1, 2, 3, 2]);
  });

  test('adding and taking back comes to exactly zero', () => {
    const all = (['like', 'save', 'remix', 'critique'] as const).flatMap((kind) =>
      ([0, 1, 2, 3, 4] as const).map((trust) => weightOf(kind, trust)),
    );
    const up = all.reduce((sum, weight) => sum + weight, 0);
    expect(all.toReversed().reduce((sum, weight) => sum - weight, up)).toBe(0);
  });

  test('a tenfold of weight is worth 45,000 seconds', () => {
    const early = new Date('2026-03-01T00:00:00Z');
    const late = new Date(early.getTime() + 45_000_000);
    expect(rankOf(100, early)).toBeCloseTo(rankOf(10, late), 9);
    expect(rankOf(0, early)).toBe(early.getTime() / 45_000_000);
    expect(rankOf(1, early)).toBe(rankOf(0, early));
    expect(rankOf(-100, early)).toBeCloseTo(rankOf(0, early) - 2, 9);
  });

  test('days are those of UTC', () => {
    expect(startOfDay(new Date('2026-03-01T23:59:59.999Z'))).toEqual(new Date('2026-03-01T00:00:00Z'));
  });
});
