import { users } from '@draftroom/drizzle/schema/accounts';
import { eventStreams, events } from '@draftroom/drizzle/schema/events';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../contract/ids.ts';
import { describeDatabases } from '../testing/contract-suites.ts';
import { createMemoryBus } from './bus.ts';
import { createEventStore } from './events.ts';
import { createLogger } from './logger.ts';
import type { Bus, EventStore, HubEvent } from './ports.ts';

await describeDatabases('events', (open) => {
  let database: Awaited<ReturnType<typeof open>>;
  let bus: Bus;
  let store: EventStore;
  let now = Date.UTC(2026, 0, 1);
  const aborters: AbortController[] = [];
  beforeAll(async () => {
    database = await open();
    bus = createMemoryBus(createLogger('silent'));
    store = createEventStore({ db: database.db, bus, clock: { now: () => now } });
  });
  afterAll(() => {
    for (const aborter of aborters) aborter.abort();
  });

  const emit = (stream: string, ...types: string[]): Promise<void> =>
    store.transaction(async (_tx, send) => {
      for (const type of types) send(stream, type, { type });
    });
  const follow = (stream: string, afterId?: number) => {
    const aborter = new AbortController();
    aborters.push(aborter);
    const iterator = store.subscribe(stream, afterId, aborter.signal)[Symbol.asyncIterator]();
    return {
      abort: () => aborter.abort(),
      next: async () => (await iterator.next()).value as HubEvent | 'reload' | undefined,
    };
  };
  const take = async (from: ReturnType<typeof follow>, count: number): Promise<unknown[]> => {
    const taken: unknown[] = [];
    for (let i = 0; i < count; i++) {
      const event = await from.next();
      taken.push(typeof event === 'object' ? [event.id, event.type] : event);
    }
    return taken;
  };

  test('[EVENT-1] ids rise by one within a stream; others have their own', async () => {
    const [one, other] = [newId(), newId()];
    await emit(one, 'a', 'b');
    await emit(other, 'x');
    await emit(one, 'c');
    expect(await take(follow(one, 0), 3)).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(await take(follow(other, 0), 1)).toEqual([[1, 'x']]);
    expect([await store.lastId(one), await store.lastId(newId())]).toEqual([3, 0]);
  });

  test('the payload comes as it was sent', async () => {
    const stream = newId();
    await store.transaction(async (_tx, send) => send(stream, 't', { text: '"ä"', list: [1, null] }));
    await store.transaction(async (_tx, send) => send(stream, 'none', undefined));
    const from = follow(stream, 0);
    expect(await from.next()).toEqual({ id: 1, type: 't', payload: { text: '"ä"', list: [1, null] } });
    expect(await from.next()).toEqual({ id: 2, type: 'none', payload: {} });
  });

  test('without an id it starts now; with one it goes on after it', async () => {
    const stream = newId();
    await emit(stream, 'old', 'older');
    const fresh = follow(stream);
    const first = fresh.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await emit(stream, 'new');
    expect(await first).toMatchObject({ id: 3, type: 'new' });
    expect(await take(follow(stream, 1), 2)).toEqual([
      [2, 'older'],
      [3, 'new'],
    ]);
  });

  test('[EVENT-1] what is undone is never heard, and takes no id', async () => {
    const stream = newId();
    const id = newId();
    const undone = store.transaction(async (tx, send) => {
      await tx.insert(users).values({ id, email: id, name: 'n', colour: 'teal', createdAt: new Date() });
      send(stream, 'undone', {});
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await emit(stream, 'done');
    expect(await take(follow(stream, 0), 1)).toEqual([[1, 'done']]);
    expect(await database.db.$count(users, eq(users.id, id))).toBe(0);
  });

  test('the result of the work is the result', async () => {
    expect(await store.transaction(async () => 7)).toBe(7);
  });

  test('many writers at once: a follower hears every id once and in order', async () => {
    const streams = [newId(), newId()];
    const followers = streams.map((stream) => take(follow(stream, 0), 30));
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        // Both orders: writers of the same streams must not wait for each other.
        store.transaction(async (_tx, send) => {
          for (const stream of index % 2 === 0 ? streams : [...streams].reverse()) send(stream, 't', {});
        }),
      ),
    );
    for (const heard of await Promise.all(followers)) {
      expect(heard).toEqual(Array.from({ length: 30 }, (_, index) => [index + 1, 't']));
    }
  });

  test('[EVENT-2] cut and resumed anywhere while others write, nothing is lost or doubled', async () => {
    const stream = newId();
    const total = 40;
    const writing = (async () => {
      for (let i = 0; i < total; i++) await emit(stream, 't');
    })();
    const heard: number[] = [];
    while (heard.length < total) {
      const from = follow(stream, heard.at(-1) ?? 0);
      for (let i = 0; i < 7 && heard.length < total; i++) {
        const event = await from.next();
        if (typeof event === 'object') heard.push(event.id);
      }
      from.abort();
    }
    await writing;
    expect(heard).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });

  test('a backlog longer than a page arrives whole', async () => {
    const stream = newId();
    await emit(stream, ...Array.from({ length: 450 }, () => 't'));
    const heard = await take(follow(stream, 0), 450);
    expect(heard.at(-1)).toEqual([450, 't']);
  });

  test('[EVENT-3] kept events are rewritten where they are, with what else the transaction does or not at all', async () => {
    const [one, other] = [newId(), newId()];
    const payloads = [{ of: { id: 'a' }, text: '"ä"' }, { of: { id: 'b' }, text: 'b' }, { list: [{ id: 'a' }] }];
    for (const stream of [one, other]) {
      await store.transaction(async (_tx, send) => {
        for (const payload of payloads) send(stream, 't', payload);
        send(stream, 'u', payloads[0]);
      });
    }
    const heard = async (stream: string) => {
      const from = follow(stream, 0);
      const taken: unknown[] = [];
      for (let i = 0; i < 4; i++) taken.push(await from.next());
      from.abort();
      return taken.map((event) => (event as HubEvent).payload);
    };
    const kept = { stream: one, types: ['t'], about: { of: { id: 'a' } } };
    const undone = store.transaction(async (_tx, _send, rewrite) => {
      await rewrite(kept, () => ({}));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await heard(one)).toEqual([...payloads, payloads[0]]);
    const before = await store.transaction((_tx, _send, rewrite) =>
      rewrite<{ text: string }>(kept, (payload) => ({ ...payload, text: '' })),
    );
    expect(before).toEqual([payloads[0]]);
    expect(await heard(one)).toEqual([{ of: { id: 'a' }, text: '' }, payloads[1], payloads[2], payloads[0]]);
    expect(await heard(other)).toEqual([...payloads, payloads[0]]);
    const inList = { stream: one, types: ['t', 'u'], about: { list: [{ id: 'a' }] } };
    expect(await store.transaction((_tx, _send, rewrite) => rewrite(inList, () => ({})))).toEqual([payloads[2]]);
  });

  describe('what is not kept any more', () => {
    test('[EVENT-2] is told once, then it goes on from now', async () => {
      const stream = newId();
      await emit(stream, 'a', 'b');
      now += 1_000;
      await store.expire(now);
      await emit(stream, 'c');
      const from = follow(stream, 1);
      expect(await from.next()).toBe('reload');
      const next = from.next();
      await emit(stream, 'd');
      expect(await next).toMatchObject({ id: 4, type: 'd' });
    });

    test('also when nothing newer is there', async () => {
      const stream = newId();
      await emit(stream, 'a');
      now += 1_000;
      await store.expire(now);
      expect(await follow(stream, 0).next()).toBe('reload');
    });

    test('who has heard everything needs no reload', async () => {
      const stream = newId();
      await emit(stream, 'a');
      now += 1_000;
      await store.expire(now);
      const from = follow(stream, 1);
      const next = from.next();
      await emit(stream, 'b');
      expect(await next).toMatchObject({ id: 2, type: 'b' });
    });

    test('an id from the future, as after a restored backup, needs one', async () => {
      const stream = newId();
      await emit(stream, 'a');
      expect(await follow(stream, 9).next()).toBe('reload');
    });

    test('newer ones stay', async () => {
      const stream = newId();
      await emit(stream, 'a');
      await store.expire(now);
      expect(await database.db.$count(events, eq(events.stream, stream))).toBe(1);
      expect(await database.db.$count(eventStreams, eq(eventStreams.stream, stream))).toBe(1);
    });
  });

  test('ending while it waits ends the iteration and the subscription', async () => {
    const stream = newId();
    const from = follow(stream, 0);
    const next = from.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    from.abort();
    expect(await next).toBeUndefined();
    expect(await follow(stream, 0).abort()).toBeUndefined();
  });
});
