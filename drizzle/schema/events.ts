import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** The last id given out in a stream. Its row is the stream's lock: commit order is id order. */
export const eventStreams = pgTable('event_streams', {
  stream: text('stream').primaryKey(),
  lastId: bigint('last_id', { mode: 'number' }).notNull(),
});

/** What subscriptions replay after a cut; kept for seven days. Streams: `room:<id>`, `user:<id>`. */
export const events = pgTable(
  'events',
  {
    stream: text('stream').notNull(),
    id: bigint('id', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    type: text('type').notNull(),
    payload: jsonb('payload').notNull(),
  },
  (t) => [primaryKey({ columns: [t.stream, t.id] }), index('events_at').on(t.at)],
);
