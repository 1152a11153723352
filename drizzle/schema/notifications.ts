import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { DigestCadence, NotificationKind } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';

/** What a person is told. Unread ones of one kind about one thing are one row that counts. */
export const notifications = pgTable(
  'notifications',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<NotificationKind>().notNull(),
    /** What it is about, e.g. `design:…`, `thread:…`. */
    subject: text('subject').notNull(),
    /** Who did it last; null for the hub, or when the account is gone. */
    actorId: id('actor_id').references(() => users.id, { onDelete: 'set null' }),
    /** How many people. */
    count: integer('count').notNull().default(1),
    /** Words to show it by; `said`: a code for what the hub itself says. */
    payload: jsonb('payload').$type<{ title: string; excerpt: string; path: string; said?: string }>().notNull(),
    /** Whose words the excerpt is, e.g. `comment:…`: they go with it. */
    source: text('source'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at'),
    /** When a digest carried it. */
    mailedAt: instant('mailed_at'),
  },
  (t) => [
    index('notifications_user').on(t.userId, t.changedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    uniqueIndex('notifications_unread').on(t.userId, t.kind, t.subject).where(sql`read_at is null`),
    index('notifications_actor').on(t.actorId),
    index('notifications_unmailed').on(t.userId, t.changedAt).where(sql`read_at is null and mailed_at is null`),
    index('notifications_old').on(t.changedAt),
    index('notifications_source').on(t.source).where(sql`source is not null`),
  ],
);

/** Who stands behind a notification, so that a person who does it twice counts once. */
export const notificationActors = pgTable(
  'notification_actors',
  {
    notificationId: id('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.notificationId, t.userId] }), index('notification_actors_user').on(t.userId)],
);

/** Only where a person chose otherwise than the default. */
export const notificationChoices = pgTable(
  'notification_choices',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<NotificationKind>().notNull(),
    show: boolean('show').notNull(),
    mail: boolean('mail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

export const digests = pgTable(
  'digests',
  {
    userId: id('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    cadence: text('cadence').$type<DigestCadence>().notNull(),
    /** When the next one is due. */
    dueAt: instant('due_at').notNull(),
  },
  (t) => [index('digests_due').on(t.dueAt).where(sql`cadence <> 'never'`)],
);
