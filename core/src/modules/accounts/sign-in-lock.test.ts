import { describe, expect, test } from 'vitest';
import { admitAttempt, type FailureCount, lockRules, releaseAttempt } from './sign-in-lock.ts';

const start = 1_000_000;

/** Attempts that all fail, one every `step` milliseconds; tells which were admitted. */
function attempts(count: number, step: number): { pair: FailureCount | null; admitted: boolean[] } {
  let pair: FailureCount | null = null;
  const admitted: boolean[] = [];
  for (let i = 0; i < count; i++) {
    const admission = admitAttempt(pair, null, start + i * step);
    admitted.push(admission.admitted);
    if (admission.admitted) pair = admission.pair;
  }
  return { pair, admitted };
}

describe('the sign-in lock', () => {
  test('[ACC-4] the fifth failure locks, the sixth attempt is not admitted', () => {
    expect(attempts(7, 1_000).admitted).toEqual([true, true, true, true, true, false, false]);
  });

  test('[ACC-4] the lock lasts 15 minutes from the fifth failure and takes the failures with it', () => {
    const { pair } = attempts(5, 1_000);
    const locked = start + 4_000 + lockRules.lockTime;
    expect(admitAttempt(pair, null, locked - 1).admitted).toBe(false);
    expect(admitAttempt(pair, null, locked)).toMatchObject({ admitted: true, locksNow: false, pair: { failures: 1 } });
  });

  test('[ACC-4] failures are forgotten an hour after the first', () => {
    const { pair } = attempts(4, 1_000);
    expect(admitAttempt(pair, null, start + lockRules.window - 1)).toMatchObject({ locksNow: true });
    expect(admitAttempt(pair, null, start + lockRules.window)).toMatchObject({ pair: { failures: 1 } });
  });

  test('[ACC-5] from fifty failures on, any address gets one attempt in ten seconds', () => {
    let account: FailureCount | null = null;
    for (let i = 0; i < lockRules.failuresPerAccount; i++) {
      const admission = admitAttempt(null, account, start);
      if (!admission.admitted) throw new Error(`attempt ${i} was not admitted`);
      account = admission.account;
    }
    expect(admitAttempt(null, account, start + 1)).toEqual({ admitted: false, why: 'too_fast', seconds: 10 });
    expect(admitAttempt(null, account, start + lockRules.slowTime)).toMatchObject({ admitted: true });
    expect(admitAttempt(null, account, start + lockRules.window)).toMatchObject({ account: { failures: 1 } });
  });

  test('[ACC-5] a right password does not free an account that is under attack', () => {
    const account = { failures: 60, firstAt: start, lockedUntil: start + 10_000 };
    expect(releaseAttempt(account)).toEqual({ ...account, failures: 59 });
    expect(releaseAttempt({ ...account, failures: 1 })).toBeNull();
    expect(releaseAttempt(null)).toBeNull();
  });
});
