import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { describeRedis } from '../testing/contract-suites.ts';
import type { TestRedis } from '../testing/redis.ts';
import { createMemoryBus, createRedisBus } from './bus.ts';
import { createLogger } from './logger.ts';
import type { Bus } from './ports.ts';

const silent = createLogger('silent');
const soon = { timeout: 60_000 };

/** What every bus promises; `open` gives buses that hear each other, the first two being those that are asked. */
function busContract(open: () => Promise<{ one: Bus; other: Bus }>): void {
  let one: Bus;
  let other: Bus;
  beforeAll(async () => {
    ({ one, other } = await open());
  });
  afterAll(async () => {
    await one.close();
    await other.close();
  });

  test('a message reaches every listener of its topic and no other', async () => {
    const heard: string[] = [];
    one.subscribe('a', (message) => heard.push(`one ${message}`));
    other.subscribe('a', (message) => heard.push(`other ${message}`));
    other.subscribe('b', (message) => heard.push(`wrong ${message}`));
    await until(async () => {
      heard.length = 0;
      one.publish('a', 'first\nline');
      await vi.waitUntil(() => heard.length >= 2, { timeout: 500 }).catch(() => undefined);
      return heard.length >= 2;
    });
    expect(heard.sort()).toEqual(['one first\nline', 'other first\nline']);
  });

  test('messages of one sender keep their order', async () => {
    const heard: string[] = [];
    await listening(one, other, 'order');
    other.subscribe('order', (message) => heard.push(message));
    for (let i = 0; i < 50; i++) one.publish('order', String(i));
    await vi.waitUntil(() => heard.length === 50, soon);
    expect(heard).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
  });

  test('publishing never calls a listener before it returns', () => {
    let heard = false;
    one.subscribe('later', () => {
      heard = true;
    });
    one.publish('later', '');
    expect(heard).toBe(false);
  });

  test('who has ended hears nothing more, the others still do', async () => {
    const heard: string[] = [];
    const end = one.subscribe('end', () => heard.push('ended'));
    one.subscribe('end', () => heard.push('stays'));
    end();
    end();
    one.publish('end', '');
    await vi.waitUntil(() => heard.length > 0, soon);
    expect(heard).toEqual(['stays']);
  });

  test('a listener that throws does not keep others from hearing', async () => {
    const heard: string[] = [];
    one.subscribe('throws', () => {
      throw new Error('listener');
    });
    one.subscribe('throws', (message) => heard.push(message));
    one.publish('throws', 'x');
    await vi.waitUntil(() => heard.length === 1, soon);
  });

  test('is healthy', async () => {
    expect(await one.healthy()).toBe(true);
  });
}

describe('bus in memory', () => {
  busContract(async () => {
    const bus = createMemoryBus(silent);
    return { one: bus, other: bus };
  });
});

describeRedis('bus on Redis', (start) => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await start();
  });
  busContract(async () => ({
    one: await createRedisBus(redis.url, silent),
    other: await createRedisBus(redis.url, silent),
  }));

  test('a Redis that is not there is one clear line without the password', async () => {
    const failing = createRedisBus('redis://:geheim@127.0.0.1:1', silent);
    await expect(failing).rejects.toThrow(/^cannot use Redis at 127\.0\.0\.1:1: (?!.*geheim)/);
  });

  test('while Redis is away this process hears itself; when it is back, a gap is told and others hear again', async () => {
    const [one, other] = [await createRedisBus(redis.url, silent), await createRedisBus(redis.url, silent)];
    const heard: string[] = [];
    let gaps = 0;
    one.subscribe('t', (message) => heard.push(`one ${message}`));
    other.subscribe('t', (message) => heard.push(`other ${message}`));
    other.onGap(() => gaps++);
    await redis.kill();
    await vi.waitUntil(async () => !(await one.healthy()), soon);
    one.publish('t', 'alone');
    await vi.waitUntil(() => heard.length === 1, soon);
    expect(heard).toEqual(['one alone']);
    await redis.restart();
    await vi.waitUntil(() => gaps === 1, soon);
    await vi.waitUntil(() => one.healthy(), soon);
    await until(async () => {
      one.publish('t', 'again');
      return vi.waitUntil(() => heard.includes('other again'), { timeout: 500 }).catch(() => false);
    });
    await one.close();
    await other.close();
  });
});

async function until(attempt: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 20; i++) if (await attempt()) return;
  throw new Error('did not happen');
}

/** Waits until the other one's subscription has arrived. */
async function listening(one: Bus, other: Bus, topic: string): Promise<void> {
  let heard = false;
  other.subscribe(topic, () => {
    heard = true;
  });
  await until(async () => {
    one.publish(topic, '0');
    return vi.waitUntil(() => heard, { timeout: 500 }).catch(() => false);
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
}
