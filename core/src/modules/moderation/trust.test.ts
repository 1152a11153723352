import { describe, expect, test } from 'vitest';
import { reportWeight, type Standing, trustOf } from './trust.ts';

const day = 86_400_000;
const standing = (facts: Partial<Standing> = {}): Standing => ({
  siteRole: 'member',
  age: 400 * day,
  works: 30,
  thanks: 25,
  faults: 0,
  ...facts,
});

describe('[MOD-3] trust', () => {
  test.each([
    [0, { age: day - 1 }],
    [1, { age: day, works: 0, thanks: 0 }],
    [1, { age: 7 * day - 1 }],
    [1, { works: 2 }],
    [2, { age: 7 * day, works: 3, thanks: 0 }],
    [2, { age: 30 * day - 1 }],
    [2, { thanks: 4 }],
    [3, { age: 30 * day, works: 10, thanks: 5 }],
    [3, { age: 90 * day - 1 }],
    [3, { works: 29 }],
    [4, { age: 90 * day }],
    [3, { faults: 1 }],
    [0, { faults: 9 }],
    [4, { siteRole: 'moderator', age: 0, works: 0, thanks: 0, faults: 9 }],
  ] as const)('is %i for %o', (trust, facts) => {
    expect(trustOf(standing(facts))).toBe(trust);
  });
});

describe('[MOD-2] the weight of a report', () => {
  const reporter = { siteRole: 'member', trust: 0, agreed: 0, refused: 0 } as const;

  test('is one more than the trust, and six from staff', () => {
    expect(reportWeight(reporter)).toBe(1);
    expect(reportWeight({ ...reporter, trust: 4 })).toBe(5);
    expect(reportWeight({ ...reporter, siteRole: 'admin' })).toBe(6);
  });

  test('counts how often moderators agreed, from the sixth decided report on', () => {
    expect(reportWeight({ ...reporter, agreed: 5 })).toBe(1);
    expect(reportWeight({ ...reporter, agreed: 7, refused: 3 })).toBeCloseTo(1);
    expect(reportWeight({ ...reporter, agreed: 16 })).toBeCloseTo(1 + 5 * 2);
    expect(reportWeight({ ...reporter, refused: 16 })).toBeCloseTo(1 - 5 * 2);
  });
});
