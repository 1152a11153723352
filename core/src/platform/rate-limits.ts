import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { HubError } from '../contract/errors.ts';
import type { LimitName, Limits } from '../contract/limits.ts';
import { networkOf } from './network.ts';
import type { RateLimiter } from './ports.ts';

const windows = [
  ['PerSecond', 1],
  ['PerMinute', 60],
  ['PerHour', 3_600],
  ['PerDay', 86_400],
] as const;

/**
 * Budgets per limit and key; the end of a limit's name says for how long one lasts. Over Redis they hold for all
 * processes together; while Redis is away each process counts for itself rather than refusing or admitting everybody.
 */
export function createRateLimiter(limits: Limits, redis: Redis | null = null): RateLimiter {
  const limiters = new Map<LimitName, RateLimiterMemory | RateLimiterRedis>();
  const limiterOf = (name: LimitName): RateLimiterMemory | RateLimiterRedis => {
    let limiter = limiters.get(name);
    if (limiter === undefined) {
      const options = { keyPrefix: `draftroom:limit:${name}`, points: limits[name], duration: windowOf(name) };
      const insuranceLimiter = new RateLimiterMemory(options);
      limiter =
        redis === null ? insuranceLimiter : new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter });
      limiters.set(name, limiter);
    }
    return limiter;
  };
  return {
    async take(limit, key, cost = 1) {
      try {
        await limiterOf(limit).consume(
          key.replace(/^address:(.*)$/, (_, address) => `address:${networkOf(address)}`),
          cost,
        );
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new HubError('too_fast', { seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)) });
      }
    },
  };
}

function windowOf(name: LimitName): number {
  const window = windows.find(([ending]) => name.endsWith(ending));
  if (window === undefined) throw new Error(`${name} is not a limit of how often`);
  return window[1];
}
