import { EventEmitter, once } from 'node:events';
import type { Database } from '@draftroom/drizzle/client';
import { eventStreams, events } from '@draftroom/drizzle/schema/events';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Clock } from '../../../platform/clock.ts';
import type { EventStore } from '../../../platform/ports.ts';

/** The event tables in one process. */
export function createTestEvents(db: Database, clock: Clock): EventStore {
  const wake = new EventEmitter().setMaxListeners(0);
  const store: EventStore = {
    async transaction(work) {
      const emitted: { stream: string; type: string; payload: unknown }[] = [];
      const result = await db.transaction(async (tx) => {
        const value = await work(tx as Database, (stream, type, payload) => emitted.push({ stream, type, payload }));
        const at = new Date(clock.now());
        for (const { stream, type, payload } of emitted.sort((a, b) =>
          a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0,
        )) {
          const [row] = await tx
            .insert(eventStreams)
            .values({ stream, lastId: 1 })
            .onConflictDoUpdate({ target: eventStreams.stream, set: { lastId: sql`${eventStreams.lastId} + 1` } })
            .returning();
          await tx.insert(events).values({ stream, id: row?.lastId ?? 0, at, type, payload });
        }
        return value;
      });
      for (const { stream } of emitted) wake.emit(stream);
      return result;
    },
    async *subscribe(stream, afterId, signal) {
      let last = afterId ?? (await store.lastId(stream));
      while (!signal.aborted) {
        const woken = once(wake, stream, { signal }).catch(() => undefined);
        const rows = await db
          .select()
          .from(events)
          .where(and(eq(events.stream, stream), gt(events.id, last)))
          .orderBy(asc(events.id));
        for (const row of rows) {
          if (signal.aborted) return;
          last = row.id;
          yield { id: row.id, type: row.type, payload: row.payload };
        }
        if (rows.length === 0) await woken;
      }
    },
    async lastId(stream) {
      const [row] = await db.select().from(eventStreams).where(eq(eventStreams.stream, stream));
      return row?.lastId ?? 0;
    },
    async expire() {},
  };
  return store;
}
