import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';
import type { Bus } from './ports.ts';

type Listener = (message: string) => void;

/** Listeners of one process. One that throws must not keep the others from hearing. */
class Topics {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns the function that removes it; the callbacks say when a topic is used and unused. */
  add(topic: string, listener: Listener, changed?: (used: boolean) => void): () => void {
    // A wrapper, so that the same function may listen twice.
    const own: Listener = (message) => listener(message);
    let listeners = this.#listeners.get(topic);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(topic, listeners);
      changed?.(true);
    }
    listeners.add(own);
    return () => {
      const current = this.#listeners.get(topic);
      if (!current?.delete(own) || current.size > 0) return;
      this.#listeners.delete(topic);
      changed?.(false);
    };
  }

  deliver(topic: string, message: string): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
      try {
        listener(message);
      } catch (error) {
        this.#logger.error({ err: error, topic }, 'a listener of the bus failed');
      }
    }
  }

  used(): string[] {
    return [...this.#listeners.keys()];
  }

  clear(): void {
    this.#listeners.clear();
  }
}

/** One process: messages are delivered after the caller's own code has run. */
export function createMemoryBus(logger: Logger): Bus {
  const topics = new Topics(logger);
  return {
    publish: (topic, message) => queueMicrotask(() => topics.deliver(topic, message)),
    subscribe: (topic, listener) => topics.add(topic, listener),
    onGap: () => () => undefined,
    healthy: async () => true,
    close: async () => topics.clear(),
  };
}

/**
 * Many processes over Redis. This process hears itself without Redis, so that a lost connection costs only what others
 * would have heard; after one, `onGap` says that messages may be missing.
 */
export async function createRedisBus(url: string, logger: Logger): Promise<Bus> {
  const own = randomUUID();
  const topics = new Topics(logger);
  const gaps = new Set<() => void>();
  const channelOf = (topic: string): string => `draftroom:${topic}`;
  const publisher = connect(url, logger);
  const subscriber = connect(url, logger);
  let connections = 0;
  subscriber.on('ready', () => {
    if (connections++ === 0) return;
    const channels = topics.used().map(channelOf);
    const subscribed = channels.length === 0 ? Promise.resolve() : subscriber.subscribe(...channels);
    // The gap is told when nothing more can be missed; a connection that cannot subscribe is no connection.
    subscribed.then(
      () => {
        for (const listener of gaps) listener();
      },
      () => subscriber.disconnect(true),
    );
  });
  subscriber.on('message', (channel: string, data: string) => {
    const cut = data.indexOf('\n');
    if (data.slice(0, cut) !== own) topics.deliver(channel.slice(channelOf('').length), data.slice(cut + 1));
  });
  const ignore = (): undefined => undefined;
  await Promise.all([reachable(publisher, url), reachable(subscriber, url)]).catch((error: unknown) => {
    publisher.disconnect();
    subscriber.disconnect();
    throw error;
  });
  return {
    publish(topic, message) {
      queueMicrotask(() => topics.deliver(topic, message));
      publisher.publish(channelOf(topic), `${own}\n${message}`).catch(ignore);
    },
    subscribe: (topic, listener) =>
      topics.add(topic, listener, (used) => {
        const channel = channelOf(topic);
        (used ? subscriber.subscribe(channel) : subscriber.unsubscribe(channel)).catch(ignore);
      }),
    onGap(listener) {
      gaps.add(listener);
      return () => gaps.delete(listener);
    },
    healthy: () =>
      publisher.ping().then(
        () => true,
        () => false,
      ),
    async close() {
      topics.clear();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/** A connection that comes back by itself; commands fail at once while it is away instead of piling up. */
export function connect(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    autoResubscribe: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 6)),
  });
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'));
  return redis;
}

async function reachable(redis: Redis, url: string): Promise<void> {
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    const { host } = new URL(url);
    throw new Error(`cannot use Redis at ${host}: ${(error as Error).message}`);
  }
}
