/**
 * Counting wrong passwords. An attempt is counted before its password is looked at, so that attempts made side by side
 * cannot outrun the counter; a right one takes its count back.
 */

export interface FailureCount {
  readonly failures: number;
  /** Milliseconds since 1970, as the other. */
  readonly firstAt: number;
  /** For a pair of account and address: locked until then. For an account: the next attempt is admitted then. */
  readonly lockedUntil: number | null;
}

const minute = 60_000;

export const lockRules = {
  failuresPerAddress: 5,
  lockTime: 15 * minute,
  window: 60 * minute,
  failuresPerAccount: 50,
  /** Between two attempts on an account that is under attack, whatever the address. */
  slowTime: 10_000,
} as const;

export type Admission =
  | { readonly admitted: true; readonly pair: FailureCount; readonly account: FailureCount; readonly locksNow: boolean }
  | { readonly admitted: false; readonly why: 'locked' }
  | { readonly admitted: false; readonly why: 'too_fast'; readonly seconds: number };

export function admitAttempt(pair: FailureCount | null, account: FailureCount | null, now: number): Admission {
  const here = current(pair, now);
  if (here.lockedUntil !== null) return { admitted: false, why: 'locked' };
  const everywhere = currentWindow(account, now);
  const slowed = everywhere.failures >= lockRules.failuresPerAccount;
  if (slowed && everywhere.lockedUntil !== null && everywhere.lockedUntil > now) {
    return { admitted: false, why: 'too_fast', seconds: Math.ceil((everywhere.lockedUntil - now) / 1000) };
  }
  const failures = here.failures + 1;
  const locksNow = failures >= lockRules.failuresPerAddress;
  return {
    admitted: true,
    locksNow,
    pair: { failures, firstAt: here.firstAt, lockedUntil: locksNow ? now + lockRules.lockTime : null },
    account: {
      failures: everywhere.failures + 1,
      firstAt: everywhere.firstAt,
      lockedUntil: everywhere.failures + 1 >= lockRules.failuresPerAccount ? now + lockRules.slowTime : null,
    },
  };
}

/** After a right password: the pair starts anew, the account loses the one attempt and stays slow while others go on. */
export function releaseAttempt(account: FailureCount | null): FailureCount | null {
  if (account === null || account.failures <= 1) return null;
  return { ...account, failures: account.failures - 1 };
}

function currentWindow(count: FailureCount | null, now: number): FailureCount {
  if (count === null || now - count.firstAt >= lockRules.window)
    return { failures: 0, firstAt: now, lockedUntil: null };
  return count;
}

/** A lock that is over takes its failures with it; one that still holds outlives the window. */
function current(count: FailureCount | null, now: number): FailureCount {
  if (count !== null && count.lockedUntil !== null) {
    return count.lockedUntil > now ? count : { failures: 0, firstAt: now, lockedUntil: null };
  }
  return currentWindow(count, now);
}
