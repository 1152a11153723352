import type { Database } from '@draftroom/drizzle/client';
import { eventStreams, events } from '@draftroom/drizzle/schema/events';
import { and, asc, eq, gt, inArray, lt, min, sql } from 'drizzle-orm';
import type { Clock } from './clock.ts';
import type { Bus, EventStore, HubEvent, KeptEvents, RewriteEvents } from './ports.ts';

interface Emitted {
  readonly stream: string;
  readonly type: string;
  readonly payload: unknown;
}

export interface EventStoreDeps {
  readonly db: Database;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** Read at a time, so that a long backlog does not stand in memory. */
const page = 200;

/** How long a subscriber goes without looking when nobody wakes it: the bus carries hints and may lose one. */
const lookAgainMs = 20_000;

export function createEventStore({ db, bus, clock }: EventStoreDeps): EventStore {
  return {
    async transaction(work) {
      const emitted: Emitted[] = [];
      const result = await db.transaction(async (tx) => {
        const emit = (stream: string, type: string, payload: unknown) => emitted.push({ stream, type, payload });
        const value = await work(tx, emit, rewriteIn(tx));
        await append(tx, emitted, clock.now());
        return value;
      });
      for (const stream of new Set(emitted.map((event) => event.stream))) bus.publish(topicOf(stream), '');
      return result;
    },
    subscribe: (stream, afterId, signal) => follow(db, bus, { stream, afterId, signal }),
    lastId: (stream) => newestId(db, stream),
    async expire(before) {
      await db.delete(events).where(lt(events.at, new Date(before)));
    },
  };
}

/**
 * The row of the stream is held from here to the commit, so whoever has the higher id commits later. It is taken last,
 * and several in the order of their names, so that two transactions cannot wait for each other here.
 */
async function append(tx: Database, emitted: readonly Emitted[], now: number): Promise<void> {
  const streams = [...new Set(emitted.map((event) => event.stream))].sort();
  for (const stream of streams) {
    const own = emitted.filter((event) => event.stream === stream);
    const [row] = await tx
      .insert(eventStreams)
      .values({ stream, lastId: own.length })
      .onConflictDoUpdate({
        target: eventStreams.stream,
        set: { lastId: sql`${eventStreams.lastId} + ${own.length}` },
      })
      .returning({ lastId: eventStreams.lastId });
    const first = (row?.lastId ?? 0) - own.length + 1;
    const at = new Date(now);
    await tx
      .insert(events)
      .values(own.map(({ type, payload }, index) => ({ stream, id: first + index, at, type, payload: payload ?? {} })));
  }
}

/** Ids and times stay, so who resumes hears as many events as before. */
function rewriteIn(tx: Database): RewriteEvents {
  return async <Payload>({ stream, types, about }: KeptEvents, change: (payload: Payload) => Payload) => {
    const kept = await tx
      .select({ id: events.id, payload: events.payload })
      .from(events)
      .where(
        and(
          eq(events.stream, stream),
          inArray(events.type, [...types]),
          sql`${events.payload} @> ${sql.param(about, events.payload)}`,
        ),
      )
      .orderBy(asc(events.id));
    const before = kept.map(({ id, payload }) => ({ id, payload: payload as Payload }));
    for (const { id, payload } of before) {
      await tx
        .update(events)
        .set({ payload: change(payload) })
        .where(and(eq(events.stream, stream), eq(events.id, id)));
    }
    return before.map(({ payload }) => payload);
  };
}

async function* follow(
  db: Database,
  bus: Bus,
  { stream, afterId, signal }: { stream: string; afterId: number | undefined; signal: AbortSignal },
): AsyncGenerator<HubEvent | 'reload'> {
  // First listen, then look: what is committed in between rings the bell.
  const bell = new Bell(signal);
  const ends = [bus.subscribe(topicOf(stream), () => bell.ring()), bus.onGap(() => bell.ring())];
  try {
    const newest = await newestId(db, stream);
    let position = afterId ?? newest;
    if (afterId !== undefined && !(await isKept(db, { stream, afterId, newest }))) {
      position = newest;
      yield 'reload';
    }
    while (!signal.aborted) {
      bell.hush();
      const found = await db
        .select({ id: events.id, type: events.type, payload: events.payload })
        .from(events)
        .where(and(eq(events.stream, stream), gt(events.id, position)))
        .orderBy(asc(events.id))
        .limit(page);
      for (const event of found) {
        if (signal.aborted) return;
        position = event.id;
        yield event;
      }
      if (found.length === 0) await bell.rung();
    }
  } finally {
    bell.close();
    for (const end of ends) end();
  }
}

async function newestId(db: Database, stream: string): Promise<number> {
  const [row] = await db
    .select({ lastId: eventStreams.lastId })
    .from(eventStreams)
    .where(eq(eventStreams.stream, stream));
  return row?.lastId ?? 0;
}

/** Whether everything after this id is still there. An id from the future is from before a restored backup. */
async function isKept(
  db: Database,
  { stream, afterId, newest }: { stream: string; afterId: number; newest: number },
): Promise<boolean> {
  if (afterId >= newest) return afterId === newest;
  const [row] = await db
    .select({ oldest: min(events.id) })
    .from(events)
    .where(and(eq(events.stream, stream), gt(events.id, afterId)));
  return row?.oldest === afterId + 1;
}

/** Remembers a ring that came while nobody waited. */
class Bell {
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.ring();
  #isRung = false;
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort);
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  hush(): void {
    this.#isRung = false;
  }

  async rung(): Promise<void> {
    if (this.#isRung || this.#signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookAgainMs);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

function topicOf(stream: string): string {
  return `events:${stream}`;
}
