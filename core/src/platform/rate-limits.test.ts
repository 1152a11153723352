import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isHubError } from '../contract/errors.ts';
import { defaultLimits, type LimitName } from '../contract/limits.ts';
import { describeRedis } from '../testing/contract-suites.ts';
import type { TestRedis } from '../testing/redis.ts';
import { connect } from './bus.ts';
import { createLogger } from './logger.ts';
import type { RateLimiter } from './ports.ts';
import { createRateLimiter } from './rate-limits.ts';

const limits = { ...defaultLimits, joinAttemptsPerHour: 3, messagesPerMinute: 2 };

async function admitted(limiter: RateLimiter, limit: LimitName, key: string, attempts: number): Promise<number> {
  let count = 0;
  for (let i = 0; i < attempts; i++) {
    await limiter.take(limit, key).then(
      () => count++,
      (error: unknown) => {
        if (!isHubError(error, 'too_fast')) throw error;
      },
    );
  }
  return count;
}

function contract(open: () => RateLimiter): void {
  test('a budget is as large as its limit, per key and per limit', async () => {
    const limiter = open();
    expect(await admitted(limiter, 'joinAttemptsPerHour', 'a', 5)).toBe(3);
    expect(await admitted(limiter, 'joinAttemptsPerHour', 'b', 5)).toBe(3);
    expect(await admitted(limiter, 'messagesPerMinute', 'a', 5)).toBe(2);
  });

  test('the refusal says how long to wait, in whole seconds up to the window', async () => {
    const limiter = open();
    await admitted(limiter, 'messagesPerMinute', 'c', 2);
    const error = await limiter.take('messagesPerMinute', 'c').catch((reason: unknown) => reason);
    expect(isHubError(error, 'too_fast') && error.details?.seconds).toSatisfy(
      (seconds: number) => Number.isInteger(seconds) && seconds >= 1 && seconds <= 60,
    );
  });

  test('a cost takes as many', async () => {
    const limiter = open();
    await limiter.take('joinAttemptsPerHour', 'd', 3);
    expect(await admitted(limiter, 'joinAttemptsPerHour', 'd', 1)).toBe(0);
  });

  test('a limit that is no rate is a mistake of the caller', async () => {
    await expect(open().take('documentSize', 'x')).rejects.toThrow('not a limit of how often');
  });
}

describe('rate limits in memory', () => {
  contract(() => createRateLimiter(limits));
});

describeRedis('rate limits on Redis', (start) => {
  let server: TestRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await start();
    redis = connect(server.url, createLogger('silent'));
    await redis.connect();
  });
  afterAll(() => redis.disconnect());
  contract(() => createRateLimiter(limits, redis));

  test('[RATE-1] two processes share one budget', async () => {
    const [one, other] = [createRateLimiter(limits, redis), createRateLimiter(limits, redis)];
    expect(await admitted(one, 'joinAttemptsPerHour', 'shared', 2)).toBe(2);
    expect(await admitted(other, 'joinAttemptsPerHour', 'shared', 2)).toBe(1);
  });

  test('[RATE-1] while Redis is away the budget holds in this process', async () => {
    await server.kill();
    const limiter = createRateLimiter(limits, redis);
    expect(await admitted(limiter, 'joinAttemptsPerHour', 'away', 5)).toBe(3);
  });
});
