import { HubError } from '../../../contract/errors.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { RateLimiter } from '../../../platform/ports.ts';

/** Counts for ever: time stands still in these tests. */
export function createTestLimiter(limits: Limits): RateLimiter {
  const taken = new Map<string, number>();
  return {
    async take(limit, key, cost = 1) {
      const name = `${limit} ${key}`;
      const sum = (taken.get(name) ?? 0) + cost;
      taken.set(name, sum);
      if (sum > limits[limit]) throw new HubError('too_fast', { seconds: 60 });
    },
  };
}
