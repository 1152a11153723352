import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgedVersion, day, hour, surplusVersions, willThin } from './thinning.ts';

const now = Date.UTC(2026, 5, 15, 12);
let made = 0;
const aged = (age: number, kind: AgedVersion['kind'] = 'automatic'): AgedVersion => ({
  id: `v${String(made++).padStart(6, '0')}`,
  kind,
  createdAt: new Date(now - age),
});
const thin = (all: readonly AgedVersion[], at: number) => {
  const surplus = new Set(surplusVersions(all, at));
  return all.filter(({ id }) => !surplus.has(id));
};

describe('[VER-6] thinning', () => {
  test('keeps all of a day, the newest of an hour for a week, then the newest of a day', () => {
    const minutes = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => aged(from + (i + 1) * 60_000));
    expect(thin(minutes(0, 300), now)).toHaveLength(300);
    const hourly = minutes(2 * day, 120);
    expect(thin(hourly, now)).toEqual([hourly[0], hourly[60]]);
    const daily = Array.from({ length: 48 }, (_, i) => aged(10 * day + i * hour + 60_000));
    expect(thin(daily, now)).toEqual([daily[0], daily[12], daily[36]]);
  });

  test('never touches named versions, and does not let them stand for others', () => {
    const named = [aged(30 * day, 'named'), aged(30 * day, 'named')];
    const other = aged(30 * day);
    expect(thin([...named, other], now)).toEqual([...named, other]);
  });

  test('what was put aside before a restore thins like an automatic one', () => {
    expect(thin([aged(3 * day + 60_000), aged(3 * day + 120_000, 'before_restore')], now)).toHaveLength(1);
  });

  test('thinning on the way ends where thinning once ends', () => {
    const ages = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 * day }), fc.constantFrom('automatic', 'named', 'before_restore')),
      { maxLength: 60 },
    );
    const stops = fc.array(fc.integer({ min: 0, max: 20 * day }), { maxLength: 4 });
    fc.assert(
      fc.property(ages, stops, (list, waits) => {
        const all = list.map(([age, kind]) => aged(age, kind as AgedVersion['kind']));
        const end = now + 20 * day;
        let stepwise: readonly AgedVersion[] = all;
        for (const wait of waits.sort((a, b) => a - b)) stepwise = thin(stepwise, now + wait);
        expect(thin(stepwise, end)).toEqual(thin(all, end));
        expect(surplusVersions(thin(all, end), end)).toEqual([]);
      }),
    );
  });

  test('asks to be run again exactly while time alone can make something surplus', () => {
    expect(willThin([], now)).toBe(false);
    expect(willThin([aged(0), aged(day)], now)).toBe(false);
    expect(willThin([aged(60_000), aged(120_000)], now)).toBe(true);
    expect(willThin([aged(60_000), aged(120_000, 'named')], now)).toBe(false);
    expect(willThin([aged(9 * day), aged(9 * day + 60_000)], now)).toBe(false);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 * day }), { maxLength: 20 }), (list) => {
        const left = thin(
          list.map((age) => aged(age)),
          now,
        );
        if (!willThin(left, now)) expect(thin(left, now + 40 * day)).toEqual(left);
      }),
    );
  });
});
